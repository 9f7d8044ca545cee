package dev.costspan.benchmarks;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Scope;

/** A streaming chat model with the whole data path around its call, by hand. */
final class HandWrittenStreamingChatModel implements StreamingChatModel {

    private final StreamingChatModel delegate;
    private final HandWrittenPath path = new HandWrittenPath();
    private final HandWrittenTelemetry telemetry;

    HandWrittenStreamingChatModel(StreamingChatModel delegate, OpenTelemetry openTelemetry) {
        this.delegate = delegate;
        telemetry = new HandWrittenTelemetry(openTelemetry);
    }

    @Override
    public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
        HandWrittenCall call = HandWrittenCall.begin(path, telemetry);
        try (Scope ignored = call.span().makeCurrent()) {
            delegate.chat(request, new Stream(call, handler));
        }
    }

    private record Stream(HandWrittenCall call, StreamingChatResponseHandler handler)
            implements StreamingChatResponseHandler {

        @Override
        public void onPartialResponse(PartialResponse chunk, PartialResponseContext context) {
            handler.onPartialResponse(chunk, context);
        }

        @Override
        public void onCompleteResponse(ChatResponse answer) {
            call.end(answer);
            handler.onCompleteResponse(answer);
        }

        @Override
        public void onError(Throwable error) {
            call.fail(error);
            handler.onError(error);
        }
    }
}
