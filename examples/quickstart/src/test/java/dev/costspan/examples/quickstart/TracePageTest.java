package dev.costspan.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The page a person opens. The picture of README.md is this test's, made by {@code ./mvnw verify -pl examples/quickstart -am
 * -Dquickstart.screenshot=$PWD/docs/img/zipkin-trace.png}.
 */
class TracePageTest {
    private static final Path CHROMIUM = Path.of(System.getProperty("quickstart.chromium", "/usr/bin/chromium"));
    private static final Path SCREENSHOT =
            Path.of(System.getProperty("quickstart.screenshot", "target/zipkin-trace.png"));

    private static final Path OUTCOME_SCREENSHOT =
            Path.of(System.getProperty("quickstart.outcome.screenshot", "target/zipkin-outcome.png"));

    @Test
    void tracePage_whenACallOrAnOutcomeIsSelected_showsItsCost() throws Exception {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        try (Zipkin zipkin = LocalZipkin.start()) {
            String traceId =
                    new Quickstart(nowhere, nowhere, Map.of()).run(zipkin, null).traceId();
            try (Chromium browser = Chromium.start(CHROMIUM, 1400, 900)) {
                TracePage page = TracePage.open(browser, zipkin.tracePage(traceId));
                page.select("chat gpt-4o-mini", 1, "costspan.cost.amount");
                page.foldAnnotations();

                assertThat(page.text())
                        .contains("costspan.cost.amount\t1.2465E-4", "costspan.attempts\t2", "costspan.team\tsupport");
                page.screenshot(SCREENSHOT);

                page.select("support.resolution", 2, "costspan.outcome.cost.wasted");
                assertThat(page.text())
                        .contains(
                                "costspan.outcome.status\tfailure",
                                "costspan.outcome.cost.amount\t1.245E-4",
                                "costspan.outcome.cost.wasted\t1.245E-4");
                page.screenshot(OUTCOME_SCREENSHOT);
            }
        }
        assertThat(SCREENSHOT).isNotEmptyFile();
    }
}
