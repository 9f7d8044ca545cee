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

    /** Nothing was reported. */
    public static final Usage UNKNOWN = builder().build();

    private final long present;
    private final long[] values;
    private final boolean estimated;
    private final @Nullable String problem;

    private Usage(Builder builder) {
        present = builder.present;
        values = present == 0 ? NO_VALUES : builder.values;
        estimated = builder.estimated;
        problem = builder.problem != null ? builder.problem : contradiction();
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
        return present == 0;
    }

    /** Returns whether {@code meter} was reported. */
    public boolean has(Meter meter) {
        return (present & meter.bit()) != 0;
    }

    /** Returns the reported quantity in the meter's unit, subsets included, or null when it was not reported. */
    public @Nullable BigDecimal quantity(Meter meter) {
        return has(meter) ? BigDecimal.valueOf(unscaled(meter), meter.scale()) : null;
    }

    /**
     * Returns the reported quantity times ten to the power of {@link Meter#scale()}, subsets included.
     *
     * @return the quantity, or 0 when {@link #has} is false
     */
    public long unscaled(Meter meter) {
        long bit = meter.bit();
        return (present & bit) == 0 ? 0 : values[Long.bitCount(present & (bit - 1))];
    }

    /**
     * Returns the part of a reported quantity that no reported subset accounts for, scaled like {@link #unscaled}. Summed over
     * all meters, every token counts once.
     *
     * @return the remainder; negative only when {@link #problem()} is not null; 0 when {@link #has} is false
     */
    public long exclusive(Meter meter) {
        return has(meter) ? unscaled(meter) - covered(meter) : 0;
    }

    /** Returns the reported meters as a set of bits: bit {@code n} stands for {@link Meter#at Meter.at(n)}. */
    public long reportedBits() {
        return present;
    }

    /** Returns whether a quantity was estimated rather than reported. */
    public boolean isEstimated() {
        return estimated;
    }

    /** Returns what contradicts itself in these quantities, with the meter and its value, or null when nothing does. */
    public @Nullable String problem() {
        return problem;
    }

    /** Returns a builder that starts from these quantities. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.present = present;
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

    private long covered(Meter meter) {
        long sum = 0;
        for (long rest = present & meter.containedBits(); rest != 0; rest &= rest - 1) {
            Meter other = Meter.at(Long.numberOfTrailingZeros(rest));
            if (other.parent() == meter || nearestPresentAncestor(other) == meter) {
                sum = saturatedSum(sum, unscaled(other));
            }
        }
        return sum;
    }

    /** Keeps parts whose sum leaves the range of a long larger than any total. */
    private static long saturatedSum(long a, long b) {
        long sum = a + b;
        return ((a ^ sum) & (b ^ sum)) < 0 ? Long.MAX_VALUE : sum;
    }

    private @Nullable Meter nearestPresentAncestor(Meter meter) {
        Meter ancestor = meter.parent();
        while (ancestor != null && !has(ancestor)) {
            ancestor = ancestor.parent();
        }
        return ancestor;
    }

    private @Nullable String contradiction() {
        for (long rest = present; rest != 0; rest &= rest - 1) {
            Meter meter = Meter.at(Long.numberOfTrailingZeros(rest));
            if (unscaled(meter) < 0) {
                return meter.id() + " is "
                        + BigDecimal.valueOf(unscaled(meter), meter.scale()).toPlainString();
            }
            if (exclusive(meter) < 0) {
                return meter.id() + " is " + unscaled(meter) + " but its parts add up to " + covered(meter);
            }
        }
        return null;
    }

    /** Collects quantities. Not thread-safe. */
    public static final class Builder {

        private static final int LONGEST_LONG = 19;
        private static final int USUAL_SIZE = 4;

        private long present;
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
        public Builder cacheReadInputTokens(long tokens) {
            return quantity(Meter.CACHE_READ_INPUT_TOKENS, tokens);
        }

        /** Sets the input tokens that were written to a cache, whatever their time to live. */
        public Builder cacheWriteInputTokens(long tokens) {
            return quantity(Meter.CACHE_WRITE_INPUT_TOKENS, tokens);
        }

        /** Sets the output tokens spent on reasoning. */
        public Builder reasoningOutputTokens(long tokens) {
            return quantity(Meter.REASONING_OUTPUT_TOKENS, tokens);
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

        /** Returns the usage; never throws because of a quantity. */
        public Usage build() {
            shared = true;
            return new Usage(this);
        }

        private Builder put(Meter meter, long value) {
            long bit = meter.bit();
            int size = Long.bitCount(present);
            if (bit > present && size < values.length && !shared) {
                // in declaration order, which is how readers tell them
                values[size] = value;
                present |= bit;
            } else {
                insert(bit, value, size);
            }
            return this;
        }

        private void insert(long bit, long value, int size) {
            boolean isNew = (present & bit) == 0;
            int index = Long.bitCount(present & (bit - 1));
            makeRoom(isNew ? size + 1 : size);
            if (isNew) {
                System.arraycopy(values, index, values, index + 1, size - index);
                present |= bit;
            }
            values[index] = value;
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
