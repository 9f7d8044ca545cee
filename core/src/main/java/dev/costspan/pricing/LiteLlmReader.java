package dev.costspan.pricing;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    private final Map<String, LiteLlmKey> keys = new HashMap<>();

    LiteLlmReader(PriceJson json, PriceSource source, PriceFileLog log) {
        this.json = json;
        this.source = source;
        this.log = log;
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
        LiteLlmEntry entry = new LiteLlmEntry(model);
        json.requireAt(JsonToken.START_OBJECT, "the model");
        boolean skipped = NO_MODELS.contains(model);
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            if (skipped || json.isNull()) {
                json.skip();
            } else if (key.equals("litellm_provider")) {
                entry.listedProvider(json.string(key));
            } else if (key.equals("mode")) {
                entry.mode(json.string(key));
            } else {
                addPrice(entry, key);
            }
        }
        entry.complete();
        return entry;
    }

    private void addPrice(LiteLlmEntry entry, String key) {
        LiteLlmKey read = keys.computeIfAbsent(key, LiteLlmKey::of);
        switch (read.kind()) {
            case RATE, OLDER_RATE, BY_MODE, OUTPUT_MODALITY -> {
                if (!entry.add(key, read, json.price(key))) {
                    throw json.error("key '" + key + "' is there twice");
                }
            }
            case OTHER_METER -> {
                if (!json.isZero()) {
                    entry.addOther(key);
                }
                json.skip();
            }
            case UNREAD -> {
                entry.addUnread(key);
                json.skip();
            }
            case NOT_A_PRICE -> json.skip();
        }
    }

    private List<PriceCard> cards(Map<String, LiteLlmEntry> entries) {
        Map<String, LiteLlmEntry> owners = new HashMap<>();
        entries.values().removeIf(this::leaveOut);
        entries.values().forEach(entry -> owners.put(name(entry, entry.key()), entry));
        List<PriceCard> cards = new ArrayList<>();
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
            cards.addAll(new LiteLlmCards(entry, source).under(ids));
        }
        return cards;
    }

    private boolean leaveOut(LiteLlmEntry entry) {
        PriceFileLog.Reason reason = entry.leftOut();
        if (reason != null) {
            log.leftOut(reason, entry.key());
        }
        return reason != null;
    }

    private void logContradiction(String id, LiteLlmEntry owner, LiteLlmEntry other) {
        List<String> asked = List.of(id);
        String first = new LiteLlmCards(owner, source).under(asked).toString();
        if (!first.equals(new LiteLlmCards(other, source).under(asked).toString())) {
            log.overruled(owner.provider() + " " + id + ": '" + owner.key() + "' before '" + other.key() + "'");
        }
    }

    private static String name(LiteLlmEntry entry, String id) {
        return entry.provider() + '\n' + id;
    }
}
