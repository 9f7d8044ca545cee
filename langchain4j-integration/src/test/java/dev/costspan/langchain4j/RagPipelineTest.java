package dev.costspan.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.contract.ProviderServer;
import dev.costspan.contract.Recording;
import dev.costspan.contract.Scene;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import dev.langchain4j.rag.content.retriever.EmbeddingStoreContentRetriever;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.EmbeddingStoreIngestor;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import io.opentelemetry.context.Scope;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Documents embedded by a real model in this process, found in a real store, and an answer over HTTP. */
class RagPipelineTest {

    private interface Assistant {
        String ask(String question);
    }

    private static final List<Document> DOCUMENTS = List.of(
            Document.from("Parcels take two working days."),
            Document.from("Refunds arrive within a week."),
            Document.from("The shop opens at nine."));

    private final Recording recording = Recording.of(ListPrices.BOOK);
    private final CostspanLangChain4j costs = CostspanLangChain4j.create(recording.costspan());
    private final ProviderServer server = ProviderServer.start();
    private final EmbeddingModel miniLm = new AllMiniLmL6V2QuantizedEmbeddingModel();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void pipeline_whenWrapped_sendsTheSameAndRecordsEachStepOnce() {
        server.next(Wire.OPENAI_CHAT.reply(Scene.ANSWER), Wire.OPENAI_CHAT.reply(Scene.ANSWER));

        String bare = answer(
                miniLm,
                new InMemoryEmbeddingStore<>(),
                Setup.bare(server.url(), 0).openAi());
        assertThat(recording.records()).isEmpty();
        String wrapped;
        try (Scope request = recording.inSpan("request")) {
            wrapped = answer(
                    costs.named("in_process", "all-minilm-l6-v2-q").wrap(miniLm),
                    costs.wrap(new InMemoryEmbeddingStore<>()),
                    costs.wrap(Setup.metered(server.url(), 0, costs).openAi()));
        }

        assertThat(wrapped).isEqualTo(bare);
        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().get(1))
                .isEqualTo(server.requests().get(0))
                .contains("Parcels take two working days.");
        assertThat(recording.records())
                .extracting(CostRecord::operation)
                .containsExactly(
                        Operation.EMBEDDINGS,
                        Operation.VECTOR_UPSERT,
                        Operation.EMBEDDINGS,
                        Operation.VECTOR_QUERY,
                        Operation.CHAT);
        assertThat(recording.records())
                .allSatisfy(entry -> assertThat(entry.cost().hasAmount()).isTrue());
        assertThat(recording.spans())
                .filteredOn(span -> !span.getName().equals("request"))
                .hasSize(5)
                .allSatisfy(span -> assertThat(span.getParentSpanId())
                        .isEqualTo(recording.span("request").getSpanId()));
    }

    @Test
    void embed_whenTheModelRunsInThisProcess_countsItsOwnTokensAndSendsNothing() {
        EmbeddingModel wrapped = costs.named("in_process", "all-minilm-l6-v2-q").wrap(miniLm);

        assertThat(wrapped.embed("Where is my parcel?").content())
                .isEqualTo(miniLm.embed("Where is my parcel?").content());
        assertThat(wrapped.dimension()).isEqualTo(384);

        CostRecord entry = recording.only();
        assertThat(entry.provider()).isEqualTo("in_process");
        assertThat(entry.attempts()).isEqualTo(-1);
        // where is my parcel ?, 5 tokens at 1 a million
        assertThat(entry.usage().unscaled(Meter.INPUT_TOKENS)).isEqualTo(5);
        assertThat(entry.cost().amount()).isEqualByComparingTo("0.000005");
    }

    private static String answer(EmbeddingModel embeddings, EmbeddingStore<TextSegment> store, ChatModel model) {
        EmbeddingStoreIngestor.builder()
                .embeddingModel(embeddings)
                .embeddingStore(store)
                .build()
                .ingest(DOCUMENTS);
        return AiServices.builder(Assistant.class)
                .chatModel(model)
                .contentRetriever(EmbeddingStoreContentRetriever.builder()
                        .embeddingModel(embeddings)
                        .embeddingStore(store)
                        .maxResults(1)
                        .build())
                .build()
                .ask("How long does a parcel take?");
    }
}
