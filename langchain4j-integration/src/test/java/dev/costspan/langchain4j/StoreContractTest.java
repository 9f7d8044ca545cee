package dev.costspan.langchain4j;

import dev.costspan.Costspan;
import dev.costspan.contract.Expected;
import dev.costspan.contract.OutcomeContract;
import dev.costspan.contract.RepeatContract;
import dev.costspan.contract.Subject;
import dev.costspan.pricing.PriceBook;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import dev.langchain4j.store.embedding.listener.EmbeddingStoreListener;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;

class StoreContractTest {

    private static final Embedding EMBEDDING = Embedding.from(List.of(0.6f, 0.8f));

    private interface StoreContract extends OutcomeContract {

        Function<EmbeddingStore<TextSegment>, String> request();

        @Override
        default Subject subject(Costspan costspan) {
            LocalSubject subject = new LocalSubject();
            EmbeddingStore<TextSegment> store = new ScriptedStore(subject);
            CostspanLangChain4j costs = CostspanLangChain4j.create(costspan);
            EmbeddingStore<TextSegment> wrapped = costs.wrap(store);
            EmbeddingStoreListener listener = costs.named("in_memory").embeddingStoreListener();
            EmbeddingStore<TextSegment> twice = costs.named("in_memory").wrap(decorated(wrapped));
            EmbeddingStore<TextSegment> inside = costs.named("in_memory").wrap(store.addListener(listener));
            EmbeddingStore<TextSegment> added = wrapped.addListener(listener);
            EmbeddingStore<TextSegment> listeners = store.addListeners(
                    List.of(listener, costs.named("in_memory").embeddingStoreListener()));
            return subject.asks(() -> request().apply(wrapped), () -> request().apply(store))
                    .nests(
                            "wrapper around a decorator around a wrapper",
                            () -> request().apply(twice))
                    .nests("wrapper around a listener", () -> request().apply(inside))
                    .nests("listener added to a wrapper", () -> request().apply(added))
                    .nests("two listeners", () -> request().apply(listeners));
        }

        @Override
        default PriceBook prices() {
            return ListPrices.BOOK;
        }
    }

    @Nested
    class Search implements StoreContract, RepeatContract {

        @Override
        public Function<EmbeddingStore<TextSegment>, String> request() {
            EmbeddingSearchRequest nearest = EmbeddingSearchRequest.builder()
                    .queryEmbedding(EMBEDDING)
                    .maxResults(1)
                    .build();
            return store -> store.search(nearest).matches().get(0).embedded().text();
        }

        @Override
        public Expected expected() {
            return operation("query", "0.0005");
        }
    }

    @Nested
    class Add implements StoreContract {

        @Override
        public Function<EmbeddingStore<TextSegment>, String> request() {
            return store -> {
                store.addAll(List.of("one"), List.of(EMBEDDING), List.of(TextSegment.from("Parcels take two days.")));
                return "added";
            };
        }

        @Override
        public Expected expected() {
            return operation("upsert", "0.0001");
        }
    }

    private static Expected operation(String operation, String amount) {
        return new Expected(
                operation,
                Map.of("db.system.name", "in_memory", "db.operation.name", operation),
                amount,
                "java.lang.IllegalArgumentException");
    }

    /** A real store that plays scenes. */
    private static final class ScriptedStore extends InMemoryEmbeddingStore<TextSegment> {

        private final LocalSubject subject;

        ScriptedStore(LocalSubject subject) {
            this.subject = subject;
            super.addAll(List.of("zero"), List.of(EMBEDDING), List.of(TextSegment.from("Parcels take three days.")));
        }

        @Override
        public EmbeddingSearchResult<TextSegment> search(EmbeddingSearchRequest request) {
            subject.serve();
            return super.search(request);
        }

        @Override
        public void addAll(List<String> ids, List<Embedding> embeddings, List<TextSegment> embedded) {
            if (subject != null) {
                subject.serve();
            }
            super.addAll(ids, embeddings, embedded);
        }
    }

    /** What an application might put between. */
    private static EmbeddingStore<TextSegment> decorated(EmbeddingStore<TextSegment> store) {
        return new EmbeddingStore<>() {
            @Override
            public String add(Embedding embedding) {
                return store.add(embedding);
            }

            @Override
            public void add(String id, Embedding embedding) {
                store.add(id, embedding);
            }

            @Override
            public String add(Embedding embedding, TextSegment embedded) {
                return store.add(embedding, embedded);
            }

            @Override
            public List<String> addAll(List<Embedding> embeddings) {
                return store.addAll(embeddings);
            }

            @Override
            public void addAll(List<String> ids, List<Embedding> embeddings, List<TextSegment> embedded) {
                store.addAll(ids, embeddings, embedded);
            }

            @Override
            public EmbeddingSearchResult<TextSegment> search(EmbeddingSearchRequest request) {
                return store.search(request);
            }
        };
    }
}
