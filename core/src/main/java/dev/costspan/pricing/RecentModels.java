package dev.costspan.pricing;

import org.jspecify.annotations.Nullable;

/**
 * The cards of the names that were asked for last, one for each slot, because an application asks for the same few on every call.
 * Racing threads may overwrite each other's entries, which costs a look-up and nothing else. Thread-safe.
 */
final class RecentModels {

    private static final int SLOTS = 256;

    private final @Nullable ModelCards[] slots = new ModelCards[SLOTS];

    @Nullable ModelCards get(String provider, @Nullable String model) {
        ModelCards found = slots[slot(provider, model)];
        return found != null && found.isNamed(provider, model) ? found : null;
    }

    void put(ModelCards cards) {
        slots[slot(cards.provider(), cards.model())] = cards;
    }

    private static int slot(String provider, @Nullable String model) {
        int hash = 31 * provider.hashCode() + (model == null ? 0 : model.hashCode());
        return (hash ^ hash >>> 16) & SLOTS - 1;
    }
}
