package dev.costspan.pricing;

import dev.costspan.usage.Meter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns one entry of LiteLLM's price list into cards: one for each service tier and each range of input tokens.
 *
 * <p>The list leaves out keys; what is then not known stays unknown. Above a threshold a rate without a price of its own
 * stays what it is below, but where the rate of the total that contains it moves (input, for cache reads), it is unknown. In
 * a service tier, a rate that the standard tier has and the tier has not is unknown, and above a threshold of the standard
 * tier for which the tier has no price there is no card. A rate that only repeats the total's is left to the total: most
 * entries bill reasoning as output.
 */
final class LiteLlmCards {

    private final LiteLlmEntry entry;
    private final PriceSource source;

    LiteLlmCards(LiteLlmEntry entry, PriceSource source) {
        this.entry = entry;
        this.source = source;
    }

    /** Returns the entry's cards under the given model ids. */
    List<PriceCard> under(List<String> ids) {
        List<PriceCard> cards = new ArrayList<>();
        for (String tier : entry.tiers()) {
            addTier(tier, ids, cards);
        }
        return cards;
    }

    private void addTier(String tier, List<String> ids, List<PriceCard> cards) {
        NavigableMap<Long, Map<Meter, BigDecimal>> byThreshold = entry.rates(tier);
        Map<Meter, BigDecimal> base = byThreshold.getOrDefault(LiteLlmEntry.NO_THRESHOLD, Map.of());
        TreeSet<Long> bounds = new TreeSet<>(byThreshold.keySet());
        bounds.addAll(entry.rates(LiteLlmEntry.STANDARD).keySet());
        byThreshold.forEach((above, prices) -> {
            PriceCardBuilder card = new PriceCardBuilder(entry.provider(), ids)
                    .source(source)
                    .unreadKeys(List.copyOf(entry.unreadKeys()));
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
            addRates(card, tier, base, above == LiteLlmEntry.NO_THRESHOLD ? Map.of() : prices);
            cards.add(card.build());
        });
    }

    private long limit(long threshold) {
        return entry.thresholdIsInclusive() ? threshold - 1 : threshold;
    }

    private void addRates(
            PriceCardBuilder card, String tier, Map<Meter, BigDecimal> base, Map<Meter, BigDecimal> above) {
        Set<Meter> unknown = new TreeSet<>();
        Map<Meter, BigDecimal> rates = new EnumMap<>(Meter.class);
        rates.putAll(above);
        base.forEach((meter, price) -> {
            if (!moves(meter.parent(), above)) {
                rates.putIfAbsent(meter, price);
            } else if (!above.containsKey(meter) && !repeatsParent(meter, base)) {
                unknown.add(meter);
            }
        });
        if (!tier.equals(LiteLlmEntry.STANDARD)) {
            Map<Meter, BigDecimal> standard =
                    entry.rates(LiteLlmEntry.STANDARD).getOrDefault(LiteLlmEntry.NO_THRESHOLD, Map.of());
            standard.forEach((meter, price) -> {
                if (!rates.containsKey(meter) && !repeatsParent(meter, standard)) {
                    unknown.add(meter);
                }
            });
        }
        rates.forEach((meter, price) -> card.rate(meter, rate(meter, price)));
        unknown.forEach(card::unknownRate);
    }

    private static boolean moves(@Nullable Meter total, Map<Meter, BigDecimal> above) {
        return total != null && (above.containsKey(total) || moves(total.parent(), above));
    }

    private static boolean repeatsParent(Meter meter, Map<Meter, BigDecimal> rates) {
        BigDecimal own = rates.get(meter);
        BigDecimal parents = meter.parent() == null ? null : rates.get(meter.parent());
        return own != null && parents != null && own.compareTo(parents) == 0;
    }

    /** The list states prices of one unit; tokens read better by the million, and the shift is exact. */
    private static Rate rate(Meter meter, BigDecimal price) {
        return switch (meter) {
            case INPUT_TOKENS,
                    CACHE_READ_INPUT_TOKENS,
                    CACHE_WRITE_INPUT_TOKENS,
                    CACHE_WRITE_1H_INPUT_TOKENS,
                    OUTPUT_TOKENS,
                    REASONING_OUTPUT_TOKENS -> new Rate(plain(price.movePointRight(6)), Rate.MILLION);
            default -> new Rate(plain(price), BigDecimal.ONE);
        };
    }

    private static BigDecimal plain(BigDecimal price) {
        BigDecimal stripped = price.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
