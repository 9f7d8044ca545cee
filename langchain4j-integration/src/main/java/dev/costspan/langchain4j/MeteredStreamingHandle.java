package dev.costspan.langchain4j;

import dev.costspan.MeteredOperation;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingHandle;

/** A stream's handle whose cancellation ends the operation, and the contexts that carry it to the caller. */
final class MeteredStreamingHandle implements StreamingHandle {

    private final MeteredOperation operation;
    private final StreamingHandle delegate;
    private final PartialResponseContext responseContext = new PartialResponseContext(this);
    private final PartialThinkingContext thinkingContext = new PartialThinkingContext(this);
    private final PartialToolCallContext toolCallContext = new PartialToolCallContext(this);

    MeteredStreamingHandle(MeteredOperation operation, StreamingHandle delegate) {
        this.operation = operation;
        this.delegate = delegate;
    }

    boolean standsFor(StreamingHandle other) {
        return delegate == other;
    }

    PartialResponseContext responseContext() {
        return responseContext;
    }

    PartialThinkingContext thinkingContext() {
        return thinkingContext;
    }

    PartialToolCallContext toolCallContext() {
        return toolCallContext;
    }

    /** A stream whose handle refuses to cancel goes on and is billed. */
    @Override
    public void cancel() {
        delegate.cancel();
        operation.cancel();
    }

    @Override
    public boolean isCancelled() {
        return delegate.isCancelled();
    }
}
