package dev.costspan.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipkinTest {
    private static final int NO_SERVER = 1;

    @Test
    void find_whenNothingListens_isNull() {
        assertThat(Zipkin.find(NO_SERVER)).isNull();
    }

    @Test
    void find_whenServerNeverAnswers_isNull() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Zipkin.find(silent.getLocalPort())).isNull();
        }
    }

    @Test
    void start_whenJarIsMissing_namesIt(@TempDir Path directory) {
        Path jar = directory.resolve("zipkin.jar");

        assertThatThrownBy(() -> Zipkin.start(jar, NO_SERVER, Duration.ofSeconds(10)))
                .isInstanceOf(ZipkinStartException.class)
                .hasMessageContaining(jar.toString())
                .hasMessageContaining("-Dzipkin.jar");
    }

    @Test
    void start_whenServerEndsAtOnce_saysItsExitCodeAndItsOutput(@TempDir Path directory) throws Exception {
        Path jar = Files.writeString(directory.resolve("zipkin.jar"), "no jar");

        assertThatThrownBy(() -> Zipkin.start(jar, NO_SERVER, Duration.ofSeconds(30)))
                .isInstanceOf(ZipkinStartException.class)
                .hasMessageContaining("exit code 1")
                .hasMessageContaining("port " + NO_SERVER)
                .hasMessageContaining(".log");
    }
}
