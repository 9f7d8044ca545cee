package dev.costspan.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.costspan.contract.Recording;
import dev.langchain4j.data.audio.Audio;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AiMessage;
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
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.request.EmbeddingRequestParameters;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.image.ImageModel;
import dev.langchain4j.model.input.Prompt;
import dev.langchain4j.model.moderation.Moderation;
import dev.langchain4j.model.moderation.ModerationModel;
import dev.langchain4j.model.moderation.ModerationRequest;
import dev.langchain4j.model.moderation.ModerationResponse;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.filter.Filter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each overridden method reaches the same method of the delegate with the same arguments, and gives back what that gives. */
class DecoratorDelegationTest {

    private static final TextSegment SEGMENT = TextSegment.from("Where is my parcel?");
    private static final Embedding EMBEDDING = Embedding.from(List.of(0.6f, 0.8f));
    private static final Audio AUDIO =
            Audio.builder().binaryData(new byte[] {1}).mimeType("audio/wav").build();
    private static final Filter FILTER = object -> true;

    private static final Map<Class<?>, Object> VALUES = Map.ofEntries(
            Map.entry(String.class, "text"),
            Map.entry(int.class, 7),
            Map.entry(List.class, List.of(EMBEDDING)),
            Map.entry(Collection.class, List.of("one")),
            Map.entry(Set.class, Set.of()),
            Map.entry(Object.class, SEGMENT),
            Map.entry(TextSegment.class, SEGMENT),
            Map.entry(Embedding.class, EMBEDDING),
            Map.entry(
                    Image.class,
                    Image.builder().url("https://images.example/1.png").build()),
            Map.entry(Audio.class, AUDIO),
            Map.entry(Filter.class, FILTER),
            Map.entry(Prompt.class, Prompt.from("text")),
            Map.entry(ChatMessage.class, UserMessage.from("text")),
            Map.entry(ModelProvider.class, ModelProvider.WATSONX),
            Map.entry(
                    ChatRequest.class,
                    ChatRequest.builder().messages(UserMessage.from("text")).build()),
            Map.entry(ChatRequestOptions.class, ChatRequestOptions.EMPTY),
            Map.entry(
                    ChatRequestParameters.class,
                    ChatRequestParameters.builder().modelName("m").build()),
            Map.entry(StreamingChatResponseHandler.class, new StreamAnswer()),
            Map.entry(
                    ChatResponse.class,
                    ChatResponse.builder().aiMessage(AiMessage.from("text")).build()),
            Map.entry(
                    EmbeddingRequest.class,
                    EmbeddingRequest.builder().input("text").build()),
            Map.entry(EmbeddingRequestParameters.class, EmbeddingRequestParameters.EMPTY),
            Map.entry(
                    EmbeddingResponse.class,
                    EmbeddingResponse.builder().embeddings(List.of(EMBEDDING)).build()),
            Map.entry(Response.class, Response.from(EMBEDDING)),
            Map.entry(
                    EmbeddingSearchRequest.class,
                    EmbeddingSearchRequest.builder().queryEmbedding(EMBEDDING).build()),
            Map.entry(EmbeddingSearchResult.class, new EmbeddingSearchResult<>(List.of())),
            Map.entry(
                    ModerationRequest.class,
                    ModerationRequest.builder().texts(List.of("text")).build()),
            Map.entry(
                    ModerationResponse.class,
                    ModerationResponse.builder()
                            .moderation(Moderation.notFlagged())
                            .build()),
            Map.entry(
                    AudioTranscriptionRequest.class,
                    AudioTranscriptionRequest.builder(AUDIO).build()),
            Map.entry(AudioTranscriptionResponse.class, AudioTranscriptionResponse.from("text")),
            Map.entry(
                    TextToSpeechRequest.class,
                    TextToSpeechRequest.builder().text("text").build()),
            Map.entry(TextToSpeechResponse.class, TextToSpeechResponse.from(AUDIO)));

    private record Call(Method method, Object[] arguments) {}

    static Stream<Arguments> methods() {
        return Stream.of(
                        new Class<?>[] {MeteredChatModel.class, ChatModel.class},
                        new Class<?>[] {MeteredStreamingChatModel.class, StreamingChatModel.class},
                        new Class<?>[] {MeteredEmbeddingModel.class, EmbeddingModel.class},
                        new Class<?>[] {MeteredEmbeddingStore.class, EmbeddingStore.class},
                        new Class<?>[] {MeteredScoringModel.class, ScoringModel.class},
                        new Class<?>[] {MeteredModerationModel.class, ModerationModel.class},
                        new Class<?>[] {MeteredImageModel.class, ImageModel.class},
                        new Class<?>[] {MeteredTranscriptionModel.class, AudioTranscriptionModel.class},
                        new Class<?>[] {MeteredSpeechModel.class, TextToSpeechModel.class})
                .flatMap(pair -> Arrays.stream(pair[1].getMethods())
                        .filter(method -> !Modifier.isStatic(method.getModifiers()))
                        // listeners go inside, which is tested where they are
                        .filter(method -> !method.getName().startsWith("addListener"))
                        .filter(method -> overrides(pair[0], method))
                        .map(method -> Arguments.of(pair[1], method)));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void method_whenCalled_reachesTheSameMethodWithTheSameArguments(Class<?> type, Method method) throws Throwable {
        List<Call> calls = new ArrayList<>();
        Object wrapped = wrap(type, (proxy, called, arguments) -> {
            calls.add(new Call(called, arguments));
            return VALUES.get(called.getReturnType());
        });
        calls.clear();
        Object[] arguments = arguments(method);

        Object result = invoke(wrapped, method, arguments);

        Call call = calls.get(calls.size() - 1);
        assertThat(call.method()).isEqualTo(method);
        for (int i = 0; i < arguments.length; i++) {
            if (!(arguments[i] instanceof StreamingChatResponseHandler)) {
                assertSame(call.arguments()[i], arguments[i]);
            }
        }
        assertSame(result, VALUES.get(method.getReturnType()));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void method_whenTheDelegateThrows_throwsTheVeryException(Class<?> type, Method method) {
        IllegalStateException thrown = new IllegalStateException("down");
        AtomicBoolean down = new AtomicBoolean();
        Object wrapped = wrap(type, (proxy, called, arguments) -> {
            if (down.get() && called.equals(method)) {
                throw thrown;
            }
            return VALUES.get(called.getReturnType());
        });
        down.set(true);

        assertThat(catchThrowable(() -> invoke(wrapped, method, arguments(method))))
                .isSameAs(thrown);
    }

    private static Object wrap(Class<?> type, InvocationHandler handler) {
        Object delegate = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
        CostspanLangChain4j costs =
                CostspanLangChain4j.create(Recording.of(ListPrices.BOOK).costspan());
        try {
            return CostspanLangChain4j.class.getMethod("wrap", type).invoke(costs, delegate);
        } catch (ReflectiveOperationException failed) {
            throw new AssertionError(failed);
        }
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private static void assertSame(Object actual, Object expected) {
        if (expected instanceof Integer) {
            assertThat(actual).isEqualTo(expected);
        } else {
            assertThat(actual).isSameAs(expected);
        }
    }

    private static Object[] arguments(Method method) {
        return Arrays.stream(method.getParameterTypes()).map(VALUES::get).toArray();
    }

    private static boolean overrides(Class<?> decorator, Method method) {
        return Arrays.stream(decorator.getDeclaredMethods())
                .anyMatch(own -> own.getName().equals(method.getName())
                        && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
    }
}
