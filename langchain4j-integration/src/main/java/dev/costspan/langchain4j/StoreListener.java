package dev.costspan.langchain4j;

import dev.costspan.Costspan;
import dev.costspan.OperationBuilder;
import dev.costspan.usage.Operation;
import dev.langchain4j.store.embedding.listener.EmbeddingStoreErrorContext;
import dev.langchain4j.store.embedding.listener.EmbeddingStoreListener;
import dev.langchain4j.store.embedding.listener.EmbeddingStoreRequestContext;
import dev.langchain4j.store.embedding.listener.EmbeddingStoreResponseContext;
import org.jspecify.annotations.Nullable;

/** Records searches and additions of a store for those who can only register a listener. */
final class StoreListener implements EmbeddingStoreListener {

    private final ListenedOperations operations;

    StoreListener(Costspan costspan, @Nullable String provider, @Nullable String model) {
        operations = new ListenedOperations(costspan, provider, model);
    }

    @Override
    public void onRequest(EmbeddingStoreRequestContext<?> context) {
        Operation kind = kind(context);
        if (kind != null && operations.isNew(context.attributes())) {
            OperationBuilder operation = operations.operation(kind, Identity.of(context.embeddingStore(), null), null);
            if (context instanceof EmbeddingStoreRequestContext.Search<?> search) {
                RequestParts.hashed(operation, context.embeddingStore(), search.searchRequest());
            }
            operations.start(operation, context.attributes());
        }
    }

    @Override
    public void onResponse(EmbeddingStoreResponseContext<?> context) {
        operations.end(context.attributes());
    }

    @Override
    public void onError(EmbeddingStoreErrorContext<?> context) {
        operations.fail(context.attributes(), context.error());
    }

    private static @Nullable Operation kind(EmbeddingStoreRequestContext<?> context) {
        if (context instanceof EmbeddingStoreRequestContext.Search) {
            return Operation.VECTOR_QUERY;
        }
        boolean adds = context instanceof EmbeddingStoreRequestContext.Add
                || context instanceof EmbeddingStoreRequestContext.AddAll<?> several
                        && !several.embeddings().isEmpty();
        return adds ? Operation.VECTOR_UPSERT : null;
    }
}
