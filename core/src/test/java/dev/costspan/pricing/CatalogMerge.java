package dev.costspan.pricing;

import dev.costspan.usage.Conditions;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts the cards of both price lists and the additions together. Each card is of one source.
 *
 * <p>For a model of a provider that genai-prices knows, its cards are those of a plain call, under LiteLLM's spellings too. LiteLLM
 * fills in every other model, and all cards for service tiers, regions and options, as well as the ids for which {@link
 * CatalogCorrections} says so. A factor under a condition, which genai-prices cannot state, goes from LiteLLM's entry to the card of
 * genai-prices. An addition ends what the lists have from the instant it begins.
 */
final class CatalogMerge {

    private static final Usage SAMPLE = Usage.tokens(1_000, 1_000);

    /** A model that is priced differently, or that takes something from the other list. */
    record Conflict(String provider, String model, String genAiPrices, String liteLlm, String winner, String reason)
            implements Comparable<Conflict> {

        @Override
        public int compareTo(Conflict other) {
            int order = provider.compareTo(other.provider);
            return order == 0 ? model.compareTo(other.model) : order;
        }
    }

    /** A factor that a card of genai-prices has from LiteLLM. */
    record Factor(String provider, String model, List<Multiplier> multipliers) {}

    private final List<PriceCard> genAiPrices;
    private final List<PriceCard> liteLlm;
    private final List<PriceCard> additions;
    private final Instant at;
    private final Map<PriceCard, Set<String>> idsOf = new LinkedHashMap<>();
    private final Map<PriceCard, Set<String>> unreadOf = new LinkedHashMap<>();
    private final Map<PriceCard, Set<List<Multiplier>>> multipliersOf = new LinkedHashMap<>();
    private final Map<String, List<PriceCard>> byName = new LinkedHashMap<>();
    private final List<PriceCard> merged = new ArrayList<>();
    private final Set<Conflict> conflicts = new TreeSet<>();
    private final Map<String, Integer> shared = new LinkedHashMap<>();

    CatalogMerge(List<PriceCard> genAiPrices, List<PriceCard> liteLlm, List<PriceCard> additions, Instant at) {
        this.genAiPrices = genAiPrices;
        this.liteLlm = liteLlm;
        this.additions = additions;
        this.at = at;
    }

    List<PriceCard> merge() {
        for (PriceCard card : genAiPrices) {
            idsOf.put(card, new LinkedHashSet<>(card.models()));
            card.models()
                    .forEach(id -> byName.computeIfAbsent(
                                    CatalogCorrections.name(card.provider(), id), n -> new ArrayList<>())
                            .add(card));
        }
        Map<List<String>, List<PriceCard>> plain = new LinkedHashMap<>();
        for (PriceCard card : liteLlm) {
            if (card.serviceTier() == null && card.conditionCount() == 0) {
                List<String> entry = new ArrayList<>(card.models());
                entry.add(0, card.provider());
                plain.computeIfAbsent(entry, e -> new ArrayList<>()).add(card);
            } else {
                merged.add(card);
            }
        }
        plain.values().forEach(this::addPlain);
        idsOf.forEach((card, ids) -> {
            if (!ids.isEmpty()) {
                merged.add(completed(card, ids));
            }
        });
        additions.forEach(this::addAddition);
        return merged;
    }

    /** Returns how many entries of LiteLLM's list name a model of genai-prices, by provider. */
    Map<String, Integer> shared() {
        return shared;
    }

    /** Returns those for which 1,000 input and 1,000 output tokens cost something else, sorted. */
    Collection<Conflict> conflicts() {
        return conflicts;
    }

    /** Returns the factors that cards of genai-prices have from LiteLLM. */
    List<Factor> factors() {
        return multipliersOf.keySet().stream()
                .map(card -> new Factor(card.provider(), card.models().get(0), multipliers(card)))
                .filter(factor -> !factor.multipliers().isEmpty())
                .distinct()
                .toList();
    }

    /** Returns the factors on which all entries of LiteLLM for a card agree; some models that genai-prices groups differ. */
    private List<Multiplier> multipliers(PriceCard card) {
        Set<List<Multiplier>> stated = multipliersOf.getOrDefault(card, Set.of());
        return stated.size() == 1 ? stated.iterator().next() : List.of();
    }

    private void addPlain(List<PriceCard> entry) {
        PriceCard first = entry.get(0);
        List<PriceCard> known = null;
        String overruled = null;
        for (String id : first.models()) {
            List<PriceCard> named = byName.get(CatalogCorrections.name(first.provider(), id));
            String reason = CatalogCorrections.liteLlmDecides(first.provider(), id);
            if (reason != null && named != null) {
                overruled = reason;
                compare(entry, named, "litellm", reason);
                takeFromGenAiPrices(first.provider(), id);
                named = null;
            }
            known = known != null ? known : named;
        }
        if (known == null) {
            merged.addAll(entry);
            return;
        }
        if (overruled != null) {
            throw new IllegalStateException(first.id() + " is decided by both lists");
        }
        compare(entry, known, "genai-prices", "its entries are dated and reviewed one by one");
        takeOver(entry, known);
    }

    private void takeOver(List<PriceCard> entry, List<PriceCard> known) {
        PriceCard first = entry.get(0);
        for (String id : first.models()) {
            List<PriceCard> owner =
                    byName.computeIfAbsent(CatalogCorrections.name(first.provider(), id), n -> new ArrayList<>());
            if (owner.isEmpty()) {
                owner.addAll(known);
            }
            owner.forEach(card -> ids(card).add(id));
        }
        for (PriceCard card : known) {
            unreadOf.computeIfAbsent(card, c -> new TreeSet<>(c.unreadKeys())).addAll(first.unreadKeys());
            multipliersOf.computeIfAbsent(card, c -> new LinkedHashSet<>()).add(first.multipliers());
        }
    }

    private void compare(List<PriceCard> entry, List<PriceCard> known, String winner, String reason) {
        PriceCard first = entry.get(0);
        shared.merge(first.provider(), 1, Integer::sum);
        String theirs = sample(known);
        String ours = sample(entry);
        if (!theirs.equals(ours)) {
            conflicts.add(new Conflict(first.provider(), first.models().get(0), theirs, ours, winner, reason));
        }
    }

    private void takeFromGenAiPrices(String provider, String id) {
        List<PriceCard> owners = byName.remove(CatalogCorrections.name(provider, id));
        if (owners != null) {
            owners.forEach(card -> ids(card).remove(id));
        }
    }

    /** Returns a card of genai-prices under all its ids; a price that only LiteLLM lists makes it partial as well. */
    private PriceCard completed(PriceCard card, Set<String> ids) {
        PriceCardBuilder copy =
                copy(card, ids).unreadKeys(List.copyOf(unreadOf.getOrDefault(card, new TreeSet<>(card.unreadKeys()))));
        multipliers(card).forEach(copy::multiplier);
        ids.stream()
                .map(id -> CatalogCorrections.ended(card.provider(), id))
                .flatMap(Stream::ofNullable)
                .forEach(copy::to);
        return copy.build(card.rates());
    }

    private void addAddition(PriceCard addition) {
        Instant begin = addition.from();
        if (begin == null) {
            throw new IllegalStateException(addition.id() + " has no beginning");
        }
        Set<String> ids = new LinkedHashSet<>(addition.models());
        for (int i = 0; i < merged.size(); i++) {
            PriceCard card = merged.get(i);
            boolean ours = card.source().equals(addition.source());
            if (!ours && replaces(addition, card)) {
                ids.addAll(card.models());
                if (card.to() == null || card.to().isAfter(begin)) {
                    merged.set(i, copy(card, card.models()).to(begin).build(card.rates()));
                }
            }
        }
        merged.add(copy(addition, ids).build(addition.rates()));
    }

    private static boolean replaces(PriceCard addition, PriceCard card) {
        return card.provider().equals(addition.provider())
                && card.forTier(addition.serviceTier())
                && card.models().stream().anyMatch(addition.models()::contains);
    }

    private static PriceCardBuilder copy(PriceCard card, Collection<String> ids) {
        PriceCardBuilder copy = new PriceCardBuilder(card.provider(), List.copyOf(ids))
                .source(card.source())
                .unreadKeys(card.unreadKeys())
                .context(card.context());
        set(card.serviceTier(), copy::serviceTier);
        set(card.region(), copy::region);
        set(card.from(), copy::from);
        set(card.to(), copy::to);
        card.options().forEach(copy::option);
        card.windows().forEach(copy::window);
        card.multipliers().forEach(copy::multiplier);
        return copy;
    }

    private static <T> void set(@Nullable T value, Consumer<T> setter) {
        if (value != null) {
            setter.accept(value);
        }
    }

    private Set<String> ids(PriceCard card) {
        return idsOf.computeIfAbsent(card, c -> new LinkedHashSet<>());
    }

    private String sample(List<PriceCard> cards) {
        PriceCard card = ModelIndex.select(cards.toArray(PriceCard[]::new), null, Conditions.NONE, at, SAMPLE);
        Cost cost = card == null ? null : card.price(Operation.CHAT, SAMPLE, Conditions.NONE, CostSource.CATALOG);
        return cost == null || cost.amount() == null
                ? "nothing"
                : cost.amount().stripTrailingZeros().toPlainString();
    }
}
