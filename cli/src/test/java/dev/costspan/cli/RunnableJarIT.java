package dev.costspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar by itself, in a JVM of its own. */
class RunnableJarIT {

    private static final long SECONDS = 60;

    @TempDir
    private Path folder;

    @Test
    void jar_whenStarted_pricesStandardInput() throws IOException, InterruptedException {
        Path in = Files.writeString(folder.resolve("in.jsonl"), """
                {"provider":"openai","model":"gpt-4o","usage":{"input_tokens":1000000,"output_tokens":0}}
                """);

        Path out = start(in, "price");

        assertThat(out)
                .content()
                .startsWith("{\"status\":\"priced\",\"amount\":\"2.5\"")
                .endsWith("}\n");
    }

    @Test
    void jar_whenAskedForItsVersion_statesTheBuilds() throws IOException, InterruptedException {
        Path out = start(Files.createFile(folder.resolve("empty")), "--version");

        assertThat(out).content().matches("costspan \\d+\\.\\d+\\.\\d+.*\\R");
    }

    @Test
    void jar_whenPackaged_hasWhatCoreRelocatesUnderOneName() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("costspan.jar"))) {
            assertThat(jar.stream())
                    .extracting(JarEntry::getName)
                    .contains("dev/costspan/internal/shaded/sketch/ddsketch/DDSketch.class")
                    .contains("META-INF/costspan/sketches-java-NOTICE.txt")
                    .noneMatch(name -> name.contains("datadoghq"));
        }
    }

    private Path start(Path in, String word) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        System.getProperty("costspan.jar"),
                        word)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(err, StandardCharsets.UTF_8)).isEmpty();
        assertThat(process.exitValue()).isZero();
        return out;
    }
}
