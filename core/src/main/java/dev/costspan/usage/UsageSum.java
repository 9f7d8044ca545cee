package dev.costspan.usage;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Two usages added up, meter by meter, so that every total and every overlap is as well known as on both sides.
 *
 * <p>For each meter, what the sum reports, or what follows from the parts it reports, is what the two sides report, or what follows
 * from theirs.
 */
final class UsageSum {

    private final Usage first;
    private final Usage second;
    private long stated;
    private boolean assumed;

    private UsageSum(Usage first, Usage second) {
        this.first = first;
        this.second = second;
    }

    static Usage of(Usage first, Usage second) {
        return new UsageSum(first, second).sum();
    }

    private Usage sum() {
        Usage added = withTotals(addReported());
        stated = added.low();
        findOverlaps(added);
        Usage.Builder sum = Usage.builder();
        for (int i = 0; i < Meter.count(); i++) {
            Meter meter = Meter.at(i);
            if (meter.isTokens() ? (stated & meter.low()) != 0 : added.has(meter)) {
                sum.quantity(meter, BigDecimal.valueOf(added.unscaledOrParts(meter), meter.scale()));
            }
        }
        String problem = problem(added);
        if (problem != null) {
            sum.problem(problem);
        }
        return assumed || first.isEstimated() || second.isEstimated()
                ? sum.estimated().build()
                : sum.build();
    }

    private Usage addReported() {
        Usage.Builder sum = Usage.builder();
        for (int i = 0; i < Meter.count(); i++) {
            Meter meter = Meter.at(i);
            if (first.has(meter) || second.has(meter)) {
                sum.quantity(meter, add(meter));
            }
        }
        return sum.build();
    }

    /** States a total that neither side does where the parts of both together no longer say how much it is at least. */
    private Usage withTotals(Usage added) {
        Usage whole = added;
        for (int i = Meter.count() - 1; i >= 0; i--) {
            Meter meter = Meter.at(i);
            if (!added.has(meter) && first.hasPartOf(meter) && second.hasPartOf(meter)) {
                BigDecimal least = BigDecimal.valueOf(whole.unscaledOrParts(meter), meter.scale());
                BigDecimal sum = add(meter);
                whole = least.compareTo(sum) < 0
                        ? whole.toBuilder().quantity(meter, sum).build()
                        : whole;
            }
        }
        return whole;
    }

    private BigDecimal add(Meter meter) {
        return BigDecimal.valueOf(first.unscaledOrParts(meter), meter.scale())
                .add(BigDecimal.valueOf(second.unscaledOrParts(meter), meter.scale()));
    }

    /**
     * Finds what overlaps in the sum. Where each side reports how much, or has only one of the two meters that would overlap, it is
     * known. Where a side leaves it open, it stays open; but if the other side reports some, that is kept and makes the sum an
     * estimate.
     */
    private void findOverlaps(Usage added) {
        long firstOpen = UsageChecks.unknownOverlaps(first);
        long secondOpen = UsageChecks.unknownOverlaps(second);
        for (long rest = UsageChecks.overlaps(added); rest != 0; rest &= rest - 1) {
            Meter overlap = Meter.at(Long.numberOfTrailingZeros(rest));
            boolean open = isOpen(first, firstOpen, overlap) || isOpen(second, secondOpen, overlap);
            boolean someKnown = added.unscaled(overlap) > 0;
            stated = open && !someKnown ? stated & ~overlap.low() : stated | overlap.low();
            assumed |= open && someKnown;
        }
    }

    private static boolean isOpen(Usage usage, long open, Meter overlap) {
        return !usage.has(overlap) && (open & (overlap.low() | overlap.partsLow())) != 0;
    }

    private @Nullable String problem(Usage added) {
        if (first.problem() != null) {
            return first.problem();
        }
        return second.problem() != null ? second.problem() : added.problem();
    }
}
