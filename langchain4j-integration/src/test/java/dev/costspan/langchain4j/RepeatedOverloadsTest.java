package dev.costspan.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.contract.Recording;
import dev.costspan.outcome.OutcomeScope;
import dev.costspan.outcome.WasteReason;
import dev.costspan.telemetry.CostRecord;
import dev.langchain4j.data.audio.Audio;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.audio.AudioTranscriptionModel;
import dev.langchain4j.model.audio.AudioTranscriptionRequest;
import dev.langchain4j.model.audio.AudioTranscriptionResponse;
import dev.langchain4j.model.audio.TextToSpeechModel;
import dev.langchain4j.model.audio.TextToSpeechRequest;
import dev.langchain4j.model.audio.TextToSpeechResponse;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.image.ImageModel;
import dev.langchain4j.model.input.Prompt;
import dev.langchain4j.model.moderation.Moderation;
import dev.langchain4j.model.moderation.ModerationModel;
import dev.langchain4j.model.moderation.ModerationRequest;
import dev.langchain4j.model.moderation.ModerationResponse;
import dev.langchain4j.model.moderation.listener.ModerationModelListener;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whichever way a model or a store is asked, and whether a wrapper or a listener records it: the same again is a repeat. */
class RepeatedOverloadsTest {

    private static final Embedding EMBEDDING = Embedding.from(List.of(0.6f, 0.8f));
    private static final Image LIGHTHOUSE =
            Image.builder().url("https://images.example/lighthouse.png").build();

    private final Recording recording = Recording.of(ListPrices.BOOK);
    private final CostspanLangChain4j costs = CostspanLangChain4j.create(recording.costspan());

    @Test
    void embed_whenTheSameIsAskedAgain_isARepeat() {
        EmbeddingModel bare = embeddings();
        EmbeddingModel model = openAi("text-embedding-3-small").wrap(bare);
        EmbeddingModel listened =
                bare.addListener(openAi("text-embedding-3-small").embeddingModelListener());

        assertRepeats(Map.of(
                "text", model::embed,
                "segment", text -> model.embed(TextSegment.from(text)),
                "segments", text -> model.embedAll(List.of(TextSegment.from("Hi"), TextSegment.from(text))),
                "request", text -> model.embed(embeddingRequest(text)),
                "inner request", text -> model.doEmbed(embeddingRequest(text)),
                "listener, text", listened::embed,
                "listener, segments", text -> listened.embedAll(List.of(TextSegment.from(text)))));
    }

    @Test
    void search_whenTheSameIsAskedAgain_isARepeatAndNoAdditionIs() {
        EmbeddingStore<TextSegment> bare = new InMemoryEmbeddingStore<>();
        EmbeddingStore<TextSegment> store = costs.wrap(bare);
        EmbeddingStore<TextSegment> listened =
                bare.addListener(costs.named("in_memory").embeddingStoreListener());
        Consumer<EmbeddingStore<TextSegment>> add = each -> each.add("one", EMBEDDING);

        assertRepeats(Map.of(
                "query", text -> store.search(search(text, 0.6f)),
                "embedding", text -> store.search(search(null, text.length() / 100f)),
                "listener", text -> listened.search(search(text, 0.6f))));

        assertThat(waste(() -> add.accept(store), () -> add.accept(store))).containsExactly(List.of(), List.of());
        assertThat(waste(() -> add.accept(listened), () -> add.accept(listened)))
                .containsExactly(List.of(), List.of());
    }

    @Test
    void score_whenTheSameIsAskedAgain_isARepeat() {
        ScoringModel model = costs.named("cohere", "rerank-v3.5")
                .wrap((segments, query) ->
                        Response.from(Collections.nCopies(segments.size(), 0.5), new TokenUsage(1, 0)));

        assertRepeats(Map.of(
                "text", text -> model.score(text, "Where?"),
                "segment", text -> model.score(TextSegment.from(text), "Where?"),
                "segments", text -> model.scoreAll(List.of(TextSegment.from(text)), "Where?"),
                "query", text -> model.scoreAll(List.of(TextSegment.from("Parcels.")), text)));
    }

    @Test
    void moderate_whenTheSameIsAskedAgain_isARepeat() {
        ModerationModel model = openAi("omni-moderation-latest").wrap(new Moderator(List.of()));
        ModerationModel listened =
                new Moderator(List.of(openAi("omni-moderation-latest").moderationModelListener()));

        assertRepeats(Map.of(
                "text", model::moderate,
                "prompt", text -> model.moderate(Prompt.from(text)),
                "message", text -> model.moderate((ChatMessage) UserMessage.from(text)),
                "messages", text -> model.moderate(List.<ChatMessage>of(UserMessage.from(text))),
                "segment", text -> model.moderate(TextSegment.from(text)),
                "request", text -> model.moderate(moderationRequest(text)),
                "inner request", text -> model.doModerate(moderationRequest(text)),
                "listener", text -> listened.moderate(moderationRequest(text))));
    }

    @Test
    void image_whenTheSameIsAskedAgain_isARepeat() {
        ImageModel model = openAi("dall-e-3").wrap(new Painter());
        Map<String, Consumer<String>> ways = new LinkedHashMap<>();
        ways.put("one", model::generate);
        ways.put("several", text -> model.generate(text, 2));
        ways.put("edit", text -> model.edit(LIGHTHOUSE, text));
        ways.put("edit of another image", text -> model.edit(image(text), "brighter"));
        ways.put("edit under a mask", text -> model.edit(LIGHTHOUSE, LIGHTHOUSE, text));
        ways.put("edit under another mask", text -> model.edit(LIGHTHOUSE, image(text), "brighter"));

        assertRepeats(ways);

        assertThat(waste(() -> model.generate("a boat", 1), () -> model.generate("a boat", 2)))
                .containsExactly(List.of(), List.of());
    }

    @Test
    void audio_whenTheSameIsAskedAgain_isARepeat() {
        TextToSpeechModel speech = openAi("tts-1").wrap(new Speaker());
        AudioTranscriptionModel transcription =
                openAi("whisper-1").wrap((AudioTranscriptionModel) request -> new AudioTranscriptionResponse("Hi"));

        assertRepeats(Map.of(
                "text", speech::synthesize,
                "voice",
                        text -> speech.synthesize(
                                TextToSpeechRequest.builder("Hi").voice(text).build()),
                "audio", text -> transcription.transcribeToText(audio(text)),
                "request",
                        text -> transcription.transcribe(
                                AudioTranscriptionRequest.builder(audio(text)).build()),
                "language",
                        text -> transcription.transcribe(AudioTranscriptionRequest.builder(audio("Hi"))
                                .language(text)
                                .build())));
    }

    @Test
    void chat_whenAListenerRecordsIt_isARepeat() {
        ChatModel listened = new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                return ScriptedChat.answer();
            }

            @Override
            public List<ChatModelListener> listeners() {
                return List.of(openAi("gpt-4o-mini").chatModelListener());
            }
        };

        assertRepeats(Map.of("listener", listened::chat));
    }

    /** For each way: the same text again is a repeat, another text is not. */
    private void assertRepeats(Map<String, Consumer<String>> ways) {
        ways.forEach((way, ask) -> {
            assertThat(waste(() -> ask.accept("Where is it?"), () -> ask.accept("Where is it?")))
                    .as(way)
                    .containsExactly(List.of(), List.of(WasteReason.REPEATED_REQUEST));
            assertThat(waste(() -> ask.accept("Where is it?"), () -> ask.accept("Where is it?!")))
                    .as(way + ", another text")
                    .containsExactly(List.of(), List.of());
        });
    }

    private List<List<WasteReason>> waste(Runnable first, Runnable second) {
        int before = recording.records().size();
        try (OutcomeScope outcome = recording.costspan().outcome("support.resolution")) {
            first.run();
            second.run();
            outcome.succeed();
        }
        List<CostRecord> all = recording.records();
        return all.subList(before, all.size()).stream()
                .map(entry -> entry.waste().reasons())
                .toList();
    }

    private CostspanLangChain4j openAi(String model) {
        return costs.named("openai", model);
    }

    private static EmbeddingModel embeddings() {
        return new EmbeddingModel() {
            @Override
            public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
                return Response.from(Collections.nCopies(segments.size(), EMBEDDING), new TokenUsage(8));
            }
        };
    }

    private static EmbeddingRequest embeddingRequest(String text) {
        return EmbeddingRequest.builder().input(text).build();
    }

    private static EmbeddingSearchRequest search(String query, float component) {
        return EmbeddingSearchRequest.builder()
                .query(query)
                .queryEmbedding(Embedding.from(List.of(component, 0.8f)))
                .maxResults(3)
                .build();
    }

    private static ModerationRequest moderationRequest(String text) {
        return ModerationRequest.builder().texts(List.of(text)).build();
    }

    private static Image image(String base64) {
        return Image.builder().base64Data(base64).mimeType("image/png").build();
    }

    private static Audio audio(String bytes) {
        return Audio.builder()
                .binaryData(bytes.getBytes(StandardCharsets.UTF_8))
                .mimeType("audio/wav")
                .build();
    }

    private record Moderator(List<ModerationModelListener> listeners) implements ModerationModel {

        @Override
        public ModerationResponse doModerate(ModerationRequest request) {
            return ModerationResponse.builder()
                    .moderation(Moderation.notFlagged())
                    .build();
        }

        @Override
        public ModelProvider provider() {
            return ModelProvider.OPEN_AI;
        }
    }

    private record Painter() implements ImageModel {

        @Override
        public Response<Image> generate(String prompt) {
            return Response.from(LIGHTHOUSE);
        }

        @Override
        public Response<List<Image>> generate(String prompt, int n) {
            return Response.from(Collections.nCopies(n, LIGHTHOUSE));
        }

        @Override
        public Response<Image> edit(Image image, String prompt) {
            return Response.from(LIGHTHOUSE);
        }

        @Override
        public Response<Image> edit(Image image, Image mask, String prompt) {
            return Response.from(LIGHTHOUSE);
        }
    }

    private record Speaker() implements TextToSpeechModel {

        @Override
        public TextToSpeechResponse synthesize(TextToSpeechRequest request) {
            return TextToSpeechResponse.from(audio("Hi"));
        }
    }
}
