package dev.costspan.benchmarks;

import dev.costspan.benchmarks.HandWrittenPath.Fact;
import dev.costspan.benchmarks.HandWrittenPath.Row;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import java.util.concurrent.ConcurrentHashMap;

/** A span of 14 attributes and four measurements whose attributes are kept, by hand. */
final class HandWrittenTelemetry {

    private static final double PICO = 1e12;
    private static final double NANO = 1e9;

    private final Tracer tracer;
    private final DoubleHistogram duration;
    private final LongHistogram tokens;
    private final DoubleHistogram cost;
    private final ConcurrentHashMap<Row, Kept> keptByRow = new ConcurrentHashMap<>();

    HandWrittenTelemetry(OpenTelemetry openTelemetry) {
        tracer = openTelemetry.getTracer("by-hand");
        Meter meter = openTelemetry.getMeter("by-hand");
        duration = meter.histogramBuilder("gen_ai.client.operation.duration")
                .setUnit("s")
                .build();
        tokens = meter.histogramBuilder("gen_ai.client.token.usage")
                .setUnit("{token}")
                .ofLongs()
                .build();
        cost = meter.histogramBuilder("cost.amount").setUnit("USD").build();
    }

    private record Kept(Attributes call, Attributes input, Attributes output) {

        static Kept of(Row row) {
            Attributes call = Attributes.builder()
                    .put(GenAi.OPERATION, "chat")
                    .put(GenAi.PROVIDER, row.provider())
                    .put(GenAi.RESPONSE_MODEL, row.model())
                    .put(GenAi.FEATURE, row.owner().feature())
                    .put(GenAi.TENANT, row.owner().tenant())
                    .build();
            return new Kept(
                    call,
                    call.toBuilder().put(GenAi.TOKEN_TYPE, "input").build(),
                    call.toBuilder().put(GenAi.TOKEN_TYPE, "output").build());
        }
    }

    Span start() {
        return tracer.spanBuilder(GenAi.SPAN_NAME)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute(GenAi.OPERATION, "chat")
                .setAttribute(GenAi.PROVIDER, Exchange.PROVIDER)
                .setAttribute(GenAi.REQUEST_MODEL, Exchange.REQUEST_MODEL)
                .startSpan();
    }

    void end(Span span, Fact fact) {
        if (span.isRecording()) {
            write(span, fact);
        }
        span.end();
        Kept kept = kept(fact.row());
        duration.record((fact.endNanos() - fact.startNanos()) / NANO, kept.call());
        tokens.record(fact.input(), kept.input());
        tokens.record(fact.output(), kept.output());
        cost.record(fact.picoDollars() / PICO, kept.call());
    }

    private static void write(Span span, Fact fact) {
        span.setAttribute(GenAi.RESPONSE_MODEL, fact.row().model());
        span.setAttribute(GenAi.RESPONSE_ID, fact.responseId());
        span.setAttribute(GenAi.INPUT_TOKENS, fact.input());
        span.setAttribute(GenAi.CACHED_TOKENS, fact.cached());
        span.setAttribute(GenAi.OUTPUT_TOKENS, fact.output());
        span.setAttribute(GenAi.FINISH_REASON, "stop");
        span.setAttribute(GenAi.COST, fact.picoDollars() / PICO);
        span.setAttribute(GenAi.CURRENCY, "USD");
        span.setAttribute(GenAi.PRICE_DATE, "2026-01-01");
        span.setAttribute(GenAi.FEATURE, fact.row().owner().feature());
        span.setAttribute(GenAi.TENANT, fact.row().owner().tenant());
    }

    private Kept kept(Row row) {
        Kept kept = keptByRow.get(row);
        return kept != null ? kept : keptByRow.computeIfAbsent(row, Kept::of);
    }
}
