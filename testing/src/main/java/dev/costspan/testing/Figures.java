package dev.costspan.testing;

import dev.costspan.pricing.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How figures are read from what a test says, and written in messages. */
final class Figures {

    private static final Pattern MONEY = Pattern.compile("\\s*([0-9]{1,30}(?:\\.[0-9]{1,30})?)\\s*([A-Z]{3})\\s*");
    private static final Pattern PERCENTAGE = Pattern.compile("\\s*([0-9]{1,9}(?:\\.[0-9]{1,9})?)\\s*%\\s*");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal SMALLEST = new BigDecimal("0.1");

    private Figures() {}

    /**
     * Reads {@code 0.02 USD}.
     *
     * @param setting what it is for, which the error names
     */
    static Money money(String setting, String text) {
        Matcher parts = MONEY.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    setting + " wants an amount and its currency, such as 0.02 USD, but has '" + text + "'");
        }
        return Money.of(parts.group(1), parts.group(2));
    }

    /**
     * Reads {@code 5%} as 0.05.
     *
     * @param setting what it is for, which the error names
     */
    static BigDecimal percentage(String setting, String text) {
        Matcher parts = PERCENTAGE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(setting + " wants a percentage such as 5%, but has '" + text + "'");
        }
        return new BigDecimal(parts.group(1)).movePointLeft(2);
    }

    /** Writes an amount without digits that say nothing. */
    static String plain(BigDecimal number) {
        return stripped(number).toPlainString();
    }

    /** Returns a number without zeros at the end of its fraction, so that equal amounts are equal. */
    static BigDecimal stripped(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** Writes an amount with its sign, {@code +0.002}. */
    static String signed(BigDecimal number) {
        return (number.signum() > 0 ? "+" : "") + plain(number);
    }

    static String plain(Money money) {
        return plain(money.amount()) + " " + money.currency();
    }

    /** Writes amounts in several currencies, {@code 0.02 EUR and 0.1 USD}. */
    static String plain(List<Money> amounts) {
        return amounts.stream().map(Figures::plain).collect(Collectors.joining(" and "));
    }

    /** Writes how far a figure is from the one that was expected: {@code 0.0064 USD (32 %) more}. */
    static String difference(BigDecimal expected, BigDecimal actual, String unit) {
        BigDecimal difference = actual.subtract(expected);
        return plain(difference.abs())
                + (unit.isEmpty() ? "" : " " + unit)
                + (expected.signum() == 0 ? "" : " (" + percent(expected, actual) + ")")
                + (difference.signum() > 0 ? " more" : " less");
    }

    /** Writes how far apart two figures are, in percent of the first, which is not zero: {@code 32 %}. */
    static String percent(BigDecimal before, BigDecimal after) {
        BigDecimal percent = after.subtract(before).abs().multiply(HUNDRED).divide(before, 1, RoundingMode.HALF_UP);
        return percent.compareTo(SMALLEST) < 0 ? "less than 0.1 %" : plain(percent) + " %";
    }

    /** Writes a number of things: {@code 1 operation}, {@code 2 operations}. */
    static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
