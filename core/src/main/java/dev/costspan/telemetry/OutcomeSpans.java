package dev.costspan.telemetry;

import dev.costspan.attribution.Attribution;
import dev.costspan.outcome.Outcome;
import dev.costspan.outcome.OutcomeRecord;
import dev.costspan.outcome.OutcomeStatus;
import dev.costspan.outcome.OutcomeTotals;
import dev.costspan.outcome.WasteReason;
import dev.costspan.pricing.Money;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;

/**
 * Starts the span of an outcome and writes its record on it. Each span says what was spent in its own part, so that a sum over
 * spans is right for an outcome of several parts too.
 */
final class OutcomeSpans {

    private final Tracer tracer;

    OutcomeSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    Span start(Outcome outcome, Context parent, SpanContext earlier) {
        SpanBuilder span = tracer.spanBuilder(outcome.name())
                .setParent(parent)
                .setAttribute(Names.OUTCOME_NAME, outcome.name())
                .setAttribute(Names.OUTCOME_ID, outcome.id());
        if (earlier.isValid()) {
            span.addLink(earlier);
        }
        return span.startSpan();
    }

    void write(Span span, OutcomeRecord ended) {
        if (!span.isRecording()) {
            return;
        }
        Attribution attribution = ended.attribution();
        Spans.writeAttribution(span, attribution);
        span.setAttribute(Names.OUTCOME_STATUS, ended.status().id());
        Spans.put(span, Names.OUTCOME_REASON, ended.reason());
        writeSpent(span, ended.spent());
        Money value = ended.value();
        if (value != null) {
            span.setAttribute(Names.OUTCOME_VALUE, value.amount().doubleValue());
            span.setAttribute(Names.OUTCOME_VALUE_CURRENCY, value.currency());
        }
        if (ended.quantity() != null) {
            span.setAttribute(Names.OUTCOME_QUANTITY, ended.quantity().doubleValue());
        }
        if (ended.status() == OutcomeStatus.FAILURE) {
            Spans.put(span, Names.ERROR_TYPE, ended.reason());
            span.setStatus(StatusCode.ERROR);
        }
    }

    private static void writeSpent(Span span, OutcomeTotals spent) {
        writeAmount(span, Names.OUTCOME_COST, spent.cost());
        if (spent.cost().size() == 1) {
            span.setAttribute(Names.OUTCOME_CURRENCY, spent.cost().get(0).currency());
        } else if (spent.cost().size() > 1) {
            span.setAttribute(
                    Names.OUTCOME_COSTS,
                    spent.cost().stream().map(OutcomeSpans::plain).toList());
        } else if (spent.operations() == 0) {
            span.setAttribute(Names.OUTCOME_COST, 0.0);
        }
        if (!spent.wasted().isEmpty()) {
            writeAmount(span, Names.OUTCOME_WASTED, spent.wastedCost());
            List<String> reasons = spent.wasted().keySet().stream()
                    .sorted()
                    .map(WasteReason::id)
                    .toList();
            span.setAttribute(Names.OUTCOME_WASTE_REASON, reasons);
        }
        span.setAttribute(Names.OUTCOME_OPERATIONS, spent.operations());
        span.setAttribute(Names.OUTCOME_ATTEMPTS, spent.attempts());
        span.setAttribute(Names.OUTCOME_TOKENS, spent.tokens());
        span.setAttribute(Names.OUTCOME_UNPRICED, spent.unpricedOperations());
        if (!spent.models().isEmpty()) {
            span.setAttribute(Names.OUTCOME_MODELS, spent.models());
        }
    }

    /** A sum has the places of the rates it comes from, most of them zeros. */
    private static String plain(Money money) {
        return money.amount().stripTrailingZeros().toPlainString() + " " + money.currency();
    }

    /** Amounts of several currencies have no sum. */
    private static void writeAmount(Span span, AttributeKey<Double> name, List<Money> amounts) {
        if (amounts.size() == 1) {
            span.setAttribute(name, amounts.get(0).amount().doubleValue());
        }
    }
}
