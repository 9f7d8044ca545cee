package dev.costspan.outcome;

import dev.costspan.attribution.Attribution;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;

/**
 * Who is told of outcomes: spans, metrics and the ledger. {@code Costspan} has one; applications have no need to. Thread-safe,
 * does not block and never throws.
 */
public interface OutcomeObserver {

    /**
     * Starts the span of an outcome.
     *
     * @param outcome which one
     * @param attribution for whom
     * @param parent where it starts
     * @param earlier the span of the part that is resumed or confirmed; not valid when there is none
     * @return the span; one that does nothing when there is no tracing
     */
    Span start(Outcome outcome, Attribution attribution, Context parent, SpanContext earlier);

    /** Tells of an outcome that ended or of the end of a pending one, and ends its span. */
    void end(Span span, OutcomeRecord ended, Context context);
}
