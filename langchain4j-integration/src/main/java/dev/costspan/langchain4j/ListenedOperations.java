package dev.costspan.langchain4j;

import dev.costspan.Costspan;
import dev.costspan.MeteredOperation;
import dev.costspan.OperationBuilder;
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

    /** Returns whether the call is recorded by none of these listeners yet. */
    boolean isNew(Map<Object, Object> attributes) {
        return !attributes.containsKey(key);
    }

    /** Returns a builder for the operation of a call. */
    OperationBuilder operation(Operation kind, Identity identity, @Nullable String requestModel) {
        Identity named = identity.orElse(provider, model);
        boolean vectorStore = kind.domain() == Operation.Domain.VECTOR_STORE;
        String target = requestModel != null ? requestModel : named.model();
        return costspan.operation(kind)
                .provider(named.provider())
                .model(vectorStore ? null : target)
                .collection(vectorStore ? target : null)
                .yieldToEnclosing()
                .neverRefused();
    }

    OperationBuilder operation(Operation kind, @Nullable ModelProvider by, @Nullable String requestModel) {
        return operation(kind, new Identity(Identity.provider(by), null), requestModel);
    }

    void start(OperationBuilder operation, Map<Object, Object> attributes) {
        attributes.put(key, operation.start());
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
