package dev.costspan.telemetry;

import dev.costspan.outcome.OutcomeRecord;
import dev.costspan.outcome.OutcomeStatus;
import dev.costspan.outcome.WasteReason;
import dev.costspan.pricing.Money;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the outcomes of one series add up to in one currency. Guarded by its series. */
final class OutcomeAmounts {

    private final String currency;
    private final @Nullable ChangeDetector detector;
    private final CostSketch costs = new CostSketch();
    private final RecentMean recent = new RecentMean();
    private final Map<WasteReason, BigDecimal> wasted = new EnumMap<>(WasteReason.class);
    private BigDecimal spent = BigDecimal.ZERO;
    private BigDecimal late = BigDecimal.ZERO;
    private BigDecimal sinceSuccess = BigDecimal.ZERO;
    private boolean unknownSinceSuccess;

    OutcomeAmounts(String currency, @Nullable ChangeDetector detector) {
        this.currency = currency;
        this.detector = detector;
    }

    /** Adds a settled outcome; returns the change of the usual cost per success that it completes, or null. */
    @Nullable CostChange add(OutcomeRecord settled) {
        BigDecimal cost = in(settled.totals().cost());
        spent = spent.add(cost);
        boolean known = settled.totals().isComplete();
        if (known || cost.signum() != 0) {
            costs.add(cost.doubleValue());
            recent.add(cost);
        }
        settled.totals().wasted().forEach((reason, amounts) -> {
            BigDecimal lost = in(amounts);
            if (lost.signum() != 0) {
                wasted.merge(reason, lost, BigDecimal::add);
            }
        });
        sinceSuccess = sinceSuccess.add(cost);
        unknownSinceSuccess |= !known;
        return settled.status() == OutcomeStatus.SUCCESS ? watchSuccess() : null;
    }

    /** What a success costs is what it and the failures since the last one cost together. */
    private @Nullable CostChange watchSuccess() {
        BigDecimal perSuccess = sinceSuccess;
        boolean known = !unknownSinceSuccess;
        sinceSuccess = BigDecimal.ZERO;
        unknownSinceSuccess = false;
        return known && detector != null ? detector.observe(perSuccess.doubleValue()) : null;
    }

    void addLate(BigDecimal cost, Map<WasteReason, BigDecimal> lost) {
        spent = spent.add(cost);
        late = late.add(cost);
        sinceSuccess = sinceSuccess.add(cost);
        lost.forEach((reason, amount) -> wasted.merge(reason, amount, BigDecimal::add));
    }

    OutcomeCost cost(long successes) {
        return new OutcomeCost(
                currency, spent, late, new EnumMap<>(wasted), successes, costs.copy(), recent.mean(), recent.count());
    }

    private BigDecimal in(List<Money> amounts) {
        for (Money money : amounts) {
            if (money.currency().equals(currency)) {
                return money.amount();
            }
        }
        return BigDecimal.ZERO;
    }
}
