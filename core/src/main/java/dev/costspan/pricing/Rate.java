package dev.costspan.pricing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;

/**
 * What a number of units costs, as a price list prints it: 0.15 per 1,000,000.
 *
 * @param price the price of {@code per} units; zero is a real price
 * @param per how many units the price is for
 */
public record Rate(BigDecimal price, BigDecimal per) {

    static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    /** Places kept when a price divided by its units has no end, such as a price per hour of 3,600 seconds. */
    static final int ROUNDED_SCALE = 18;

    /** Checks that the price is not negative and the divisor is positive. */
    public Rate {
        Objects.requireNonNull(price, "price");
        Objects.requireNonNull(per, "per");
        if (price.signum() < 0) {
            throw new IllegalArgumentException("price must not be negative, but is " + price.toPlainString());
        }
        if (per.signum() <= 0) {
            throw new IllegalArgumentException("per must be positive, but is " + per.toPlainString());
        }
    }

    /**
     * Returns the price of one unit.
     *
     * @throws NumberFormatException when {@code price} is not a decimal number
     */
    public static Rate perUnit(String price) {
        return new Rate(new BigDecimal(price), BigDecimal.ONE);
    }

    /**
     * Returns the price of a million units, the usual form for tokens.
     *
     * @throws NumberFormatException when {@code price} is not a decimal number
     */
    public static Rate perMillion(String price) {
        return new Rate(new BigDecimal(price), MILLION);
    }

    /** Returns the exact price of one unit, or the price rounded half to even to 18 places when it has no end. */
    BigDecimal unitPrice() {
        // A shift costs a fraction of a division, and nearly all rates are one of these two.
        if (per.compareTo(MILLION) == 0) {
            return price.scaleByPowerOfTen(-6).stripTrailingZeros();
        }
        if (per.compareTo(BigDecimal.ONE) == 0) {
            return price.stripTrailingZeros();
        }
        try {
            return price.divide(per).stripTrailingZeros();
        } catch (ArithmeticException noEnd) {
            return price.divide(per, ROUNDED_SCALE, RoundingMode.HALF_EVEN);
        }
    }

    /** Returns the price of a quantity: exact where the division ends, else rounded half to even to 18 places. */
    BigDecimal times(BigDecimal quantity) {
        BigDecimal product = quantity.multiply(price);
        if (per.compareTo(MILLION) == 0) {
            return product.movePointLeft(6);
        }
        try {
            return product.divide(per);
        } catch (ArithmeticException noEnd) {
            return product.divide(per, ROUNDED_SCALE, RoundingMode.HALF_EVEN);
        }
    }

    boolean isUnitPriceExact(BigDecimal unitPrice) {
        return unitPrice.multiply(per).compareTo(price) == 0;
    }

    /** Returns the rate as a price list prints it, {@code 0.15 per 1000000}. */
    @Override
    public String toString() {
        return price.toPlainString() + " per " + per.toPlainString();
    }
}
