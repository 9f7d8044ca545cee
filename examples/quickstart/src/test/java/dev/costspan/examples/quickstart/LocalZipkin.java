package dev.costspan.examples.quickstart;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;

/** The Zipkin that the build brought along, on a free port. */
final class LocalZipkin {
    private static final Path JAR = Path.of(System.getProperty("zipkin.jar", "target/zipkin/zipkin-server.jar"));
    private static final Duration START_LIMIT = Duration.ofSeconds(120);

    private LocalZipkin() {}

    static Zipkin start() throws IOException {
        return Zipkin.start(JAR, freePort(), START_LIMIT);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
