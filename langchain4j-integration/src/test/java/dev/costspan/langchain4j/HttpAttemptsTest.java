package dev.costspan.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.MeteredOperation;
import dev.costspan.contract.ProviderServer;
import dev.costspan.contract.Recording;
import dev.costspan.contract.Reply;
import dev.costspan.contract.Scene;
import dev.costspan.outcome.WasteReason;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.telemetry.Ending;
import dev.costspan.usage.Operation;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.http.client.sse.DefaultServerSentEventParsingHandle;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.langchain4j.http.client.sse.ServerSentEventParsingHandle;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.EventData;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the HTTP seam sees beside the retries of the attempt contract. */
class HttpAttemptsTest {

    private final Recording recording = Recording.of(ListPrices.BOOK);
    private final CostspanLangChain4j costs = CostspanLangChain4j.create(recording.costspan());
    private final ProviderServer server = ProviderServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void chat_whenTheFirstAttemptTimesOut_countsItAndTimesIt() {
        server.next(Wire.OPENAI_CHAT.reply(Scene.SILENCE), Wire.OPENAI_CHAT.reply(Scene.ANSWER));
        ChatModel model = costs.wrap(OpenAiChatModel.builder()
                .baseUrl(server.url())
                .httpClientBuilder(costs.wrap(JdkHttpClient.builder()))
                .timeout(Duration.ofMillis(300))
                .maxRetries(1)
                .apiKey("none")
                .modelName("gpt-4o-mini")
                .build());

        assertThat(model.chat("What is the capital of Portugal?")).startsWith("Lisbon");

        CostRecord entry = recording.only();
        assertThat(entry.attempts()).isEqualTo(2);
        assertThat(entry.failedAttempts()).isEqualTo(1);
        Map<String, Object> event = onlyEvent();
        assertThat(event)
                .containsEntry("error.type", "dev.langchain4j.exception.TimeoutException")
                .doesNotContainKey("http.response.status_code");
        assertThat((Double) event.get("costspan.attempt.duration")).isBetween(0.25, 20.0);
        assertThat(Recording.plain(recording.span().getAttributes()))
                .containsEntry("server.port", (long) server.port());
    }

    @Test
    void chat_whenNobodyListens_namesTheErrorBelowTheClientsOwn() throws Exception {
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0)) {
            closedPort = socket.getLocalPort();
        }
        ChatModel model = costs.wrap(
                Setup.metered("http://127.0.0.1:" + closedPort, 0, costs).openAi());

        assertThatThrownBy(() -> model.chat("Hi")).isNotNull();

        assertThat(onlyEvent()).containsEntry("error.type", "java.net.ConnectException");
        assertThat(recording.only().failedAttempts()).isEqualTo(1);
    }

    @Test
    void embedAll_whenTheClientSendsBatches_throwsNoAnswerAway() {
        server.next(Wire.OPENAI_EMBEDDINGS.reply(Scene.ANSWER), Wire.OPENAI_EMBEDDINGS.reply(Scene.ANSWER));
        EmbeddingModel model = costs.wrap(OpenAiEmbeddingModel.builder()
                .baseUrl(server.url())
                .httpClientBuilder(costs.wrap(JdkHttpClient.builder()))
                .maxSegmentsPerBatch(1)
                .apiKey("none")
                .modelName("text-embedding-3-small")
                .build());

        model.embedAll(List.of(TextSegment.from("Where is my parcel?"), TextSegment.from("Where is my refund?")));

        CostRecord entry = recording.only();
        assertThat(entry.attempts()).isEqualTo(2);
        assertThat(entry.billedAttempts()).isEqualTo(1);
        assertThat(entry.waste().reasons()).isEmpty();
        // 8 tokens in each batch at 0.02 a million
        assertThat(entry.cost().amount()).isEqualByComparingTo("0.00000032");
    }

    @Test
    void chat_whenTheAnswerIsGoodButTheClientFindsNothingInIt_isBilledAndWaste() {
        server.next(Wire.OPENAI_CHAT.reply(Scene.ANSWER).replace("\"choices\": [", "\"choices\": [], \"was\": ["));
        ChatModel model = costs.wrap(Setup.metered(server.url(), 1, costs).openAi());

        assertThatThrownBy(() -> model.chat("Hi")).hasMessageContaining("no choices");

        CostRecord entry = recording.only();
        assertThat(entry.attempts()).isEqualTo(1);
        assertThat(entry.failedAttempts()).isZero();
        assertThat(entry.billedAttempts()).isEqualTo(1);
        assertThat(entry.responseModel()).isEqualTo("gpt-4o-mini-2024-07-18");
        assertThat(entry.waste().reasons()).containsExactly(WasteReason.FAILED_OPERATION);
        assertThat(entry.waste().amount()).isEqualByComparingTo(ExpectedChats.OPENAI.amount());
    }

    @Test
    void chat_whenTheFirstAnswerIsNoJson_costsTheSecondAlone() {
        server.next(Reply.of(200, "text/html", "<html>Hello</html>"), Wire.OPENAI_CHAT.reply(Scene.ANSWER));
        ChatModel model = costs.wrap(Setup.metered(server.url(), 1, costs).openAi());

        assertThat(model.chat("Hi")).startsWith("Lisbon");

        CostRecord entry = recording.only();
        assertThat(entry.attempts()).isEqualTo(2);
        assertThat(entry.billedAttempts()).isEqualTo(1);
        assertThat(entry.waste().reasons()).isEmpty();
        assertThat(entry.cost().amount()).isEqualByComparingTo(ExpectedChats.OPENAI.amount());
    }

    @Test
    void stream_whenAnswered_countsOneAttempt() {
        server.next(Wire.OPENAI_STREAM.reply(Scene.ANSWER));

        stream(costs.wrap(Setup.metered(server.url(), 0, costs).openAiStreaming()))
                .text();

        assertThat(recording.only().attempts()).isEqualTo(1);
        assertThat(recording.only().failedAttempts()).isZero();
    }

    @Test
    void stream_whenRefusedWith429_countsTheFailedAttempt() {
        server.next(Wire.OPENAI_STREAM.reply(Scene.TOO_MANY_REQUESTS));
        StreamAnswer answer =
                stream(costs.wrap(Setup.metered(server.url(), 0, costs).openAiStreaming()));

        assertThatThrownBy(answer::text).isNotNull();

        assertThat(recording.only().ending()).isEqualTo(Ending.FAILED);
        assertThat(recording.only().attempts()).isEqualTo(1);
        assertThat(recording.only().failedAttempts()).isEqualTo(1);
        assertThat(onlyEvent()).containsEntry("error.type", "429").containsEntry("http.response.status_code", 429L);
    }

    @Test
    void stream_whenCutShort_countsTheFailedAttempt() {
        server.next(Wire.OPENAI_STREAM.reply(Scene.CUT_SHORT));
        StreamAnswer answer =
                stream(costs.wrap(Setup.metered(server.url(), 0, costs).openAiStreaming()));

        assertThatThrownBy(answer::text).isNotNull();

        assertThat(recording.only().failedAttempts()).isEqualTo(1);
        assertThat(onlyEvent()).containsEntry("error.type", "java.io.IOException");
    }

    @Test
    void stream_whenTheCallerClosedIt_isNotAFailedAttempt() {
        ServerSentEventParser closedMidway = (body, events) -> {
            ServerSentEventParsingHandle handle = new DefaultServerSentEventParsingHandle(body);
            events.onEvent(new ServerSentEvent(null, "part"), new ServerSentEventContext(handle));
            handle.cancel();
            events.onError(new IOException("closed"));
        };
        List<Throwable> errors = new ArrayList<>();
        HttpClient client = new MeteredHttpClient(new ParsingClient());
        MeteredOperation operation =
                recording.costspan().operation(Operation.CHAT).start();

        try (Scope ignored = operation.makeCurrent()) {
            client.execute(get(), closedMidway, errors::add);
        }
        operation.cancel();

        assertThat(errors).hasSize(1);
        assertThat(recording.only().attempts()).isEqualTo(1);
        assertThat(recording.only().failedAttempts()).isZero();
    }

    @Test
    void chat_whenOnlyTheHttpClientIsWrapped_sendsAsBefore() {
        server.next(
                Wire.OPENAI_CHAT.reply(Scene.ANSWER),
                Wire.OPENAI_STREAM.reply(Scene.ANSWER),
                Wire.OPENAI_CHAT.reply(Scene.REJECTION));
        Setup setup = Setup.metered(server.url(), 0, costs);

        assertThat(setup.openAi().chat("Hi")).startsWith("Lisbon");
        assertThat(stream(setup.openAiStreaming()).text()).startsWith("Lisbon");
        assertThatThrownBy(() -> setup.openAi().chat("Hi")).hasCauseInstanceOf(HttpException.class);

        assertThat(recording.records()).isEmpty();
        assertThat(recording.spans()).isEmpty();
    }

    @Test
    void chat_whenTheHttpClientIsNotWrapped_doesNotGuessAttempts() {
        server.next(Wire.OPENAI_CHAT.reply(Scene.ANSWER));

        costs.wrap(Setup.bare(server.url(), 0).openAi()).chat("Hi");

        assertThat(recording.only().attempts()).isEqualTo(-1);
        assertThat(Recording.plain(recording.span().getAttributes())).doesNotContainKey("costspan.attempts");
        assertThat(recording.counter("costspan.attempts", "costspan.attempt.result"))
                .isEmpty();
    }

    @Test
    void execute_whenNoOperationIsInScope_reachesTheSameMethodOfTheDelegate() {
        List<String> reached = new ArrayList<>();
        HttpClient client = costs.wrap(new OneClient(new HttpClient() {
                    @Override
                    public SuccessfulHttpResponse execute(HttpRequest request) {
                        reached.add("blocking");
                        return null;
                    }

                    @Override
                    public void execute(HttpRequest request, ServerSentEventListener listener) {
                        reached.add("its own parser");
                    }

                    @Override
                    public void execute(
                            HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
                        reached.add("given parser");
                    }
                }))
                .build();

        client.execute(get());
        client.execute(get(), (ServerSentEventListener) null);
        client.execute(get(), null, null);

        assertThat(reached).containsExactly("blocking", "its own parser", "given parser");
    }

    @Test
    void builder_whenSettingsAreMade_keepsThemInTheDelegate() {
        JdkHttpClientBuilder delegate = JdkHttpClient.builder();
        HttpClientBuilder wrapped = costs.wrap(delegate);

        assertThat(wrapped.connectTimeout(Duration.ofSeconds(3))).isSameAs(wrapped);
        assertThat(wrapped.readTimeout(Duration.ofSeconds(4))).isSameAs(wrapped);

        assertThat(delegate.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(wrapped.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(delegate.readTimeout()).isEqualTo(Duration.ofSeconds(4));
        assertThat(wrapped.readTimeout()).isEqualTo(Duration.ofSeconds(4));
    }

    private HttpRequest get() {
        return HttpRequest.builder().method(HttpMethod.GET).url(server.url()).build();
    }

    private Map<String, Object> onlyEvent() {
        List<EventData> events = recording.span().getEvents();
        assertThat(events).hasSize(1);
        assertThat(events.get(0).getName()).isEqualTo("costspan.attempt.failed");
        return Recording.plain(events.get(0).getAttributes());
    }

    private static StreamAnswer stream(StreamingChatModel model) {
        StreamAnswer answer = new StreamAnswer();
        model.chat("What is the capital of Portugal?", answer);
        return answer;
    }

    /** Hands an empty body to whoever parses it. */
    private record ParsingClient() implements HttpClient {

        @Override
        public SuccessfulHttpResponse execute(HttpRequest request) {
            throw new UnsupportedOperationException("streams only");
        }

        @Override
        public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
            parser.parse(InputStream.nullInputStream(), listener);
        }
    }

    /** A builder of one client. */
    private record OneClient(HttpClient client) implements HttpClientBuilder {

        @Override
        public Duration connectTimeout() {
            return Duration.ZERO;
        }

        @Override
        public HttpClientBuilder connectTimeout(Duration timeout) {
            return this;
        }

        @Override
        public Duration readTimeout() {
            return Duration.ZERO;
        }

        @Override
        public HttpClientBuilder readTimeout(Duration timeout) {
            return this;
        }

        @Override
        public HttpClient build() {
            return client;
        }
    }
}
