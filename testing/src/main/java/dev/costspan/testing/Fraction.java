package dev.costspan.testing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * An exact quotient, since an average has no end in decimals.
 *
 * @param above the dividend
 * @param below the divisor, which is positive
 */
record Fraction(BigInteger above, BigInteger below) {

    static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);
    static final Fraction ONE = new Fraction(BigInteger.ONE, BigInteger.ONE);

    /** Takes out what both have in common. */
    Fraction {
        BigInteger common = above.gcd(below);
        above = above.divide(common);
        below = below.divide(common);
    }

    static Fraction of(BigDecimal number) {
        return number.scale() > 0
                ? new Fraction(number.unscaledValue(), BigInteger.TEN.pow(number.scale()))
                : new Fraction(number.toBigIntegerExact(), BigInteger.ONE);
    }

    static Fraction of(long number) {
        return new Fraction(BigInteger.valueOf(number), BigInteger.ONE);
    }

    Fraction plus(Fraction other) {
        return new Fraction(above.multiply(other.below).add(other.above.multiply(below)), below.multiply(other.below));
    }

    Fraction times(Fraction other) {
        return new Fraction(above.multiply(other.above), below.multiply(other.below));
    }

    /** Returns the quotient; the other is positive. */
    Fraction over(Fraction other) {
        return new Fraction(above.multiply(other.below), below.multiply(other.above));
    }

    boolean isPositive() {
        return above.signum() > 0;
    }

    /** Returns the nearest number with so many places after the point; the number itself when it has no more. */
    BigDecimal rounded(int places) {
        return new BigDecimal(above).divide(new BigDecimal(below), places, RoundingMode.HALF_EVEN);
    }
}
