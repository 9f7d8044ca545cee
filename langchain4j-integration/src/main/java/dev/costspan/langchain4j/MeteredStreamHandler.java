package dev.costspan.langchain4j;

import dev.costspan.MeteredOperation;
import dev.costspan.usage.SeenText;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.model.chat.request.ChatRequest;
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
    private final @Nullable ChatRequest request;
    private final SeenText seen = new SeenText();
    private @Nullable MeteredStreamingHandle handle;
    private boolean sawArguments;

    MeteredStreamHandler(
            MeteredOperation operation,
            @Nullable ChatRequest request,
            SeenEvents events,
            StreamingChatResponseHandler delegate) {
        this.operation = operation;
        this.request = request;
        this.delegate = delegate;
        this.callerContext = operation.callerContext();
        operation.estimate(Estimates.ofStream(request, seen, events));
    }

    @Override
    public void onPartialResponse(String partialResponse) {
        chunk(partialResponse);
        try (Scope ignored = callerContext.makeCurrent()) {
            delegate.onPartialResponse(partialResponse);
        }
    }

    @Override
    public void onPartialResponse(PartialResponse partialResponse, PartialResponseContext context) {
        chunk(partialResponse.text());
        try (Scope ignored = callerContext.makeCurrent()) {
            delegate.onPartialResponse(
                    partialResponse, metered(context.streamingHandle()).responseContext());
        }
    }

    @Override
    public void onPartialThinking(PartialThinking partialThinking) {
        chunk(partialThinking.text());
        try (Scope ignored = callerContext.makeCurrent()) {
            delegate.onPartialThinking(partialThinking);
        }
    }

    @Override
    public void onPartialThinking(PartialThinking partialThinking, PartialThinkingContext context) {
        chunk(partialThinking.text());
        try (Scope ignored = callerContext.makeCurrent()) {
            delegate.onPartialThinking(
                    partialThinking, metered(context.streamingHandle()).thinkingContext());
        }
    }

    @Override
    public void onPartialToolCall(PartialToolCall partialToolCall) {
        arguments(partialToolCall);
        try (Scope ignored = callerContext.makeCurrent()) {
            delegate.onPartialToolCall(partialToolCall);
        }
    }

    @Override
    public void onPartialToolCall(PartialToolCall partialToolCall, PartialToolCallContext context) {
        arguments(partialToolCall);
        try (Scope ignored = callerContext.makeCurrent()) {
            delegate.onPartialToolCall(
                    partialToolCall, metered(context.streamingHandle()).toolCallContext());
        }
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall completeToolCall) {
        toolCall(completeToolCall.toolExecutionRequest());
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
        Answers.tell(operation, request, completeResponse);
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

    private void chunk(String text) {
        operation.chunk();
        seen.add(text);
    }

    private void arguments(PartialToolCall part) {
        sawArguments = true;
        chunk(part.partialArguments());
    }

    /** Some providers send a call's arguments in parts, some at its end alone; the name comes with each part. */
    private void toolCall(ToolExecutionRequest call) {
        seen.add(call.name());
        if (!sawArguments) {
            seen.add(call.arguments());
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
