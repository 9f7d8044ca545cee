package dev.costspan.pricing;

import java.math.BigDecimal;

/** Figures an application states, held to a sign and a length. Every message names the figure and its value. */
final class FigureChecks {

    /**
     * The most digits before or after the point; keeps {@code 1e999999999}, which is short to write, from being written out.
     */
    private static final int MOST_DIGITS = 60;

    private FigureChecks() {}

    /** Returns the number that {@code text} is; throws IllegalArgumentException when it is none, or has too many digits. */
    static BigDecimal decimal(String what, String text) {
        if (text.length() > 2 * MOST_DIGITS) {
            throw new IllegalArgumentException(what + " has " + text.length() + " characters, which no figure needs");
        }
        try {
            return bounded(what, new BigDecimal(text));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    what + " must be a decimal number such as 1.25, but is '" + text + "'", notANumber);
        }
    }

    /** Returns the figure; throws IllegalArgumentException when it is not above zero, or has too many digits. */
    static BigDecimal positive(String what, BigDecimal figure) {
        if (bounded(what, figure).signum() <= 0) {
            throw new IllegalArgumentException(what + " must be positive, but is " + figure.toPlainString());
        }
        return figure;
    }

    /** Returns the figure; throws IllegalArgumentException when it is below zero, or has too many digits. */
    static BigDecimal notNegative(String what, BigDecimal figure) {
        if (bounded(what, figure).signum() < 0) {
            throw new IllegalArgumentException(what + " must not be negative, but is " + figure.toPlainString());
        }
        return figure;
    }

    /** Returns the name; throws IllegalArgumentException when it is blank. */
    static String named(String what, String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException(what + " must have a name, but it is blank");
        }
        return name;
    }

    private static BigDecimal bounded(String what, BigDecimal figure) {
        if (Math.abs((long) figure.scale()) > MOST_DIGITS || figure.precision() > MOST_DIGITS) {
            throw new IllegalArgumentException(
                    what + " has more than " + MOST_DIGITS + " digits before or after the point");
        }
        return figure;
    }
}
