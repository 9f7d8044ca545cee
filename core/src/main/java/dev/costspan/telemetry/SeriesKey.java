package dev.costspan.telemetry;

import dev.costspan.attribution.Attribution;
import dev.costspan.outcome.Outcome;
import dev.costspan.usage.Operation;
import org.jspecify.annotations.Nullable;

/** What tells one ledger row and its metric points from another. */
record SeriesKey(
        Operation operation,
        String provider,
        @Nullable String requestModel,
        @Nullable String responseModel,
        Attribution attribution,
        @Nullable String outcome,
        @Nullable String currency) {

    static SeriesKey of(CostRecord entry) {
        Outcome outcome = entry.outcome();
        return new SeriesKey(
                entry.operation(),
                entry.provider(),
                entry.requestModel(),
                entry.responseModel(),
                entry.attribution(),
                outcome == null ? null : outcome.name(),
                entry.cost().currency());
    }

    SeriesKey withAttribution(Attribution other) {
        return new SeriesKey(operation, provider, requestModel, responseModel, other, outcome, currency);
    }
}
