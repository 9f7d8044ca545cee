package dev.costspan.pricing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
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
 * One model of genai-prices: the ids by which it is known exactly, and its prices, which may change on a date.
 *
 * @param id the model's id
 * @param ids the id and its exact aliases
 * @param prices the prices in the order of the list, of which the last that applies wins
 */
record GenAiPricesModel(String id, List<String> ids, List<Priced> prices) {

    /**
     * Prices that hold from a date on.
     *
     * @param from the first day, or null
     * @param rates price by key and threshold: {@code 0} for the base, else the input tokens a request must exceed
     * @param unreadKeys price keys that this version does not know
     */
    record Priced(@Nullable LocalDate from, Map<String, NavigableMap<Long, BigDecimal>> rates, Set<String> unreadKeys) {

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
            return new Priced(from, fewer, unreadKeys).withUnread(Set.of(key));
        }

        Priced withUnread(Set<String> keys) {
            Set<String> more = new TreeSet<>(unreadKeys);
            more.addAll(keys);
            return new Priced(from, rates, more);
        }
    }

    GenAiPricesModel withoutRate(String key) {
        return new GenAiPricesModel(
                id, ids, prices.stream().map(priced -> priced.withoutRate(key)).toList());
    }

    GenAiPricesModel under(List<String> known) {
        return new GenAiPricesModel(id, known, prices);
    }

    /**
     * Returns the cards: one for each interval between two dates and each range of input tokens. A date begins at midnight UTC;
     * genai-prices itself compares it with the caller's calendar.
     */
    List<PriceCard> cards(String provider, PriceSource source) {
        TreeSet<LocalDate> days = new TreeSet<>();
        prices.forEach(priced -> {
            if (priced.from() != null) {
                days.add(priced.from());
            }
        });
        List<PriceCard> cards = new ArrayList<>();
        addCards(provider, source, null, days.isEmpty() ? null : days.first(), cards);
        for (LocalDate day : days) {
            addCards(provider, source, day, days.higher(day), cards);
        }
        return cards;
    }

    private void addCards(
            String provider,
            PriceSource source,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            List<PriceCard> cards) {
        Priced priced = null;
        for (Priced candidate : prices) {
            priced = candidate.startsBy(from) ? candidate : priced;
        }
        if (priced == null || priced.rates().isEmpty()) {
            return;
        }
        TreeSet<Long> thresholds = new TreeSet<>();
        priced.rates().values().forEach(byThreshold -> thresholds.addAll(byThreshold.keySet()));
        for (Long above : thresholds) {
            PriceCardBuilder card =
                    new PriceCardBuilder(provider, ids).source(source).unreadKeys(List.copyOf(priced.unreadKeys()));
            if (from != null) {
                card.from(midnight(from));
            }
            if (to != null) {
                card.to(midnight(to));
            }
            if (above > 0) {
                card.inputAbove(above);
            }
            Long next = thresholds.higher(above);
            if (next != null) {
                card.inputUpTo(next);
            }
            priced.rates().forEach((key, byThreshold) -> {
                GenAiPricesKey.Unit unit = GenAiPricesKey.unit(key);
                Map.Entry<Long, BigDecimal> price = byThreshold.floorEntry(above);
                if (price != null) {
                    card.rate(unit.meter(), new Rate(price.getValue(), unit.per()));
                }
            });
            cards.add(card.build());
        }
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
