package dev.costspan.examples.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A headless Chromium with one page, driven over the DevTools protocol (chromedevtools.github.io/devtools-protocol) by the
 * JDK's own WebSocket client. For one thread.
 */
final class Chromium implements AutoCloseable {
    private static final String ANNOUNCEMENT = "DevTools listening on ws://";
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(30);

    private final ObjectMapper mapper = new ObjectMapper();
    private final AtomicInteger commands = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final Process process;
    private final Path profile;
    private final WebSocket page;

    private Chromium(Process process, Path profile, String authority) throws IOException, InterruptedException {
        this.process = process;
        this.profile = profile;
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest list = HttpRequest.newBuilder(URI.create("http://" + authority + "/json/list"))
                .build();
        JsonNode targets =
                mapper.readTree(http.send(list, BodyHandlers.ofString()).body());
        for (JsonNode target : targets) {
            if (target.path("type").asText().equals("page")) {
                URI address = URI.create(target.path("webSocketDebuggerUrl").asText());
                this.page = http.newWebSocketBuilder()
                        .buildAsync(address, new Answers())
                        .join();
                return;
            }
        }
        throw new IllegalStateException("Chromium has no page: " + targets);
    }

    /** Starts Chromium with a new profile and a window of this size in CSS pixels. */
    static Chromium start(Path executable, int width, int height) throws IOException, InterruptedException {
        Path profile = Files.createTempDirectory("chromium");
        Process process = new ProcessBuilder(
                        executable.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--hide-scrollbars",
                        "--window-size=" + width + "," + height,
                        "--user-data-dir=" + profile,
                        "--remote-debugging-address=127.0.0.1",
                        "--remote-debugging-port=0",
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        String authority = awaitAnnouncement(process);
        Chromium chromium = new Chromium(process, profile, authority);
        ObjectNode screen = chromium.mapper.createObjectNode();
        screen.put("width", width)
                .put("height", height)
                .put("deviceScaleFactor", 1)
                .put("mobile", false);
        chromium.command("Emulation.setDeviceMetricsOverride", screen);
        return chromium;
    }

    private static String awaitAnnouncement(Process process) throws IOException {
        StringBuilder output = new StringBuilder();
        BufferedReader reader = process.inputReader();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith(ANNOUNCEMENT)) {
                Thread drain = new Thread(() -> reader.lines().forEach(rest -> {}), "chromium-output");
                drain.setDaemon(true);
                drain.start();
                return line.substring(ANNOUNCEMENT.length(), line.indexOf('/', ANNOUNCEMENT.length()));
            }
            output.append(line).append('\n');
        }
        throw new IllegalStateException("Chromium ended before it listened:\n" + output);
    }

    /** Loads a page; what it draws later is for {@link #await}. */
    void open(String url) {
        command("Page.navigate", mapper.createObjectNode().put("url", url));
    }

    /** Blocks until a JavaScript expression is truthy. */
    void await(String condition) {
        evaluate("""
                new Promise((resolve, reject) => {
                  const deadline = Date.now() + 20000;
                  const look = () => {
                    let found = false;
                    try { found = %s; } catch (e) { found = false; }
                    if (found) resolve('');
                    else if (Date.now() > deadline) reject(new Error('still false after 20 s'));
                    else setTimeout(look, 50);
                  };
                  look();
                })""".formatted(condition));
    }

    /** The value of a JavaScript expression as text; a promise is awaited. */
    String evaluate(String expression) {
        ObjectNode parameters = mapper.createObjectNode()
                .put("expression", expression)
                .put("awaitPromise", true)
                .put("returnByValue", true);
        JsonNode result = command("Runtime.evaluate", parameters);
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(expression + " failed: " + result.path("exceptionDetails"));
        }
        return result.path("result").path("value").asText();
    }

    /** Clicks with the left button at a point of the window, in CSS pixels. */
    void click(double x, double y) {
        for (String type : List.of("mousePressed", "mouseReleased")) {
            ObjectNode event = mapper.createObjectNode().put("type", type);
            event.put("x", x).put("y", y).put("button", "left").put("clickCount", 1);
            command("Input.dispatchMouseEvent", event);
        }
    }

    /** Writes what the window shows as PNG. */
    void screenshot(Path file) throws IOException {
        JsonNode picture =
                command("Page.captureScreenshot", mapper.createObjectNode().put("format", "png"));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Base64.getDecoder().decode(picture.path("data").asText()));
    }

    private JsonNode command(String method, ObjectNode parameters) {
        int id = commands.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        pending.put(id, answer);
        ObjectNode message = mapper.createObjectNode().put("id", id).put("method", method);
        message.set("params", parameters);
        page.sendText(message.toString(), true).join();
        JsonNode reply =
                answer.orTimeout(COMMAND_LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        if (reply.has("error")) {
            throw new IllegalStateException(method + " failed: " + reply.path("error"));
        }
        return reply.path("result");
    }

    @Override
    public void close() throws IOException {
        page.abort();
        process.destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    private final class Answers implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                accept(text.toString());
                text.setLength(0);
            }
            return WebSocket.Listener.super.onText(socket, part, last);
        }

        private void accept(String message) {
            try {
                JsonNode node = mapper.readTree(message);
                CompletableFuture<JsonNode> answer =
                        pending.remove(node.path("id").asInt());
                if (answer != null) {
                    answer.complete(node);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
