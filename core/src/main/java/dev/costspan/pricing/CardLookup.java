package dev.costspan.pricing;

import org.jspecify.annotations.Nullable;

/** Finds the cards of a model. Implementations are thread-safe. */
interface CardLookup {

    /**
     * Returns the cards that name the model of this provider, or null when none does. The caller does not change the array.
     *
     * @param provider who bills
     * @param model the exact model id, or null for operations that name none
     */
    PriceCard @Nullable [] find(String provider, @Nullable String model);
}
