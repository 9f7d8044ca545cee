package dev.costspan.telemetry;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import com.datadoghq.sketch.ddsketch.mapping.LogarithmicMapping;
import com.datadoghq.sketch.ddsketch.store.CollapsingLowestDenseStore;

/**
 * Quantiles of any number of costs in bounded memory: a DDSketch (Masson, Rim and Lee, VLDB 2019).
 *
 * <p>A quantile is within 1 % of a cost that was added at its rank, where costs are at most 780 million times apart, which is
 * what {@value #MOST_BINS} bins of 1 % span. Beyond that the lowest costs share a bin: high quantiles stay within 1 %, low ones
 * come out too high. Zero has a count of its own, and the least and the greatest cost are kept as they are.
 *
 * <p>Measured on a 64-bit JVM: 0.3 KB when empty, 3.4 KB with costs that are at most 1,000 times apart, 8.5 KB with all bins in
 * use, which is the most. Thread-safe by one lock, which is held for one bin when adding and for all of them when reading.
 */
final class CostSketch {

    static final int MOST_BINS = 1_024;
    private static final IndexMapping ONE_PERCENT = new LogarithmicMapping(0.01);

    private final Object lock = new Object();
    private final DDSketch sketch;
    private long count;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    CostSketch() {
        this(new DDSketch(ONE_PERCENT, () -> new CollapsingLowestDenseStore(MOST_BINS)));
    }

    private CostSketch(DDSketch sketch) {
        this.sketch = sketch;
    }

    /** Adds one cost. What is none (negative, infinite or no number) is left out. */
    void add(double cost) {
        if (!(cost >= 0) || cost > ONE_PERCENT.maxIndexableValue()) {
            return;
        }
        synchronized (lock) {
            sketch.accept(cost);
            count++;
            min = Math.min(min, cost);
            max = Math.max(max, cost);
        }
    }

    /** Adds what another sketch holds, which stays as it is. The result is that of adding all of its costs here. */
    void merge(CostSketch other) {
        CostSketch added = other.copy();
        synchronized (lock) {
            sketch.mergeWith(added.sketch);
            count += added.count;
            min = Math.min(min, added.min);
            max = Math.max(max, added.max);
        }
    }

    /**
     * Returns the cost that a share of all costs does not exceed, or NaN when there are none.
     *
     * @param q the share, from 0, the exact least cost, to 1, the exact greatest
     * @throws IllegalArgumentException when {@code q} is no share
     */
    double quantile(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("a quantile must be from 0 to 1, but is " + q);
        }
        synchronized (lock) {
            if (count == 0) {
                return Double.NaN;
            }
            if (q == 0 || q == 1) {
                return q == 0 ? min : max;
            }
            return Math.max(min, Math.min(max, sketch.getValueAtQuantile(q)));
        }
    }

    /** Returns the least cost, or NaN when there are none. */
    double min() {
        return quantile(0);
    }

    /** Returns the greatest cost, or NaN when there are none. */
    double max() {
        return quantile(1);
    }

    /** Returns how many costs were added. */
    long count() {
        synchronized (lock) {
            return count;
        }
    }

    /** Returns a sketch with the same content, which goes its own way. */
    CostSketch copy() {
        synchronized (lock) {
            CostSketch copy = new CostSketch(sketch.copy());
            copy.count = count;
            copy.min = min;
            copy.max = max;
            return copy;
        }
    }
}
