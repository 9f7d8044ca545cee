package dev.costspan.pricing;

import dev.costspan.usage.Bucket;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The rates of a card and the arithmetic on them.
 *
 * <p>Where every unit price is a short decimal and every meter is counted rather than measured, which is so for all token
 * prices, sums are exact longs at one scale. Everything else, and a sum that leaves the range of a long, is a {@link
 * BigDecimal}.
 */
final class RateTable {

    private static final int MOST_PLACES = 18;
    private static final long NO_RATE = -1;

    private final @Nullable Rate[] own = new Rate[Meter.count()];
    private final @Nullable Meter[] ratedAs = new Meter[Meter.count()];
    private final long[] unscaled = new long[Meter.count()];
    private final Set<Meter> unknown;
    private final int scale;
    private final boolean fitsLong;

    /**
     * @param rates the rates the card states
     * @param unknown meters with a rate of their own that the card does not state; no other rate stands in for it
     */
    RateTable(Map<Meter, Rate> rates, Set<Meter> unknown) {
        this.unknown = unknown.isEmpty() ? Set.of() : EnumSet.copyOf(unknown);
        for (Map.Entry<Meter, Rate> rate : rates.entrySet()) {
            own[rate.getKey().ordinal()] = rate.getValue();
        }
        @Nullable BigDecimal[] units = new BigDecimal[own.length];
        for (int i = 0; i < own.length; i++) {
            Rate rate = own[i];
            units[i] = rate == null ? null : rate.unitPrice();
            ratedAs[i] = nearestRated(Meter.at(i));
        }
        scale = commonScale(units);
        fitsLong = scale <= MOST_PLACES && fillUnscaled(units);
    }

    int scale() {
        return scale;
    }

    @Nullable Rate rate(Meter meter) {
        return own[meter.ordinal()];
    }

    boolean isUnknown(Meter meter) {
        return unknown.contains(meter);
    }

    /*
     * One pass over what was reported finds the sum and what the sum lacks. Zeros alone give no amount when something is
     * missing: an amount of 0 would then look like a price.
     */
    Cost price(PriceCard card, Operation operation, Usage usage, CostSource source) {
        Meter perCall = operation.perCall();
        Usage billed = withPerCall(perCall, usage);
        boolean rated = false;
        boolean used = false;
        boolean unrated = !unknown.isEmpty() && unknown.contains(perCall);
        long sum = 0;
        for (long rest = billed.reportedBits(); rest != 0; rest &= rest - 1) {
            int i = Long.numberOfTrailingZeros(rest);
            long quantity = billed.exclusive(Meter.at(i));
            if (ratedAs[i] != null) {
                rated = true;
                used |= quantity != 0;
                sum = plus(sum, quantity, unscaled[i]);
            } else {
                unrated |= quantity != 0 && i != perCall.ordinal();
            }
        }
        boolean unreported =
                lacks(operation, Meter.INPUT_TOKENS, usage) || lacks(operation, Meter.OUTPUT_TOKENS, usage);
        if (!used && (!rated || unrated || unreported)) {
            boolean noUsage = !unrated && (unreported || usage.isUnknown());
            return Cost.unpriced(noUsage ? UnpricedReason.MISSING_USAGE : UnpricedReason.MISSING_RATE, usage);
        }
        CostStatus status = unrated || unreported || !card.unreadKeys().isEmpty()
                ? CostStatus.PARTIAL
                : usage.isEstimated() ? CostStatus.ESTIMATED : CostStatus.PRICED;
        return fitsLong && sum >= 0
                ? Cost.computed(status, source, card, billed, sum)
                : Cost.computed(status, source, card, billed, total(billed));
    }

    /** Returns the sum, or a negative number once it has left the range of a long. */
    private static long plus(long sum, long quantity, long unscaledRate) {
        long product = quantity * unscaledRate;
        boolean fits = Math.multiplyHigh(quantity, unscaledRate) == 0 && product >= 0;
        return sum < 0 || !fits ? Long.MIN_VALUE : sum + product;
    }

    /** Returns the line for what only {@code meter} accounts for, or null when that is nothing or has no rate. */
    @Nullable LineItem item(Meter meter, Usage usage) {
        Meter rated = ratedAs[meter.ordinal()];
        Rate rate = rated == null ? null : own[rated.ordinal()];
        long quantity = usage.exclusive(meter);
        return rated == null || rate == null || quantity == 0
                ? null
                : new LineItem(
                        meter, BigDecimal.valueOf(quantity, meter.scale()), rated, rate, amount(meter, rate, quantity));
    }

    /**
     * Returns the digits of a bucket's amount, at {@link #scale}. Only for usage whose total fits a long: no part is negative,
     * so each fits where the sum did.
     */
    long unscaledAmount(Bucket bucket, Usage usage) {
        long sum = 0;
        for (long rest = usage.reportedBits() & Meter.bitsOf(bucket); rest != 0; rest &= rest - 1) {
            int i = Long.numberOfTrailingZeros(rest);
            if (unscaled[i] != NO_RATE) {
                sum += usage.exclusive(Meter.at(i)) * unscaled[i];
            }
        }
        return sum;
    }

    BigDecimal bucketAmount(Bucket bucket, Usage usage) {
        BigDecimal sum = BigDecimal.ZERO;
        for (long rest = usage.reportedBits() & Meter.bitsOf(bucket); rest != 0; rest &= rest - 1) {
            sum = sum.add(amount(Meter.at(Long.numberOfTrailingZeros(rest)), usage));
        }
        return sum;
    }

    private boolean lacks(Operation operation, Meter meter, Usage usage) {
        if (usage.has(meter)) {
            return false;
        }
        Rate rate = own[meter.ordinal()];
        return rate != null && rate.price().signum() != 0 && operation.expects(meter);
    }

    private Usage withPerCall(Meter perCall, Usage usage) {
        return own[perCall.ordinal()] == null || usage.has(perCall)
                ? usage
                : usage.toBuilder().quantity(perCall, 1).build();
    }

    private BigDecimal total(Usage usage) {
        BigDecimal sum = BigDecimal.ZERO;
        for (long rest = usage.reportedBits(); rest != 0; rest &= rest - 1) {
            sum = sum.add(amount(Meter.at(Long.numberOfTrailingZeros(rest)), usage));
        }
        return sum;
    }

    private BigDecimal amount(Meter meter, Usage usage) {
        Meter rated = ratedAs[meter.ordinal()];
        Rate rate = rated == null ? null : own[rated.ordinal()];
        return rate == null ? BigDecimal.ZERO : amount(meter, rate, usage.exclusive(meter));
    }

    /** Exact where the division ends, else rounded half to even to {@link Rate#ROUNDED_SCALE} places. */
    private BigDecimal amount(Meter meter, Rate rate, long quantity) {
        if (fitsLong) {
            return BigDecimal.valueOf(quantity).multiply(BigDecimal.valueOf(unscaled[meter.ordinal()], scale));
        }
        BigDecimal product = BigDecimal.valueOf(quantity, meter.scale()).multiply(rate.price());
        try {
            return product.divide(rate.per());
        } catch (ArithmeticException noEnd) {
            return product.divide(rate.per(), Rate.ROUNDED_SCALE, RoundingMode.HALF_EVEN);
        }
    }

    private @Nullable Meter nearestRated(Meter meter) {
        for (Meter rated = meter; rated != null && !unknown.contains(rated); rated = rated.parent()) {
            if (own[rated.ordinal()] != null) {
                return rated;
            }
        }
        return null;
    }

    /** Returns the places that all unit prices fit, or more than {@link #MOST_PLACES} when they have no such scale. */
    private int commonScale(@Nullable BigDecimal[] units) {
        int most = 0;
        for (int i = 0; i < own.length; i++) {
            Rate rate = own[i];
            BigDecimal unit = units[i];
            if (rate != null && unit != null) {
                boolean counted = Meter.at(i).scale() == 0 || unit.signum() == 0;
                most = Math.max(most, counted && rate.isUnitPriceExact(unit) ? unit.scale() : MOST_PLACES + 1);
            }
        }
        return most;
    }

    private boolean fillUnscaled(@Nullable BigDecimal[] units) {
        for (int i = 0; i < unscaled.length; i++) {
            Meter rated = ratedAs[i];
            BigDecimal unit = rated == null ? null : units[rated.ordinal()];
            if (unit == null) {
                unscaled[i] = NO_RATE;
                continue;
            }
            try {
                unscaled[i] = unit.setScale(scale).unscaledValue().longValueExact();
            } catch (ArithmeticException tooLarge) {
                return false;
            }
        }
        return true;
    }

    /** Returns the rates the card states itself, for people. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ");
        for (int i = 0; i < own.length; i++) {
            Rate rate = own[i];
            if (rate != null) {
                text.add(Meter.at(i).id() + " " + rate);
            } else if (unknown.contains(Meter.at(i))) {
                text.add(Meter.at(i).id() + " unknown");
            }
        }
        return text.toString();
    }
}
