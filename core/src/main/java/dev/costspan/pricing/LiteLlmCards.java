package dev.costspan.pricing;

import dev.costspan.usage.Meter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns one entry of LiteLLM's price list into cards: one for each service tier, each range of input tokens and each option that
 * changes a price.
 *
 * <p>The list leaves out keys; what is then not known stays unknown. Above a threshold a rate without a price of its own
 * stays what it is below, but where the rate of the total that contains it moves (input, for cache reads), it is unknown. In
 * a service tier, a rate of tokens that the standard tier has and the tier has not is unknown, and above a threshold of the standard
 * tier for which the tier has no price there is no card; what is no token costs in every tier what it costs in the standard one. A
 * rate that only repeats the total's is left to the total: most entries bill reasoning as output.
 */
final class LiteLlmCards {

    private static final BigDecimal FIRST = BigDecimal.ONE;

    private final LiteLlmEntry entry;
    private final PriceSource source;
    private final List<PriceCard> cards = new ArrayList<>();
    private LiteLlmName name;

    LiteLlmCards(LiteLlmEntry entry, PriceSource source) {
        this.entry = entry;
        this.source = source;
        name = LiteLlmName.of(List.of());
    }

    /** Returns the entry's cards under a name. */
    List<PriceCard> under(LiteLlmName name) {
        this.name = name;
        cards.clear();
        for (String tier : entry.tiers()) {
            addTier(tier, null);
            for (LiteLlmEntry.Variant variant : entry.variants()) {
                addTier(tier, variant);
            }
        }
        return List.copyOf(cards);
    }

    private void addTier(String tier, LiteLlmEntry.@Nullable Variant variant) {
        NavigableMap<Long, Map<Meter, BigDecimal>> byThreshold = entry.rates(tier);
        Map<Meter, BigDecimal> base = byThreshold.getOrDefault(LiteLlmEntry.NO_THRESHOLD, Map.of());
        TreeSet<Long> bounds = new TreeSet<>(byThreshold.keySet());
        bounds.addAll(entry.rates(LiteLlmEntry.STANDARD).keySet());
        byThreshold.forEach((above, prices) -> {
            PriceCardBuilder card =
                    name.card(entry.provider()).source(source).unreadKeys(List.copyOf(entry.unreadKeys()));
            entry.multipliers().forEach(card::multiplier);
            if (!tier.equals(LiteLlmEntry.STANDARD)) {
                card.serviceTier(tier);
            }
            if (above != LiteLlmEntry.NO_THRESHOLD) {
                card.inputAbove(limit(above));
            }
            Long next = bounds.higher(above);
            if (next != null) {
                card.inputUpTo(limit(next));
            }
            Map<Meter, BigDecimal> own = new EnumMap<>(Meter.class);
            own.putAll(above == LiteLlmEntry.NO_THRESHOLD ? Map.of() : prices);
            if (variant != null) {
                card.option(variant.option(), variant.value());
                own.put(variant.meter(), variant.price());
            }
            Map<Meter, BigDecimal> rates = rates(card, tier, base, own);
            rates.forEach((meter, price) -> addRate(card, meter, price));
            if (!rates.isEmpty()) {
                cards.add(card.build());
            }
        });
    }

    private long limit(long threshold) {
        return entry.thresholdIsInclusive() ? threshold - 1 : threshold;
    }

    private Map<Meter, BigDecimal> rates(
            PriceCardBuilder card, String tier, Map<Meter, BigDecimal> base, Map<Meter, BigDecimal> above) {
        Set<Meter> unknown = EnumSet.noneOf(Meter.class);
        unknown.addAll(entry.unknown());
        Map<Meter, BigDecimal> rates = new EnumMap<>(Meter.class);
        rates.putAll(above);
        base.forEach((meter, price) -> {
            if (!moves(meter, above)) {
                rates.putIfAbsent(meter, price);
            } else if (!above.containsKey(meter) && !repeatsWhole(meter, base)) {
                unknown.add(meter);
            }
        });
        if (!tier.equals(LiteLlmEntry.STANDARD)) {
            Map<Meter, BigDecimal> standard =
                    entry.rates(LiteLlmEntry.STANDARD).getOrDefault(LiteLlmEntry.NO_THRESHOLD, Map.of());
            standard.forEach((meter, price) -> {
                if (!meter.isTokens()) {
                    rates.putIfAbsent(meter, price);
                } else if (!rates.containsKey(meter) && !repeatsWhole(meter, standard)) {
                    unknown.add(meter);
                }
            });
        }
        unknown.removeAll(rates.keySet());
        unknown.forEach(card::unknownRate);
        return rates;
    }

    private void addRate(PriceCardBuilder card, Meter meter, BigDecimal price) {
        Rate rate = rate(meter, price);
        if (entry.isOnlyFirst(meter)) {
            Rate nothing = new Rate(BigDecimal.ZERO, BigDecimal.ONE);
            card.graduated(meter, List.of(new RateStep(FIRST, rate), new RateStep(null, nothing)));
        } else {
            card.rate(meter, rate);
        }
    }

    private static boolean moves(Meter meter, Map<Meter, BigDecimal> above) {
        return above.keySet().stream().anyMatch(whole -> whole.contains(meter));
    }

    /** Returns whether billing the meter at the rates around it, were its own not there, would change nothing. */
    private static boolean repeatsWhole(Meter meter, Map<Meter, BigDecimal> rates) {
        BigDecimal own = rates.get(meter);
        Set<Meter> around = EnumSet.noneOf(Meter.class);
        rates.keySet().stream().filter(whole -> whole.contains(meter)).forEach(around::add);
        boolean inner = false;
        for (Meter whole : around) {
            if (around.stream().noneMatch(whole::contains)) {
                inner = true;
                if (own == null || own.compareTo(rates.get(whole)) != 0) {
                    return false;
                }
            }
        }
        return inner;
    }

    /** The list states prices of one unit; tokens read better by the million, and the shift is exact. */
    private static Rate rate(Meter meter, BigDecimal price) {
        return meter.isTokens()
                ? new Rate(plain(price.movePointRight(6)), Rate.MILLION)
                : new Rate(plain(price), BigDecimal.ONE);
    }

    private static BigDecimal plain(BigDecimal price) {
        BigDecimal stripped = price.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
