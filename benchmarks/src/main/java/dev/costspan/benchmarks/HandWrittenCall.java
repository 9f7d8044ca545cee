package dev.costspan.benchmarks;

import dev.costspan.benchmarks.HandWrittenPath.Fact;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import io.opentelemetry.api.trace.Span;
import java.util.concurrent.atomic.AtomicLong;

/** One call through the whole data path by hand: begun before the request is sent, ended with its answer or its error. */
final class HandWrittenCall {

    private final HandWrittenPath path;
    private final HandWrittenTelemetry telemetry;
    private final Owner owner;
    private final AtomicLong reserved;
    private final Span span;
    private final long startNanos;

    private HandWrittenCall(HandWrittenPath path, HandWrittenTelemetry telemetry) {
        this.path = path;
        this.telemetry = telemetry;
        owner = Owner.current();
        reserved = path.reserve(owner);
        span = telemetry.start();
        startNanos = System.nanoTime();
    }

    static HandWrittenCall begin(HandWrittenPath path, HandWrittenTelemetry telemetry) {
        return new HandWrittenCall(path, telemetry);
    }

    Span span() {
        return span;
    }

    void end(ChatResponse answer) {
        OpenAiTokenUsage usage = (OpenAiTokenUsage) answer.tokenUsage();
        Fact fact = path.settle(
                owner,
                reserved,
                startNanos,
                answer.modelName(),
                answer.id(),
                usage.inputTokenCount(),
                usage.inputTokensDetails().cachedTokens(),
                usage.outputTokenCount());
        telemetry.end(span, fact);
    }

    void fail(Throwable error) {
        path.release(reserved);
        span.recordException(error);
        span.end();
    }
}
