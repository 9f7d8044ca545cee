package dev.costspan.cli;

import dev.costspan.usage.Conditions;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of input: a request that was answered, and what its price depends on.
 *
 * @param id what the result repeats, or null when the line names none
 * @param provider who was asked, or null
 * @param providerApiUrl the address that was asked, or null
 * @param model the model, or null
 * @param apiFlavor the provider's API, or null
 * @param at when the request started
 * @param conditions the tier, region and options that the line names
 * @param operation what was asked, or null when it follows from the rest
 * @param usage the quantities, or null when the answer is to be read
 * @param answer the provider's answer or its usage object as JSON, or null when the line states the quantities
 * @param card the card that alone counts, or null
 */
record PriceCase(
        @Nullable CaseId id,
        @Nullable String provider,
        @Nullable String providerApiUrl,
        @Nullable String model,
        @Nullable String apiFlavor,
        Instant at,
        Conditions conditions,
        @Nullable Operation operation,
        @Nullable Usage usage,
        @Nullable String answer,
        @Nullable OwnCard card) {}
