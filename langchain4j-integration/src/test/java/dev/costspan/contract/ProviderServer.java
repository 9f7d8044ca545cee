package dev.costspan.contract;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A provider on a random port of 127.0.0.1 that answers each request with the next reply, whatever its path. */
public final class ProviderServer implements AutoCloseable {

    private static final Reply UNEXPECTED = Reply.of(500, "text/plain", "this request was not expected");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    private ProviderServer() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Returns a server that runs. */
    public static ProviderServer start() {
        return new ProviderServer();
    }

    /** Returns the address, without a slash at its end. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Adds replies to the next requests. */
    public void next(Reply... more) {
        replies.addAll(List.of(more));
    }

    /** Returns the bodies of the requests so far. */
    public List<String> requests() {
        return List.copyOf(bodies);
    }

    @Override
    public void close() {
        stopping.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Reply next = replies.poll();
        Reply reply = next == null ? UNEXPECTED : next;
        try (exchange) {
            if (reply.manner() == Reply.Manner.SILENT) {
                awaitStop();
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", reply.contentType());
            // announcing more than is sent makes the server drop the connection at the end
            exchange.sendResponseHeaders(reply.status(), reply.body().length);
            OutputStream out = exchange.getResponseBody();
            out.write(reply.manner() == Reply.Manner.WHOLE ? reply.body() : reply.half());
            out.flush();
            if (reply.manner() == Reply.Manner.HELD) {
                awaitStop();
            }
        }
    }

    private void awaitStop() {
        try {
            stopping.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
