package dev.costspan.pricing;

import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Turns usage into cost: finds the card that was valid for a model at an instant and applies it.
 *
 * <p>Implementations are thread-safe and do not block. What one throws on the call path is logged and leaves the operation
 * unpriced; it never reaches the caller.
 */
@FunctionalInterface
public interface PriceBook {

    /**
     * Returns what an operation costs, or an unpriced cost with its reason. Never an amount of zero for an unknown price.
     *
     * @param operation what was asked
     * @param provider who was asked, as {@code gen_ai.provider.name} or {@code db.system.name} spells it
     * @param model the model that served the request, else the one that was asked for; null when neither is known, as with a
     *     vector store
     * @param serviceTier the tier that served the request, or null for the standard tier
     * @param at the instant the request started
     * @param usage what was consumed
     */
    Cost price(
            Operation operation,
            String provider,
            @Nullable String model,
            @Nullable String serviceTier,
            Instant at,
            Usage usage);

    /**
     * Returns the catalogue that comes with Costspan. Its sources and their dates are in {@code
     * META-INF/costspan/prices-NOTICE.txt}. The first call reads it, and the first price of a provider reads that
     * provider's cards; each blocks for some ten milliseconds.
     */
    static PriceBook bundled() {
        return BundledCatalog.book();
    }

    /** Returns a builder for a book that puts an application's own cards before the bundled catalogue. */
    static PriceBookBuilder builder() {
        return new PriceBookBuilder();
    }
}
