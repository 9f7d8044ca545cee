package dev.costspan.pricing;

import dev.costspan.usage.Conditions;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The cards that a layer has for one name. Nobody changes the arrays. Immutable and thread-safe. */
final class ModelCards {

    private final String provider;
    private final @Nullable String model;
    private final CostSource source;
    private final PriceCard[] cards;
    private final PriceCard[] plain;

    /**
     * @param provider who bills
     * @param model the name, null for operations that name none
     * @param source the layer
     * @param cards all cards of the name
     */
    ModelCards(String provider, @Nullable String model, CostSource source, PriceCard[] cards) {
        this.provider = provider;
        this.model = model;
        this.source = source;
        this.cards = cards;
        plain = Stream.of(cards).filter(card -> !card.isForSome()).toArray(PriceCard[]::new);
    }

    String provider() {
        return provider;
    }

    @Nullable String model() {
        return model;
    }

    CostSource source() {
        return source;
    }

    PriceCard[] cards() {
        return cards;
    }

    /** Returns the cards among which one may apply: without region and options, those that want neither. */
    PriceCard[] cardsFor(Conditions conditions) {
        return conditions.isPlain() ? plain : cards;
    }

    boolean isNamed(String otherProvider, @Nullable String otherModel) {
        return Objects.equals(model, otherModel) && provider.equals(otherProvider);
    }
}
