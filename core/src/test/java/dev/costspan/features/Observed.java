package dev.costspan.features;

import dev.costspan.Costspan;
import dev.costspan.CostspanBuilder;
import dev.costspan.OperationBuilder;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.telemetry.StandardMetrics;
import dev.costspan.usage.Operation;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A Costspan with the prices of {@link Prices}, whose spans, metrics and records are kept. */
final class Observed {

    static final Instant NOON = Instant.parse("2026-09-01T12:00:00Z");

    final TestTelemetry telemetry;
    final List<CostRecord> records = new CopyOnWriteArrayList<>();
    final Costspan costspan;

    private Observed(TestTelemetry telemetry, UnaryOperator<CostspanBuilder> settings) {
        this.telemetry = telemetry;
        this.costspan = settings.apply(Costspan.builder(telemetry.openTelemetry())
                        .prices(Prices.BOOK)
                        .standardMetrics(StandardMetrics.OFF)
                        .clock(Clock.fixed(NOON, ZoneOffset.UTC)))
                .sink(records::add)
                .build();
    }

    static Observed create() {
        return with(settings -> settings);
    }

    static Observed with(UnaryOperator<CostspanBuilder> settings) {
        return over(TestTelemetry.sampled(), settings);
    }

    static Observed over(TestTelemetry telemetry, UnaryOperator<CostspanBuilder> settings) {
        return new Observed(telemetry, settings);
    }

    OperationBuilder chat() {
        return costspan.operation(Operation.CHAT).provider("openai").model("gpt-4o");
    }

    CostRecord only() {
        if (records.size() != 1) {
            throw new AssertionError("expected one record, but there are " + records);
        }
        return records.get(0);
    }
}
