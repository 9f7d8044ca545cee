package dev.costspan.pricing;

import dev.costspan.usage.Conditions;
import dev.costspan.usage.Usage;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The cards of one provider by exact model id. An id is tried as it is, then in lower case; nothing else ever matches. Where
 * ids differ in case alone, the first card's stands for the spellings that none has.
 */
final class ModelIndex {

    private static final String NO_MODEL = "";

    private final Map<String, PriceCard[]> byModel;

    ModelIndex(Collection<PriceCard> cards) {
        Map<String, PriceCard[]> exact = new LinkedHashMap<>();
        for (PriceCard card : cards) {
            if (card.models().isEmpty()) {
                append(exact, NO_MODEL, card);
            }
            for (String model : card.models()) {
                append(exact, model, card);
            }
        }
        sort(exact);
        byModel = new HashMap<>(exact);
        for (Map.Entry<String, PriceCard[]> model : exact.entrySet()) {
            byModel.putIfAbsent(model.getKey().toLowerCase(Locale.ROOT), model.getValue());
        }
    }

    /** Returns the cards that name the model, or that are for operations without one when it is null; null when none. */
    PriceCard @Nullable [] find(@Nullable String model) {
        if (model == null) {
            return byModel.get(NO_MODEL);
        }
        PriceCard[] cards = byModel.get(model);
        return cards != null ? cards : byModel.get(model.toLowerCase(Locale.ROOT));
    }

    /** Returns the card that applies, or null; {@link #whyNone} then says why. */
    static @Nullable PriceCard select(
            PriceCard[] cards, @Nullable String tier, Conditions conditions, Instant at, Usage usage) {
        for (PriceCard card : cards) {
            if (card.forConditions(conditions, at)
                    && card.forTier(tier)
                    && card.context().contains(usage)
                    && card.validAt(at)) {
                return card;
            }
        }
        return null;
    }

    /** Returns the condition that no card meets, given those before it: instant, tier, region and options, size. */
    static UnpricedReason whyNone(PriceCard[] cards, @Nullable String tier, Conditions conditions, Instant at) {
        UnpricedReason reason = UnpricedReason.NO_CARD_AT_INSTANT;
        for (PriceCard card : cards) {
            if (card.validAt(at)) {
                UnpricedReason here = UnpricedReason.NO_CARD_FOR_TIER;
                if (card.forTier(tier)) {
                    here = card.forConditions(conditions, at)
                            ? UnpricedReason.NO_CARD_FOR_CONTEXT
                            : UnpricedReason.NO_CARD_FOR_CONDITIONS;
                }
                reason = here.compareTo(reason) > 0 ? here : reason;
            }
        }
        return reason;
    }

    /** Puts cards that name more conditions first, so that the one without is for all the rest. */
    private static void sort(Map<String, PriceCard[]> models) {
        for (PriceCard[] cards : models.values()) {
            for (int i = 1; i < cards.length; i++) {
                for (int j = i; j > 0 && cards[j].conditionCount() > cards[j - 1].conditionCount(); j--) {
                    PriceCard less = cards[j - 1];
                    cards[j - 1] = cards[j];
                    cards[j] = less;
                }
            }
        }
    }

    private static void append(Map<String, PriceCard[]> models, String model, PriceCard card) {
        PriceCard[] before = models.get(model);
        PriceCard[] after = before == null ? new PriceCard[1] : Arrays.copyOf(before, before.length + 1);
        after[after.length - 1] = card;
        models.put(model, after);
    }
}
