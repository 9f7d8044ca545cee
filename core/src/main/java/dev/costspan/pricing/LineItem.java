package dev.costspan.pricing;

import dev.costspan.usage.Meter;
import java.math.BigDecimal;

/**
 * One line of a cost: a disjoint quantity times a rate, times a multiplier.
 *
 * @param meter what was consumed
 * @param quantity how much of it that no other line bills, in the meter's unit
 * @param ratedAs the meter whose rate applies: {@code meter} itself, or one that contains it and has a rate
 * @param rate the rate on the card
 * @param multiplier the product of the factors that apply, 1 when none does
 * @param amount quantity times rate times multiplier, in the card's currency
 */
public record LineItem(
        Meter meter, BigDecimal quantity, Meter ratedAs, Rate rate, BigDecimal multiplier, BigDecimal amount) {

    static LineItem of(Meter meter, BigDecimal quantity, Meter ratedAs, Rate rate, BigDecimal multiplier) {
        return new LineItem(meter, quantity, ratedAs, rate, multiplier, rate.times(quantity.multiply(multiplier)));
    }
}
