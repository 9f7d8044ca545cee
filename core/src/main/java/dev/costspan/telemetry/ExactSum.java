package dev.costspan.telemetry;

import dev.costspan.pricing.Cost;
import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/**
 * A sum of amounts that is exact to the last digit under contention.
 *
 * <p>An amount is split into whole billionths and the rest in 10^-18, each added up in its own adder. The rest of one amount is
 * below a billion, so the second adder holds nine billion amounts before it could overflow; the first holds nine billion units
 * of the currency. What is above a million units or has more than 18 places goes to a decimal that is swapped in atomically.
 * Thread-safe without locks.
 */
final class ExactSum {

    private static final int NANO_SCALE = 9;
    private static final int ATTO_SCALE = 18;
    private static final long[] POWERS = new long[ATTO_SCALE + 1];
    private static final long LARGEST_NANOS = 1_000_000_000_000_000L;

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private final LongAdder nanos = new LongAdder();
    private final LongAdder attos = new LongAdder();
    private final AtomicReference<BigDecimal> rest = new AtomicReference<>(BigDecimal.ZERO);

    /** Adds the amount of a cost that has one. */
    void add(Cost cost) {
        int scale = cost.scale();
        if (scale < 0 || scale > ATTO_SCALE) {
            BigDecimal amount = cost.amount();
            if (amount != null) {
                rest.accumulateAndGet(amount, BigDecimal::add);
            }
        } else {
            add(cost.unscaledAmount(), scale);
        }
    }

    BigDecimal sum() {
        BigDecimal sum = BigDecimal.valueOf(nanos.sum(), NANO_SCALE)
                .add(BigDecimal.valueOf(attos.sum(), ATTO_SCALE))
                .add(rest.get())
                .stripTrailingZeros();
        return sum.scale() < 0 ? sum.setScale(0) : sum;
    }

    private void add(long unscaled, int scale) {
        if (scale <= NANO_SCALE) {
            long factor = POWERS[NANO_SCALE - scale];
            if (unscaled <= LARGEST_NANOS / factor) {
                nanos.add(unscaled * factor);
            } else {
                rest.accumulateAndGet(BigDecimal.valueOf(unscaled, scale), BigDecimal::add);
            }
            return;
        }
        long divisor = POWERS[scale - NANO_SCALE];
        long whole = unscaled / divisor;
        if (whole > LARGEST_NANOS) {
            rest.accumulateAndGet(BigDecimal.valueOf(unscaled, scale), BigDecimal::add);
            return;
        }
        nanos.add(whole);
        long remainder = unscaled % divisor;
        if (remainder != 0) {
            attos.add(remainder * POWERS[ATTO_SCALE - scale]);
        }
    }
}
