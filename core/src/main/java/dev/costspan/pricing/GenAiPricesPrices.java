package dev.costspan.pricing;

import com.fasterxml.jackson.core.JsonToken;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code prices} of a model: one object of price keys, or an array of such objects, each with a constraint.
 *
 * <p>A price is a number, or a base with tiers that apply to the whole request above {@code start} input tokens. A constraint is a
 * first day, hours of the day, or both. Any other cannot be applied: prices under it are dropped, and the model's other prices make
 * costs partial.
 */
final class GenAiPricesPrices {

    /** The most prices under conditions a model may have, many times what one has today: every pair of them is compared. */
    private static final int MOST_CONDITIONS = 200;

    private static final String START_DATE = "start_date";
    private static final String START_TIME = "start_time";
    private static final String END_TIME = "end_time";

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
            if (all.size() > MOST_CONDITIONS) {
                throw json.error("key 'prices' has more than " + MOST_CONDITIONS + " elements");
            }
        }
        return all.stream().map(priced -> priced.withUnread(unread)).toList();
    }

    private void addConditional(List<GenAiPricesModel.Priced> all, Set<String> unread) {
        GenAiPricesModel.Priced priced = null;
        Constraint constraint = new Constraint();
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            if (key.equals("prices")) {
                json.requireAt(JsonToken.START_OBJECT, "key 'prices'");
                priced = priced();
            } else if (key.equals("constraint") && json.isObject()) {
                read(constraint);
            } else {
                if (!json.isNull()) {
                    constraint.unread.add(key);
                }
                json.skip();
            }
        }
        unread.addAll(constraint.unread);
        if (priced != null && constraint.unread.isEmpty()) {
            all.add(new GenAiPricesModel.Priced(
                    constraint.from, constraint.window(json), priced.rates(), priced.unreadKeys()));
        }
    }

    private void read(Constraint constraint) {
        for (String part = json.nextKey(); part != null; part = json.nextKey()) {
            switch (part) {
                case START_DATE -> constraint.from = date();
                case START_TIME -> constraint.start = time(part);
                case END_TIME -> constraint.end = time(part);
                default -> {
                    constraint.unread.add("constraint." + part);
                    json.skip();
                }
            }
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

    private LocalTime time(String key) {
        String text = json.string(key);
        try {
            return OffsetTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).toLocalTime();
        } catch (DateTimeException noTime) {
            throw json.error("key '" + key + "' must be a time such as 16:30:00Z, but is '" + text + "'");
        }
    }

    private GenAiPricesModel.Priced priced() {
        Map<String, NavigableMap<Long, BigDecimal>> rates = new TreeMap<>();
        Set<String> unread = new TreeSet<>();
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            if (json.isNull()) {
                json.skip();
            } else if (GenAiPricesKey.unit(key) == null) {
                unread.add(key);
                json.skip();
            } else if (rates.put(key, price(key, unread)) != null) {
                throw json.error("key '" + key + "' is there twice");
            }
        }
        return new GenAiPricesModel.Priced(null, null, rates, unread);
    }

    /** When prices hold, as far as it has been read. */
    private static final class Constraint {

        private @Nullable LocalDate from;
        private @Nullable LocalTime start;
        private @Nullable LocalTime end;
        private final Set<String> unread = new TreeSet<>();

        @Nullable TimeWindow window(PriceJson json) {
            if (start == null && end == null) {
                return null;
            }
            if (start == null || end == null) {
                throw json.error("a constraint with '" + START_TIME + "' or '" + END_TIME + "' must have both");
            }
            return TimeWindow.daily(start, end, ZoneOffset.UTC);
        }
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
