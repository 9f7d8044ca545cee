package dev.costspan.pricing;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * An exact amount in one currency. Two amounts are equal when their digits and scale are, as with {@link BigDecimal}.
 *
 * @param amount the amount in units of the currency, not in cents
 * @param currency an ISO 4217 code such as {@code USD}
 */
public record Money(BigDecimal amount, String currency) implements Serializable {

    private static final Pattern CODE = Pattern.compile("[A-Z]{3}");

    /** Checks that the currency is three capital letters. */
    public Money {
        Objects.requireNonNull(amount, "amount");
        requireCurrency(currency);
    }

    /**
     * Returns an amount from decimal text.
     *
     * @throws NumberFormatException when {@code amount} is not a decimal number
     */
    public static Money of(String amount, String currency) {
        return new Money(new BigDecimal(amount), currency);
    }

    /** Returns the amount in plain digits followed by the currency, {@code 0.00042 USD}. */
    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency;
    }

    static String requireCurrency(String currency) {
        if (!CODE.matcher(currency).matches()) {
            throw new IllegalArgumentException(
                    "currency must be an ISO 4217 code such as USD, but is '" + currency + "'");
        }
        return currency;
    }
}
