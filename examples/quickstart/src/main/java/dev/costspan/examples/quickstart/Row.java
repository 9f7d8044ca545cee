package dev.costspan.examples.quickstart;

import dev.costspan.outcome.Outcome;
import dev.costspan.pricing.UnpricedReason;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One metered operation as the table shows it. {@code null} is unknown, which is not zero.
 *
 * @param input all input tokens, cached ones included
 * @param output all output tokens, reasoning included
 * @param attempts requests on the wire, {@code null} when nobody counted them
 * @param cost the exact amount in US dollars, {@code null} when unpriced
 * @param unpricedReason why there is no amount, {@code null} when there is one
 */
record Row(
        String operation,
        String model,
        @Nullable Long input,
        @Nullable Long cacheRead,
        @Nullable Long cacheWrite,
        @Nullable Long reasoning,
        @Nullable Long output,
        @Nullable Long attempts,
        @Nullable BigDecimal cost,
        @Nullable String unpricedReason,
        String outcome) {

    private static final String NONE = "-";

    /** The row of a cost record. */
    static Row of(CostRecord costRecord) {
        Usage usage = costRecord.usage();
        UnpricedReason reason = costRecord.cost().unpricedReason();
        Outcome outcome = costRecord.outcome();
        return new Row(
                costRecord.operation().id(),
                Objects.requireNonNullElse(costRecord.model(), NONE),
                tokens(usage, Meter.INPUT_TOKENS),
                tokens(usage, Meter.CACHE_READ_TOKENS),
                tokens(usage, Meter.CACHE_WRITE_TOKENS),
                tokens(usage, Meter.OUTPUT_REASONING_TOKENS),
                tokens(usage, Meter.OUTPUT_TOKENS),
                costRecord.attempts() < 0 ? null : (long) costRecord.attempts(),
                costRecord.cost().amount(),
                reason == null ? null : reason.id(),
                outcome == null ? NONE : outcome.name());
    }

    private static @Nullable Long tokens(Usage usage, Meter meter) {
        BigDecimal quantity = usage.quantity(meter);
        return quantity == null ? null : quantity.longValueExact();
    }
}
