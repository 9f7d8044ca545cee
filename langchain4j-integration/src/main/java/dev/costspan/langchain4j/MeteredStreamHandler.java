package dev.costspan.langchain4j;

import dev.costspan.MeteredOperation;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * The caller's handler, called in the Context the stream was started in. The operation has ended before the caller hears of the
 * end, so that what the caller starts then is not part of it.
 */
final class MeteredStreamHandler implements StreamingChatResponseHandler {

    private final MeteredOperation operation;
    private final StreamingChatResponseHandler delegate;
    private final Context callerContext;
    private @Nullable MeteredStreamingHandle handle;

    MeteredStreamHandler(MeteredOperation operation, StreamingChatResponseHandler delegate) {
        this.operation = operation;
        this.delegate = delegate;
        this.callerContext = operation.callerContext();
    }

    @Override
    public void onPartialResponse(String partialResponse) {
        operation.chunk();
        try (Scope ignored = callerContext.makeCurrent()) {
            delegate.onPartialResponse(partialResponse);
        }
    }

    @Override
    public void onPartialResponse(PartialResponse partialResponse, PartialResponseContext context) {
        operation.chunk();
        try (Scope ignored = callerContext.makeCurrent()) {
            delegate.onPartialResponse(
                    partialResponse, metered(context.streamingHandle()).responseContext());
        }
    }

    @Override
    public void onPartialThinking(PartialThinking partialThinking) {
        operation.chunk();
        try (Scope ignored = callerContext.makeCurrent()) {
            delegate.onPartialThinking(partialThinking);
        }
    }

    @Override
    public void onPartialThinking(PartialThinking partialThinking, PartialThinkingContext context) {
        operation.chunk();
        try (Scope ignored = callerContext.makeCurrent()) {
            delegate.onPartialThinking(
                    partialThinking, metered(context.streamingHandle()).thinkingContext());
        }
    }

    @Override
    public void onPartialToolCall(PartialToolCall partialToolCall) {
        operation.chunk();
        try (Scope ignored = callerContext.makeCurrent()) {
            delegate.onPartialToolCall(partialToolCall);
        }
    }

    @Override
    public void onPartialToolCall(PartialToolCall partialToolCall, PartialToolCallContext context) {
        operation.chunk();
        try (Scope ignored = callerContext.makeCurrent()) {
            delegate.onPartialToolCall(
                    partialToolCall, metered(context.streamingHandle()).toolCallContext());
        }
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall completeToolCall) {
        try (Scope ignored = callerContext.makeCurrent()) {
            delegate.onCompleteToolCall(completeToolCall);
        }
    }

    @Override
    public void onUnmappedRawEvent(Object rawEvent) {
        try (Scope ignored = callerContext.makeCurrent()) {
            delegate.onUnmappedRawEvent(rawEvent);
        }
    }

    @Override
    public void onCompleteResponse(ChatResponse completeResponse) {
        Answers.tell(operation, completeResponse);
        operation.end();
        try (Scope ignored = callerContext.makeCurrent()) {
            delegate.onCompleteResponse(completeResponse);
        }
    }

    /** Cancelling closes the connection, which the thread that reads it takes for an error. */
    @Override
    public void onError(Throwable error) {
        MeteredStreamingHandle known = handle;
        if (known != null && known.isCancelled()) {
            operation.cancel();
        } else {
            operation.fail(error);
        }
        try (Scope ignored = callerContext.makeCurrent()) {
            delegate.onError(error);
        }
    }

    /** A stream hands out one handle, so what stands for it is made once. */
    private MeteredStreamingHandle metered(StreamingHandle streamingHandle) {
        MeteredStreamingHandle known = handle;
        if (known == null || !known.standsFor(streamingHandle)) {
            known = new MeteredStreamingHandle(operation, streamingHandle);
            handle = known;
        }
        return known;
    }
}
