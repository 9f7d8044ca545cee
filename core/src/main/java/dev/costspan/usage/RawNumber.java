package dev.costspan.usage;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What stood at a declared field: a number, or what was wrong with it. Merging does not depend on the order.
 *
 * @param value the number, null when there was none that can be counted
 * @param fault what is wrong, null when nothing is
 */
record RawNumber(@Nullable BigDecimal value, @Nullable String fault) {

    private static final int MOST_CHARACTERS = 64;

    /** The most digits before or after the point; keeps sums with {@code 1e999999999} out. */
    private static final int MOST_DIGITS = 60;

    static final RawNumber ONE = new RawNumber(BigDecimal.ONE, null);

    /** Returns the number of a text, or the fault that it is none that can be counted. */
    static RawNumber of(String field, String text) {
        if (text.length() > MOST_CHARACTERS) {
            return fault(field, "a number of " + text.length() + " characters");
        }
        BigDecimal value;
        try {
            value = new BigDecimal(text);
        } catch (NumberFormatException noDecimal) {
            // An exponent of ten digits is JSON too.
            return fault(field, text);
        }
        if (Math.abs((long) value.scale()) > MOST_DIGITS) {
            return value.signum() == 0 ? new RawNumber(BigDecimal.ZERO, null) : fault(field, text);
        }
        return new RawNumber(value, value.signum() < 0 ? says(field, text) : null);
    }

    static RawNumber fault(String field, String what) {
        return new RawNumber(null, says(field, what));
    }

    /** Returns the larger value: counters of a stream only grow. */
    RawNumber most(@Nullable RawNumber other) {
        if (other == null) {
            return this;
        }
        BigDecimal most =
                value == null || other.value != null && other.value.compareTo(value) > 0 ? other.value : value;
        return new RawNumber(most, first(fault, other.fault));
    }

    RawNumber plus(@Nullable RawNumber other) {
        if (other == null) {
            return this;
        }
        BigDecimal sum = value == null ? other.value : other.value == null ? value : value.add(other.value);
        return new RawNumber(sum, first(fault, other.fault));
    }

    private static String says(String field, String what) {
        return "usage field '" + field + "' is " + what;
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one == null || other != null && other.compareTo(one) < 0 ? other : one;
    }
}
