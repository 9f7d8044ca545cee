package dev.costspan.cli;

import dev.costspan.pricing.Cost;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * A case and what it costs.
 *
 * @param id what the line calls the case, or null
 * @param provider who was asked, or null when nobody says
 * @param model the model that served the request, or null when nobody says
 * @param operation what was asked
 * @param usage the quantities as they were stated or read
 * @param cost what they cost
 */
record PricedCase(
        @Nullable CaseId id,
        @Nullable String provider,
        @Nullable String model,
        Operation operation,
        Usage usage,
        Cost cost) {}
