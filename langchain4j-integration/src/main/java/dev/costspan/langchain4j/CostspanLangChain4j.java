package dev.costspan.langchain4j;

import dev.costspan.Costspan;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.audio.AudioTranscriptionModel;
import dev.langchain4j.model.audio.TextToSpeechModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.image.ImageModel;
import dev.langchain4j.model.moderation.ModerationModel;
import dev.langchain4j.model.moderation.listener.ModerationModelListener;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.observability.api.listener.AiServiceRequestIssuedListener;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.listener.EmbeddingStoreListener;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Wraps LangChain4j models, stores and HTTP clients so that each call is one operation.
 *
 * <pre>{@code
 * CostspanLangChain4j costs = CostspanLangChain4j.create(costspan);
 * ChatModel model = costs.wrap(OpenAiChatModel.builder()
 *     .httpClientBuilder(costs.wrap(new JdkHttpClientBuilder()))   // counts retries
 *     .apiKey(key)
 *     .modelName("gpt-4o-mini")
 *     .build());
 * }</pre>
 *
 * A wrapper answers as its delegate does: same answer, same exception, same thread, same listeners, capabilities and default
 * parameters. Wrapping what was already wrapped for the same {@code Costspan} returns it unchanged. Below an outcome, a request
 * that the same model object answered there before counts as repeated; for that, and only there, requests are hashed. Immutable
 * and thread-safe.
 */
@SuppressWarnings("overloads") // one name for everything that can be wrapped; a lambda is cast to what it stands for
public final class CostspanLangChain4j {

    private final Costspan costspan;
    private final @Nullable String provider;
    private final @Nullable String model;

    private CostspanLangChain4j(Costspan costspan, @Nullable String provider, @Nullable String model) {
        this.costspan = costspan;
        this.provider = provider;
        this.model = model;
    }

    /** Returns an integration that records with {@code costspan}. */
    public static CostspanLangChain4j create(Costspan costspan) {
        return new CostspanLangChain4j(Objects.requireNonNull(costspan, "costspan"), null, null);
    }

    /**
     * Returns an integration that says {@code provider} whatever the wrapped object says: for an OpenAI client that talks to
     * another provider, for example.
     *
     * @param provider a value of {@code gen_ai.provider.name} or {@code db.system.name}
     */
    public CostspanLangChain4j named(String provider) {
        return new CostspanLangChain4j(costspan, Objects.requireNonNull(provider, "provider"), null);
    }

    /**
     * Returns an integration that says {@code provider}, and {@code model} where neither the request nor the wrapped object names
     * one: for models that run in this process, for example. For a store, {@code model} is its collection.
     *
     * @param provider a value of {@code gen_ai.provider.name} or {@code db.system.name}
     * @param model the model, or the collection of a store
     */
    public CostspanLangChain4j named(String provider, String model) {
        return new CostspanLangChain4j(
                costspan, Objects.requireNonNull(provider, "provider"), Objects.requireNonNull(model, "model"));
    }

    /** Returns {@code model} with each of its calls recorded as a chat. */
    public ChatModel wrap(ChatModel model) {
        return Objects.requireNonNull(model, "model") instanceof MeteredChatModel wrapped && wrapped.isOf(costspan)
                ? model
                : new MeteredChatModel(costspan, model, identity(model, model.provider()));
    }

    /**
     * Returns {@code model} with each of its calls recorded as a streamed chat. The handler's methods run in the Context in which
     * the stream was started, on the thread on which the delegate calls them. A stream that nobody ends is recorded as abandoned
     * once its handler is garbage. One that does not come to its end counts with what it reported so far, where the HTTP client is
     * wrapped too, and the rest is estimated from what came: the length of each chunk is added up, and the request is kept until
     * the end. When a budget refuses, the handler's {@code onError} hears it on the caller's thread, since a later round of a tool
     * loop has nobody to throw to.
     */
    public StreamingChatModel wrap(StreamingChatModel model) {
        return Objects.requireNonNull(model, "model") instanceof MeteredStreamingChatModel wrapped
                        && wrapped.isOf(costspan)
                ? model
                : new MeteredStreamingChatModel(costspan, model, identity(model, model.provider()));
    }

    /** Returns {@code model} with each of its calls recorded as embeddings. */
    public EmbeddingModel wrap(EmbeddingModel model) {
        return Objects.requireNonNull(model, "model") instanceof MeteredEmbeddingModel wrapped && wrapped.isOf(costspan)
                ? model
                : new MeteredEmbeddingModel(costspan, model, identity(model, model.provider()));
    }

    /**
     * Returns {@code store} with each search recorded as a vector query and each addition as a vector upsert. Removals are not
     * recorded.
     */
    public <T> EmbeddingStore<T> wrap(EmbeddingStore<T> store) {
        return Objects.requireNonNull(store, "store") instanceof MeteredEmbeddingStore<T> wrapped
                        && wrapped.isOf(costspan)
                ? store
                : new MeteredEmbeddingStore<>(costspan, store, identity(store, null));
    }

    /** Returns {@code model} with each of its calls recorded as a rerank. */
    public ScoringModel wrap(ScoringModel model) {
        return Objects.requireNonNull(model, "model") instanceof MeteredScoringModel wrapped && wrapped.isOf(costspan)
                ? model
                : new MeteredScoringModel(costspan, model, identity(model, null));
    }

    /** Returns {@code model} with each of its calls recorded as a moderation. */
    public ModerationModel wrap(ModerationModel model) {
        return Objects.requireNonNull(model, "model") instanceof MeteredModerationModel wrapped
                        && wrapped.isOf(costspan)
                ? model
                : new MeteredModerationModel(costspan, model, identity(model, model.provider()));
    }

    /** Returns {@code model} with each of its calls recorded as an image operation; every image of the answer counts. */
    public ImageModel wrap(ImageModel model) {
        return Objects.requireNonNull(model, "model") instanceof MeteredImageModel wrapped && wrapped.isOf(costspan)
                ? model
                : new MeteredImageModel(costspan, model, identity(model, null));
    }

    /**
     * Returns {@code model} with each of its calls recorded as a transcription. LangChain4j's answer holds the text alone, so the
     * usage is unknown and only a price per request applies.
     */
    public AudioTranscriptionModel wrap(AudioTranscriptionModel model) {
        return Objects.requireNonNull(model, "model") instanceof MeteredTranscriptionModel wrapped
                        && wrapped.isOf(costspan)
                ? model
                : new MeteredTranscriptionModel(costspan, model, identity(model, model.provider()));
    }

    /** Returns {@code model} with each of its calls recorded as speech; the characters of the request count. */
    public TextToSpeechModel wrap(TextToSpeechModel model) {
        return Objects.requireNonNull(model, "model") instanceof MeteredSpeechModel wrapped && wrapped.isOf(costspan)
                ? model
                : new MeteredSpeechModel(costspan, model, identity(model, model.provider()));
    }

    /**
     * Returns {@code builder} with each request that its clients send inside a recorded operation counted as an attempt of it,
     * the retries of LangChain4j included. An answer that LangChain4j cannot read and asks for again was billed, and counts as
     * waste; its body is kept until the operation ends. Clients of models that no wrapper records send as before.
     */
    public HttpClientBuilder wrap(HttpClientBuilder builder) {
        return Objects.requireNonNull(builder, "builder") instanceof MeteredHttpClientBuilder
                ? builder
                : new MeteredHttpClientBuilder(builder);
    }

    /**
     * Returns a listener that records the calls of a chat model, blocking or streaming. It cannot refuse a call that a budget
     * forbids, does not see attempts, gives HTTP spans no parent, and records nothing when a stream is cancelled before its end.
     * Beside a wrapper it records nothing.
     */
    public ChatModelListener chatModelListener() {
        return new ChatListener(costspan, provider, model);
    }

    /**
     * Returns a listener that records the calls of an embedding model. It cannot refuse a call that a budget forbids, does not see
     * attempts and gives HTTP spans no parent. Beside a wrapper it records nothing.
     */
    public EmbeddingModelListener embeddingModelListener() {
        return new EmbeddingListener(costspan, provider, model);
    }

    /**
     * Returns a listener that records searches and additions of an embedding store. LangChain4j does not tell it which store
     * answers, so {@link #named(String, String) name} it. It cannot refuse a call that a budget forbids and gives the spans of
     * the store's client no parent. Beside a wrapper it records nothing.
     */
    public EmbeddingStoreListener embeddingStoreListener() {
        return new StoreListener(costspan, provider, model);
    }

    /**
     * Returns a listener that records the calls of a moderation model. It cannot refuse a call that a budget forbids, does not see
     * attempts and gives HTTP spans no parent. Beside a wrapper it records nothing.
     */
    public ModerationModelListener moderationModelListener() {
        return new ModerationListener(costspan, provider, model);
    }

    /**
     * Returns a listener that names the prompt of each request of an AI service after the service's method, such as {@code
     * SupportAssistant.answer}, where no {@link dev.costspan.usage.Prompt} is in scope. Register it with {@code
     * AiServices.builder(…).registerListener(…)}; the service's model is wrapped or has the listener of {@link
     * #chatModelListener()}. It looks at no text.
     */
    public AiServiceRequestIssuedListener promptListener() {
        return new PromptListener();
    }

    private Identity identity(Object wrapped, @Nullable ModelProvider named) {
        return Identity.of(wrapped, named).orElse(provider, model);
    }
}
