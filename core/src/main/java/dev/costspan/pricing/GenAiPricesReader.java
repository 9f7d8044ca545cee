package dev.costspan.pricing;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads genai-prices: an array of providers, each with its models and their prices in USD.
 *
 * <p>A model is known by its id and by the {@code equals} clauses of its {@code match}, at the top or inside {@code or}. Its
 * other clauses (starts_with, contains, ends_with, regex) match names that may belong to another model and are dropped. An
 * alias that is the id of another model, or an alias of an earlier one, is not taken.
 */
final class GenAiPricesReader {

    /**
     * Providers whose fee for a request depends on how the request was made, while the list states the highest: "Prices per
     * request vary based on usage, this is not represented here" (price_comments of perplexity).
     */
    private static final Set<String> VARYING_REQUEST_FEE = Set.of("perplexity");

    private final PriceJson json;
    private final PriceSource source;
    private final PriceFileLog log;
    private final GenAiPricesPrices prices;

    GenAiPricesReader(PriceJson json, PriceSource source, PriceFileLog log) {
        this.json = json;
        this.source = source;
        this.log = log;
        prices = new GenAiPricesPrices(json);
    }

    List<PriceCard> read() {
        json.expect(JsonToken.START_ARRAY, "the file");
        List<PriceCard> cards = new ArrayList<>();
        while (json.nextElement()) {
            json.requireAt(JsonToken.START_OBJECT, "a provider");
            readProvider(cards);
        }
        return cards;
    }

    /** Returns the cards of a single {@code prices} value. */
    static List<PriceCard> card(PriceJson json, String provider, String model) {
        json.start();
        if (!json.isArray()) {
            json.requireAt(JsonToken.START_OBJECT, "the prices");
        }
        GenAiPricesModel priced = new GenAiPricesModel(model, List.of(model), new GenAiPricesPrices(json).read());
        return new GenAiPricesCards(provider, PriceFormat.APPLICATION, priced).cards();
    }

    private void readProvider(List<PriceCard> cards) {
        String provider = null;
        List<GenAiPricesModel> models = List.of();
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            switch (key) {
                case "id" -> provider = json.string(key);
                case "models" -> models = models();
                default -> json.skip();
            }
        }
        if (provider == null) {
            throw json.error("a provider has no id");
        }
        Set<String> names = new HashSet<>();
        for (GenAiPricesModel model : models) {
            if (!names.add(model.id())) {
                json.in(model.id());
                throw json.error("provider '" + provider + "' names it twice");
            }
        }
        Set<String> taken = new HashSet<>(names);
        for (GenAiPricesModel model : models) {
            addCards(provider, model, taken, cards);
        }
    }

    private List<GenAiPricesModel> models() {
        json.requireAt(JsonToken.START_ARRAY, "key 'models'");
        List<GenAiPricesModel> models = new ArrayList<>();
        while (json.nextElement()) {
            json.requireAt(JsonToken.START_OBJECT, "a model");
            models.add(model());
            json.in(null);
        }
        return models;
    }

    private GenAiPricesModel model() {
        String id = null;
        Set<String> ids = new LinkedHashSet<>();
        List<GenAiPricesModel.Priced> priced = List.of();
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            switch (key) {
                case "id" -> {
                    id = json.string(key);
                    json.in(id);
                }
                case "match" -> readAliases(ids);
                case "prices" -> priced = prices.read();
                default -> json.skip();
            }
        }
        if (id == null) {
            throw json.error("a model has no id");
        }
        Set<String> all = new LinkedHashSet<>(List.of(id));
        all.addAll(ids);
        return new GenAiPricesModel(id, List.copyOf(all), priced);
    }

    private void readAliases(Set<String> ids) {
        json.requireAt(JsonToken.START_OBJECT, "key 'match'");
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            if (key.equals("equals")) {
                ids.add(json.string(key));
            } else if (key.equals("or") && json.isArray()) {
                while (json.nextElement()) {
                    readAliases(ids);
                }
            } else {
                json.skip();
            }
        }
    }

    private void addCards(String provider, GenAiPricesModel model, Set<String> taken, List<PriceCard> cards) {
        List<String> ids = new ArrayList<>();
        for (String id : model.ids()) {
            if (id.equals(model.id()) || taken.add(id)) {
                ids.add(id);
            } else {
                log.overruled(provider + " " + id + ": not taken as an alias of '" + model.id() + "'");
            }
        }
        GenAiPricesModel known = model.under(ids);
        if (VARYING_REQUEST_FEE.contains(provider)) {
            known = known.withoutRate("requests_kcount");
        }
        List<PriceCard> found =
                new GenAiPricesCards(ProviderNames.ofGenAiPrices(provider, model.id()), source, known).cards();
        if (found.isEmpty()) {
            boolean none = known.prices().stream().allMatch(GenAiPricesModel.Priced::isEmpty);
            log.leftOut(
                    none ? PriceFileLog.Reason.NO_PRICE : PriceFileLog.Reason.OTHER_METERS_ONLY,
                    provider + "/" + model.id());
        }
        cards.addAll(found);
    }
}
