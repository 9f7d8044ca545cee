package dev.costspan.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.budget.BudgetExceededException;
import dev.costspan.budget.Reservation;
import dev.costspan.contract.ProviderServer;
import dev.costspan.contract.Recording;
import dev.costspan.contract.Scene;
import dev.costspan.pricing.Money;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.telemetry.Ending;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.moderation.ModerationModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiModerationModel;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The forms for those who can only register a listener. */
class ListenersTest {

    private static final Embedding EMBEDDING = Embedding.from(List.of(0.6f, 0.8f));

    private final Recording recording = Recording.of(ListPrices.BOOK);
    private final CostspanLangChain4j costs = CostspanLangChain4j.create(recording.costspan());
    private final ProviderServer server = ProviderServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void chatListener_whenAnsweredOrRejected_recordsOneOperationEach() {
        server.next(Wire.OPENAI_CHAT.reply(Scene.ANSWER), Wire.OPENAI_CHAT.reply(Scene.REJECTION));
        var model = Setup.bare(server.url(), 0).with(costs.chatModelListener()).openAi();

        try (Scope request = recording.inSpan("request")) {
            model.chat("What is the capital of Portugal?");
        }
        assertThatThrownBy(() -> model.chat("Hi")).isNotNull();

        List<CostRecord> entries = recording.records(2);
        assertThat(entries).extracting(CostRecord::ending).containsExactly(Ending.COMPLETED, Ending.FAILED);
        assertThat(entries.get(0).cost().amount()).isEqualByComparingTo(ExpectedChats.OPENAI.amount());
        assertThat(entries.get(0).attempts()).isEqualTo(-1);
        assertThat(recording.span("chat gpt-4o-mini").getParentSpanId())
                .isEqualTo(recording.span("request").getSpanId());
    }

    @Test
    void chatListener_whenStreamed_recordsAtTheEnd() {
        server.next(Wire.OPENAI_STREAM.reply(Scene.ANSWER));
        StreamAnswer answer = new StreamAnswer();

        Setup.bare(server.url(), 0)
                .with(costs.chatModelListener())
                .openAiStreaming()
                .chat("What is the capital of Portugal?", answer);
        answer.text();

        assertThat(recording.only().cost().amount()).isEqualByComparingTo(ExpectedChats.OPENAI.amount());
    }

    @Test
    void chatListener_whenABudgetWouldRefuse_recordsWhatWasSentAnyway() {
        Recording refusing = Recording.with(
                ListPrices.BOOK,
                settings -> settings.budgets(request -> {
                    throw new BudgetExceededException(
                            "b", Money.of("1", "USD"), Money.of("1", "USD"), Money.of("1", "USD"), null);
                }));
        server.next(Wire.OPENAI_CHAT.reply(Scene.ANSWER));

        Setup.bare(server.url(), 0)
                .with(CostspanLangChain4j.create(refusing.costspan()).chatModelListener())
                .openAi()
                .chat("What is the capital of Portugal?");

        assertThat(refusing.only().cost().amount()).isEqualByComparingTo(ExpectedChats.OPENAI.amount());
    }

    @Test
    void chatListener_whenAWrapperStandsAround_leavesOneSpanAndItsAttempts() {
        server.next(Wire.OPENAI_CHAT.reply(Scene.ANSWER));
        Setup listening = Setup.metered(server.url(), 0, costs).with(costs.chatModelListener());

        costs.wrap(listening.openAi()).chat("What is the capital of Portugal?");

        assertThat(recording.spans()).hasSize(1);
        assertThat(recording.only().attempts()).isEqualTo(1);
    }

    @Test
    void chatListener_whenRegisteredTwice_asksTheBudgetsOnce() {
        AtomicInteger asked = new AtomicInteger();
        Recording counting = Recording.with(
                ListPrices.BOOK,
                settings -> settings.budgets(request -> {
                    asked.incrementAndGet();
                    return Reservation.NONE;
                }));
        CostspanLangChain4j counted = CostspanLangChain4j.create(counting.costspan());
        server.next(Wire.OPENAI_CHAT.reply(Scene.ANSWER));

        Setup.bare(server.url(), 0)
                .with(counted.chatModelListener(), counted.named("openai").chatModelListener())
                .openAi()
                .chat("What is the capital of Portugal?");

        assertThat(asked).hasValue(1);
        assertThat(counting.only().cost().amount()).isEqualByComparingTo(ExpectedChats.OPENAI.amount());
    }

    @Test
    void embeddingListener_whenEmbedded_recordsEachOverloadOnce() {
        EmbeddingModel model = embeddings().addListener(costs.embeddingModelListener());
        for (int i = 0; i < 3; i++) {
            server.next(Wire.OPENAI_EMBEDDINGS.reply(Scene.ANSWER));
        }

        model.embed("one");
        model.embed(TextSegment.from("two"));
        model.embedAll(List.of(TextSegment.from("three")));
        model.embedAll(List.of());

        assertThat(recording.records(3)).allSatisfy(entry -> {
            assertThat(entry.operation()).isEqualTo(Operation.EMBEDDINGS);
            assertThat(entry.provider()).isEqualTo("openai");
            assertThat(entry.requestModel()).isEqualTo("text-embedding-3-small");
            assertThat(entry.usage().unscaled(Meter.INPUT_TOKENS)).isEqualTo(8);
            assertThat(entry.cost().amount()).isEqualByComparingTo("0.00000016");
        });
    }

    @Test
    void embeddingListener_whenRejected_recordsAFailure() {
        server.next(Wire.OPENAI_EMBEDDINGS.reply(Scene.REJECTION));
        EmbeddingModel model = embeddings().addListener(costs.embeddingModelListener());

        assertThatThrownBy(() -> model.embed("one")).isNotNull();

        assertThat(recording.only().ending()).isEqualTo(Ending.FAILED);
    }

    @Test
    void moderationListener_whenModeratedOrRejected_recordsOneOperationEach() {
        Wire wire = new Wire("openai", "moderation.json", "");
        server.next(wire.reply(Scene.ANSWER), wire.reply(Scene.REJECTION));
        ModerationModel model = OpenAiModerationModel.builder()
                .baseUrl(server.url())
                .apiKey("none")
                .modelName("omni-moderation-latest")
                .maxRetries(0)
                .listeners(List.of(costs.moderationModelListener()))
                .build();

        model.moderate("You again!");
        assertThatThrownBy(() -> model.moderate("You again!")).isNotNull();

        assertThat(recording.records(2))
                .extracting(CostRecord::ending)
                .containsExactly(Ending.COMPLETED, Ending.FAILED);
        assertThat(recording.records().get(0).cost().amount()).isEqualByComparingTo("0.001");
    }

    @Test
    void storeListener_whenNamed_recordsSearchesAndAdditionsAndNothingElse() {
        EmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<TextSegment>()
                .addListener(costs.named("in_memory", "faq").embeddingStoreListener());

        store.add(EMBEDDING);
        store.add("two", EMBEDDING);
        store.addAll(List.of(EMBEDDING), List.of(TextSegment.from("three")));
        store.addAll(List.of());
        store.search(EmbeddingSearchRequest.builder().queryEmbedding(EMBEDDING).build());
        store.remove("two");
        store.removeAll();

        assertThat(recording.records())
                .extracting(CostRecord::operation)
                .containsExactly(
                        Operation.VECTOR_UPSERT,
                        Operation.VECTOR_UPSERT,
                        Operation.VECTOR_UPSERT,
                        Operation.VECTOR_QUERY);
        assertThat(recording.records()).allSatisfy(entry -> {
            assertThat(entry.provider()).isEqualTo("in_memory");
            assertThat(entry.collection()).isEqualTo("faq");
            assertThat(entry.cost().hasAmount()).isTrue();
        });
    }

    @Test
    void storeListener_whenTheStoreFails_recordsAFailure() {
        EmbeddingStore<TextSegment> store =
                new InMemoryEmbeddingStore<TextSegment>().addListener(costs.embeddingStoreListener());
        store.add(EMBEDDING);

        assertThatThrownBy(() -> store.search(EmbeddingSearchRequest.builder()
                        .queryEmbedding(Embedding.from(List.of(1f)))
                        .build()))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(recording.records(2))
                .extracting(CostRecord::ending)
                .containsExactly(Ending.COMPLETED, Ending.FAILED);
        assertThat(recording.records()).extracting(CostRecord::provider).containsOnly("unknown");
    }

    private EmbeddingModel embeddings() {
        return OpenAiEmbeddingModel.builder()
                .baseUrl(server.url())
                .apiKey("none")
                .maxRetries(0)
                .modelName("text-embedding-3-small")
                .build();
    }
}
