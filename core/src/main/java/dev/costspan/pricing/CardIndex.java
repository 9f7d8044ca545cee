package dev.costspan.pricing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cards by provider and exact model id. Immutable. */
final class CardIndex implements CardLookup {

    private final Map<String, ModelIndex> byProvider = new HashMap<>();

    CardIndex(Collection<PriceCard> cards) {
        Map<String, List<PriceCard>> grouped = new HashMap<>();
        for (PriceCard card : cards) {
            grouped.computeIfAbsent(card.provider(), p -> new ArrayList<>()).add(card);
        }
        grouped.forEach((provider, group) -> byProvider.put(provider, new ModelIndex(group)));
    }

    @Override
    public PriceCard @Nullable [] find(String provider, @Nullable String model) {
        ModelIndex models = byProvider.get(provider);
        return models == null ? null : models.find(model);
    }
}
