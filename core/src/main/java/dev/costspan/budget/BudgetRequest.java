package dev.costspan.budget;

import dev.costspan.attribution.Attribution;
import dev.costspan.usage.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What is about to be sent and for whom.
 *
 * @param operation what is asked
 * @param provider who is asked
 * @param model the requested model, or null
 * @param attribution for whom
 * @param outcome the name of the innermost outcome, or null
 */
public record BudgetRequest(
        Operation operation,
        String provider,
        @Nullable String model,
        Attribution attribution,
        @Nullable String outcome) {}
