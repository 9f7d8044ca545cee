package dev.costspan.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.model.audio.AudioTranscriptionModel;
import dev.langchain4j.model.audio.TextToSpeechModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.image.ImageModel;
import dev.langchain4j.model.moderation.ModerationModel;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.store.embedding.EmbeddingStore;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Fails when LangChain4j adds a method that a decorator does not pass on. */
class DecoratorCompletenessTest {

    /** The decorator, what it decorates, and what it may inherit because the default ends in a method it overrides. */
    static Stream<Arguments> decorators() {
        return Stream.of(
                // texts and messages become a ChatRequest
                row(MeteredChatModel.class, ChatModel.class, "chat(String)", "chat(ChatMessage[])", "chat(List)"),
                row(
                        MeteredStreamingChatModel.class,
                        StreamingChatModel.class,
                        "chat(String, StreamingChatResponseHandler)",
                        "chat(List, StreamingChatResponseHandler)"),
                // one listener becomes a list of one
                row(MeteredEmbeddingModel.class, EmbeddingModel.class, "addListener(EmbeddingModelListener)"),
                row(MeteredEmbeddingStore.class, EmbeddingStore.class, "addListener(EmbeddingStoreListener)"),
                row(MeteredScoringModel.class, ScoringModel.class),
                row(MeteredModerationModel.class, ModerationModel.class),
                row(MeteredImageModel.class, ImageModel.class),
                row(MeteredTranscriptionModel.class, AudioTranscriptionModel.class),
                row(MeteredSpeechModel.class, TextToSpeechModel.class),
                row(MeteredStreamHandler.class, StreamingChatResponseHandler.class),
                row(MeteredStreamingHandle.class, StreamingHandle.class),
                row(MeteredHttpClient.class, HttpClient.class),
                row(MeteredHttpClientBuilder.class, HttpClientBuilder.class),
                row(AttemptListener.class, ServerSentEventListener.class));
    }

    @ParameterizedTest
    @MethodSource("decorators")
    void decorator_always_overridesEveryMethodButThoseThatEndInOne(
            Class<?> decorator, Class<?> decorated, Set<String> inherited) {
        Set<String> overridden = signatures(decorator.getDeclaredMethods());

        Set<String> missing = signatures(decorated.getMethods());
        missing.removeAll(overridden);

        assertThat(missing).isEqualTo(inherited);
    }

    private static Arguments row(Class<?> decorator, Class<?> decorated, String... inherited) {
        return Arguments.of(decorator, decorated, new TreeSet<>(Set.of(inherited)));
    }

    private static Set<String> signatures(Method[] methods) {
        return Arrays.stream(methods)
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
                .map(method -> method.getName()
                        + Arrays.stream(method.getParameterTypes())
                                .map(Class::getSimpleName)
                                .collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
