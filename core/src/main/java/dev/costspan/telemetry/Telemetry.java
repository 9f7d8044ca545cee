package dev.costspan.telemetry;

import dev.costspan.internal.ThrottledLog;
import dev.costspan.outcome.OutcomeObserver;
import dev.costspan.usage.Operation;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Everyone who is told of an operation: its span, the metrics, the ledger and the sinks, in this order. One that fails is logged
 * and does not keep the next from being told.
 *
 * <p>{@code Costspan} calls it; applications have no need to. Thread-safe.
 */
public final class Telemetry {

    static final String SCOPE = "dev.costspan";
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(10);

    private final boolean tracing;
    private final Spans spans;
    private final boolean metering;
    private final Metrics metrics;
    private final ClientMetrics clientMetrics;
    private final Ledger ledger;
    private final CacheWaste cacheWaste;
    private final CostChanges changes;
    private final OutcomeTelemetry outcomes;
    private final Sinks sinks;
    private final ThrottledLog log = new ThrottledLog(LoggerFactory.getLogger(Telemetry.class), LOG_INTERVAL);

    /**
     * Makes the instruments.
     *
     * @param openTelemetry where spans and metrics go
     * @param settings what the application chose
     * @param clock what time it is when the ledger is read
     */
    public Telemetry(OpenTelemetry openTelemetry, TelemetrySettings settings, Clock clock) {
        Tracer tracer = openTelemetry.getTracer(SCOPE);
        Meter meter = openTelemetry.getMeter(SCOPE);
        tracing = tracer.getClass() != OpenTelemetry.noop().getTracer(SCOPE).getClass();
        metering = meter.getClass() != OpenTelemetry.noop().getMeter(SCOPE).getClass();
        spans = new Spans(tracer, settings.semconv());
        metrics = new Metrics(meter);
        clientMetrics = metering && settings.standardMetrics().enabled()
                ? ClientMetrics.create(meter, settings.semconv())
                : ClientMetrics.NONE;
        MetricKeys metricKeys = new MetricKeys(settings.metricKeys(), settings.maxMetricValues());
        cacheWaste = new CacheWaste(metrics);
        changes = new CostChanges(settings.changes(), settings.changeListeners(), clock, log);
        ledger = new Ledger(
                settings.maxLedgerRows(), metricKeys, settings.requiredKeys(), changes, () -> sweepCaches(clock));
        sinks = new Sinks(settings.directSinks(), settings.sinks(), log);
        sinks.countDropped(meter);
        outcomes = new OutcomeTelemetry(tracing, tracer, meter, metrics, ledger.outcomes(), changes, sinks, log);
    }

    /** Returns who is told of outcomes. */
    public OutcomeObserver outcomes() {
        return outcomes;
    }

    /**
     * Waits until sinks behind queues have got what was recorded before.
     *
     * @return false when the time was up before, or this thread was interrupted, which it then still is
     */
    public boolean flush(Duration atMost) {
        return sinks.flush(atMost);
    }

    /** Returns the totals of this process. */
    public Ledger ledger() {
        return ledger;
    }

    /** Starts the span of an operation; returns one that does nothing when there is no tracing or starting it fails. */
    public Span start(
            Operation operation, String provider, @Nullable String model, @Nullable String collection, Context parent) {
        if (!tracing) {
            return Span.getInvalid();
        }
        try {
            return spans.start(operation, provider, model, collection, parent);
        } catch (Throwable thrown) {
            log.warn("start", "A span could not be started; the operation goes on without one", thrown);
            return Span.getInvalid();
        }
    }

    /** Writes on the span whom the operation talks to. */
    public void server(Span span, String address, int port) {
        try {
            if (span.isRecording()) {
                spans.server(span, address, port);
            }
        } catch (Throwable thrown) {
            log.warn("server", "A server could not be written on its span", thrown);
        }
    }

    /** Writes a failed attempt on the span as an event. */
    public void attemptFailed(Span span, int number, String errorType, int status, double seconds) {
        try {
            if (span.isRecording()) {
                spans.attemptFailed(span, number, errorType, status, seconds);
            }
        } catch (Throwable thrown) {
            log.warn("attempt", "A failed attempt could not be written on its span", thrown);
        }
    }

    /** Ends the span of an operation that another operation inside it accounts for: no cost, no usage, but its error. */
    public void endUnowned(Span span, @Nullable String errorType) {
        try {
            spans.writeError(span, errorType);
        } catch (Throwable thrown) {
            log.warn("span", "An error could not be written on its span", thrown);
        }
        end(span);
    }

    /**
     * Tells everyone of an operation that is over and ends the span. Never throws.
     *
     * @param facts all there is to know; nobody changes them any more
     * @param context the operation's Context, for exemplars
     */
    public void end(Span span, CostRecordBuilder facts, Context context) {
        Series series = addToLedger(span, facts);
        try {
            spans.write(span, facts);
        } catch (Throwable thrown) {
            log.warn("span", "A cost could not be written on its span", thrown);
        }
        end(span);
        if (series != null) {
            writeMetrics(facts, series, context);
        }
        if (facts.outcome != null) {
            outcomes.add(facts.outcome, facts, context);
        }
        sinks.tell(facts);
    }

    private void sweepCaches(Clock clock) {
        try {
            cacheWaste.sweep(clock.instant());
        } catch (Throwable failed) {
            // the clock: whoever starts an operation says so in the log; the next snapshot looks again
        }
    }

    private void writeMetrics(CostRecordBuilder facts, Series series, Context context) {
        try {
            if (metering) {
                metrics.write(facts, series, context);
                clientMetrics.write(facts, series, context);
            }
            if (UnreadCacheWrites.concerns(facts.cost.usage())) {
                cacheWaste.observe(facts.cost, facts.startedAt, series);
            }
        } catch (Throwable thrown) {
            log.warn("metrics", "A cost could not be added to the metrics", thrown);
        }
    }

    private @Nullable Series addToLedger(Span span, CostRecordBuilder facts) {
        try {
            Series series = ledger.add(facts);
            CostChange change = series.watch(facts.cost);
            if (change != null) {
                changes.tell(change, facts.attribution, span);
            }
            return series;
        } catch (Throwable thrown) {
            log.warn("ledger", "A cost could not be added to the ledger", thrown);
            return null;
        }
    }

    private void end(Span span) {
        try {
            span.end();
        } catch (Throwable thrown) {
            log.warn("span end", "A span could not be ended", thrown);
        }
    }
}
