package dev.costspan.langchain4j;

import dev.costspan.Costspan;
import dev.costspan.OperationBuilder;
import dev.costspan.usage.Operation;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import java.util.Set;

/** A chat model each of whose calls is one operation. The overloads that take text or messages come through the others. */
final class MeteredChatModel implements ChatModel {

    private final Costspan costspan;
    private final ChatModel delegate;
    private final Identity identity;

    MeteredChatModel(Costspan costspan, ChatModel delegate, Identity identity) {
        this.costspan = costspan;
        this.delegate = delegate;
        this.identity = identity;
    }

    boolean isOf(Costspan other) {
        return costspan == other;
    }

    @Override
    public ChatResponse chat(ChatRequest request) {
        return operation(request).call(operation -> {
            ChatResponse response = delegate.chat(request);
            Answers.tell(operation, request, response);
            return response;
        });
    }

    @Override
    public ChatResponse chat(ChatRequest request, ChatRequestOptions options) {
        return operation(request).call(operation -> {
            ChatResponse response = delegate.chat(request, options);
            Answers.tell(operation, request, response);
            return response;
        });
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        return operation(request).call(operation -> {
            ChatResponse response = delegate.doChat(request);
            Answers.tell(operation, request, response);
            return response;
        });
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
                .model(Requests.model(request, delegate::defaultRequestParameters, identity));
        return RequestParts.hashed(IssuedPrompts.named(operation, request), delegate, request);
    }
}
