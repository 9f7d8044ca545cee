package dev.costspan.pricing;

import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Layers of cards; the first layer that names the model decides. Immutable. */
final class LayeredPriceBook implements PriceBook {

    /** What providers call the tier that their price list means when it names none. */
    private static final Set<String> STANDARD_TIERS = Set.of("default", "standard", "auto", "on_demand", "on-demand");

    private final List<Layer> layers;

    LayeredPriceBook(List<Layer> layers) {
        this.layers = List.copyOf(layers);
    }

    record Layer(CostSource source, CardLookup cards) {}

    @Override
    public Cost price(
            Operation operation,
            String provider,
            @Nullable String model,
            @Nullable String serviceTier,
            Instant at,
            Usage usage) {
        String tier = tier(serviceTier);
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            PriceCard[] cards = layer.cards().find(provider, model);
            if (cards != null && usage.problem() != null) {
                // Looked at before the ranges of input tokens, none of which holds a negative number.
                return Cost.unpriced(UnpricedReason.INVALID_USAGE, usage);
            }
            if (cards != null) {
                PriceCard card = ModelIndex.select(cards, tier, at, usage.unscaled(Meter.INPUT_TOKENS));
                return card == null
                        ? Cost.unpriced(ModelIndex.whyNone(cards, tier, at), usage)
                        : card.price(operation, usage, layer.source());
            }
        }
        return Cost.unpriced(model == null ? UnpricedReason.MISSING_MODEL : UnpricedReason.UNKNOWN_MODEL, usage);
    }

    private static @Nullable String tier(@Nullable String served) {
        if (served == null || STANDARD_TIERS.contains(served)) {
            return null;
        }
        String lower = served.toLowerCase(Locale.ROOT);
        return STANDARD_TIERS.contains(lower) ? null : lower;
    }
}
