package dev.costspan.testing;

import dev.costspan.usage.Operation;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one model did for one outcome by one kind of operation. Immutable.
 *
 * @param key which operations it is about
 * @param operations how many ended
 * @param attempts their requests on the wire; null when not all were counted
 * @param tokens their tokens, each counted once; null when not all are known. Operations that were not answered have none
 * @param usage what was billed, by the meter's name
 * @param cost what it cost, which is the sum of the lines; zero for operations that were not answered
 * @param thrownAway how much of the cost went into answers that were thrown away and asked for again
 * @param prices the price cards, or who stated the amount
 */
record BaselineRow(
        Key key,
        long operations,
        @Nullable Long attempts,
        @Nullable Long tokens,
        SortedMap<String, Line> usage,
        BigDecimal cost,
        BigDecimal thrownAway,
        SortedSet<String> prices) {

    /** The name of the line that holds what was stated rather than computed from usage, one for each operation. */
    static final String STATED = "stated";

    BaselineRow {
        cost = Figures.stripped(cost);
        thrownAway = Figures.stripped(thrownAway);
        usage = Collections.unmodifiableSortedMap(new TreeMap<>(usage));
        prices = Collections.unmodifiableSortedSet(new TreeSet<>(prices));
    }

    /** Returns the model as people write it. */
    String model() {
        return key.model() == null ? key.provider() : key.provider() + "/" + key.model();
    }

    /** Returns what it cost without what went into answers that were thrown away. */
    Fraction kept() {
        return Fraction.of(cost.subtract(thrownAway));
    }

    /** Returns the share of its cost, and, as nothing else is known, of its usage, that was kept. */
    Fraction keptShare() {
        return cost.signum() == 0 ? Fraction.ONE : kept().over(Fraction.of(cost));
    }

    /** Returns what one unit of a meter cost on average, or null when there was none. */
    @Nullable Fraction rate(String meter) {
        Line line = usage.get(meter);
        return line == null || line.quantity().signum() == 0
                ? null
                : Fraction.of(line.cost()).over(Fraction.of(line.quantity()));
    }

    /**
     * What was billed of one meter.
     *
     * @param quantity how much of it that no other line bills, in the meter's unit
     * @param cost what that cost
     */
    record Line(BigDecimal quantity, BigDecimal cost) {

        /** Equal figures are to be equal, however they were added up. */
        Line {
            quantity = Figures.stripped(quantity);
            cost = Figures.stripped(cost);
        }

        Line plus(Line other) {
            return new Line(quantity.add(other.quantity), cost.add(other.cost));
        }
    }

    /**
     * Which operations a row is about.
     *
     * @param operation what was asked
     * @param provider who was asked
     * @param model the model that served, or null when there is none
     * @param currency the currency of the cost; null for operations that did not complete and reported nothing
     */
    record Key(
            Operation operation,
            String provider,
            @Nullable String model,
            @Nullable String currency) implements Comparable<Key> {

        private static final Comparator<Key> ORDER = Comparator.comparing(Key::operation)
                .thenComparing(Key::provider)
                .thenComparing(Key::model, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(Key::currency, Comparator.nullsFirst(Comparator.naturalOrder()));

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }
}
