package dev.costspan.pricing;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads LiteLLM's price list: one object whose keys are model names and whose values hold prices of one unit in USD.
 *
 * <p>A model is known by its key and, where the key begins with the provider's name ({@code gemini/gemini-2.5-pro}), by the
 * rest. Where that rest is the key of another entry of the provider, or the rest of an earlier one, that entry has it.
 */
final class LiteLlmReader {

    /** Keys of the list that are no models: an explanation, and routing rules without prices. */
    private static final Set<String> NO_MODELS = Set.of("sample_spec", "fallback_generalizations");

    private final PriceJson json;
    private final PriceSource source;
    private final PriceFileLog log;
    private final LiteLlmPrices prices;

    LiteLlmReader(PriceJson json, PriceSource source, PriceFileLog log) {
        this.json = json;
        this.source = source;
        this.log = log;
        prices = new LiteLlmPrices(json);
    }

    /** Returns the cards of a single entry. */
    static List<PriceCard> card(PriceJson json, String provider, String model) {
        json.start();
        LiteLlmEntry entry = LiteLlmEntry.stated(model, provider);
        new LiteLlmPrices(json).read(entry);
        entry.complete();
        return new LiteLlmCards(entry, PriceFormat.APPLICATION).under(LiteLlmName.of(List.of(model)));
    }

    List<PriceCard> read() {
        json.expect(JsonToken.START_OBJECT, "the file");
        Map<String, LiteLlmEntry> entries = new LinkedHashMap<>();
        for (String model = json.nextKey(); model != null; model = json.nextKey()) {
            json.in(model);
            if (entries.containsKey(model)) {
                throw json.error("the file names it twice");
            }
            entries.put(model, entry(model));
            json.in(null);
        }
        entries.keySet().removeAll(NO_MODELS);
        return cards(entries);
    }

    private LiteLlmEntry entry(String model) {
        LiteLlmEntry entry = LiteLlmEntry.listed(model);
        if (NO_MODELS.contains(model)) {
            json.skip();
        } else {
            prices.read(entry);
            entry.complete();
        }
        return entry;
    }

    private List<PriceCard> cards(Map<String, LiteLlmEntry> entries) {
        Map<String, LiteLlmEntry> owners = new HashMap<>();
        entries.values().removeIf(this::leaveOut);
        entries.values().forEach(entry -> owners.put(name(entry, entry.key()), entry));
        Map<LiteLlmEntry, LiteLlmName> names = new LinkedHashMap<>();
        for (LiteLlmEntry entry : entries.values()) {
            List<String> ids = new ArrayList<>(List.of(entry.key()));
            String rest = entry.keyWithoutProvider();
            if (rest != null) {
                LiteLlmEntry owner = owners.putIfAbsent(name(entry, rest), entry);
                if (owner == null) {
                    ids.add(rest);
                } else {
                    logContradiction(rest, owner, entry);
                }
            }
            names.put(entry, LiteLlmName.of(ids));
        }
        List<PriceCard> cards = new ArrayList<>();
        Map<String, LiteLlmEntry> conditional = new HashMap<>();
        names.forEach((entry, name) -> {
            cards.addAll(new LiteLlmCards(entry, source).under(name));
            LiteLlmName other = LiteLlmName.conditional(entry);
            if (other != null) {
                addConditional(entry, other, owners, conditional, cards);
            }
        });
        return cards;
    }

    private void addConditional(
            LiteLlmEntry entry,
            LiteLlmName name,
            Map<String, LiteLlmEntry> owners,
            Map<String, LiteLlmEntry> conditional,
            List<PriceCard> cards) {
        String first = name.ids().get(0);
        LiteLlmEntry before = conditional.putIfAbsent(name(entry, first) + name.region() + name.options(), entry);
        if (before != null) {
            log.overruled(entry.provider() + " " + first + ": '" + before.key() + "' before '" + entry.key() + "'");
            return;
        }
        LiteLlmEntry model = owners.get(name(entry, first));
        boolean tokens = name.region() == null && (model == null || model.hasTokenPrice());
        cards.addAll(new LiteLlmCards(entry, source).under(tokens ? name.onlyWithoutTokens() : name));
    }

    private boolean leaveOut(LiteLlmEntry entry) {
        PriceFileLog.@Nullable Reason reason = entry.leftOut();
        if (reason != null) {
            log.leftOut(reason, entry.key());
        }
        return reason != null;
    }

    private void logContradiction(String id, LiteLlmEntry owner, LiteLlmEntry other) {
        LiteLlmName asked = LiteLlmName.of(List.of(id));
        String first = new LiteLlmCards(owner, source).under(asked).toString();
        if (!first.equals(new LiteLlmCards(other, source).under(asked).toString())) {
            log.overruled(owner.provider() + " " + id + ": '" + owner.key() + "' before '" + other.key() + "'");
        }
    }

    private static String name(LiteLlmEntry entry, String id) {
        return entry.provider() + '\n' + id;
    }
}
