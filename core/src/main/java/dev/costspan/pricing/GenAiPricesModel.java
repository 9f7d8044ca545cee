package dev.costspan.pricing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One model of genai-prices: the ids by which it is known exactly, and its prices, which may change on a date and by the hour.
 *
 * @param id the model's id
 * @param ids the id and its exact aliases
 * @param prices the prices in the order of the list, of which the last that applies wins
 */
record GenAiPricesModel(String id, List<String> ids, List<Priced> prices) {

    /**
     * Prices that hold from a date on, in some hours.
     *
     * @param from the first day, or null
     * @param window the hours, or null for all
     * @param rates price by key and threshold: {@code 0} for the base, else the input tokens a request must exceed
     * @param unreadKeys price keys that this version does not know
     */
    record Priced(
            @Nullable LocalDate from,
            @Nullable TimeWindow window,
            Map<String, NavigableMap<Long, BigDecimal>> rates,
            Set<String> unreadKeys) {

        boolean startsBy(@Nullable LocalDate day) {
            return from == null || day != null && !from.isAfter(day);
        }

        boolean isEmpty() {
            return rates.isEmpty() && unreadKeys.isEmpty();
        }

        /** Returns the prices with a rate that is stated but cannot be relied on: it is left out, and costs are partial. */
        Priced withoutRate(String key) {
            if (!rates.containsKey(key)) {
                return this;
            }
            Map<String, NavigableMap<Long, BigDecimal>> fewer = new TreeMap<>(rates);
            fewer.remove(key);
            return new Priced(from, window, fewer, unreadKeys).withUnread(Set.of(key));
        }

        Priced withUnread(Set<String> keys) {
            Set<String> more = new TreeSet<>(unreadKeys);
            more.addAll(keys);
            return new Priced(from, window, rates, more);
        }
    }

    GenAiPricesModel withoutRate(String key) {
        return new GenAiPricesModel(
                id, ids, prices.stream().map(priced -> priced.withoutRate(key)).toList());
    }

    GenAiPricesModel under(List<String> known) {
        return new GenAiPricesModel(id, known, prices);
    }
}
