package dev.costspan.pricing;

import dev.costspan.usage.Conditions;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A factor on the token rates of a card under a condition, such as 1.1 for inference that stays in the US. Factors of several
 * conditions that hold at once are multiplied. What is no token keeps its rate: providers price tools apart.
 *
 * @param option the name of the condition: {@code region} or an option of {@link Conditions}
 * @param value the value at which the factor applies
 * @param factor what the rates are multiplied with
 */
public record Multiplier(String option, String value, BigDecimal factor) {

    private static final String REGION = "region";

    /** Checks that the factor is positive. */
    public Multiplier {
        Objects.requireNonNull(option, "option");
        Objects.requireNonNull(value, "value");
        if (factor.signum() <= 0) {
            throw new IllegalArgumentException("the multiplier for " + option + "=" + value
                    + " must be positive, but is " + factor.toPlainString());
        }
    }

    /**
     * Returns a factor for a condition.
     *
     * @throws NumberFormatException when {@code factor} is not a decimal number
     */
    public static Multiplier when(String option, String value, String factor) {
        return new Multiplier(option, value, new BigDecimal(factor));
    }

    boolean applies(Conditions conditions) {
        return value.equals(valueOf(option, conditions));
    }

    static @Nullable String valueOf(String option, Conditions conditions) {
        return option.equals(REGION) ? conditions.region() : conditions.option(option);
    }
}
