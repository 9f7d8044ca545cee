package dev.costspan.pricing;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Where a card's rates were taken from.
 *
 * @param name the price list, {@code litellm}, {@code genai-prices}, or the name an application gives to its own
 * @param asOf the date of the price list; null when it is not known, as with an application's own card or a file it loads
 */
public record PriceSource(String name, @Nullable LocalDate asOf) {

    /** Returns the source for people, {@code litellm 2026-08-01}. */
    @Override
    public String toString() {
        return asOf == null ? name : name + " " + asOf;
    }
}
