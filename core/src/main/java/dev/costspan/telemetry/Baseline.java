package dev.costspan.telemetry;

import java.util.Arrays;

/**
 * The amounts that later ones are compared with, in ascending order and bounded in number. Not thread-safe: the lock of its {@link
 * ChangeDetector} guards it.
 */
final class Baseline {

    private final double[] sorted;
    private int size;

    Baseline(int most) {
        sorted = new double[most];
    }

    /** Adds an amount, unless there are as many as it holds. */
    void add(double amount) {
        if (size < sorted.length) {
            int place = countBelow(amount);
            System.arraycopy(sorted, place, sorted, place + 1, size - place);
            sorted[place] = amount;
            size++;
        }
    }

    /** Forgets all amounts and takes these. */
    void restart(double[] amounts) {
        size = 0;
        for (double amount : amounts) {
            add(amount);
        }
    }

    int size() {
        return size;
    }

    /** Returns the amount in the middle, or the mean of the two there; there must be one. */
    double median() {
        return median(sorted, size);
    }

    /**
     * Returns how many standard deviations the ranks of other amounts lie above those of amounts from the same source; below it is
     * negative. That is the rank-sum test of Mann and Whitney (1947), which holds whatever the amounts' distribution; equal ranks
     * count half, which makes the result smaller, never larger.
     */
    double rankShift(double[] others) {
        double above = 0;
        for (double other : others) {
            above += (countBelow(other) + countUpTo(other)) / 2.0;
        }
        double pairs = (double) others.length * size;
        return (above - pairs / 2) / Math.sqrt(pairs * (others.length + size + 1) / 12);
    }

    /** Returns the median of amounts in any order. */
    static double medianOf(double[] amounts) {
        double[] ordered = amounts.clone();
        Arrays.sort(ordered);
        return median(ordered, ordered.length);
    }

    private static double median(double[] ordered, int size) {
        int middle = size / 2;
        return size % 2 == 1 ? ordered[middle] : ordered[middle - 1] / 2 + ordered[middle] / 2;
    }

    private int countBelow(double amount) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) / 2;
            if (sorted[middle] < amount) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int countUpTo(double amount) {
        return countBelow(Math.nextUp(amount));
    }
}
