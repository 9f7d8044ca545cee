package dev.costspan.telemetry;

import dev.costspan.attribution.Attribution;
import dev.costspan.outcome.OutcomeAccount;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Prompt;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What tells one ledger row and its metric points from another. */
record SeriesKey(
        Operation operation,
        String provider,
        @Nullable String requestModel,
        @Nullable String responseModel,
        Attribution attribution,
        @Nullable String outcome,
        @Nullable Prompt prompt,
        @Nullable String currency) {

    static SeriesKey of(CostRecordBuilder facts) {
        return new SeriesKey(
                facts.operation,
                facts.provider,
                facts.requestModel,
                facts.responseModel,
                facts.attribution,
                outcomeName(facts),
                facts.prompt,
                facts.cost.currency());
    }

    static int hash(CostRecordBuilder facts) {
        int hash = facts.operation.ordinal();
        hash = 31 * hash + facts.provider.hashCode();
        hash = 31 * hash + Objects.hashCode(facts.requestModel);
        hash = 31 * hash + Objects.hashCode(facts.responseModel);
        hash = 31 * hash + facts.attribution.hashCode();
        hash = 31 * hash + Objects.hashCode(outcomeName(facts));
        hash = 31 * hash + Objects.hashCode(facts.prompt);
        return 31 * hash + Objects.hashCode(facts.cost.currency());
    }

    boolean matches(CostRecordBuilder facts) {
        return operation == facts.operation
                && provider.equals(facts.provider)
                && Objects.equals(requestModel, facts.requestModel)
                && Objects.equals(responseModel, facts.responseModel)
                && attribution.equals(facts.attribution)
                && Objects.equals(outcome, outcomeName(facts))
                && Objects.equals(prompt, facts.prompt)
                && Objects.equals(currency, facts.cost.currency());
    }

    /** Returns the key of the row that holds what found no row of its own. */
    SeriesKey overflow() {
        return new SeriesKey(operation, LedgerRow.OVERFLOW, null, null, Attribution.NONE, null, null, currency);
    }

    SeriesKey withAttribution(Attribution other) {
        return new SeriesKey(operation, provider, requestModel, responseModel, other, outcome, prompt, currency);
    }

    private static @Nullable String outcomeName(CostRecordBuilder facts) {
        OutcomeAccount outcome = facts.outcome;
        return outcome == null ? null : outcome.outcome().name();
    }
}
