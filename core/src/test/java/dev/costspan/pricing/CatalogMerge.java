package dev.costspan.pricing;

import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Puts the cards of both price lists together. For a model of a provider that genai-prices knows, its cards are the standard
 * tier, under LiteLLM's spellings too; LiteLLM fills in every other model, all service tiers and
 * the ids in {@link #LITELLM_DECIDES}.
 */
final class CatalogMerge {

    /**
     * Model ids that genai-prices groups under a model with another price. It puts gpt-4o-2024-05-13 under gpt-4o at 2.50 and 10 USD;
     * LiteLLM has an entry of its own for it at 5 and 15, with tiers in proportion.
     */
    private static final Set<String> LITELLM_DECIDES = Set.of(name("openai", "gpt-4o-2024-05-13"));

    private static final Usage SAMPLE = Usage.tokens(1_000, 1_000);

    private final List<PriceCard> genAiPrices;
    private final List<PriceCard> liteLlm;
    private final Instant at;
    private final Map<PriceCard, Set<String>> idsOf = new LinkedHashMap<>();
    private final Map<PriceCard, Set<String>> unreadOf = new LinkedHashMap<>();
    private final Map<String, List<PriceCard>> byName = new LinkedHashMap<>();
    private final List<PriceCard> merged = new ArrayList<>();
    private final List<String> disagreements = new ArrayList<>();
    private int shared;

    CatalogMerge(List<PriceCard> genAiPrices, List<PriceCard> liteLlm, Instant at) {
        this.genAiPrices = genAiPrices;
        this.liteLlm = liteLlm;
        this.at = at;
    }

    List<PriceCard> merge() {
        for (PriceCard card : genAiPrices) {
            idsOf.put(card, new LinkedHashSet<>(card.models()));
            card.models()
                    .forEach(id -> byName.computeIfAbsent(name(card.provider(), id), n -> new ArrayList<>())
                            .add(card));
        }
        Map<List<String>, List<PriceCard>> standard = new LinkedHashMap<>();
        for (PriceCard card : liteLlm) {
            if (card.serviceTier() == null) {
                List<String> entry = new ArrayList<>(card.models());
                entry.add(0, card.provider());
                standard.computeIfAbsent(entry, e -> new ArrayList<>()).add(card);
            } else {
                merged.add(card);
            }
        }
        standard.values().forEach(this::addStandard);
        idsOf.forEach((card, ids) -> merged.add(copy(card, ids)));
        return merged;
    }

    /** Returns how many entries of LiteLLM's list name a model of genai-prices. */
    int shared() {
        return shared;
    }

    /** Returns those of them for which 1,000 input and 1,000 output tokens cost something else. */
    List<String> disagreements() {
        return disagreements;
    }

    private void addStandard(List<PriceCard> entry) {
        PriceCard first = entry.get(0);
        List<PriceCard> known = null;
        for (String id : first.models()) {
            if (LITELLM_DECIDES.contains(name(first.provider(), id))) {
                takeFromGenAiPrices(first.provider(), id);
            }
            known = known != null ? known : byName.get(name(first.provider(), id));
        }
        if (known == null) {
            merged.addAll(entry);
            return;
        }
        shared++;
        String theirs = sample(known);
        String ours = sample(entry);
        if (!theirs.equals(ours)) {
            disagreements.add(
                    first.provider() + " " + first.models().get(0) + ": genai-prices " + theirs + ", litellm " + ours);
        }
        for (String id : first.models()) {
            List<PriceCard> owner = byName.computeIfAbsent(name(first.provider(), id), n -> new ArrayList<>());
            if (owner.isEmpty()) {
                owner.addAll(known);
            }
            owner.forEach(card -> ids(card).add(id));
        }
        known.forEach(card -> unreadOf.computeIfAbsent(card, c -> new TreeSet<>(c.unreadKeys()))
                .addAll(first.unreadKeys()));
    }

    private void takeFromGenAiPrices(String provider, String id) {
        List<PriceCard> owners = byName.remove(name(provider, id));
        if (owners != null) {
            owners.forEach(card -> ids(card).remove(id));
        }
    }

    /** Returns a card of genai-prices under all its ids; a price that only LiteLLM lists makes it partial as well. */
    private PriceCard copy(PriceCard card, Set<String> ids) {
        PriceCardBuilder copy = new PriceCardBuilder(card.provider(), List.copyOf(ids))
                .source(card.source())
                .unreadKeys(List.copyOf(unreadOf.getOrDefault(card, new TreeSet<>(card.unreadKeys()))))
                .inputAbove(card.inputAbove())
                .inputUpTo(card.inputUpTo());
        if (card.from() != null) {
            copy.from(card.from());
        }
        if (card.to() != null) {
            copy.to(card.to());
        }
        for (Meter meter : Meter.values()) {
            Rate rate = card.rate(meter);
            if (rate != null) {
                copy.rate(meter, rate);
            }
        }
        return copy.build();
    }

    private Set<String> ids(PriceCard card) {
        return idsOf.computeIfAbsent(card, c -> new LinkedHashSet<>());
    }

    private String sample(List<PriceCard> cards) {
        PriceCard card = ModelIndex.select(cards.toArray(PriceCard[]::new), null, at, 1_000);
        Cost cost = card == null ? null : card.price(Operation.CHAT, SAMPLE, CostSource.CATALOG);
        return cost == null || cost.amount() == null
                ? "nothing"
                : cost.amount().stripTrailingZeros().toPlainString();
    }

    private static String name(String provider, String id) {
        return provider + '\n' + id.toLowerCase(Locale.ROOT);
    }
}
