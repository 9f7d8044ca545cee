package dev.costspan.examples.quickstart.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An HTTP server on 127.0.0.1 that answers OpenAI chat completions and Anthropic messages, as JSON and as server-sent
 * events, with a small deterministic model behind both ({@code ExtractiveModel}) and token counts that follow from the
 * request ({@code TokenCounter}).
 *
 * <p>The second blocking OpenAI request is refused once with 429, as a busy provider does. A model name that is not known
 * is served under that name. Safe for use by several threads.
 */
public final class LocalProviders implements AutoCloseable {
    private static final int REFUSED_REQUEST = 2;
    private static final int THREADS = 4;

    private final ObjectMapper mapper = new ObjectMapper();
    private final ExtractiveModel model = new ExtractiveModel();
    private final TokenCounter counter = new TokenCounter();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger blockingOpenAiRequests = new AtomicInteger();
    private final HttpServer server;
    private final ExecutorService threads;

    private LocalProviders(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts a server on a free port. Its caches are empty and its 429 is still to come.
     *
     * @throws UncheckedIOException when no port can be opened on 127.0.0.1
     */
    public static LocalProviders start() {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a port on 127.0.0.1 for the local providers", e);
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "local-provider");
            thread.setDaemon(true);
            return thread;
        });
        LocalProviders providers = new LocalProviders(server, threads);
        OpenAiWire openAi = new OpenAiWire();
        AnthropicWire anthropic = new AnthropicWire();
        server.createContext("/openai/v1/chat/completions", http -> providers.handle(http, openAi));
        server.createContext("/anthropic/v1/messages", http -> providers.handle(http, anthropic));
        server.setExecutor(threads);
        server.start();
        return providers;
    }

    /** The base URL for OpenAI clients, without a slash at its end. */
    public String openAiUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/openai/v1";
    }

    /** The base URL for Anthropic clients, without a slash at its end. */
    public String anthropicUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/anthropic/v1";
    }

    private void handle(HttpExchange http, Wire wire) throws IOException {
        try (http) {
            JsonNode body;
            try {
                body = mapper.readTree(http.getRequestBody());
            } catch (JsonProcessingException e) {
                sendError(http, wire, 400, "invalid_request_error", "the body is not JSON");
                return;
            }
            Prompt prompt = wire.read(body);
            if (prompt.model().isEmpty() || prompt.turns().isEmpty()) {
                sendError(http, wire, 400, "invalid_request_error", "model and messages are needed");
            } else if (isRefused(wire, prompt)) {
                http.getResponseHeaders().set("Retry-After", "0");
                sendError(http, wire, 429, "rate_limit_exceeded", "Rate limit reached for " + prompt.model());
            } else {
                answer(http, wire, prompt);
            }
        }
    }

    private boolean isRefused(Wire wire, Prompt prompt) {
        return wire instanceof OpenAiWire
                && !prompt.stream()
                && blockingOpenAiRequests.incrementAndGet() == REFUSED_REQUEST;
    }

    private void answer(HttpExchange http, Wire wire, Prompt prompt) throws IOException {
        ServedModel served = ServedModel.named(prompt.model());
        Reply reply = model.answer(prompt);
        TokenCount tokens = wire.count(counter, served, prompt, reply);
        Exchange exchange = new Exchange(prompt, served, reply, tokens, answers.incrementAndGet());
        if (prompt.stream()) {
            sendEvents(http, wire, exchange);
        } else {
            send(http, 200, mapper.writeValueAsBytes(wire.document(exchange)));
        }
    }

    private static void sendEvents(HttpExchange http, Wire wire, Exchange exchange) throws IOException {
        http.getResponseHeaders().set("Content-Type", "text/event-stream");
        http.sendResponseHeaders(200, 0);
        OutputStream out = http.getResponseBody();
        for (String event : wire.events(exchange)) {
            out.write(event.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    private void sendError(HttpExchange http, Wire wire, int status, String type, String message) throws IOException {
        send(http, status, mapper.writeValueAsBytes(wire.error(type, message)));
    }

    private static void send(HttpExchange http, int status, byte[] json) throws IOException {
        http.getResponseHeaders().set("Content-Type", "application/json");
        http.sendResponseHeaders(status, json.length);
        http.getResponseBody().write(json);
    }

    /** Stops the server; requests under way are cut off. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
