package dev.costspan.pricing;

import com.fasterxml.jackson.core.JsonToken;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads the {@code prices} of a model: one object of price keys, or an array of such objects, each with a constraint.
 *
 * <p>A price is a number, or a base with tiers that apply to the whole request above {@code start} input tokens. Constraints
 * other than a start date (the time of day) cannot be applied: prices under them are dropped, and the model's other prices
 * make costs partial.
 */
final class GenAiPricesPrices {

    private static final String START_DATE = "start_date";

    private final PriceJson json;

    GenAiPricesPrices(PriceJson json) {
        this.json = json;
    }

    List<GenAiPricesModel.Priced> read() {
        if (json.isObject()) {
            return List.of(priced());
        }
        json.requireAt(JsonToken.START_ARRAY, "key 'prices'");
        List<GenAiPricesModel.Priced> all = new ArrayList<>();
        Set<String> unread = new TreeSet<>();
        while (json.nextElement()) {
            json.requireAt(JsonToken.START_OBJECT, "an element of 'prices'");
            addConditional(all, unread);
        }
        return all.stream().map(priced -> priced.withUnread(unread)).toList();
    }

    private void addConditional(List<GenAiPricesModel.Priced> all, Set<String> unread) {
        GenAiPricesModel.Priced priced = null;
        LocalDate from = null;
        Set<String> unreadHere = new TreeSet<>();
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            if (key.equals("prices")) {
                json.requireAt(JsonToken.START_OBJECT, "key 'prices'");
                priced = priced();
            } else if (key.equals("constraint") && json.isObject()) {
                for (String part = json.nextKey(); part != null; part = json.nextKey()) {
                    if (part.equals(START_DATE)) {
                        from = date();
                    } else {
                        unreadHere.add("constraint." + part);
                        json.skip();
                    }
                }
            } else {
                if (!json.isNull()) {
                    unreadHere.add(key);
                }
                json.skip();
            }
        }
        unread.addAll(unreadHere);
        if (priced != null && unreadHere.isEmpty()) {
            all.add(new GenAiPricesModel.Priced(from, priced.rates(), priced.unreadKeys()));
        }
    }

    private LocalDate date() {
        String text = json.string(START_DATE);
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException noDate) {
            throw json.error("key '" + START_DATE + "' must be a date, but is '" + text + "'");
        }
    }

    private GenAiPricesModel.Priced priced() {
        Map<String, NavigableMap<Long, BigDecimal>> rates = new TreeMap<>();
        Map<String, NavigableMap<Long, BigDecimal>> modalities = new TreeMap<>();
        Set<String> unread = new TreeSet<>();
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            boolean modality = GenAiPricesKey.OUTPUT_MODALITIES.contains(key);
            if (json.isNull() || GenAiPricesKey.isOtherMeter(key)) {
                json.skip();
            } else if (modality || GenAiPricesKey.isRate(key)) {
                if ((modality ? modalities : rates).put(key, price(key, unread)) != null) {
                    throw json.error("key '" + key + "' is there twice");
                }
            } else {
                unread.add(key);
                json.skip();
            }
        }
        modalities.forEach((key, price) -> {
            if (!price.equals(rates.get("output_mtok"))) {
                unread.add(key);
            }
        });
        return new GenAiPricesModel.Priced(null, rates, unread);
    }

    private NavigableMap<Long, BigDecimal> price(String key, Set<String> unread) {
        NavigableMap<Long, BigDecimal> byThreshold = new TreeMap<>();
        if (!json.isObject()) {
            byThreshold.put(0L, json.price(key));
            return byThreshold;
        }
        for (String part = json.nextKey(); part != null; part = json.nextKey()) {
            switch (part) {
                case "base" -> byThreshold.put(0L, json.price(key + ".base"));
                case "tiers" -> {
                    json.requireAt(JsonToken.START_ARRAY, "key '" + key + ".tiers'");
                    while (json.nextElement()) {
                        addTier(key, byThreshold, unread);
                    }
                }
                default -> {
                    unread.add(key + "." + part);
                    json.skip();
                }
            }
        }
        return byThreshold;
    }

    private void addTier(String key, NavigableMap<Long, BigDecimal> byThreshold, Set<String> unread) {
        json.requireAt(JsonToken.START_OBJECT, "an element of '" + key + ".tiers'");
        BigDecimal start = null;
        BigDecimal price = null;
        for (String part = json.nextKey(); part != null; part = json.nextKey()) {
            switch (part) {
                case "start" -> start = json.price(key + ".tiers.start");
                case "price" -> price = json.price(key + ".tiers.price");
                default -> {
                    unread.add(key + ".tiers." + part);
                    json.skip();
                }
            }
        }
        if (start == null || price == null) {
            throw json.error("a tier of key '" + key + "' must have a start and a price");
        }
        try {
            byThreshold.put(start.longValueExact(), price);
        } catch (ArithmeticException notWhole) {
            throw json.error("key '" + key + ".tiers.start' must be a whole number, but is " + start.toPlainString());
        }
    }
}
