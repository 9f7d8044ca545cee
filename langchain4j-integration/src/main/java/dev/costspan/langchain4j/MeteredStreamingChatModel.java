package dev.costspan.langchain4j;

import dev.costspan.Costspan;
import dev.costspan.MeteredOperation;
import dev.costspan.OperationBuilder;
import dev.costspan.budget.BudgetExceededException;
import dev.costspan.usage.Operation;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A streaming chat model each of whose calls is one operation, which ends when the stream does. */
final class MeteredStreamingChatModel implements StreamingChatModel {

    private final Costspan costspan;
    private final StreamingChatModel delegate;
    private final Identity identity;

    MeteredStreamingChatModel(Costspan costspan, StreamingChatModel delegate, Identity identity) {
        this.costspan = costspan;
        this.delegate = delegate;
        this.identity = identity;
    }

    boolean isOf(Costspan other) {
        return costspan == other;
    }

    @Override
    public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
        stream(request, handler, metered -> delegate.chat(request, metered));
    }

    @Override
    public void chat(ChatRequest request, ChatRequestOptions options, StreamingChatResponseHandler handler) {
        stream(request, handler, metered -> delegate.chat(request, options, metered));
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        stream(request, handler, metered -> delegate.doChat(request, metered));
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return delegate.defaultRequestParameters();
    }

    @Override
    public List<ChatModelListener> listeners() {
        return delegate.listeners();
    }

    @Override
    public ModelProvider provider() {
        return delegate.provider();
    }

    @Override
    public Set<Capability> supportedCapabilities() {
        return delegate.supportedCapabilities();
    }

    private OperationBuilder operation(ChatRequest request) {
        OperationBuilder operation = costspan.operation(Operation.CHAT)
                .provider(identity.provider())
                .model(Requests.model(request, delegate::defaultRequestParameters, identity))
                .streamed();
        return RequestParts.hashed(IssuedPrompts.named(operation, request), delegate, request);
    }

    private void stream(
            ChatRequest request, StreamingChatResponseHandler handler, Consumer<StreamingChatResponseHandler> send) {
        MeteredOperation operation;
        try {
            operation = operation(request).start();
        } catch (BudgetExceededException refused) {
            handler.onError(refused);
            return;
        }
        SeenEvents events = new SeenEvents(identity.provider());
        MeteredStreamHandler metered = new MeteredStreamHandler(operation, request, events, handler);
        operation.abandonWith(metered);
        try (Scope ignored = operation.context().with(events).makeCurrent()) {
            send.accept(metered);
        } catch (Throwable thrown) {
            operation.fail(thrown);
            throw thrown;
        }
    }
}
