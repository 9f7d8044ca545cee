package dev.costspan.pricing;

import dev.costspan.usage.Meter;
import dev.costspan.usage.Usage;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The rates of a card on their {@link RateLayout}. Immutable and thread-safe. */
final class RateTable {

    private final RateLayout layout;
    private final @Nullable Rate[] rates;
    private final Map<Meter, List<RateStep>> graduated;
    private final @Nullable RateWeights weights;
    private final RateTable ratedOnly;

    /**
     * @param own the rates the card states
     * @param graduated the meters whose rate depends on how much of them one request uses, with their steps
     * @param unknown meters with a rate of their own that the card does not state; no other rate stands in for it
     */
    RateTable(Map<Meter, Rate> own, Map<Meter, List<RateStep>> graduated, Set<Meter> unknown) {
        this(RateLayout.of(rated(own, graduated, unknown)), own, Map.copyOf(graduated), unknown);
    }

    private RateTable(
            RateLayout layout, Map<Meter, Rate> own, Map<Meter, List<RateStep>> graduated, Set<Meter> unknown) {
        this.layout = layout;
        this.graduated = graduated;
        rates = new Rate[layout.size()];
        for (int i = 0; i < rates.length; i++) {
            Meter ratedAs = layout.ratedAs(i);
            rates[i] = unknown.contains(ratedAs) ? null : own.get(ratedAs);
        }
        weights = RateWeights.of(layout, rates);
        ratedOnly = layout.ratedOnly() == layout ? this : new RateTable(layout.ratedOnly(), own, graduated, unknown);
    }

    /** Returns the table to bill a usage with; see {@link RateLayout#ratedOnly}. */
    RateTable forUsage(Usage usage) {
        return usage.hasUnknownOverlap() ? ratedOnly : this;
    }

    RateLayout layout() {
        return layout;
    }

    /** Returns the rate that applies to the meter at {@code index}, or null when it is not known or graduated. */
    @Nullable Rate rate(int index) {
        return rates[index];
    }

    /** Returns the steps that apply to the meter at {@code index}, or null when its rate is not graduated. */
    @Nullable List<RateStep> steps(int index) {
        return graduated.get(layout.ratedAs(index));
    }

    /** Returns the card's own rate for exactly this meter, or null when it has none. */
    @Nullable Rate own(Meter meter) {
        int index = layout.indexOf(meter);
        return index >= 0 && layout.isRated(index) ? rates[index] : null;
    }

    /** Returns the card's own rate in steps for exactly this meter, or null when it has none. */
    @Nullable List<RateStep> ownSteps(Meter meter) {
        return graduated.get(meter);
    }

    boolean isUnknown(Meter meter) {
        if (!layout.covered().contains(meter)) {
            return false;
        }
        int index = layout.indexOf(meter);
        return index >= 0 && layout.isRated(index) && !isKnown(index);
    }

    /** Fills in what the card states itself: its rates, its graduated rates, and the meters whose rate is not known. */
    void copyOwn(Map<Meter, Rate> own, Map<Meter, List<RateStep>> steps, Set<Meter> unknown) {
        steps.putAll(graduated);
        for (int i = 0; i < rates.length; i++) {
            Rate rate = rates[i];
            if (layout.isRated(i) && rate != null) {
                own.put(layout.meter(i), rate);
            } else if (layout.isRated(i) && !isKnown(i)) {
                unknown.add(layout.meter(i));
            }
        }
    }

    /** Returns the rates as weights of whole quantities, or null when sums of a long cannot be exact with these rates. */
    @Nullable RateWeights weights() {
        return weights;
    }

    /** Returns the rates the card states itself, for people. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ");
        for (int i = 0; i < rates.length; i++) {
            if (layout.isRated(i)) {
                List<RateStep> steps = steps(i);
                Object rate = rates[i] != null ? rates[i] : steps != null ? steps : "unknown";
                text.add(layout.meter(i).id() + " " + rate);
            }
        }
        return text.toString();
    }

    private boolean isKnown(int index) {
        return rates[index] != null || steps(index) != null;
    }

    private static Set<Meter> rated(Map<Meter, Rate> own, Map<Meter, List<RateStep>> graduated, Set<Meter> unknown) {
        Set<Meter> rated = EnumSet.noneOf(Meter.class);
        rated.addAll(own.keySet());
        rated.addAll(graduated.keySet());
        rated.addAll(unknown);
        return rated;
    }
}
