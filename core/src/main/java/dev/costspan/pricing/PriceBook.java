package dev.costspan.pricing;

import dev.costspan.usage.Conditions;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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
     * @param conditions the tier, region and options that served the request; {@link Conditions#NONE} when none are known
     * @param at the instant the request started
     * @param usage what was consumed
     */
    Cost price(
            Operation operation,
            String provider,
            @Nullable String model,
            Conditions conditions,
            Instant at,
            Usage usage);

    /** Returns the feeds this book reads, for metrics about them; none unless it was built with some. */
    default List<PriceFeed> feeds() {
        return List.of();
    }

    /** Returns the date of the older of the price lists in the bundled catalogue, or null when the book does not read it. */
    default @Nullable LocalDate catalogDate() {
        return null;
    }

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
