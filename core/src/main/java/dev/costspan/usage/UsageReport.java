package dev.costspan.usage;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's answer says that its price depends on. No content of the answer is in it.
 *
 * @param usage the quantities, normalised; {@link Usage#UNKNOWN} when the answer states none
 * @param model the model that served the request, or null when the answer names none
 * @param conditions the tier, region and options that the answer names
 * @param reportedCost the amount the provider says it bills, or null when it says none; not negative
 * @param currency the ISO 4217 code of {@code reportedCost}
 */
public record UsageReport(
        Usage usage,
        @Nullable String model,
        Conditions conditions,
        @Nullable BigDecimal reportedCost,
        String currency) {

    /** Checks that what must be there is. */
    public UsageReport {
        Objects.requireNonNull(usage, "usage");
        Objects.requireNonNull(conditions, "conditions");
        Objects.requireNonNull(currency, "currency");
    }
}
