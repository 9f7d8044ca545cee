package dev.costspan.pricing;

import dev.costspan.usage.Conditions;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Layers of cards; the first layer that names the model decides. A name that no layer has is tried under the names that follow from
 * it by the rules of {@link ModelResolver}. Thread-safe.
 */
final class LayeredPriceBook implements PriceBook {

    private final Layer[] layers;
    private final ModelAliases aliases;
    private final List<PriceFeed> feeds;
    private final ModelNames names = new ModelNames();
    private final RecentModels recent = new RecentModels();

    LayeredPriceBook(List<Layer> layers, ModelAliases aliases, List<PriceFeed> feeds) {
        this.layers = layers.toArray(new Layer[0]);
        this.aliases = aliases;
        this.feeds = List.copyOf(feeds);
    }

    LayeredPriceBook(List<Layer> layers, ModelAliases aliases) {
        this(layers, aliases, List.of());
    }

    record Layer(CostSource source, CardLookup cards) {}

    @Override
    public Cost price(
            Operation operation,
            String provider,
            @Nullable String model,
            Conditions conditions,
            Instant at,
            Usage usage) {
        String declared = aliases.find(provider, model);
        String name = declared != null ? declared : model;
        String inRegion = ModelResolver.inRegion(provider, name, conditions);
        Cost cost = inRegion == null ? null : exact(operation, provider, inRegion, conditions, at, usage);
        if (cost == null) {
            cost = exact(operation, provider, name, conditions, at, usage);
        }
        return cost != null ? cost : resolved(operation, provider, name, conditions, at, usage);
    }

    @Override
    public List<PriceFeed> feeds() {
        return feeds;
    }

    @Override
    public @Nullable LocalDate catalogDate() {
        for (Layer layer : layers) {
            if (layer.cards() instanceof BundledCatalog catalog) {
                return catalog.date();
            }
        }
        return null;
    }

    private @Nullable Cost exact(
            Operation operation,
            String provider,
            @Nullable String model,
            Conditions conditions,
            Instant at,
            Usage usage) {
        ModelCards found = find(provider, model);
        if (found == null) {
            return null;
        }
        if (usage.problem() != null) {
            // Looked at before the ranges of tokens, none of which holds a negative number.
            return Cost.unpriced(UnpricedReason.INVALID_USAGE, usage);
        }
        String tier = ServiceTiers.named(conditions.serviceTier());
        PriceCard card = ModelIndex.select(found.cardsFor(conditions), tier, conditions, at, usage);
        return card == null
                ? Cost.unpriced(ModelIndex.whyNone(found.cards(), tier, conditions, at), usage)
                : card.price(operation, usage, conditions, found.source());
    }

    private @Nullable ModelCards find(String provider, @Nullable String model) {
        ModelCards found = recent.get(provider, model);
        for (int i = 0; found == null && i < layers.length; i++) {
            PriceCard[] cards = layers[i].cards().find(provider, model);
            if (cards != null) {
                found = new ModelCards(provider, model, layers[i].source(), cards);
                if (feeds.isEmpty()) {
                    recent.put(found);
                }
            }
        }
        return found;
    }

    private Cost resolved(
            Operation operation,
            String provider,
            @Nullable String model,
            Conditions conditions,
            Instant at,
            Usage usage) {
        ModelResolution resolution = names.resolve(provider, model, this::mayHaveCards);
        ModelCandidate picked = resolution.pick(this::isKnown);
        if (picked != null) {
            Conditions learned = conditions.over(picked.conditions());
            Cost cost = exact(operation, picked.provider(), picked.model(), learned, at, usage);
            if (cost != null) {
                return picked.estimated() ? cost.asEstimate() : cost;
            }
        }
        UnpricedReason reason = resolution.reason();
        if (reason == null) {
            reason = model == null ? UnpricedReason.MISSING_MODEL : UnpricedReason.UNKNOWN_MODEL;
        }
        return Cost.unpriced(reason, usage);
    }

    /** A feed may bring a card that is not there yet; nothing else does. */
    private boolean mayHaveCards(ModelCandidate candidate) {
        return !feeds.isEmpty() || isKnown(candidate);
    }

    private boolean isKnown(ModelCandidate candidate) {
        return find(candidate.provider(), candidate.model()) != null;
    }
}
