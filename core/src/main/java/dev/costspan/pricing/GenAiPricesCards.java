package dev.costspan.pricing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns the prices of one model of genai-prices into cards: one for each interval between two dates, each part of the day in which
 * other prices hold, and each range of input tokens.
 *
 * <p>Of the prices whose conditions are met the last one wins. A date begins at midnight UTC; genai-prices itself compares it with
 * the caller's calendar.
 */
final class GenAiPricesCards {

    private final String provider;
    private final PriceSource source;
    private final GenAiPricesModel model;
    private final List<PriceCard> cards = new ArrayList<>();

    GenAiPricesCards(String provider, PriceSource source, GenAiPricesModel model) {
        this.provider = provider;
        this.source = source;
        this.model = model;
    }

    List<PriceCard> cards() {
        TreeSet<LocalDate> days = new TreeSet<>();
        model.prices().forEach(priced -> {
            if (priced.from() != null) {
                days.add(priced.from());
            }
        });
        addInterval(null, days.isEmpty() ? null : days.first());
        for (LocalDate day : days) {
            addInterval(day, days.higher(day));
        }
        return cards;
    }

    private void addInterval(@Nullable LocalDate from, @Nullable LocalDate to) {
        Map<GenAiPricesModel.Priced, List<TimeWindow>> hours = hours(from);
        // A card without hours holds whenever none with hours does, which is right unless some hours have no price at
        // all.
        boolean gaps = hours.keySet().stream()
                .anyMatch(priced -> priced.window() != null && priced.rates().isEmpty());
        hours.forEach((priced, windows) -> {
            if (!priced.rates().isEmpty()) {
                addRanges(priced, priced.window() == null && !gaps ? List.of() : windows, from, to);
            }
        });
    }

    /** Returns the prices that hold at some hour of a day that comes at or after {@code from}, each with its hours in UTC. */
    private Map<GenAiPricesModel.Priced, List<TimeWindow>> hours(@Nullable LocalDate from) {
        List<GenAiPricesModel.Priced> started =
                model.prices().stream().filter(priced -> priced.startsBy(from)).toList();
        TreeSet<LocalTime> turns = new TreeSet<>();
        for (GenAiPricesModel.Priced priced : started) {
            if (priced.window() != null) {
                turns.add(priced.window().from());
                turns.add(priced.window().to());
            }
        }
        if (turns.isEmpty()) {
            turns.add(LocalTime.MIDNIGHT);
        }
        Map<GenAiPricesModel.Priced, List<TimeWindow>> hours = new LinkedHashMap<>();
        for (LocalTime turn : turns) {
            GenAiPricesModel.Priced winner = null;
            for (GenAiPricesModel.Priced priced : started) {
                winner = priced.window() == null || holdsAt(priced.window(), turn) ? priced : winner;
            }
            LocalTime next = turns.higher(turn);
            if (winner != null) {
                hours.computeIfAbsent(winner, p -> new ArrayList<>())
                        .add(TimeWindow.daily(turn, next == null ? turns.first() : next, ZoneOffset.UTC));
            }
        }
        return hours;
    }

    private static boolean holdsAt(TimeWindow window, LocalTime time) {
        return window.contains(LocalDate.EPOCH.atTime(time).toInstant(ZoneOffset.UTC));
    }

    private void addRanges(
            GenAiPricesModel.Priced priced,
            List<TimeWindow> windows,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {
        TreeSet<Long> thresholds = new TreeSet<>();
        priced.rates().values().forEach(byThreshold -> thresholds.addAll(byThreshold.keySet()));
        for (Long above : thresholds) {
            PriceCardBuilder card = new PriceCardBuilder(provider, model.ids())
                    .source(source)
                    .unreadKeys(List.copyOf(priced.unreadKeys()));
            windows.forEach(card::window);
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
                if (unit != null && price != null) {
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
