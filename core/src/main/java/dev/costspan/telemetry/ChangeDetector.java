package dev.costspan.telemetry;

import dev.costspan.attribution.Attribution;
import dev.costspan.telemetry.CostChange.Subject;
import dev.costspan.usage.Operation;
import java.time.Clock;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Says once when the cost of one outcome or feature moved to another level.
 *
 * <p>The newest one, two and four windows of observations are compared with a baseline: the up to twelve windows that came first,
 * or first after the last change. It moved when all of this holds for one of them:
 *
 * <ul>
 *   <li>three quarters of it lie beyond the baseline's median, on one side,
 *   <li>the median of its newest three quarters is the factor away from the baseline's,
 *   <li>its ranks are {@value #STANDARD_DEVIATIONS} standard deviations off ({@link Baseline#rankShift}), even with each amount a
 *       quarter of the factor (its fourth root) nearer to the baseline.
 * </ul>
 *
 * <p>Those three quarters start the new baseline, so that noise around the threshold is one change and a return is a second. A drift
 * is a change each time it went the factor away.
 *
 * <p>Measured with the default settings, on costs that are log-normal around their median and independent of each other. One that
 * doubles after 1,000 observations was noticed after 18 more (99 % of 4,000 series: 23) with a sigma of 0.3, 29 (60) with 0.5 and 69
 * (232) with 0.8; the same change after the first 50 may become part of the baseline unnoticed where sigma is 0.5 or more. Of 200
 * million observations around one level, 0 raised a false alarm with a sigma of 0.3, 1 with 0.5, 5 with 0.8 and 29 with 2; a rise by
 * a tenth raised one in five million or fewer. Costs that come in waves are changes, wave by wave.
 *
 * <p>Most calls only store a number: one of five compares, 45 ns on average. Memory is 16 windows of 8 bytes, 2.8 KB with the
 * default settings. Thread-safe by one lock, which is held for some microseconds when there is something to suspect. Never throws.
 */
final class ChangeDetector {

    static final double STANDARD_DEVIATIONS = 4.7;
    private static final int RECENT_WINDOWS = 4;
    private static final int BASELINE_WINDOWS = 12;

    private final ChangeSettings settings;
    private final Subject subject;
    private final String name;
    private final @Nullable Operation operation;
    private final String currency;
    private final Clock clock;

    private final Object lock = new Object();
    private final Baseline baseline;
    private final int learning;
    private final double margin;
    private final double[] recent;
    private final int block;
    private int recentSize;
    private int next;
    private int uncompared;
    private long sinceChange;
    private long observations;

    private ChangeDetector(
            ChangeSettings settings,
            Subject subject,
            String name,
            @Nullable Operation operation,
            String currency,
            Clock clock) {
        this.settings = settings;
        this.subject = subject;
        this.name = name;
        this.operation = operation;
        this.currency = currency;
        this.clock = clock;
        int most = BASELINE_WINDOWS * settings.window();
        baseline = new Baseline(most);
        margin = Math.sqrt(Math.sqrt(settings.factor()));
        learning = Math.min(most, settings.minHistory() - settings.window());
        recent = new double[RECENT_WINDOWS * settings.window()];
        block = settings.window() / 4;
    }

    /** Returns a detector for what one success of an outcome costs. */
    static ChangeDetector ofOutcome(ChangeSettings settings, String outcome, String currency, Clock clock) {
        return new ChangeDetector(settings, Subject.OUTCOME, outcome, null, currency, clock);
    }

    /** Returns a detector for what one operation of a feature costs. */
    static ChangeDetector ofFeature(
            ChangeSettings settings, String feature, Operation operation, String currency, Clock clock) {
        return new ChangeDetector(settings, Subject.FEATURE, feature, operation, currency, clock);
    }

    /**
     * Takes one cost. What is none (negative, infinite or no number) is left out.
     *
     * @param amount in units of the currency; zero is a cost
     * @return the change that this cost completes, or null
     */
    @Nullable CostChange observe(double amount) {
        if (!(amount >= 0) || amount == Double.POSITIVE_INFINITY) {
            return null;
        }
        synchronized (lock) {
            store(amount);
            if (uncompared < block || recentSize < settings.window() || sinceChange < settings.minHistory()) {
                return null;
            }
            uncompared = 0;
            return compare();
        }
    }

    private void store(double amount) {
        observations++;
        sinceChange++;
        if (sinceChange <= learning) {
            baseline.add(amount);
            return;
        }
        if (recentSize == recent.length) {
            baseline.add(recent[next]);
        } else {
            recentSize++;
        }
        recent[next] = amount;
        next = (next + 1) % recent.length;
        uncompared++;
    }

    private @Nullable CostChange compare() {
        double before = baseline.median();
        int dearer = 0;
        int cheaper = 0;
        int seen = 0;
        for (int size = settings.window(); size <= recentSize; size *= 2) {
            for (; seen < size; seen++) {
                double amount = newest(seen);
                dearer += amount > before ? 1 : 0;
                cheaper += amount < before ? 1 : 0;
            }
            if (4 * Math.max(dearer, cheaper) >= 3 * size) {
                CostChange change = compare(before, size, dearer > cheaper);
                if (change != null) {
                    return change;
                }
            }
        }
        return null;
    }

    private @Nullable CostChange compare(double before, int size, boolean dearer) {
        double[] suspects = new double[size];
        Arrays.setAll(suspects, this::newest);
        double[] newLevel = Arrays.copyOf(suspects, size - size / 4);
        double after = Baseline.medianOf(newLevel);
        boolean far = dearer ? after >= before * settings.factor() : after * settings.factor() <= before;
        if (!far || deviations(suspects, dearer) < STANDARD_DEVIATIONS) {
            return null;
        }
        int beforeCount = baseline.size();
        baseline.restart(newLevel);
        recentSize = 0;
        sinceChange = newLevel.length;
        return new CostChange(
                subject,
                name,
                operation == null ? null : operation.id(),
                currency,
                before,
                after,
                beforeCount,
                newLevel.length,
                observations,
                clock.instant(),
                Attribution.NONE);
    }

    /** Without the margin, a small rise that is there would pass for a large one whenever chance adds the rest. */
    private double deviations(double[] suspects, boolean dearer) {
        double[] nearer = new double[suspects.length];
        Arrays.setAll(nearer, i -> dearer ? suspects[i] / margin : suspects[i] * margin);
        double shift = baseline.rankShift(nearer);
        return dearer ? shift : -shift;
    }

    /** Returns the amount that came as many observations before the newest. */
    private double newest(int back) {
        return recent[(next - 1 - back + recent.length) % recent.length];
    }
}
