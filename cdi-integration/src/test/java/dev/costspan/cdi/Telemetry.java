package dev.costspan.cdi;

import dev.costspan.Costspan;
import dev.costspan.outcome.OutcomeRecord;
import dev.costspan.pricing.Money;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.telemetry.CostSink;
import dev.costspan.usage.Operation;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What an application produces; ended outcomes are kept. */
class Telemetry implements CostSink {

    static final List<OutcomeRecord> ENDED = new CopyOnWriteArrayList<>();

    @Produces
    @Singleton
    Costspan costspan() {
        return Costspan.builder(OpenTelemetry.noop()).directSink(this).build();
    }

    /** Spends 0.01 USD. */
    static void spend(Costspan costspan) {
        costspan.operation(Operation.FIXED_CHARGE).provider("acme").record(Money.of("0.01", "USD"));
    }

    @Override
    public void accept(CostRecord costRecord) {}

    @Override
    public void accept(OutcomeRecord outcomeRecord) {
        ENDED.add(outcomeRecord);
    }
}
