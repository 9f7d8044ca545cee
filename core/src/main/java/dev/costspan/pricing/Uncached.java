package dev.costspan.pricing;

import dev.costspan.usage.Bucket;
import dev.costspan.usage.Meter;
import dev.costspan.usage.MeterSet;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the cached tokens of one cost would have cost had they been ordinary input, by the same card and at the same multipliers.
 *
 * <p>Each line that bills cached tokens is billed again at the rate that the card has for the same tokens without a cache: that of
 * input of the line's modality, or of all input. What is kept in a cache by the hour would have cost nothing. Not thread-safe.
 */
final class Uncached {

    private static final Set<Meter> WRITTEN = EnumSet.noneOf(Meter.class);
    private static final Set<Meter> CACHED = EnumSet.of(Meter.CACHE_TOKEN_HOURS);

    static {
        for (Meter meter : Meter.values()) {
            if (meter.bucket() == Bucket.CACHE_WRITE) {
                WRITTEN.add(meter);
            }
            if (isCachedTokens(meter)) {
                CACHED.add(meter);
            }
        }
    }

    private static final MeterSet ALL_WRITTEN = MeterSet.of(WRITTEN);
    private static final MeterSet ALL_CACHED = MeterSet.of(CACHED);

    private final RateTable table;
    private final List<LineItem> items;
    private final @Nullable Contract contract;
    private final Map<Meter, BigDecimal> billed = new EnumMap<>(Meter.class);

    private Uncached(PriceCard card, Cost cost) {
        table = card.rates();
        items = cost.items();
        contract = cost.contract();
        for (LineItem item : items) {
            billed.merge(item.ratedAs(), item.quantity(), BigDecimal::add);
        }
    }

    /** Returns how much more the cost would have been without a cache, or null when it cannot be told. */
    static @Nullable BigDecimal savings(Cost cost) {
        return difference(cost, CACHED, ALL_CACHED);
    }

    /** Returns whether savings follow from weights as the cost does: there is a rate for each cached token and for input. */
    static boolean followsFromWeights(Usage usage, RateLayout layout) {
        return (usage.unscaledOrParts(Meter.CACHE_READ_TOKENS) > 0
                        || usage.unscaledOrParts(Meter.CACHE_WRITE_TOKENS) > 0)
                && !usage.hasAny(layout.uncoveredCaches())
                && layout.covered().contains(Meter.INPUT_TOKENS);
    }

    /** Returns what cannot be compared with ordinary input where only these meters have a rate. */
    static MeterSet uncovered(MeterSet covered) {
        Set<Meter> uncovered = EnumSet.of(Meter.CACHE_TOKEN_HOURS);
        CACHED.stream().filter(meter -> !covered.contains(meter)).forEach(uncovered::add);
        return MeterSet.of(uncovered);
    }

    /** Returns how much less the cost would have been had nothing been written to a cache, or null when it cannot be told. */
    static @Nullable BigDecimal writePremium(Cost cost) {
        BigDecimal difference = difference(cost, WRITTEN, ALL_WRITTEN);
        return difference == null ? null : difference.negate();
    }

    static boolean isCachedTokens(Meter meter) {
        return meter.bucket() == Bucket.CACHE_READ || meter.bucket() == Bucket.CACHE_WRITE;
    }

    private static @Nullable BigDecimal difference(Cost cost, Set<Meter> cached, MeterSet all) {
        if (!uses(cost.usage(), cached, all)) {
            return null;
        }
        if (!cost.parts().isEmpty()) {
            return sum(cost, cached, all);
        }
        PriceCard card = cost.card();
        return card == null ? null : new Uncached(card, cost).difference(cost.usage(), cached);
    }

    /** Requests that cached nothing add nothing; one that did and has no difference leaves the sum without one. */
    private static @Nullable BigDecimal sum(Cost cost, Set<Meter> cached, MeterSet all) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Cost part : cost.parts()) {
            if (uses(part.usage(), cached, all)) {
                BigDecimal its = CostSum.counts(part, cost) ? difference(part, cached, all) : null;
                if (its == null) {
                    return null;
                }
                sum = sum.add(its);
            }
        }
        return sum;
    }

    private static boolean uses(Usage usage, Set<Meter> cached, MeterSet all) {
        if (usage.hasAny(all)) {
            for (Meter meter : cached) {
                if (usage.unscaled(meter) > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private @Nullable BigDecimal difference(Usage usage, Set<Meter> cached) {
        if (contract != null && contract.givesAwayCached() || isPartlyUnbilled(usage, cached)) {
            return null;
        }
        BigDecimal difference = BigDecimal.ZERO;
        for (LineItem item : items) {
            if (cached.contains(item.meter())) {
                BigDecimal uncached = item.meter().isTokens() ? uncached(item) : BigDecimal.ZERO;
                if (uncached == null) {
                    return null;
                }
                difference = difference.add(uncached).subtract(item.amount());
            }
        }
        return difference;
    }

    /** Returns whether cached quantities may have no line, because the card has no rate for them or does not know it. */
    private boolean isPartlyUnbilled(Usage usage, Set<Meter> cached) {
        for (Meter meter : cached) {
            if (usage.unscaledOrParts(meter) > 0
                    && (!table.layout().covered().contains(meter) || table.isUnknown(meter))) {
                return true;
            }
        }
        return false;
    }

    private @Nullable BigDecimal uncached(LineItem item) {
        Meter ratedAs = ratedUncached(item.meter());
        if (ratedAs == item.ratedAs()) {
            return item.amount();
        }
        if (ratedAs == null) {
            return null;
        }
        Rate rate = table.own(ratedAs);
        if (rate != null) {
            return amount(LineItem.of(item.meter(), item.quantity(), ratedAs, rate, item.multiplier()));
        }
        List<RateStep> steps = table.ownSteps(ratedAs);
        return steps == null ? null : graduated(item, ratedAs, steps);
    }

    private BigDecimal graduated(LineItem item, Meter ratedAs, List<RateStep> steps) {
        BigDecimal before = billed.getOrDefault(ratedAs, BigDecimal.ZERO);
        billed.put(ratedAs, before.add(item.quantity()));
        BigDecimal sum = BigDecimal.ZERO;
        for (LineItem line :
                Itemising.steps(item.meter(), before, item.quantity(), ratedAs, steps, item.multiplier())) {
            sum = sum.add(amount(line));
        }
        return sum;
    }

    /** Returns the meter whose rate, known or not, the card has for the same tokens without a cache, or null when there is none. */
    private @Nullable Meter ratedUncached(Meter cached) {
        Meter innermost = null;
        for (int i = 0; i < table.layout().size(); i++) {
            Meter meter = table.layout().meter(i);
            if (table.layout().isRated(i) && meter.contains(cached) && !isCachedTokens(meter)) {
                innermost = meter;
            }
        }
        return innermost;
    }

    private BigDecimal amount(LineItem line) {
        return contract == null ? line.amount() : contract.atItsRate(line).amount();
    }
}
