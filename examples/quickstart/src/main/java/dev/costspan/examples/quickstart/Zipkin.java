package dev.costspan.examples.quickstart;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Zipkin server on this machine: one that was running already, or a child process that ends with this one. */
final class Zipkin implements AutoCloseable {
    static final int DEFAULT_PORT = 9411;

    private static final Duration PROBE_LIMIT = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final int port;
    private final @Nullable Process process;

    private Zipkin(int port, @Nullable Process process) {
        this.port = port;
        this.process = process;
    }

    /** The Zipkin that answers on 127.0.0.1 at this port, {@code null} when none does. Blocks at most two seconds. */
    static @Nullable Zipkin find(int port) {
        return isHealthy(port) ? new Zipkin(port, null) : null;
    }

    /**
     * Starts the executable Zipkin jar on 127.0.0.1 and blocks until it is healthy. It stops on {@link #close()} or with
     * this JVM; its output goes to a file in the temporary directory.
     *
     * @throws ZipkinStartException when the jar is missing, or Zipkin ends or is not healthy within the limit
     */
    static Zipkin start(Path jar, int port, Duration limit) {
        if (!Files.isRegularFile(jar)) {
            throw new ZipkinStartException("no Zipkin jar at " + jar.toAbsolutePath()
                    + "; build the example first or name the jar with -Dzipkin.jar=<file>");
        }
        Path log;
        Process process;
        try {
            log = Files.createTempFile("zipkin", ".log");
            process = new ProcessBuilder(command(jar, port))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new ZipkinStartException("cannot start Zipkin from " + jar + ": " + e.getMessage(), e);
        }
        Zipkin zipkin = new Zipkin(port, process);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop-zipkin"));
        zipkin.awaitHealth(process, log, limit);
        log.toFile().deleteOnExit();
        return zipkin;
    }

    /** Binding to one address takes Armeria's own settings; Zipkin's {@code QUERY_PORT} opens the port on all of them. */
    private static List<String> command(Path jar, int port) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar.toString(),
                "--armeria.ports[0].ip=127.0.0.1",
                "--armeria.ports[0].port=" + port,
                "--armeria.ports[0].protocols[0]=http");
    }

    private void awaitHealth(Process process, Path log, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!isHealthy(port)) {
            if (!process.isAlive()) {
                throw new ZipkinStartException("Zipkin ended with exit code " + process.exitValue()
                        + " before it was healthy on port " + port + "; its output is in " + log);
            }
            if (System.nanoTime() > deadline) {
                close();
                throw new ZipkinStartException("Zipkin was not healthy on port " + port + " within " + limit.toSeconds()
                        + " s; its output is in " + log);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                close();
                throw new ZipkinStartException("interrupted while Zipkin was starting", e);
            }
        }
    }

    private static boolean isHealthy(int port) {
        HttpRequest health = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                .timeout(PROBE_LIMIT)
                .build();
        try {
            HttpClient client =
                    HttpClient.newBuilder().connectTimeout(PROBE_LIMIT).build();
            return client.send(health, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Where spans are sent. */
    String spansUrl() {
        return url() + "/api/v2/spans";
    }

    /** The page that shows a trace. */
    String tracePage(String traceId) {
        return url() + "/zipkin/traces/" + traceId;
    }

    private String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Stops the server if this process started it; waits at most ten seconds before it is killed. */
    @Override
    public void close() {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
