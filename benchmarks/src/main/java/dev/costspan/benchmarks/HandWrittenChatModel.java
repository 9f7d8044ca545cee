package dev.costspan.benchmarks;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Scope;

/** A chat model with the whole data path around its call, by hand. */
final class HandWrittenChatModel implements ChatModel {

    private final ChatModel delegate;
    private final HandWrittenPath path = new HandWrittenPath();
    private final HandWrittenTelemetry telemetry;

    HandWrittenChatModel(ChatModel delegate, OpenTelemetry openTelemetry) {
        this.delegate = delegate;
        telemetry = new HandWrittenTelemetry(openTelemetry);
    }

    @Override
    public ChatResponse chat(ChatRequest request) {
        HandWrittenCall call = HandWrittenCall.begin(path, telemetry);
        try (Scope ignored = call.span().makeCurrent()) {
            ChatResponse answer = delegate.chat(request);
            call.end(answer);
            return answer;
        } catch (RuntimeException error) {
            call.fail(error);
            throw error;
        }
    }
}
