package dev.costspan.pricing;

import dev.costspan.usage.Conditions;
import dev.costspan.usage.Meter;
import dev.costspan.usage.MeterSet;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import java.util.List;

/**
 * A card applied to a usage: the amount, and how much it can be relied on.
 *
 * <p>Zeros alone give no amount when something is missing: an amount of 0 would then look like a price.
 */
final class Billing {

    /** An option whose price differs by some factor wherever a provider offers it, and its value without that factor. */
    private static final String SPEED = "speed";

    private static final String STANDARD_SPEED = "standard";

    private Billing() {}

    static Cost price(PriceCard card, Operation operation, Usage usage, Conditions conditions, CostSource source) {
        if (usage.problem() != null) {
            return Cost.unpriced(UnpricedReason.INVALID_USAGE, usage);
        }
        RateTable table = card.rates();
        MeterSet covered = table.layout().covered();
        boolean billsCalls = covered.contains(operation.perCall());
        Usage billed = billsCalls ? withPerCall(operation.perCall(), table, usage) : usage;
        boolean unreported = !usage.hasTotals()
                && (lacks(table, operation, Meter.INPUT_TOKENS, usage)
                        || lacks(table, operation, Meter.OUTPUT_TOKENS, usage));
        boolean plain = conditions.isPlain();
        boolean unrated = billed.hasOutside(covered) && usesUncovered(covered, operation, billed)
                || billsCalls && table.isUnknown(operation.perCall())
                || !plain && lacksSpeed(card, conditions);
        BigDecimal factor = plain ? null : card.factor(conditions);
        RateWeights weights = table.weights();
        if (weights != null && factor == null && !billed.hasUnknownOverlap()) {
            long sum = weights.sum(billed);
            boolean zeroIsAPrice = !unrated && !unreported && billed.hasAny(covered);
            if (sum > 0 || sum == 0 && zeroIsAPrice) {
                CostStatus status = status(card, usage, unrated || unreported, false);
                return Cost.computed(status, source, card, billed, sum);
            }
        }
        return itemise(card, billed, factor == null ? BigDecimal.ONE : factor, source, usage, unrated, unreported);
    }

    private static Cost itemise(
            PriceCard card,
            Usage billed,
            BigDecimal factor,
            CostSource source,
            Usage usage,
            boolean uncovered,
            boolean unreported) {
        Itemising itemising = new Itemising(card.rates(), billed);
        String contradiction = itemising.contradiction();
        if (contradiction != null) {
            Usage invalid = usage.toBuilder().problem(contradiction).build();
            return Cost.unpriced(UnpricedReason.INVALID_USAGE, invalid);
        }
        List<LineItem> items = itemising.items(factor);
        boolean unrated = uncovered || itemising.usedUnknownRate();
        boolean rated = billed.hasAny(card.rates().layout().covered());
        if (items.isEmpty() && (!rated || unrated || unreported)) {
            boolean noUsage = !unrated && (unreported || usage.isUnknown());
            return Cost.unpriced(noUsage ? UnpricedReason.MISSING_USAGE : UnpricedReason.MISSING_RATE, usage);
        }
        CostStatus status = status(card, usage, unrated || unreported, itemising.isGuessed());
        return Cost.itemised(status, source, card, billed, items);
    }

    private static CostStatus status(PriceCard card, Usage usage, boolean missing, boolean guessed) {
        if (missing || !card.unreadKeys().isEmpty()) {
            return CostStatus.PARTIAL;
        }
        return guessed || usage.isEstimated() ? CostStatus.ESTIMATED : CostStatus.PRICED;
    }

    /**
     * Returns whether the card bills a total that this answer does not state, although a complete answer does or parts of it are
     * there.
     */
    private static boolean lacks(RateTable table, Operation operation, Meter meter, Usage usage) {
        if (usage.has(meter) || !operation.expects(meter) && !usage.hasPartOf(meter)) {
            return false;
        }
        Rate rate = table.own(meter);
        return rate != null && rate.price().signum() != 0;
    }

    private static Usage withPerCall(Meter perCall, RateTable table, Usage usage) {
        return usage.has(perCall) || table.isUnknown(perCall)
                ? usage
                : usage.toBuilder().quantity(perCall, 1).build();
    }

    private static boolean usesUncovered(MeterSet covered, Operation operation, Usage usage) {
        for (int i = 0; i < Meter.count(); i++) {
            Meter meter = Meter.at(i);
            boolean counts = meter != Meter.REQUESTS && meter != operation.perCall();
            if (counts && usage.unscaled(meter) != 0 && !covered.contains(meter)) {
                return true;
            }
        }
        return false;
    }

    private static boolean lacksSpeed(PriceCard card, Conditions conditions) {
        String speed = conditions.option(SPEED);
        return speed != null && !speed.equals(STANDARD_SPEED) && !card.knowsOption(SPEED);
    }
}
