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

    static SeriesKey of(CostRecordBuilder facts) {
        Outcome outcome = facts.outcome;
        return new SeriesKey(
                facts.operation,
                facts.provider,
                facts.requestModel,
                facts.responseModel,
                facts.attribution,
                outcome == null ? null : outcome.name(),
                facts.cost.currency());
    }

    SeriesKey withAttribution(Attribution other) {
        return new SeriesKey(operation, provider, requestModel, responseModel, other, outcome, currency);
    }
}
