package dev.costspan.langchain4j;

import dev.costspan.Costspan;
import dev.costspan.contract.AttemptContract;
import dev.costspan.contract.Expected;
import dev.costspan.contract.OutcomeContract;
import dev.costspan.contract.ProviderServer;
import dev.costspan.contract.RepeatContract;
import dev.costspan.contract.Subject;
import dev.costspan.pricing.PriceBook;
import dev.langchain4j.data.audio.Audio;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.model.audio.AudioTranscriptionModel;
import dev.langchain4j.model.audio.TextToSpeechModel;
import dev.langchain4j.model.image.ImageModel;
import dev.langchain4j.model.moderation.ModerationModel;
import dev.langchain4j.model.moderation.ModerationRequest;
import dev.langchain4j.model.moderation.ModerationResponse;
import dev.langchain4j.model.openai.OpenAiAudioTranscriptionModel;
import dev.langchain4j.model.openai.OpenAiImageModel;
import dev.langchain4j.model.openai.OpenAiModerationModel;
import dev.langchain4j.model.openai.OpenAiTextToSpeechModel;
import dev.langchain4j.model.output.Response;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;

/** Models whose answers report no usage: images, moderation, speech and transcription, of OpenAI. */
class MediaContractTest {

    private interface MediaContract<M> extends OutcomeContract, RepeatContract {

        Wire wire();

        M client(ProviderServer server, HttpClientBuilder http);

        M wrap(CostspanLangChain4j costs, M model);

        M decorated(M model);

        Function<M, String> request();

        @Override
        default Subject subject(Costspan costspan) {
            ProviderServer server = ProviderServer.start();
            CostspanLangChain4j costs = CostspanLangChain4j.create(costspan);
            M bare = client(server, JdkHttpClient.builder());
            M wrapped = wrap(costs, client(server, costs.wrap(JdkHttpClient.builder())));
            M twice = wrap(costs, decorated(wrapped));
            Map<String, Supplier<String>> nested = Map.of(
                    "wrapper around a decorator around a wrapper",
                    () -> request().apply(twice));
            return new WireSubject(
                    server,
                    wire(),
                    () -> request().apply(wrapped),
                    () -> request().apply(bare),
                    nested);
        }

        @Override
        default PriceBook prices() {
            return ListPrices.BOOK;
        }

        static Expected expected(String operation, String model, String amount) {
            return new Expected(
                    operation + " " + model,
                    Map.of(
                            "gen_ai.operation.name", operation,
                            "gen_ai.provider.name", "openai",
                            "gen_ai.request.model", model),
                    amount,
                    "dev.langchain4j.exception.InvalidRequestException");
        }
    }

    /** OpenAiImageModel sends outside its own retry, so that it never retries and its errors stay those of the HTTP client. */
    @Nested
    class Images implements MediaContract<ImageModel> {

        @Override
        public Wire wire() {
            return new Wire("openai", "images.json", "");
        }

        @Override
        public ImageModel client(ProviderServer server, HttpClientBuilder http) {
            return OpenAiImageModel.builder()
                    .baseUrl(server.url())
                    .httpClientBuilder(http)
                    .apiKey("none")
                    .modelName("dall-e-3")
                    .build();
        }

        @Override
        public ImageModel wrap(CostspanLangChain4j costs, ImageModel model) {
            return costs.named("openai", "dall-e-3").wrap(model);
        }

        @Override
        public ImageModel decorated(ImageModel model) {
            return new ImageModel() {
                @Override
                public Response<Image> generate(String prompt) {
                    return model.generate(prompt);
                }

                @Override
                public Response<List<Image>> generate(String prompt, int n) {
                    return model.generate(prompt, n);
                }
            };
        }

        @Override
        public Function<ImageModel, String> request() {
            return model -> model.generate("a lighthouse", 2).content().toString();
        }

        @Override
        public Expected expected() {
            Expected likeOthers = MediaContract.expected("image_generation", "dall-e-3", "0.08");
            return new Expected(
                    likeOthers.spanName(),
                    likeOthers.attributes(),
                    likeOthers.amount(),
                    "dev.langchain4j.exception.HttpException");
        }
    }

    @Nested
    class Moderations implements MediaContract<ModerationModel>, AttemptContract {

        @Override
        public Wire wire() {
            return new Wire("openai", "moderation.json", "");
        }

        @Override
        public ModerationModel client(ProviderServer server, HttpClientBuilder http) {
            return OpenAiModerationModel.builder()
                    .baseUrl(server.url())
                    .httpClientBuilder(http)
                    .maxRetries(1)
                    .apiKey("none")
                    .modelName("omni-moderation-latest")
                    .build();
        }

        @Override
        public ModerationModel wrap(CostspanLangChain4j costs, ModerationModel model) {
            return costs.wrap(model);
        }

        @Override
        public ModerationModel decorated(ModerationModel model) {
            return new ModerationModel() {
                @Override
                public ModerationResponse doModerate(ModerationRequest request) {
                    return model.moderate(request.toBuilder().modelName(null).build());
                }
            };
        }

        @Override
        public Function<ModerationModel, String> request() {
            return model -> model.moderate("You again!").content().toString();
        }

        @Override
        public Expected expected() {
            return MediaContract.expected("moderation", "omni-moderation-latest", "0.001");
        }
    }

    /** The builder of this model takes no HTTP client, so its attempts cannot be counted. */
    @Nested
    class Transcriptions implements MediaContract<AudioTranscriptionModel> {

        @Override
        public Wire wire() {
            return new Wire("openai", "transcription.json", "");
        }

        @Override
        public AudioTranscriptionModel client(ProviderServer server, HttpClientBuilder http) {
            return OpenAiAudioTranscriptionModel.builder()
                    .baseUrl(server.url())
                    .maxRetries(1)
                    .apiKey("none")
                    .modelName("whisper-1")
                    .build();
        }

        @Override
        public AudioTranscriptionModel wrap(CostspanLangChain4j costs, AudioTranscriptionModel model) {
            return costs.named("openai", "whisper-1").wrap(model);
        }

        @Override
        public AudioTranscriptionModel decorated(AudioTranscriptionModel model) {
            return request -> model.transcribe(request);
        }

        @Override
        public Function<AudioTranscriptionModel, String> request() {
            Audio audio = Audio.builder()
                    .binaryData(new byte[] {82, 73, 70, 70})
                    .mimeType("audio/wav")
                    .build();
            return model -> model.transcribeToText(audio);
        }

        @Override
        public Expected expected() {
            return MediaContract.expected("transcription", "whisper-1", "0.002");
        }
    }

    @Nested
    class Speeches implements MediaContract<TextToSpeechModel>, AttemptContract {

        @Override
        public Wire wire() {
            return new Wire("openai", "speech.txt", "");
        }

        @Override
        public TextToSpeechModel client(ProviderServer server, HttpClientBuilder http) {
            return OpenAiTextToSpeechModel.builder()
                    .baseUrl(server.url())
                    .httpClientBuilder(http)
                    .maxRetries(1)
                    .apiKey("none")
                    .modelName("tts-1")
                    .build();
        }

        @Override
        public TextToSpeechModel wrap(CostspanLangChain4j costs, TextToSpeechModel model) {
            return costs.named("openai", "tts-1").wrap(model);
        }

        @Override
        public TextToSpeechModel decorated(TextToSpeechModel model) {
            return request -> model.synthesize(request);
        }

        @Override
        public Function<TextToSpeechModel, String> request() {
            return model -> String.valueOf(
                    model.synthesize("Your parcel is here. 📦").audio().binaryData().length);
        }

        @Override
        public Expected expected() {
            // 22 characters, the last of which is two UTF-16 units
            return MediaContract.expected("speech", "tts-1", "0.00033");
        }
    }
}
