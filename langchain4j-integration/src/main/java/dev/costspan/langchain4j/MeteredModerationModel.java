package dev.costspan.langchain4j;

import dev.costspan.Costspan;
import dev.costspan.OperationBuilder;
import dev.costspan.usage.Operation;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.input.Prompt;
import dev.langchain4j.model.moderation.Moderation;
import dev.langchain4j.model.moderation.ModerationModel;
import dev.langchain4j.model.moderation.ModerationRequest;
import dev.langchain4j.model.moderation.ModerationResponse;
import dev.langchain4j.model.moderation.listener.ModerationModelListener;
import dev.langchain4j.model.output.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A moderation model each of whose calls is one operation. */
final class MeteredModerationModel implements ModerationModel {

    private final Costspan costspan;
    private final ModerationModel delegate;
    private final Identity identity;

    MeteredModerationModel(Costspan costspan, ModerationModel delegate, Identity identity) {
        this.costspan = costspan;
        this.delegate = delegate;
        this.identity = identity;
    }

    boolean isOf(Costspan other) {
        return costspan == other;
    }

    @Override
    public ModerationResponse moderate(ModerationRequest request) {
        return operation(request, request).call(operation -> delegate.moderate(request));
    }

    @Override
    public ModerationResponse doModerate(ModerationRequest request) {
        return operation(request, request).call(operation -> delegate.doModerate(request));
    }

    @Override
    public Response<Moderation> moderate(String text) {
        return operation(null, text).call(operation -> Answers.told(operation, delegate.moderate(text)));
    }

    @Override
    public Response<Moderation> moderate(Prompt prompt) {
        return operation(null, prompt).call(operation -> Answers.told(operation, delegate.moderate(prompt)));
    }

    @Override
    public Response<Moderation> moderate(ChatMessage message) {
        return operation(null, message).call(operation -> Answers.told(operation, delegate.moderate(message)));
    }

    @Override
    public Response<Moderation> moderate(List<ChatMessage> messages) {
        return operation(null, messages).call(operation -> Answers.told(operation, delegate.moderate(messages)));
    }

    @Override
    public Response<Moderation> moderate(TextSegment segment) {
        return operation(null, segment).call(operation -> Answers.told(operation, delegate.moderate(segment)));
    }

    @Override
    public List<ModerationModelListener> listeners() {
        return delegate.listeners();
    }

    @Override
    public ModelProvider provider() {
        return delegate.provider();
    }

    @Override
    public String modelName() {
        return delegate.modelName();
    }

    private OperationBuilder operation(@Nullable ModerationRequest request, Object input) {
        String requested = request == null ? null : Identity.known(request.modelName());
        OperationBuilder operation = costspan.operation(Operation.MODERATION)
                .provider(identity.provider())
                .model(requested != null ? requested : identity.model());
        return RequestParts.hashed(operation, delegate, input);
    }
}
