package dev.costspan.langchain4j;

import dev.costspan.Costspan;
import dev.costspan.OperationBuilder;
import dev.costspan.usage.Operation;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.filter.Filter;
import dev.langchain4j.store.embedding.listener.EmbeddingStoreListener;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An embedding store each of whose searches and additions is one operation; what removes is passed on as it is. */
final class MeteredEmbeddingStore<T> implements EmbeddingStore<T> {

    private final Costspan costspan;
    private final EmbeddingStore<T> delegate;
    private final Identity identity;

    MeteredEmbeddingStore(Costspan costspan, EmbeddingStore<T> delegate, Identity identity) {
        this.costspan = costspan;
        this.delegate = delegate;
        this.identity = identity;
    }

    boolean isOf(Costspan other) {
        return costspan == other;
    }

    @Override
    public EmbeddingSearchResult<T> search(EmbeddingSearchRequest request) {
        return RequestParts.hashed(operation(Operation.VECTOR_QUERY), delegate, request)
                .call(operation -> delegate.search(request));
    }

    @Override
    public String add(Embedding embedding) {
        return upsert(() -> delegate.add(embedding));
    }

    @Override
    public void add(String id, Embedding embedding) {
        upsert(() -> {
            delegate.add(id, embedding);
            return id;
        });
    }

    @Override
    public String add(Embedding embedding, T embedded) {
        return upsert(() -> delegate.add(embedding, embedded));
    }

    @Override
    public List<String> addAll(List<Embedding> embeddings) {
        if (isNothing(embeddings)) {
            return delegate.addAll(embeddings);
        }
        return upsert(() -> delegate.addAll(embeddings));
    }

    @Override
    public List<String> addAll(List<Embedding> embeddings, List<T> embedded) {
        if (isNothing(embeddings)) {
            return delegate.addAll(embeddings, embedded);
        }
        return upsert(() -> delegate.addAll(embeddings, embedded));
    }

    @Override
    public void addAll(List<String> ids, List<Embedding> embeddings, List<T> embedded) {
        if (isNothing(embeddings)) {
            delegate.addAll(ids, embeddings, embedded);
            return;
        }
        upsert(() -> {
            delegate.addAll(ids, embeddings, embedded);
            return ids;
        });
    }

    @Override
    public List<String> generateIds(int n) {
        return delegate.generateIds(n);
    }

    @Override
    public void remove(String id) {
        delegate.remove(id);
    }

    @Override
    public void removeAll(Collection<String> ids) {
        delegate.removeAll(ids);
    }

    @Override
    public void removeAll(Filter filter) {
        delegate.removeAll(filter);
    }

    @Override
    public void removeAll() {
        delegate.removeAll();
    }

    /** The listeners go inside, where a listener of ours sees that this already records. */
    @Override
    public EmbeddingStore<T> addListeners(List<EmbeddingStoreListener> listeners) {
        EmbeddingStore<T> listening = delegate.addListeners(listeners);
        return listening == delegate ? this : new MeteredEmbeddingStore<>(costspan, listening, identity);
    }

    /** Stores send nothing then. */
    private static boolean isNothing(@Nullable List<Embedding> embeddings) {
        return embeddings == null || embeddings.isEmpty();
    }

    private <R> R upsert(Supplier<R> send) {
        return operation(Operation.VECTOR_UPSERT).call(operation -> send.get());
    }

    private OperationBuilder operation(Operation kind) {
        return costspan.operation(kind).provider(identity.provider()).collection(identity.model());
    }
}
