package dev.costspan.telemetry;

import dev.costspan.attribution.Attribution;
import dev.costspan.outcome.OutcomeRecord;
import dev.costspan.outcome.OutcomeStatus;
import dev.costspan.outcome.OutcomeTotals;
import dev.costspan.outcome.Waste;
import dev.costspan.pricing.Cost;
import dev.costspan.pricing.Money;
import io.opentelemetry.api.common.Attributes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the outcomes of one name and attribution add up to, and the metric attributes that follow from both. Thread-safe by one
 * private lock, which is taken when an outcome ends and when an operation comes late.
 */
final class OutcomeSeries {

    private static final int MOST_MODELS = 64;

    private final String name;
    private final Attribution attribution;
    private final Attributes base;
    private final CostChanges changes;
    private final Map<OutcomeStatus, Attributes> byStatus = new EnumMap<>(OutcomeStatus.class);
    private final Object lock = new Object();
    private final long[] count = new long[OutcomeStatus.values().length];
    private final Map<String, OutcomeAmounts> amounts = new TreeMap<>();
    private final Map<String, BigDecimal> values = new TreeMap<>();
    private final TreeSet<String> models = new TreeSet<>();
    private BigDecimal quantity = BigDecimal.ZERO;
    private long operations;
    private long attempts;
    private long tokens;
    private long unpriced;
    private long late;

    OutcomeSeries(String name, Attribution attribution, Attributes base, CostChanges changes) {
        this.name = name;
        this.changes = changes;
        this.attribution = attribution;
        this.base = base;
        for (OutcomeStatus status : OutcomeStatus.values()) {
            byStatus.put(
                    status,
                    base.toBuilder().put(Names.OUTCOME_STATUS, status.id()).build());
        }
    }

    /** Attributes of the outcome's name and attribution. */
    Attributes base() {
        return base;
    }

    Attributes of(OutcomeStatus status) {
        return byStatus.getOrDefault(status, base);
    }

    /** Adds an outcome that ended; returns the change of the usual cost per success that it completes, or null. */
    @Nullable CostChange add(OutcomeRecord ended) {
        synchronized (lock) {
            count[ended.status().ordinal()]++;
            return ended.status().isFinal() ? addSettled(ended) : null;
        }
    }

    /** Adds an operation whose outcome had ended. */
    void addLate(Cost cost, int requests, long spentTokens, Waste waste) {
        BigDecimal amount = cost.amount();
        String currency = cost.currency();
        synchronized (lock) {
            late++;
            operations++;
            attempts += Math.max(requests, 0);
            tokens += spentTokens;
            if (amount == null || currency == null) {
                unpriced++;
            } else {
                amounts(currency).addLate(amount, waste.amounts());
            }
        }
    }

    OutcomeRow row() {
        synchronized (lock) {
            long successes = count[OutcomeStatus.SUCCESS.ordinal()];
            List<OutcomeCost> costs = new ArrayList<>();
            amounts.values().forEach(sum -> costs.add(sum.cost(successes)));
            OutcomeRow.Counts counts = new OutcomeRow.Counts(
                    successes,
                    count[OutcomeStatus.FAILURE.ordinal()],
                    count[OutcomeStatus.ABANDONED.ordinal()],
                    count[OutcomeStatus.PENDING.ordinal()],
                    operations,
                    attempts,
                    tokens,
                    unpriced,
                    late);
            return new OutcomeRow(
                    name, attribution, counts, quantity, OutcomeRow.moneys(values), List.copyOf(models), costs);
        }
    }

    private @Nullable CostChange addSettled(OutcomeRecord settled) {
        OutcomeTotals totals = settled.totals();
        operations += totals.operations();
        attempts += totals.attempts();
        tokens += totals.tokens();
        unpriced += totals.unpricedOperations();
        for (String model : totals.models()) {
            if (models.size() < MOST_MODELS) {
                models.add(model);
            }
        }
        for (Money money : totals.cost()) {
            amounts(money.currency());
        }
        // an outcome that spent nothing in a currency is an outcome at no cost there
        CostChange change = null;
        for (OutcomeAmounts sum : amounts.values()) {
            CostChange found = sum.add(settled);
            change = found != null ? found : change;
        }
        if (settled.status() == OutcomeStatus.SUCCESS) {
            addResult(settled);
        }
        return change;
    }

    private void addResult(OutcomeRecord reached) {
        if (reached.quantity() != null) {
            quantity = quantity.add(reached.quantity());
        }
        Money value = reached.value();
        if (value != null) {
            values.merge(value.currency(), value.amount(), BigDecimal::add);
        }
    }

    private OutcomeAmounts amounts(String currency) {
        return amounts.computeIfAbsent(currency, code -> new OutcomeAmounts(code, changes.ofOutcome(name, code)));
    }
}
