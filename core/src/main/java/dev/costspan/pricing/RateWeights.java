package dev.costspan.pricing;

import dev.costspan.usage.Bucket;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rates of a {@link RateTable} as whole numbers at one scale, for sums without allocation.
 *
 * <p>A reported quantity includes its parts, which have rates of their own. What one more unit of it adds to the sum is therefore
 * its rate less the rates it no longer counts at: cached input adds the cache's rate and takes off the input's. With these
 * differences as weights, the cost is one sum over the reported quantities. It is right as long as a total is reported wherever a
 * part of it is, and overlaps are known; {@link Itemising} does the rest.
 */
final class RateWeights {

    private static final int MOST_PLACES = 18;

    /** Of the products that are added, there are fewer than 128. */
    private static final int SPARE_BITS = 7;

    /** Of usages without contradiction, no quantity is negative. */
    private static final long ABSENT = -1;

    /** What one bit each can mark as uncertain. */
    private static final int MOST_METERS = Long.SIZE;

    private final RateLayout layout;
    private final long[] rates;
    private final Meter[] summed;
    private final long[] weights;
    private final long uncertain;
    private final long cached;
    private final int scale;

    private RateWeights(RateLayout layout, long[] rates, long uncertain, int scale) {
        this.layout = layout;
        this.rates = rates;
        this.scale = scale;
        Meter[] meters = new Meter[rates.length];
        long[] all = new long[rates.length];
        long marked = 0;
        long ofCaches = 0;
        int count = 0;
        for (int of = 0; of < rates.length; of++) {
            long weight = 0;
            for (int i = 0; i < rates.length; i++) {
                weight += layout.perUnit(i, of) * rates[i];
            }
            boolean isUncertain = (uncertain & 1L << of) != 0;
            // A meter at the rate of the one around it changes how the cost is split, not the sum.
            if (weight != 0 || isUncertain) {
                meters[count] = layout.meter(of);
                all[count] = weight;
                marked |= isUncertain ? 1L << count : 0;
                ofCaches |= Uncached.isCachedTokens(layout.meter(of)) ? 1L << count : 0;
                count++;
            }
        }
        this.uncertain = marked;
        this.cached = ofCaches;
        summed = Arrays.copyOf(meters, count);
        weights = Arrays.copyOf(all, count);
    }

    /** Returns the weights, or null when the rates have no common scale of 18 places or do not fit a long there. */
    static @Nullable RateWeights of(RateLayout layout, @Nullable Rate[] rates) {
        if (rates.length > MOST_METERS) {
            return null;
        }
        int scale = 0;
        long uncertain = 0;
        @Nullable BigDecimal[] units = new BigDecimal[rates.length];
        for (int i = 0; i < rates.length; i++) {
            Rate rate = rates[i];
            BigDecimal unit = rate == null ? null : rate.unitPrice();
            units[i] = unit;
            uncertain |= unit == null || layout.isGuessed(i) ? 1L << i : 0;
            if (rate != null && unit != null && unit.signum() != 0) {
                int places = Math.max(0, unit.scale()) + layout.meter(i).scale();
                scale = Math.max(scale, rate.isUnitPriceExact(unit) ? places : MOST_PLACES + 1);
            }
        }
        long[] unscaled = scale > MOST_PLACES ? null : unscaled(layout, units, scale);
        return unscaled == null ? null : new RateWeights(layout, unscaled, uncertain, scale);
    }

    private static long @Nullable [] unscaled(RateLayout layout, @Nullable BigDecimal[] units, int scale) {
        long[] unscaled = new long[units.length];
        for (int i = 0; i < units.length; i++) {
            BigDecimal unit = units[i];
            if (unit != null && unit.signum() != 0) {
                BigDecimal whole = unit.movePointRight(scale - layout.meter(i).scale());
                if (whole.precision() - whole.scale() > MOST_PLACES - 2) {
                    return null;
                }
                unscaled[i] = whole.longValueExact();
            }
        }
        return unscaled;
    }

    int scale() {
        return scale;
    }

    /** Returns what the usage costs, at {@link #scale}, or -1 when only {@link Itemising} can tell. */
    long sum(Usage usage) {
        long sum = 0;
        for (int i = 0; i < summed.length; i++) {
            Meter meter = summed[i];
            long quantity = usage.unscaledOr(meter, ABSENT);
            if (quantity != ABSENT) {
                long weight = weights[i];
                long product = quantity * weight;
                boolean fits = Math.multiplyHigh(quantity, weight) == product >> 63
                        && product < Long.MAX_VALUE >> SPARE_BITS
                        && product > Long.MIN_VALUE >> SPARE_BITS;
                if (!fits || quantity != 0 && (uncertain & 1L << i) != 0) {
                    return -1;
                }
                sum += product;
            } else if (usage.hasPartOf(meter)) {
                return -1;
            }
        }
        return sum;
    }

    /**
     * Returns how much more {@link #sum} would be had nothing been cached. Cached tokens that count as plain ones no longer add their
     * weights, which is all that changes.
     *
     * @param usage one that {@link #sum} can tell the cost of
     */
    long cacheSavings(Usage usage) {
        long sum = 0;
        for (long left = cached; left != 0; left &= left - 1) {
            int i = Long.numberOfTrailingZeros(left);
            sum -= weights[i] * usage.unscaled(summed[i]);
        }
        return sum;
    }

    /** Returns what of {@link #sum} is shown under a bucket. */
    long sum(Usage usage, Bucket bucket) {
        byte[] split = layout.split(bucket);
        long sum = 0;
        for (int i = 0; i < split.length; i += 3) {
            long rate = rates[split[i]];
            if (rate != 0) {
                sum += rate * split[i + 2] * usage.unscaledOrParts(layout.meter(split[i + 1]));
            }
        }
        return sum;
    }
}
