package dev.costspan.langchain4j;

import dev.costspan.Costspan;
import dev.costspan.MeteredOperation;
import dev.costspan.OperationBuilder;
import dev.costspan.usage.Operation;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelErrorContext;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.listener.EmbeddingModelRequestContext;
import dev.langchain4j.model.embedding.listener.EmbeddingModelResponseContext;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import org.jspecify.annotations.Nullable;

/** Records embeddings for those who can only register a listener. */
final class EmbeddingListener implements EmbeddingModelListener {

    private final ListenedOperations operations;

    EmbeddingListener(Costspan costspan, @Nullable String provider, @Nullable String model) {
        operations = new ListenedOperations(costspan, provider, model);
    }

    @Override
    public void onRequest(EmbeddingModelRequestContext context) {
        if (context.textSegments().isEmpty() || !operations.isNew(context.attributes())) {
            return;
        }
        EmbeddingModel embedder = context.embeddingModel();
        Identity identity = Identity.of(embedder, context.modelProvider());
        EmbeddingRequest request = context.embeddingRequest();
        OperationBuilder operation =
                operations.operation(Operation.EMBEDDINGS, identity, Requests.model(request, identity));
        Object input = request != null ? request : context.textSegments();
        operations.start(RequestParts.hashed(operation, embedder, input), context.attributes());
    }

    @Override
    public void onResponse(EmbeddingModelResponseContext context) {
        MeteredOperation operation = operations.remove(context.attributes());
        if (operation != null) {
            Answers.tell(operation, context.embeddingRequest(), context.embeddingResponse());
            if (context.embeddingResponse() == null && context.response() != null) {
                Answers.told(operation, context.textSegments(), context.response());
            }
            operation.end();
        }
    }

    @Override
    public void onError(EmbeddingModelErrorContext context) {
        operations.fail(context.attributes(), context.error());
    }
}
