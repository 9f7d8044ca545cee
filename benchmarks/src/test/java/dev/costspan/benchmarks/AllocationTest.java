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

    /** What LangChain4j's own call needs on JDK 17. Newer compilers leave more of it out alone than inside a wrapper. */
    private static final long BARE_CALL = 552;

    @ParameterizedTest
    @EnumSource(
            value = Limit.class,
            names = {"SAMPLED", "UNSAMPLED", "NO_SDK"})
    void chat_whenInstrumented_allocatesAtMostItsLimitAndWhatTheBareCallDoes(Limit limit) throws Exception {
        double bytes = probe(MeasuredPath.valueOf(limit.name()));

        assertThat(bytes).as("bytes per call").isLessThanOrEqualTo(BARE_CALL + limit.heldTo() * MARGIN);
    }

    @ParameterizedTest
    @EnumSource(
            value = Limit.class,
            names = {"CORE_PATH", "PRICE", "ATTRIBUTION", "CHUNK", "CHUNK_ELSEWHERE"})
    void path_whenWarm_allocatesAtMostItsLimit(Limit limit) throws Exception {
        double bytes = probe(MeasuredPath.valueOf(limit.name()));

        assertThat(bytes).as("bytes per operation").isLessThan(limit.heldTo() * MARGIN + 1);
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
}
