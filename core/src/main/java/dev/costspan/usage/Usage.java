package dev.costspan.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The quantities one operation consumed, in one convention: {@code input} and {@code output} are inclusive totals, every other
 * token meter is a subset of one of them. A meter that was not reported is absent, which is not the same as zero.
 *
 * <p>Quantities that contradict each other (negative, not a number, a subset larger than its total) are kept, and {@link
 * #problem()} says what is wrong; building a usage never throws because of a quantity. Immutable and thread-safe.
 */
public final class Usage {

    private static final long[] NO_VALUES = {};
    private static final long TOTALS = Meter.INPUT_TOKENS.low() | Meter.OUTPUT_TOKENS.low();

    /** Nothing was reported. */
    public static final Usage UNKNOWN = builder().build();

    private final long low;
    private final long high;
    private final long[] values;
    private final boolean estimated;
    private final boolean overlapping;
    private final @Nullable String problem;

    private Usage(Builder builder) {
        low = builder.low;
        high = builder.high;
        values = low == 0 && high == 0 ? NO_VALUES : builder.values;
        estimated = builder.estimated;
        overlapping = UsageChecks.hasUnknownOverlap(this);
        problem = builder.problem != null ? builder.problem : UsageChecks.contradiction(this);
    }

    /**
     * Returns the usage of a call that reported only its inclusive totals.
     *
     * @param input all input tokens
     * @param output all output tokens
     */
    public static Usage tokens(long input, long output) {
        return builder().inputTokens(input).outputTokens(output).build();
    }

    /**
     * Returns the usage of a call that reported one quantity.
     *
     * @param meter what was counted
     * @param quantity how much, in the meter's unit
     */
    public static Usage of(Meter meter, long quantity) {
        return builder().quantity(meter, quantity).build();
    }

    /** Returns a builder with no quantity. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns whether nothing was reported. */
    public boolean isUnknown() {
        return low == 0 && high == 0;
    }

    /** Returns whether {@code meter} was reported. */
    public boolean has(Meter meter) {
        return (low & meter.low()) != 0 || (high & meter.high()) != 0;
    }

    /** Returns whether both totals of tokens were reported. */
    public boolean hasTotals() {
        return (low & TOTALS) == TOTALS;
    }

    /** Returns whether a meter that is shown under {@code bucket} was reported. */
    public boolean has(Bucket bucket) {
        return (low & bucket.low()) != 0 || bucket == Bucket.OTHER && high != 0;
    }

    /** Returns whether a meter that {@code meter} contains was reported. */
    public boolean hasPartOf(Meter meter) {
        return (low & meter.partsLow()) != 0 || (high & meter.partsHigh()) != 0;
    }

    /** Returns whether a meter of {@code meters} was reported. */
    public boolean hasAny(MeterSet meters) {
        return (low & meters.low) != 0 || (high & meters.high) != 0;
    }

    /** Returns whether a meter outside {@code meters} was reported. */
    public boolean hasOutside(MeterSet meters) {
        return (low & ~meters.low) != 0 || (high & ~meters.high) != 0;
    }

    /** Returns the reported quantity in the meter's unit, parts included, or null when it was not reported. */
    public @Nullable BigDecimal quantity(Meter meter) {
        return has(meter) ? BigDecimal.valueOf(unscaled(meter), meter.scale()) : null;
    }

    /**
     * Returns the reported quantity times ten to the power of {@link Meter#scale()}, parts included.
     *
     * @return the quantity, or 0 when {@link #has(Meter)} is false
     */
    public long unscaled(Meter meter) {
        return unscaledOr(meter, 0);
    }

    /** Returns the reported quantity like {@link #unscaled}, or {@code absent} when it was not reported. */
    public long unscaledOr(Meter meter, long absent) {
        long bit = meter.low();
        if (bit != 0) {
            return (low & bit) == 0 ? absent : values[Long.bitCount(low & (bit - 1))];
        }
        bit = meter.high();
        return (high & bit) == 0 ? absent : values[Long.bitCount(low) + Long.bitCount(high & (bit - 1))];
    }

    /**
     * Returns the reported quantity like {@link #unscaled}, or, where only parts of it were reported, the least that they add up
     * to: the sum of those that differ in role or of those that differ in modality, whichever is larger.
     */
    public long unscaledOrParts(Meter meter) {
        return has(meter) || !hasPartOf(meter) ? unscaled(meter) : UsageChecks.sumOfParts(this, meter);
    }

    /**
     * Returns the tokens of one bucket. Buckets are disjoint: summed over all, every token counts once.
     *
     * @return the tokens; negative only when {@link #problem()} is not null; 0 for {@link Bucket#OTHER}, and when {@link
     *     #has(Bucket)} is false
     */
    public long tokens(Bucket bucket) {
        return switch (bucket) {
            case INPUT -> unscaledOrParts(Meter.INPUT_TOKENS) - tokens(Bucket.CACHE_READ) - tokens(Bucket.CACHE_WRITE);
            case OUTPUT -> unscaledOrParts(Meter.OUTPUT_TOKENS) - tokens(Bucket.REASONING);
            case CACHE_READ -> unscaledOrParts(Meter.CACHE_READ_TOKENS);
            case CACHE_WRITE -> unscaledOrParts(Meter.CACHE_WRITE_TOKENS);
            case REASONING -> unscaledOrParts(Meter.OUTPUT_REASONING_TOKENS);
            case OTHER -> 0;
        };
    }

    /**
     * Returns whether two reported quantities may count the same tokens and how many is not reported, such as cached tokens and
     * tokens of audio without {@link Meter#CACHE_AUDIO_READ_TOKENS}.
     */
    public boolean hasUnknownOverlap() {
        return overlapping;
    }

    /** Returns whether a quantity was estimated rather than reported. */
    public boolean isEstimated() {
        return estimated;
    }

    /** Returns what contradicts itself in these quantities, with the meter and its value, or null when nothing does. */
    public @Nullable String problem() {
        return problem;
    }

    /**
     * Returns what this and another usage consumed together, such as two requests for one answer.
     *
     * <p>Each meter is the sum of both sides. A total that one side does not report counts there as the least that its parts add up
     * to; a quantity that one side says nothing of counts there as none, so the sum is then a least. An overlap that cannot be on
     * either side, because one has only cached tokens and the other only audio, is zero in the sum; one that a side leaves open stays
     * open, or makes the sum an estimate where the other side reports it. The sum is estimated when a side is. It has the {@link
     * #problem()} of this usage, else of the other; a quantity that is more than can be counted is left out and becomes one.
     */
    public Usage plus(Usage other) {
        return UsageSum.of(this, other);
    }

    /** Returns a builder that starts from these quantities. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.low = low;
        builder.high = high;
        builder.values = values;
        builder.shared = true;
        builder.estimated = estimated;
        builder.problem = problem;
        return builder;
    }

    /** Returns the quantities by meter, for people. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Usage{");
        for (int i = 0; i < Meter.count(); i++) {
            Meter meter = Meter.at(i);
            BigDecimal quantity = quantity(meter);
            if (quantity != null) {
                text.append(text.length() > 6 ? ", " : "")
                        .append(meter.id())
                        .append('=')
                        .append(quantity.toPlainString());
            }
        }
        return text.append(estimated ? ", estimated}" : "}").toString();
    }

    /** Returns the bits of the reported token meters. */
    long low() {
        return low;
    }

    /** Returns the bits of the reported meters that are no tokens. */
    long high() {
        return high;
    }

    /** Collects quantities. Not thread-safe. */
    public static final class Builder {

        private static final int LONGEST_LONG = 19;
        private static final int USUAL_SIZE = 4;

        private long low;
        private long high;
        private long[] values = new long[USUAL_SIZE];
        private boolean shared;
        private boolean estimated;
        private @Nullable String problem;

        private Builder() {}

        /** Sets all input tokens, cache reads and writes included. */
        public Builder inputTokens(long tokens) {
            return quantity(Meter.INPUT_TOKENS, tokens);
        }

        /** Sets all output tokens, reasoning included. */
        public Builder outputTokens(long tokens) {
            return quantity(Meter.OUTPUT_TOKENS, tokens);
        }

        /** Sets the input tokens that came from a cache. */
        public Builder cacheReadTokens(long tokens) {
            return quantity(Meter.CACHE_READ_TOKENS, tokens);
        }

        /** Sets the input tokens that were written to a cache, whatever their time to live. */
        public Builder cacheWriteTokens(long tokens) {
            return quantity(Meter.CACHE_WRITE_TOKENS, tokens);
        }

        /** Sets the output tokens spent on reasoning. */
        public Builder outputReasoningTokens(long tokens) {
            return quantity(Meter.OUTPUT_REASONING_TOKENS, tokens);
        }

        /** Sets a whole quantity, in the meter's unit. */
        public Builder quantity(Meter meter, long quantity) {
            if (meter.scale() == 0) {
                return put(meter, quantity);
            }
            return quantity(meter, BigDecimal.valueOf(quantity));
        }

        /**
         * Sets a measured quantity, in the meter's unit, rounded half to even to {@link Meter#scale()} places. A value that is not
         * a number is kept out and becomes the usage's {@link Usage#problem()}.
         */
        public Builder quantity(Meter meter, double quantity) {
            if (Double.isNaN(quantity) || Double.isInfinite(quantity)) {
                problem = meter.id() + " is " + quantity;
                return this;
            }
            return quantity(meter, BigDecimal.valueOf(quantity));
        }

        /** Sets an exact quantity, in the meter's unit, rounded half to even to {@link Meter#scale()} places. */
        public Builder quantity(Meter meter, BigDecimal quantity) {
            // Looked at first because writing out 1E+999999999 or 1E-999999999 at a fixed scale would not end.
            long digitsBeforePoint = (long) quantity.precision() - quantity.scale();
            if (quantity.signum() == 0 || digitsBeforePoint < -meter.scale()) {
                return put(meter, 0);
            }
            if (digitsBeforePoint <= LONGEST_LONG) {
                try {
                    return put(
                            meter,
                            quantity.setScale(meter.scale(), RoundingMode.HALF_EVEN)
                                    .unscaledValue()
                                    .longValueExact());
                } catch (ArithmeticException tooLarge) {
                    // said below
                }
            }
            problem = meter.id() + " is " + quantity + ", more than can be counted";
            return this;
        }

        /** Marks the quantities as estimated rather than reported. */
        public Builder estimated() {
            estimated = true;
            return this;
        }

        /** Says what contradicts itself in the quantities; see {@link Usage#problem()}. */
        public Builder problem(String problem) {
            this.problem = problem;
            return this;
        }

        /** Returns the usage; never throws because of a quantity. */
        public Usage build() {
            shared = true;
            return new Usage(this);
        }

        private Builder put(Meter meter, long value) {
            long lowBit = meter.low();
            long highBit = meter.high();
            int index = lowBit != 0
                    ? Long.bitCount(low & (lowBit - 1))
                    : Long.bitCount(low) + Long.bitCount(high & (highBit - 1));
            int size = Long.bitCount(low) + Long.bitCount(high);
            boolean isNew = (low & lowBit) == 0 && (high & highBit) == 0;
            makeRoom(isNew ? size + 1 : size);
            if (isNew) {
                System.arraycopy(values, index, values, index + 1, size - index);
                low |= lowBit;
                high |= highBit;
            }
            values[index] = value;
            return this;
        }

        /** What a usage was built from is its own; it may be longer than the usage needs. */
        private void makeRoom(int size) {
            if (shared || size > values.length) {
                values = Arrays.copyOf(values, Math.max(size, USUAL_SIZE));
                shared = false;
            }
        }
    }
}
