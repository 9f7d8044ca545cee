package dev.costspan.pricing;

/** Thrown when an {@link ExchangeRates} has no rate for a conversion. The message names both currencies and the date. */
public final class MissingExchangeRateException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    MissingExchangeRateException(String message) {
        super(message);
    }
}
