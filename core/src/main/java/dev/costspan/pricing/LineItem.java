package dev.costspan.pricing;

import dev.costspan.usage.Meter;
import java.math.BigDecimal;

/**
 * One line of a cost: a disjoint quantity times a rate.
 *
 * @param meter what was consumed
 * @param quantity how much of it that no other line bills, in the meter's unit
 * @param ratedAs the meter whose rate applies: {@code meter} itself, or the smallest meter that contains it and has a rate
 * @param rate the rate on the card
 * @param amount quantity times rate, in the card's currency
 */
public record LineItem(Meter meter, BigDecimal quantity, Meter ratedAs, Rate rate, BigDecimal amount) {}
