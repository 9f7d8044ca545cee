package dev.costspan.benchmarks;

import dev.langchain4j.model.chat.listener.ChatModelErrorContext;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import java.util.Map;

/**
 * The listener one would write by hand in an afternoon: a span of ten attributes, a duration and two token counts. It knows no
 * price; the cost on its span is a constant.
 */
final class OtelListener implements ChatModelListener {

    private static final double NANO = 1e9;

    private final Tracer tracer;
    private final DoubleHistogram duration;
    private final LongHistogram tokens;

    OtelListener(OpenTelemetry openTelemetry) {
        tracer = openTelemetry.getTracer("listener");
        Meter meter = openTelemetry.getMeter("listener");
        duration = meter.histogramBuilder("gen_ai.client.operation.duration")
                .setUnit("s")
                .build();
        tokens = meter.histogramBuilder("gen_ai.client.token.usage")
                .setUnit("{token}")
                .ofLongs()
                .build();
    }

    private record Call(Span span, long startNanos) {}

    @Override
    public void onRequest(ChatModelRequestContext context) {
        String model = context.chatRequest().modelName();
        Span span = tracer.spanBuilder("chat " + model)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute(GenAi.OPERATION, "chat")
                .setAttribute(GenAi.PROVIDER, Exchange.PROVIDER)
                .setAttribute(GenAi.REQUEST_MODEL, model)
                .startSpan();
        context.attributes().put(OtelListener.class, new Call(span, System.nanoTime()));
    }

    @Override
    public void onResponse(ChatModelResponseContext context) {
        Call call = call(context.attributes());
        ChatResponse answer = context.chatResponse();
        TokenUsage usage = answer.tokenUsage();
        call.span()
                .setAttribute(GenAi.RESPONSE_MODEL, answer.modelName())
                .setAttribute(GenAi.RESPONSE_ID, answer.id())
                .setAttribute(GenAi.INPUT_TOKENS, (long) usage.inputTokenCount())
                .setAttribute(GenAi.OUTPUT_TOKENS, (long) usage.outputTokenCount())
                .setAttribute(GenAi.FINISH_REASON, "stop")
                .setAttribute(GenAi.COST, 0.00042)
                .setAttribute(GenAi.FEATURE, Scenario.FEATURE);
        Attributes attributes = Attributes.of(
                GenAi.OPERATION,
                "chat",
                GenAi.PROVIDER,
                Exchange.PROVIDER,
                GenAi.REQUEST_MODEL,
                context.chatRequest().modelName(),
                GenAi.RESPONSE_MODEL,
                answer.modelName());
        duration.record((System.nanoTime() - call.startNanos()) / NANO, attributes);
        tokens.record(
                usage.inputTokenCount(),
                attributes.toBuilder().put(GenAi.TOKEN_TYPE, "input").build());
        tokens.record(
                usage.outputTokenCount(),
                attributes.toBuilder().put(GenAi.TOKEN_TYPE, "output").build());
        call.span().end();
    }

    @Override
    public void onError(ChatModelErrorContext context) {
        Span span = call(context.attributes()).span();
        span.recordException(context.error());
        span.end();
    }

    private static Call call(Map<Object, Object> attributes) {
        return (Call) attributes.remove(OtelListener.class);
    }
}
