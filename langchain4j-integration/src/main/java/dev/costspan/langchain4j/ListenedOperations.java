package dev.costspan.langchain4j;

import dev.costspan.Costspan;
import dev.costspan.MeteredOperation;
import dev.costspan.usage.Operation;
import dev.langchain4j.model.ModelProvider;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Operations that listeners record: started in one callback and ended in another, kept in the attributes of the call between
 * them. No scope stays open, since a streaming model may answer on another thread. Of several listeners of one {@code Costspan}
 * on one model, the first records.
 */
final class ListenedOperations {

    private final Costspan costspan;
    private final Key key;
    private final @Nullable String provider;
    private final @Nullable String model;

    ListenedOperations(Costspan costspan, @Nullable String provider, @Nullable String model) {
        this.costspan = costspan;
        this.key = new Key(costspan);
        this.provider = provider;
        this.model = model;
    }

    private record Key(Costspan costspan) {}

    void start(Operation kind, Identity identity, @Nullable String requestModel, Map<Object, Object> attributes) {
        if (attributes.containsKey(key)) {
            return;
        }
        Identity named = identity.orElse(provider, model);
        boolean vectorStore = kind.domain() == Operation.Domain.VECTOR_STORE;
        String target = requestModel != null ? requestModel : named.model();
        attributes.put(
                key,
                costspan.operation(kind)
                        .provider(named.provider())
                        .model(vectorStore ? null : target)
                        .collection(vectorStore ? target : null)
                        .yieldToEnclosing()
                        .neverRefused()
                        .start());
    }

    void start(Operation kind, @Nullable ModelProvider by, @Nullable String model, Map<Object, Object> attributes) {
        start(kind, new Identity(Identity.provider(by), null), model, attributes);
    }

    @Nullable MeteredOperation remove(Map<Object, Object> attributes) {
        return (MeteredOperation) attributes.remove(key);
    }

    void end(Map<Object, Object> attributes) {
        MeteredOperation operation = remove(attributes);
        if (operation != null) {
            operation.end();
        }
    }

    void fail(Map<Object, Object> attributes, Throwable error) {
        MeteredOperation operation = remove(attributes);
        if (operation != null) {
            operation.fail(error);
        }
    }
}
