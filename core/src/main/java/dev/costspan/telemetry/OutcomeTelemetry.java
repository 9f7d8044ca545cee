package dev.costspan.telemetry;

import dev.costspan.attribution.Attribution;
import dev.costspan.internal.ThrottledLog;
import dev.costspan.outcome.Outcome;
import dev.costspan.outcome.OutcomeAccount;
import dev.costspan.outcome.OutcomeAccount.Late;
import dev.costspan.outcome.OutcomeObserver;
import dev.costspan.outcome.OutcomeRecord;
import dev.costspan.outcome.WasteReason;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everyone who is told of outcomes: spans, the ledger, metrics and sinks. One that fails is logged and keeps nobody else from it. */
final class OutcomeTelemetry implements OutcomeObserver {

    private final boolean tracing;
    private final OutcomeSpans spans;
    private final OutcomeLedger ledger;
    private final OutcomeMetrics metrics;
    private final Metrics operationMetrics;
    private final CostChanges changes;
    private final Sinks sinks;
    private final ThrottledLog log;

    OutcomeTelemetry(
            boolean tracing,
            Tracer tracer,
            Meter meter,
            Metrics operationMetrics,
            OutcomeLedger ledger,
            CostChanges changes,
            Sinks sinks,
            ThrottledLog log) {
        this.tracing = tracing;
        this.spans = new OutcomeSpans(tracer);
        this.ledger = ledger;
        this.metrics = new OutcomeMetrics(meter);
        this.operationMetrics = operationMetrics;
        this.changes = changes;
        this.sinks = sinks;
        this.log = log;
    }

    @Override
    public Span start(Outcome outcome, Attribution attribution, Context parent, SpanContext earlier) {
        if (!tracing) {
            return Span.getInvalid();
        }
        try {
            return spans.start(outcome, parent, earlier);
        } catch (Throwable thrown) {
            log.warn("start", "A span could not be started; the outcome goes on without one", thrown);
            return Span.getInvalid();
        }
    }

    @Override
    public void end(Span span, OutcomeRecord ended, Context context) {
        OutcomeSeries series = add(ended, span);
        try {
            spans.write(span, ended);
        } catch (Throwable thrown) {
            log.warn("outcome span", "An outcome could not be written on its span", thrown);
        }
        try {
            span.end();
        } catch (Throwable thrown) {
            log.warn("span end", "A span could not be ended", thrown);
        }
        if (series != null) {
            try {
                metrics.write(ended, series, context);
                writeLoss(ended, series, context);
            } catch (Throwable thrown) {
                log.warn("outcome metrics", "An outcome could not be added to the metrics", thrown);
            }
        }
        sinks.tell(ended);
    }

    /** Adds an operation to every outcome around it, and to the totals of those that had ended before it. */
    void add(OutcomeAccount innermost, CostRecordBuilder facts, Context context) {
        try {
            List<Late> late = innermost.add(facts.cost, facts.attempts, facts.tokens(), facts.model(), facts.waste);
            late.forEach(ended -> addLate(ended, facts, context));
        } catch (Throwable thrown) {
            log.warn("outcome", "A cost could not be added to its outcome", thrown);
        }
    }

    private void addLate(Late late, CostRecordBuilder facts, Context context) {
        OutcomeAccount account = late.account();
        OutcomeSeries series = ledger.of(account.outcome().name(), account.attribution());
        series.addLate(facts.cost, facts.attempts, facts.tokens(), late.waste());
        metrics.writeLate(facts.cost, series, context);
        late.waste().amounts().forEach((reason, amount) -> {
            BigDecimal more = amount.subtract(late.before().amounts().getOrDefault(reason, BigDecimal.ZERO));
            if (more.signum() > 0) {
                writeWaste(reason, more, facts.cost.currency(), series, context);
            }
        });
    }

    private @Nullable OutcomeSeries add(OutcomeRecord ended, Span span) {
        try {
            OutcomeSeries series = ledger.of(ended.outcome().name(), ended.attribution());
            CostChange change = series.add(ended);
            if (change != null) {
                changes.tell(change, ended.attribution(), span);
            }
            return series;
        } catch (Throwable thrown) {
            log.warn("outcome ledger", "An outcome could not be added to the ledger", thrown);
            return null;
        }
    }

    private void writeLoss(OutcomeRecord ended, OutcomeSeries series, Context context) {
        WasteReason reason = ended.status().waste();
        if (reason != null) {
            ended.lost().forEach(lost -> writeWaste(reason, lost.amount(), lost.currency(), series, context));
        }
    }

    private void writeWaste(
            WasteReason reason, BigDecimal amount, @Nullable String currency, OutcomeSeries series, Context context) {
        if (currency != null) {
            Attributes attributes = OutcomeMetrics.with(series.base(), Names.COST_CURRENCY, currency);
            operationMetrics.writeWaste(reason, amount, attributes, context);
        }
    }
}
