package dev.costspan.telemetry;

/**
 * When the cost of an outcome or a feature counts as moved: by how much, and over how many observations.
 *
 * @param factor how many times as much or as little the new cost must be, above 1
 * @param minHistory how many observations there must be, since the start and since the last change, before the next; at least
 *     two windows
 * @param window the fewest recent observations that are compared, from {@value #LEAST_WINDOW} to {@value #MOST_WINDOW}; where
 *     costs vary much, up to four windows are. The memory of a series goes with it
 */
public record ChangeSettings(double factor, int minHistory, int window) {

    private static final int LEAST_WINDOW = 8;
    private static final int MOST_WINDOW = 1_000;
    private static final ChangeSettings DEFAULTS = new ChangeSettings(1.5, 50, 20);

    /**
     * Checks the figures.
     *
     * @throws IllegalArgumentException when one is out of its range; the message names it
     */
    public ChangeSettings {
        if (!(factor > 1) || factor == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("factor must be above 1, such as 1.5, but is " + factor);
        }
        if (window < LEAST_WINDOW || window > MOST_WINDOW) {
            throw new IllegalArgumentException(
                    "window must be from " + LEAST_WINDOW + " to " + MOST_WINDOW + ", but is " + window);
        }
        if (minHistory < 2 * window) {
            throw new IllegalArgumentException("minHistory must be at least two windows, " + 2 * window + ", but is "
                    + minHistory + "; raise it or make the window smaller");
        }
    }

    /** Returns a factor of 1.5, a history of 50 observations and a window of 20. */
    public static ChangeSettings defaults() {
        return DEFAULTS;
    }

    /**
     * Returns these settings with another factor.
     *
     * @throws IllegalArgumentException when it is not above 1
     */
    public ChangeSettings factor(double newFactor) {
        return new ChangeSettings(newFactor, minHistory, window);
    }

    /**
     * Returns these settings with another history.
     *
     * @throws IllegalArgumentException when it is less than two windows
     */
    public ChangeSettings minHistory(int newMinHistory) {
        return new ChangeSettings(factor, newMinHistory, window);
    }

    /**
     * Returns these settings with another window.
     *
     * @throws IllegalArgumentException when it is out of range, or more than half of the history
     */
    public ChangeSettings window(int newWindow) {
        return new ChangeSettings(factor, minHistory, newWindow);
    }
}
