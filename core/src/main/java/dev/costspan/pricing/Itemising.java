package dev.costspan.pricing;

import dev.costspan.usage.Meter;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of one usage on one {@link RateTable}, line by line: the way for every card and every usage, of which {@link
 * RateWeights} is the short cut. Not thread-safe.
 *
 * <p>From the most special meter to the most general, each bills what no more special one has billed. A total that was not
 * reported counts as the sum of its parts.
 */
final class Itemising {

    private final RateTable table;
    private final RateLayout layout;
    private final Usage usage;
    private final long[] exclusive;
    private final List<LineItem> items = new ArrayList<>();
    private final Map<Meter, BigDecimal> graduated = new EnumMap<>(Meter.class);
    private boolean unknownRate;
    private boolean guessed;
    private @Nullable String contradiction;

    Itemising(RateTable card, Usage usage) {
        this.table = card.forUsage(usage);
        this.layout = table.layout();
        this.usage = usage;
        exclusive = new long[layout.size()];
        for (int i = exclusive.length - 1; i >= 0; i--) {
            exclusive[i] = exclusive(i);
        }
        guessed = hasUnknownOverlap();
    }

    /** Returns the lines, multiplied by {@code factor} where they bill tokens. */
    List<LineItem> items(BigDecimal factor) {
        for (int i = 0; i < exclusive.length; i++) {
            Meter meter = layout.meter(i);
            if (exclusive[i] == 0) {
                continue;
            }
            guessed |= layout.isGuessed(i);
            BigDecimal quantity = BigDecimal.valueOf(exclusive[i], meter.scale());
            BigDecimal multiplier = meter.isTokens() ? factor : BigDecimal.ONE;
            Rate rate = table.rate(i);
            List<RateStep> steps = table.steps(i);
            if (rate != null) {
                items.add(LineItem.of(meter, quantity, layout.ratedAs(i), rate, multiplier));
            } else if (steps != null) {
                addSteps(meter, quantity, layout.ratedAs(i), steps, multiplier);
            } else {
                unknownRate = true;
            }
        }
        return items;
    }

    /** Returns whether something was used whose rate the card does not know. */
    boolean usedUnknownRate() {
        return unknownRate;
    }

    /** Returns whether a line rests on an assumption about what two meters have in common. */
    boolean isGuessed() {
        return guessed;
    }

    /** Returns what contradicts itself once only the card's meters count, or null. */
    @Nullable String contradiction() {
        return contradiction;
    }

    private long exclusive(int index) {
        Meter meter = layout.meter(index);
        long parts = 0;
        for (int part = index + 1; part < exclusive.length; part++) {
            if (meter.contains(layout.meter(part))) {
                long sum = parts + exclusive[part];
                parts = sum < parts ? Long.MAX_VALUE : sum;
            }
        }
        long quantity = usage.has(meter) ? usage.unscaled(meter) : Math.max(parts, usage.unscaledOrParts(meter));
        long rest = quantity - parts;
        if (rest < 0 && contradiction == null) {
            contradiction = meter.id() + " is "
                    + BigDecimal.valueOf(quantity, meter.scale()).toPlainString() + " but its parts add up to "
                    + BigDecimal.valueOf(parts, meter.scale()).toPlainString();
        }
        return rest;
    }

    private boolean hasUnknownOverlap() {
        if (!usage.hasUnknownOverlap()) {
            return false;
        }
        for (int i = 0; i < exclusive.length; i++) {
            for (int j = i + 1; j < exclusive.length; j++) {
                Meter overlap = layout.meter(i).overlap(layout.meter(j));
                boolean open = overlap != null && !usage.has(overlap) && !usage.hasPartOf(overlap);
                if (open && usage.unscaled(layout.meter(i)) > 0 && usage.unscaled(layout.meter(j)) > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Lines at one graduated rate share its steps: the next begins where the one before ended. */
    private void addSteps(
            Meter meter, BigDecimal quantity, Meter ratedAs, List<RateStep> steps, BigDecimal multiplier) {
        BigDecimal billed = graduated.getOrDefault(ratedAs, BigDecimal.ZERO);
        items.addAll(steps(meter, billed, quantity, ratedAs, steps, multiplier));
        graduated.put(ratedAs, billed.add(quantity));
    }

    /** Returns the lines of a quantity at a graduated rate of which {@code before} units were billed already. */
    static List<LineItem> steps(
            Meter meter,
            BigDecimal before,
            BigDecimal quantity,
            Meter ratedAs,
            List<RateStep> steps,
            BigDecimal multiplier) {
        List<LineItem> lines = new ArrayList<>();
        BigDecimal billed = before;
        BigDecimal end = before.add(quantity);
        for (RateStep step : steps) {
            BigDecimal upTo = step.upTo() == null ? end : step.upTo().min(end);
            BigDecimal here = upTo.subtract(billed);
            if (here.signum() > 0) {
                lines.add(LineItem.of(meter, here, ratedAs, step.rate(), multiplier));
                billed = upTo;
            }
        }
        return lines;
    }
}
