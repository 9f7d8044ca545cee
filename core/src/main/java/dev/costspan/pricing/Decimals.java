package dev.costspan.pricing;

import java.math.BigDecimal;

/** Digits and a scale turned into the nearest double without allocation where that is exact. */
final class Decimals {

    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final long EXACT_IN_DOUBLE = 1L << 53;

    private Decimals() {}

    /*
     * A long below 2^53 and a power of ten up to 10^22 are both exact doubles, so one IEEE division gives the correctly
     * rounded quotient, the same double that parsing the decimal text gives (Clinger 1990). Everything else takes the
     * slow road.
     */
    static double toDouble(long unscaled, int scale) {
        if (scale >= 0 && scale < POWERS_OF_TEN.length && Math.abs(unscaled) <= EXACT_IN_DOUBLE) {
            return unscaled / POWERS_OF_TEN[scale];
        }
        return BigDecimal.valueOf(unscaled, scale).doubleValue();
    }
}
