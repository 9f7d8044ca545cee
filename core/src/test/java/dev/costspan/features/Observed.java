package dev.costspan.features;

import dev.costspan.Costspan;
import dev.costspan.CostspanBuilder;
import dev.costspan.OperationBuilder;
import dev.costspan.outcome.OutcomeRecord;
import dev.costspan.pricing.Money;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.telemetry.CostSink;
import dev.costspan.telemetry.OutcomeRow;
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
    final List<OutcomeRecord> outcomes = new CopyOnWriteArrayList<>();
    final Costspan costspan;

    private Observed(TestTelemetry telemetry, UnaryOperator<CostspanBuilder> settings) {
        this.telemetry = telemetry;
        this.costspan = settings.apply(Costspan.builder(telemetry.openTelemetry())
                        .prices(Prices.BOOK)
                        .standardMetrics(StandardMetrics.OFF)
                        .clock(Clock.fixed(NOON, ZoneOffset.UTC)))
                .directSink(new Kept())
                .build();
    }

    private final class Kept implements CostSink {

        @Override
        public void accept(CostRecord costRecord) {
            records.add(costRecord);
        }

        @Override
        public void accept(OutcomeRecord outcomeRecord) {
            outcomes.add(outcomeRecord);
        }
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

    /** Makes one usual call, which costs 0.00275 USD. */
    void chatOnce() {
        chat().call(Answer.USUAL::tell);
    }

    /** Returns what all outcomes of a name came to. */
    OutcomeRow row(String outcome) {
        OutcomeRow row = costspan.ledger().snapshot().outcome(outcome);
        if (row == null) {
            throw new AssertionError("no outcome " + outcome);
        }
        return row;
    }

    /** Returns amounts as people write them, whatever their scale. */
    static List<String> plain(List<Money> amounts) {
        return amounts.stream()
                .map(money -> money.amount().stripTrailingZeros().toPlainString() + " " + money.currency())
                .toList();
    }

    OutcomeRecord onlyOutcome() {
        if (outcomes.size() != 1) {
            throw new AssertionError("expected one outcome, but there are " + outcomes);
        }
        return outcomes.get(0);
    }

    CostRecord only() {
        if (records.size() != 1) {
            throw new AssertionError("expected one record, but there are " + records);
        }
        return records.get(0);
    }
}
