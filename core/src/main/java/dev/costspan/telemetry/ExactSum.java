package dev.costspan.telemetry;

import dev.costspan.pricing.Cost;
import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/**
 * A sum of amounts that is exact to the last digit under contention.
 *
 * <p>An amount is split into whole units, billionths and the rest in 10^-18, each added up in its own adder. Each adder gets at
 * most a billion from one amount, so it holds nine billion amounts. What is above a billion units, has more than 18 places or
 * does not fit a long goes to a decimal that is swapped in atomically. Thread-safe without locks.
 */
final class ExactSum {

    private static final int NANO_SCALE = 9;
    private static final int ATTO_SCALE = 18;
    private static final long MOST_UNITS = 1_000_000_000L;
    private static final long[] POWERS = new long[ATTO_SCALE + 1];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private final LongAdder units = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAdder attos = new LongAdder();
    private final AtomicReference<BigDecimal> rest = new AtomicReference<>(BigDecimal.ZERO);

    /** Adds the amount of a cost that has one. */
    void add(Cost cost) {
        int scale = cost.scale();
        if (scale < 0 || scale > ATTO_SCALE) {
            BigDecimal amount = cost.amount();
            if (amount != null) {
                add(amount);
            }
        } else {
            add(cost.unscaledAmount(), scale);
        }
    }

    /** Adds what caching saved, if it can be told. */
    void addSavings(Cost cost) {
        long unscaled = cost.unscaledCacheSavings();
        if (unscaled != Cost.NO_SAVINGS && cost.scale() <= ATTO_SCALE) {
            add(unscaled, cost.scale());
            return;
        }
        BigDecimal savings = cost.cacheSavings();
        if (savings != null) {
            add(savings);
        }
    }

    /** Adds an amount of any size and sign. */
    void add(BigDecimal amount) {
        rest.accumulateAndGet(amount, BigDecimal::add);
    }

    BigDecimal sum() {
        BigDecimal sum = BigDecimal.valueOf(units.sum())
                .add(BigDecimal.valueOf(nanos.sum(), NANO_SCALE))
                .add(BigDecimal.valueOf(attos.sum(), ATTO_SCALE))
                .add(rest.get())
                .stripTrailingZeros();
        return sum.scale() < 0 ? sum.setScale(0) : sum;
    }

    private void add(long unscaled, int scale) {
        long one = POWERS[scale];
        long fraction = unscaled;
        if (unscaled <= -one) {
            add(BigDecimal.valueOf(unscaled, scale));
            return;
        }
        if (unscaled >= one) {
            long whole = unscaled / one;
            if (whole > MOST_UNITS) {
                add(BigDecimal.valueOf(unscaled, scale));
                return;
            }
            units.add(whole);
            fraction = unscaled % one;
        }
        if (scale <= NANO_SCALE) {
            nanos.add(fraction * POWERS[NANO_SCALE - scale]);
            return;
        }
        long nano = POWERS[scale - NANO_SCALE];
        nanos.add(fraction / nano);
        long remainder = fraction % nano;
        if (remainder != 0) {
            attos.add(remainder * POWERS[ATTO_SCALE - scale]);
        }
    }
}
