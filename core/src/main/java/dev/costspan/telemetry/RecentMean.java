package dev.costspan.telemetry;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * The mean of the last amounts.
 *
 * <p>Their sum is exact and does not drift; the mean is exact where it has at most 34 digits, and the nearest such decimal
 * otherwise. Memory is bounded by the number of amounts. Thread-safe by one lock.
 */
final class RecentMean {

    static final int DEFAULT_AMOUNTS = 100;

    private final Object lock = new Object();
    private final BigDecimal[] amounts;
    private int size;
    private int next;
    private BigDecimal sum = BigDecimal.ZERO;

    RecentMean() {
        this(DEFAULT_AMOUNTS);
    }

    /**
     * Makes a mean of nothing yet.
     *
     * @param most how many amounts count at most
     * @throws IllegalArgumentException when {@code most} is below 1
     */
    RecentMean(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a mean must be of at least 1 amount, but is of " + most);
        }
        amounts = new BigDecimal[most];
    }

    /** Adds an amount; with it, the oldest one is forgotten once there are as many as count. */
    void add(BigDecimal amount) {
        synchronized (lock) {
            if (size == amounts.length) {
                sum = sum.subtract(amounts[next]);
            } else {
                size++;
            }
            amounts[next] = amount;
            sum = sum.add(amount);
            next = (next + 1) % amounts.length;
            if (next == 0) {
                sum = sumAnew();
            }
        }
    }

    /** Returns the mean, or null when nothing was added. */
    @Nullable BigDecimal mean() {
        BigDecimal total;
        int of;
        synchronized (lock) {
            if (size == 0) {
                return null;
            }
            total = sum;
            of = size;
        }
        return total.divide(BigDecimal.valueOf(of), MathContext.DECIMAL128);
    }

    /** Returns how many amounts count now. */
    int count() {
        synchronized (lock) {
            return size;
        }
    }

    /** A difference keeps the scale of what was taken off, so the sum would never lose the digits of one odd amount. */
    private BigDecimal sumAnew() {
        BigDecimal anew = BigDecimal.ZERO;
        for (BigDecimal amount : amounts) {
            anew = anew.add(amount);
        }
        return anew;
    }
}
