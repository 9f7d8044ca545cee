package dev.costspan.telemetry;

import dev.costspan.pricing.Cost;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** A cost in whole millionths of its currency, for backends that filter by integers only. */
final class Micros {

    /** What stands for an amount that is absent or does not fit. */
    static final long NONE = -1;

    private static final int SCALE = 6;
    private static final int LARGEST_SCALE = 18;
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE, SCALE);

    private Micros() {}

    /** Returns the amount rounded half to even, without allocating where its digits fit a long, or {@link #NONE}. */
    static long of(Cost cost) {
        int scale = cost.scale();
        if (scale >= SCALE && scale <= LARGEST_SCALE) {
            return rounded(cost.unscaledAmount(), power(scale - SCALE));
        }
        BigDecimal amount = cost.amount();
        return amount == null || amount.compareTo(LARGEST) > 0
                ? NONE
                : amount.setScale(SCALE, RoundingMode.HALF_EVEN).unscaledValue().longValue();
    }

    private static long rounded(long digits, long divisor) {
        long quotient = digits / divisor;
        long twice = 2 * (digits % divisor);
        boolean up = twice > divisor || twice == divisor && (quotient & 1) == 1;
        return up ? quotient + 1 : quotient;
    }

    private static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
