package dev.costspan.pricing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A table of dated exchange rates that the application states, such as the day rates of its central bank or its accounting
 * rates.
 *
 * <pre>{@code
 * ExchangeRates rates = ExchangeRates.builder().rate("USD", "EUR", "0.9230", LocalDate.parse("2026-08-03")).build();
 * Money euros = rates.convert(cost, "EUR", LocalDate.parse("2026-08-05")).to();
 * }</pre>
 *
 * <p>A rate is used only in the direction it was stated in: turned round, or taken over a third currency, it would be a figure
 * that nobody published. The rate of a day is the newest one stated for that day or before. Immutable and thread-safe.
 */
public final class ExchangeRates {

    private final Map<Pair, NavigableMap<LocalDate, BigDecimal>> rates;

    private ExchangeRates(Map<Pair, NavigableMap<LocalDate, BigDecimal>> rates) {
        Map<Pair, NavigableMap<LocalDate, BigDecimal>> copy = new HashMap<>();
        rates.forEach((pair, byDate) -> copy.put(pair, new TreeMap<>(byDate)));
        this.rates = copy;
    }

    private record Pair(String from, String to) {
        @Override
        public String toString() {
            return from + " to " + to;
        }
    }

    /**
     * An amount in another currency, with how it came about.
     *
     * @param from what was converted
     * @param to the product of {@code from} and {@code rate}, exact
     * @param rate how much of the target currency one unit of the source currency is
     * @param rateDate the date the rate was stated for, which may be long before the date asked for
     */
    public record Converted(Money from, Money to, BigDecimal rate, LocalDate rateDate) {}

    /** Returns a builder without a rate. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns an amount in another currency, unrounded. In its own currency it is itself, at a rate of 1 of that date.
     *
     * @param money the amount, of either sign
     * @param to the ISO 4217 code of the target currency
     * @param on the date whose rate applies, usually that of the charge
     * @throws MissingExchangeRateException when there is no rate of that pair for that date or an earlier one
     * @throws IllegalArgumentException when {@code to} is no ISO 4217 code
     */
    public Converted convert(Money money, String to, LocalDate on) {
        Pair pair = new Pair(money.currency(), Money.requireCurrency(to));
        if (pair.from().equals(to)) {
            return new Converted(money, money, BigDecimal.ONE, on);
        }
        NavigableMap<LocalDate, BigDecimal> byDate = rates.get(pair);
        Map.@Nullable Entry<LocalDate, BigDecimal> newest = byDate == null ? null : byDate.floorEntry(on);
        if (newest == null) {
            throw new MissingExchangeRateException("there is no exchange rate from " + pair + " for " + on
                    + " or before; "
                    + (byDate == null ? "none is stated for this pair" : "the first is for " + byDate.firstKey()));
        }
        BigDecimal rate = newest.getValue();
        return new Converted(money, new Money(money.amount().multiply(rate), to), rate, newest.getKey());
    }

    /** Collects rates. Not thread-safe. */
    public static final class Builder {

        private final Map<Pair, NavigableMap<LocalDate, BigDecimal>> rates = new HashMap<>();

        private Builder() {}

        /**
         * Adds the rate of a date, which holds until a later one.
         *
         * @param from the ISO 4217 code of the source currency
         * @param to the ISO 4217 code of the target currency
         * @param rate how much of {@code to} one unit of {@code from} is, as decimal text
         * @param on the first date it applies to
         * @throws IllegalArgumentException when a currency is no code, both are the same, the rate is not a positive number, or
         *     the pair has a rate for that date already
         */
        public Builder rate(String from, String to, String rate, LocalDate on) {
            Pair pair = new Pair(Money.requireCurrency(from), Money.requireCurrency(to));
            if (from.equals(to)) {
                throw new IllegalArgumentException("an exchange rate needs two currencies, but both are " + from);
            }
            String what = "the exchange rate from " + pair + " for " + on;
            BigDecimal figure = FigureChecks.positive(what, FigureChecks.decimal(what, rate));
            BigDecimal earlier =
                    rates.computeIfAbsent(pair, p -> new TreeMap<>()).putIfAbsent(on, figure);
            if (earlier != null) {
                throw new IllegalArgumentException(
                        what + " is stated twice, as " + earlier.toPlainString() + " and as " + figure.toPlainString());
            }
            return this;
        }

        /** Returns the table. */
        public ExchangeRates build() {
            return new ExchangeRates(rates);
        }
    }
}
