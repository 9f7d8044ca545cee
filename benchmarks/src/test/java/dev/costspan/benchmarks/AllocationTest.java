package dev.costspan.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AllocationTest {

    private static final double MARGIN = 1.1;

    @ParameterizedTest
    @EnumSource(
            value = Limit.class,
            names = {"SAMPLED", "UNSAMPLED", "NO_SDK"})
    void chat_whenInstrumented_allocatesAtMostItsLimitAboveTheBareCall(Limit limit) throws Exception {
        double above = probe(MeasuredPath.valueOf(limit.name())) - Bare.BYTES;

        assertThat(above).as("bytes per call above the bare call").isLessThanOrEqualTo(limit.bytes() * MARGIN);
    }

    @ParameterizedTest
    @EnumSource(
            value = Limit.class,
            names = {"CORE_PATH", "PRICE", "ATTRIBUTION", "CHUNK", "CHUNK_ELSEWHERE"})
    void path_whenWarm_allocatesAtMostItsLimit(Limit limit) throws Exception {
        double bytes = probe(MeasuredPath.valueOf(limit.name()));

        assertThat(bytes).as("bytes per operation").isLessThan(limit.bytes() * MARGIN + 1);
    }

    @Test
    void catalog_whenEveryProviderWasAskedFor_holdsAtMostItsLimit() throws Exception {
        assertThat(probe(MeasuredPath.CATALOG_HEAP)).as("bytes held").isLessThanOrEqualTo(Limit.CATALOG.bytes());
    }

    /** Two ways to compile leave different allocations out, each the same every time: what both need is what the code asks for. */
    private static double probe(MeasuredPath path) throws IOException, InterruptedException {
        Process tiered = start("-XX:+TieredCompilation", path);
        Process optimizing = start("-XX:-TieredCompilation", path);
        return Math.min(result(tiered), result(optimizing));
    }

    private static Process start(String compilation, MeasuredPath path) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // the code waits for the compiler, so that a busy machine measures what an idle one does
                        "-Xbatch",
                        compilation,
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AllocationProbe.class.getName(),
                        path.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static double result(Process probe) throws IOException, InterruptedException {
        String output = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(probe.waitFor()).as(output).isZero();
        return Double.parseDouble(output.strip());
    }

    private static final class Bare {

        static final double BYTES = bytes();

        private static double bytes() {
            try {
                return probe(MeasuredPath.BARE);
            } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            }
        }
    }
}
