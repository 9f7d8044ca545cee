package dev.costspan.features;

import dev.costspan.Costspan;
import dev.costspan.attribution.Attribution;
import dev.costspan.attribution.AttributionKey;
import dev.costspan.outcome.OutcomeScope;
import dev.costspan.outcome.OutcomeStore;
import dev.costspan.pricing.Money;
import dev.costspan.telemetry.LedgerSnapshot;
import dev.costspan.telemetry.StandardMetrics;
import dev.costspan.usage.Operation;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.ref.Reference;
import java.math.BigDecimal;

/** More tenants, ids and names than anybody should have; each outcome has one operation, which costs 0.0001 USD. */
final class ManyOutcomes {

    static final int MANY = 100_000;

    /** What they cost together. */
    static final BigDecimal COST = new BigDecimal("10");

    private static final Money EACH = Money.of("0.0001", "USD");

    private ManyOutcomes() {}

    static Costspan costspan(OpenTelemetry openTelemetry) {
        return Costspan.builder(openTelemetry)
                .prices(Prices.BOOK)
                .standardMetrics(StandardMetrics.OFF)
                .metricKeys(AttributionKey.TENANT)
                .maxMetricValues(MANY)
                .outcomeStore(OutcomeStore.inMemory(1_000))
                .build();
    }

    static void tenants(Costspan costspan) {
        for (int i = 0; i < MANY; i++) {
            Attribution tenant = Attribution.builder().tenant("tenant-" + i).build();
            spend(
                    costspan,
                    costspan.outcomes().builder("order").attribution(tenant).open());
        }
    }

    static void ids(Costspan costspan) {
        for (int i = 0; i < MANY; i++) {
            spend(costspan, costspan.outcomes().builder("order").id("id-" + i).open());
        }
    }

    static void names(Costspan costspan) {
        for (int i = 0; i < MANY; i++) {
            spend(costspan, costspan.outcome("name-" + i));
        }
    }

    /** Each starts in the Context of the one before, as a job does that plans its next run; returns the last one's. */
    static Context successors(Costspan costspan) {
        Context context = Context.root();
        for (int i = 0; i < MANY; i++) {
            try (Scope ignored = context.makeCurrent();
                    OutcomeScope outcome = costspan.outcome("job")) {
                context = outcome.context();
                outcome.succeed();
            }
        }
        return context;
    }

    private static void spend(Costspan costspan, OutcomeScope outcome) {
        try (outcome) {
            costspan.operation(Operation.CHAT).record(EACH);
            outcome.succeed();
        }
    }

    /** Does everything and says in the end what there is, and how many megabytes of the heap are in use. */
    public static void main(String[] args) {
        Costspan costspan = costspan(OpenTelemetry.noop());
        tenants(costspan);
        ids(costspan);
        names(costspan);
        Context last = successors(costspan);
        LedgerSnapshot snapshot = costspan.ledger().snapshot();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.println(snapshot.outcomes().size() + " rows, " + snapshot.cost());
        System.out.println((runtime.totalMemory() - runtime.freeMemory()) >> 20);
        Reference.reachabilityFence(last);
        Reference.reachabilityFence(costspan);
    }
}
