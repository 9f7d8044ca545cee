package dev.costspan.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.contract.ProviderServer;
import dev.costspan.contract.Recording;
import dev.costspan.contract.Scene;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelErrorContext;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.listener.EmbeddingModelRequestContext;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import dev.langchain4j.store.embedding.listener.EmbeddingStoreListener;
import dev.langchain4j.store.embedding.listener.EmbeddingStoreRequestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The application's own listeners hear of each call once, wrapped or not. */
class DecoratorListenersTest {

    private static final Embedding EMBEDDING = Embedding.from(List.of(0.6f, 0.8f));

    private final Recording recording = Recording.of(ListPrices.BOOK);
    private final CostspanLangChain4j costs = CostspanLangChain4j.create(recording.costspan());
    private final ProviderServer server = ProviderServer.start();
    private final List<String> heard = new ArrayList<>();
    private final ChatModelListener listener = new ChatModelListener() {
        @Override
        public void onRequest(ChatModelRequestContext context) {
            heard.add("request " + context.attributes().get("mark"));
        }

        @Override
        public void onResponse(ChatModelResponseContext context) {
            heard.add("response " + context.attributes().get("mark"));
        }

        @Override
        public void onError(ChatModelErrorContext context) {
            heard.add("error " + context.attributes().get("mark"));
        }
    };
    private final ChatRequest request = ChatRequest.builder()
            .messages(UserMessage.from("Where is my parcel?"))
            .build();
    private final ChatRequestOptions options =
            ChatRequestOptions.builder().listenerAttributes(Map.of("mark", "m")).build();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void chat_whenModelHasListeners_tellsThemOnceWithTheirAttributes() {
        server.next(Wire.OPENAI_CHAT.reply(Scene.ANSWER), Wire.OPENAI_CHAT.reply(Scene.REJECTION));
        ChatModel model = costs.wrap(Setup.bare(server.url(), 0).with(listener).openAi());

        model.chat(request, options);
        assertThatThrownBy(() -> model.chat(request)).isNotNull();

        assertThat(heard).containsExactly("request m", "response m", "request null", "error null");
    }

    @Test
    void stream_whenModelHasListeners_tellsThemOnceWithTheirAttributes() {
        server.next(Wire.OPENAI_STREAM.reply(Scene.ANSWER), Wire.OPENAI_STREAM.reply(Scene.REJECTION));
        StreamingChatModel model =
                costs.wrap(Setup.bare(server.url(), 0).with(listener).openAiStreaming());
        StreamAnswer answer = new StreamAnswer();
        StreamAnswer error = new StreamAnswer();

        model.chat(request, options, answer);
        answer.text();
        model.chat(request, error);
        assertThatThrownBy(error::text).isNotNull();

        assertThat(heard).containsExactly("request m", "response m", "request null", "error null");
    }

    @Test
    void addListener_whenModelIsWrapped_tellsTheListenerOnceAndStaysWrapped() {
        EmbeddingModel wrapped = costs.wrap(new EmbeddingModel() {
            @Override
            public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
                return Response.from(List.of(EMBEDDING));
            }
        });

        EmbeddingModel listening = wrapped.addListener(new EmbeddingModelListener() {
            @Override
            public void onRequest(EmbeddingModelRequestContext context) {
                heard.add("embed");
            }
        });
        listening.embedAll(List.of(TextSegment.from("Where is my parcel?")));

        assertThat(heard).containsExactly("embed");
        assertThat(recording.records()).hasSize(1);
        assertThat(costs.wrap(listening)).isSameAs(listening);
        assertThat(wrapped.addListener(null)).isSameAs(wrapped);
    }

    @Test
    void addListener_whenStoreIsWrapped_tellsTheListenerOnceAndStaysWrapped() {
        EmbeddingStore<TextSegment> wrapped = costs.wrap(new InMemoryEmbeddingStore<>());

        EmbeddingStore<TextSegment> listening = wrapped.addListener(new EmbeddingStoreListener() {
            @Override
            public void onRequest(EmbeddingStoreRequestContext<?> context) {
                heard.add("add");
            }
        });
        listening.add(EMBEDDING);

        assertThat(heard).containsExactly("add");
        assertThat(recording.only().provider()).isEqualTo("in_memory");
        assertThat(costs.wrap(listening)).isSameAs(listening);
        assertThat(wrapped.addListeners(List.of())).isSameAs(wrapped);
    }
}
