package dev.costspan.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.contract.Recording;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.langchain4j.data.audio.Audio;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.audio.AudioTranscriptionModel;
import dev.langchain4j.model.audio.AudioTranscriptionRequest;
import dev.langchain4j.model.audio.AudioTranscriptionResponse;
import dev.langchain4j.model.audio.TextToSpeechModel;
import dev.langchain4j.model.audio.TextToSpeechRequest;
import dev.langchain4j.model.audio.TextToSpeechResponse;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.image.ImageModel;
import dev.langchain4j.model.input.Prompt;
import dev.langchain4j.model.moderation.Moderation;
import dev.langchain4j.model.moderation.ModerationModel;
import dev.langchain4j.model.moderation.ModerationRequest;
import dev.langchain4j.model.moderation.ModerationResponse;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each way to call a model is one operation, although the ways of LangChain4j's interfaces end in one another. */
class OverloadsTest {

    private static final TextSegment SEGMENT = TextSegment.from("Where is my parcel?");
    private static final Embedding EMBEDDING = Embedding.from(List.of(0.6f, 0.8f));
    private static final Image IMAGE =
            Image.builder().url("https://images.example/1.png").build();
    private static final Audio AUDIO =
            Audio.builder().binaryData(new byte[] {1}).mimeType("audio/wav").build();

    private final Recording recording = Recording.of(ListPrices.BOOK);
    private final CostspanLangChain4j costs =
            CostspanLangChain4j.create(recording.costspan()).named("acme", "model");

    @Test
    void chat_byEachOverload_isOneOperation() {
        ChatModel model = costs.wrap(new ScriptedChat(null));
        ChatRequest request =
                ChatRequest.builder().messages(UserMessage.from("Hi")).build();

        model.chat("Hi");
        model.chat(UserMessage.from("Hi"));
        model.chat(List.of(UserMessage.from("Hi")));
        model.chat(request);

        assertOperations(Operation.CHAT, 4);
        assertThat(recording.records())
                .allSatisfy(entry ->
                        assertThat(entry.usage().unscaled(Meter.INPUT_TOKENS)).isEqualTo(100));
    }

    @Test
    void embed_byEachOverload_isOneOperationAndNothingForNothing() {
        EmbeddingModel model = costs.wrap(new EmbeddingModel() {
            @Override
            public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
                return Response.from(Collections.nCopies(segments.size(), EMBEDDING), new TokenUsage(8));
            }
        });

        model.embed("Where is my parcel?");
        model.embed(SEGMENT);
        model.embedAll(List.of(SEGMENT, SEGMENT));
        model.embed(EmbeddingRequest.builder().input("Where is my parcel?").build());
        model.doEmbed(EmbeddingRequest.builder().input("Where is my parcel?").build());
        model.embedAll(List.of());

        assertOperations(Operation.EMBEDDINGS, 5);
        assertThat(recording.records()).allSatisfy(entry -> {
            assertThat(entry.usage().unscaled(Meter.INPUT_TOKENS)).isEqualTo(8);
            assertThat(entry.requestModel()).isEqualTo("model");
        });
    }

    @Test
    void store_byEachOverload_isOneOperationAndRemovalsAreNone() {
        EmbeddingStore<TextSegment> store = costs.wrap(new InMemoryEmbeddingStore<>());

        store.add(EMBEDDING);
        store.add("two", EMBEDDING);
        store.add(EMBEDDING, SEGMENT);
        store.addAll(List.of(EMBEDDING));
        store.addAll(List.of(EMBEDDING), List.of(SEGMENT));
        store.addAll(List.of("six"), List.of(EMBEDDING), List.of(SEGMENT));
        assertOperations(Operation.VECTOR_UPSERT, 6);

        store.addAll(List.of());
        store.addAll(List.of(), List.of());
        store.addAll(List.of(), List.of(), List.of());
        store.remove("two");
        store.removeAll(List.of("six"));
        store.removeAll(object -> false);
        assertThat(store.generateIds(2)).hasSize(2);
        assertThat(recording.records()).hasSize(6);

        assertThat(store.search(EmbeddingSearchRequest.builder()
                                .queryEmbedding(EMBEDDING)
                                .maxResults(10)
                                .build())
                        .matches())
                .hasSize(4);
        store.removeAll();
        assertThat(recording.records().get(6).operation()).isEqualTo(Operation.VECTOR_QUERY);
        assertThat(recording.records()).hasSize(7);
    }

    @Test
    void score_byEachOverload_isOneOperationWithTokens() {
        ScoringModel model = costs.wrap((ScoringModel)
                (segments, query) -> Response.from(Collections.nCopies(segments.size(), 0.9), new TokenUsage(30)));

        model.score("Parcels take two days.", "How long?");
        model.score(SEGMENT, "How long?");
        model.scoreAll(List.of(SEGMENT, SEGMENT), "How long?");

        assertOperations(Operation.RERANK, 3);
        assertThat(recording.records())
                .allSatisfy(entry ->
                        assertThat(entry.usage().unscaled(Meter.INPUT_TOKENS)).isEqualTo(30));
    }

    @Test
    void moderate_byEachOverload_isOneOperation() {
        ModerationModel model = costs.wrap(new ModerationModel() {
            @Override
            public ModerationResponse doModerate(ModerationRequest request) {
                return ModerationResponse.builder()
                        .moderation(Moderation.notFlagged())
                        .build();
            }
        });
        ModerationRequest request = ModerationRequest.builder()
                .texts(List.of("Hi"))
                .modelName("named")
                .build();

        model.moderate("Hi");
        model.moderate(Prompt.from("Hi"));
        model.moderate(UserMessage.from("Hi"));
        model.moderate(List.of(UserMessage.from("Hi")));
        model.moderate(SEGMENT);
        model.moderate(request);
        model.doModerate(request);

        assertOperations(Operation.MODERATION, 7);
        assertThat(recording.records())
                .extracting(CostRecord::requestModel)
                .containsExactly("model", "model", "model", "model", "model", "named", "named");
    }

    @Test
    void image_byEachOverload_countsTheImagesOfTheAnswerAndItsTokens() {
        ImageModel model = costs.wrap(new ImageModel() {
            @Override
            public Response<Image> generate(String prompt) {
                return Response.from(IMAGE, new TokenUsage(10, 200));
            }

            @Override
            public Response<List<Image>> generate(String prompt, int n) {
                return Response.from(Collections.nCopies(n, IMAGE));
            }

            @Override
            public Response<Image> edit(Image image, String prompt) {
                return Response.from(IMAGE);
            }

            @Override
            public Response<Image> edit(Image image, Image mask, String prompt) {
                return null;
            }
        });

        model.generate("a lighthouse");
        model.generate("a lighthouse", 3);
        model.edit(IMAGE, "at night");
        model.edit(IMAGE, IMAGE, "at night");

        assertOperations(Operation.IMAGE, 4);
        assertThat(recording.records())
                .extracting(entry -> entry.usage().unscaled(Meter.OUTPUT_IMAGES))
                .containsExactly(1L, 3L, 1L, 0L);
        assertThat(recording.records().get(0).usage().unscaled(Meter.OUTPUT_TOKENS))
                .isEqualTo(200);
        assertThat(recording.records().get(3).usage().isUnknown()).isTrue();
    }

    @Test
    void audio_byEachOverload_isOneOperation() {
        AudioTranscriptionModel transcription =
                costs.wrap((AudioTranscriptionModel) request -> AudioTranscriptionResponse.from("text"));
        TextToSpeechModel speech = costs.wrap((TextToSpeechModel) request -> TextToSpeechResponse.from(AUDIO));

        transcription.transcribeToText(AUDIO);
        transcription.transcribe(AudioTranscriptionRequest.builder(AUDIO).build());
        assertOperations(Operation.TRANSCRIPTION, 2);
        speech.synthesize("four");
        speech.synthesize(TextToSpeechRequest.builder().text("sixsix").build());
        speech.synthesize((TextToSpeechRequest) null);

        assertThat(recording.records().subList(2, 5))
                .extracting(entry -> entry.usage().unscaled(Meter.INPUT_CHARACTERS))
                .containsExactly(4L, 6L, 0L);
        assertThat(recording.records().get(4).usage().isUnknown()).isTrue();
    }

    private void assertOperations(Operation kind, int count) {
        assertThat(recording.records())
                .hasSize(count)
                .extracting(CostRecord::operation)
                .containsOnly(kind);
        assertThat(recording.spans()).hasSize(count);
    }
}
