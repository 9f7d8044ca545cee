package dev.costspan.pricing;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One step of a graduated price: the rate of the units up to a number, of which those of the steps before are taken off.
 *
 * @param upTo the last unit of this step, in the meter's unit; null for the last step, which has no end
 * @param rate the rate of the units of this step
 */
public record RateStep(@Nullable BigDecimal upTo, Rate rate) {

    /** Checks that the step can hold a unit. */
    public RateStep {
        Objects.requireNonNull(rate, "rate");
        if (upTo != null && upTo.signum() <= 0) {
            throw new IllegalArgumentException("a step must end above 0, but ends at " + upTo.toPlainString());
        }
    }
}
