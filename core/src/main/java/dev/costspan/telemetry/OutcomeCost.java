package dev.costspan.telemetry;

import dev.costspan.outcome.WasteReason;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the outcomes of one name cost in one currency, at the moment of a snapshot. Amounts are exact and in units of {@link
 * #currency()}; percentiles are within 1 %. Immutable.
 */
public final class OutcomeCost {

    private static final double MEDIAN = 0.5;
    private static final double NINETIETH = 0.9;
    private static final double NINETY_NINTH = 0.99;

    static final List<Double> SHARES = List.of(MEDIAN, NINETIETH, NINETY_NINTH);

    private final String currency;
    private final BigDecimal spent;
    private final BigDecimal late;
    private final Map<WasteReason, BigDecimal> wasted;
    private final long successes;
    private final CostSketch costs;
    private final @Nullable BigDecimal recentMean;
    private final int recentCount;

    OutcomeCost(
            String currency,
            BigDecimal spent,
            BigDecimal late,
            Map<WasteReason, BigDecimal> wasted,
            long successes,
            CostSketch costs,
            @Nullable BigDecimal recentMean,
            int recentCount) {
        this.currency = currency;
        this.spent = spent;
        this.late = late;
        this.wasted = Collections.unmodifiableMap(wasted);
        this.successes = successes;
        this.costs = costs;
        this.recentMean = recentMean;
        this.recentCount = recentCount;
    }

    /** Returns the ISO 4217 code of every amount here. */
    public String currency() {
        return currency;
    }

    /** Returns what all settled outcomes cost, failures and late cost included. */
    public BigDecimal cost() {
        return spent;
    }

    /** Returns what was spent for outcomes after they had ended; it is part of {@link #cost()}. */
    public BigDecimal lateCost() {
        return late;
    }

    /** Returns what of the cost bought no result. */
    public BigDecimal wasted() {
        return wasted.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Returns {@link #wasted()} by reason; unmodifiable. */
    public Map<WasteReason, BigDecimal> wastedByReason() {
        return wasted;
    }

    /**
     * Returns what one success costs: all spend, failures and waste included, over the number of successes, to 16 digits; null
     * while there is no success.
     */
    public @Nullable BigDecimal costPerSuccess() {
        return successes == 0 ? null : spent.divide(BigDecimal.valueOf(successes), MathContext.DECIMAL64);
    }

    /** Returns the cost that half of the settled outcomes do not exceed; NaN when there is none. */
    public double p50() {
        return quantile(MEDIAN);
    }

    /** Returns the cost that nine tenths of the settled outcomes do not exceed; NaN when there is none. */
    public double p90() {
        return quantile(NINETIETH);
    }

    /** Returns the cost that 99 % of the settled outcomes do not exceed; NaN when there is none. */
    public double p99() {
        return quantile(NINETY_NINTH);
    }

    /** Returns the mean cost of the last outcomes, 100 of each series at most; null when there is none. */
    public @Nullable BigDecimal recentMean() {
        return recentMean;
    }

    double quantile(double share) {
        return costs.quantile(share);
    }

    /** Returns the sum of both, which are of the same currency. */
    OutcomeCost plus(OutcomeCost other) {
        CostSketch both = costs.copy();
        both.merge(other.costs);
        Map<WasteReason, BigDecimal> lost = new EnumMap<>(WasteReason.class);
        lost.putAll(wasted);
        other.wasted.forEach((reason, amount) -> lost.merge(reason, amount, BigDecimal::add));
        return new OutcomeCost(
                currency,
                spent.add(other.spent),
                late.add(other.late),
                lost,
                successes + other.successes,
                both,
                meanWith(other),
                recentCount + other.recentCount);
    }

    /** Returns this cost with the number of successes that others had at no cost. */
    OutcomeCost withSuccesses(long all) {
        return new OutcomeCost(currency, spent, late, wasted, all, costs, recentMean, recentCount);
    }

    private @Nullable BigDecimal meanWith(OutcomeCost other) {
        if (recentMean == null || other.recentMean == null) {
            return recentMean == null ? other.recentMean : recentMean;
        }
        BigDecimal sum = recentMean
                .multiply(BigDecimal.valueOf(recentCount))
                .add(other.recentMean.multiply(BigDecimal.valueOf(other.recentCount)));
        return sum.divide(BigDecimal.valueOf(recentCount + other.recentCount), MathContext.DECIMAL64);
    }
}
