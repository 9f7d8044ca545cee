package dev.costspan.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.Costspan;
import dev.costspan.contract.Recording;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.model.audio.AudioTranscriptionModel;
import dev.langchain4j.model.audio.AudioTranscriptionResponse;
import dev.langchain4j.model.audio.TextToSpeechModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.image.ImageModel;
import dev.langchain4j.model.moderation.ModerationModel;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CostspanLangChain4jTest {

    private static final CostspanLangChain4j COSTS =
            CostspanLangChain4j.create(Recording.of(ListPrices.BOOK).costspan());

    private final ChatModel chat = new ChatModel() {};

    static Stream<ThrowingCallable> nulls() {
        return Stream.of(
                () -> COSTS.wrap((ChatModel) null),
                () -> COSTS.wrap((StreamingChatModel) null),
                () -> COSTS.wrap((EmbeddingModel) null),
                () -> COSTS.wrap((EmbeddingStore<?>) null),
                () -> COSTS.wrap((ScoringModel) null),
                () -> COSTS.wrap((ModerationModel) null),
                () -> COSTS.wrap((ImageModel) null),
                () -> COSTS.wrap((AudioTranscriptionModel) null),
                () -> COSTS.wrap((TextToSpeechModel) null),
                () -> COSTS.wrap((HttpClientBuilder) null),
                () -> COSTS.named(null),
                () -> COSTS.named("openai", null),
                () -> CostspanLangChain4j.create(null));
    }

    @ParameterizedTest
    @MethodSource("nulls")
    void entry_whenGivenNull_throwsAndNamesTheArgument(ThrowingCallable entry) {
        assertThatThrownBy(entry)
                .isExactlyInstanceOf(NullPointerException.class)
                .message()
                .isIn("model", "store", "builder", "provider", "costspan");
    }

    @Test
    void wrap_whenAlreadyWrapped_returnsTheSame() {
        ImageModel image = prompt -> Response.from(
                Image.builder().url("https://images.example/1.png").build());
        ScoringModel scoring = (segments, query) -> Response.from(List.of());
        AudioTranscriptionModel transcription = request -> AudioTranscriptionResponse.from("text");
        TextToSpeechModel speech = request -> null;

        ChatModel chats = COSTS.wrap(chat);
        StreamingChatModel streams = COSTS.wrap(new StreamingChatModel() {});
        EmbeddingModel embeddings = COSTS.wrap(new EmbeddingModel() {});
        EmbeddingStore<String> stores = COSTS.wrap(new InMemoryEmbeddingStore<String>());
        ScoringModel scores = COSTS.wrap(scoring);
        ModerationModel moderations = COSTS.wrap(new ModerationModel() {});
        ImageModel images = COSTS.wrap(image);
        AudioTranscriptionModel transcriptions = COSTS.wrap(transcription);
        TextToSpeechModel speeches = COSTS.wrap(speech);
        HttpClientBuilder builders = COSTS.wrap(JdkHttpClient.builder());

        assertThat(COSTS.wrap(chats)).isSameAs(chats);
        assertThat(COSTS.wrap(streams)).isSameAs(streams);
        assertThat(COSTS.wrap(embeddings)).isSameAs(embeddings);
        assertThat(COSTS.wrap(stores)).isSameAs(stores);
        assertThat(COSTS.wrap(scores)).isSameAs(scores);
        assertThat(COSTS.wrap(moderations)).isSameAs(moderations);
        assertThat(COSTS.wrap(images)).isSameAs(images);
        assertThat(COSTS.wrap(transcriptions)).isSameAs(transcriptions);
        assertThat(COSTS.wrap(speeches)).isSameAs(speeches);
        assertThat(COSTS.wrap(builders)).isSameAs(builders);
    }

    @Test
    void wrap_whenWrappedForAnotherCostspan_wrapsAgain() {
        Costspan other = Recording.of(ListPrices.BOOK).costspan();
        ChatModel wrapped = COSTS.wrap(chat);

        assertThat(CostspanLangChain4j.create(other).wrap(wrapped)).isNotSameAs(wrapped);
    }

    @Test
    void named_whenOnlyTheProviderIsGiven_keepsTheModelOfTheRequest() {
        Recording recording = Recording.of(ListPrices.BOOK);
        ScriptedChat model = new ScriptedChat(parameters("gpt-4o-mini"));

        CostspanLangChain4j.create(recording.costspan())
                .named("groq")
                .wrap(model)
                .chat("Hi");

        assertThat(recording.only().provider()).isEqualTo("groq");
        assertThat(recording.only().requestModel()).isEqualTo("gpt-4o-mini");
    }

    @Test
    void named_whenTheModelIsGivenToo_usesItOnlyWhereNobodyNamesOne() {
        Recording recording = Recording.of(ListPrices.BOOK);
        CostspanLangChain4j costs =
                CostspanLangChain4j.create(recording.costspan()).named("house", "fallback");

        costs.wrap(new ScriptedChat(parameters("gpt-4o-mini"))).chat("Hi");
        costs.wrap(new ScriptedChat(parameters(null))).chat("Hi");
        costs.wrap(new ScriptedChat(null)).chat("Hi");

        assertThat(recording.records())
                .extracting(entry -> entry.requestModel())
                .containsExactly("gpt-4o-mini", "fallback", "fallback");
    }

    @Test
    void named_whenAStoreIsWrapped_namesItsCollection() {
        Recording recording = Recording.of(ListPrices.BOOK);

        CostspanLangChain4j.create(recording.costspan())
                .named("in_memory", "faq")
                .wrap(new InMemoryEmbeddingStore<String>())
                .add("one", Embedding.from(List.of(1f)));

        assertThat(recording.only().collection()).isEqualTo("faq");
        assertThat(recording.span().getName()).isEqualTo("upsert faq");
    }

    private static ChatRequestParameters parameters(String modelName) {
        return ChatRequestParameters.builder().modelName(modelName).build();
    }
}
