package dev.costspan.pricing;

import dev.costspan.usage.Bucket;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Usage;
import java.util.Objects;

/**
 * How large a request may be for a card to apply to all of it, as providers price long contexts.
 *
 * @param measure what is counted
 * @param above the tokens a request must exceed; -1 when there is no such threshold
 * @param upTo the most tokens a request may have; {@link Long#MAX_VALUE} when there is no such limit
 */
public record ContextRange(Measure measure, long above, long upTo) {

    /** Every request. */
    public static final ContextRange ANY = new ContextRange(Measure.INPUT, -1, Long.MAX_VALUE);

    /** What a threshold counts. */
    public enum Measure {
        /** All input tokens, cached ones included. */
        INPUT,
        /** Input tokens that were neither read from nor written to a cache. */
        UNCACHED_INPUT,
        /** All output tokens. */
        OUTPUT;

        long of(Usage usage) {
            return switch (this) {
                case INPUT -> usage.unscaled(Meter.INPUT_TOKENS);
                case UNCACHED_INPUT -> usage.tokens(Bucket.INPUT);
                case OUTPUT -> usage.unscaled(Meter.OUTPUT_TOKENS);
            };
        }
    }

    /** Checks that a request can be in the range. */
    public ContextRange {
        Objects.requireNonNull(measure, "measure");
        if (above >= upTo) {
            throw new IllegalArgumentException(
                    "a range of more than " + above + " and at most " + upTo + " tokens holds no request");
        }
    }

    /** Returns the range of requests with more input tokens than {@code tokens}. */
    public static ContextRange inputAbove(long tokens) {
        return new ContextRange(Measure.INPUT, tokens, Long.MAX_VALUE);
    }

    /** Returns the range of requests with at most {@code tokens} input tokens. */
    public static ContextRange inputUpTo(long tokens) {
        return new ContextRange(Measure.INPUT, -1, tokens);
    }

    /** Returns whether a request with this usage is in the range. */
    public boolean contains(Usage usage) {
        if (this == ANY) {
            return true;
        }
        long tokens = measure.of(usage);
        return tokens > above && tokens <= upTo;
    }
}
