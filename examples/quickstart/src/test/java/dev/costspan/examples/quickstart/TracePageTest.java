package dev.costspan.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TracePageTest {
    private static final Path ZIPKIN = Path.of(System.getProperty("zipkin.jar", "target/zipkin/zipkin-server.jar"));
    private static final Path CHROMIUM = Path.of(System.getProperty("quickstart.chromium", "/usr/bin/chromium"));
    private static final Path SCREENSHOT =
            Path.of(System.getProperty("quickstart.screenshot", "target/zipkin-trace.png"));

    @Test
    void tracePage_whenSpanIsSelected_showsItsCost() throws Exception {
        try (Zipkin zipkin = Zipkin.start(ZIPKIN, freePort(), Duration.ofSeconds(60))) {
            String traceId = sendTrace(zipkin);
            try (Chromium browser = Chromium.start(CHROMIUM, 1400, 900)) {
                TracePage page = TracePage.open(browser, zipkin.tracePage(traceId));
                page.select("chat gpt-4o-mini", 0, "costspan.cost.amount");
                page.foldAnnotations();

                assertThat(page.text()).contains("costspan.cost.amount\t1.4565E-4", "costspan.attempts\t2");
                page.screenshot(SCREENSHOT);
            }
        }
        assertThat(SCREENSHOT).isNotEmptyFile();
    }

    private static String sendTrace(Zipkin zipkin) {
        try (OpenTelemetrySdk openTelemetry = Tracing.create(zipkin)) {
            Tracer tracer = openTelemetry.getTracer("dev.costspan");
            Span question = tracer.spanBuilder("answer question").startSpan();
            Span chat = tracer.spanBuilder("chat gpt-4o-mini")
                    .setSpanKind(SpanKind.CLIENT)
                    .setParent(Context.root().with(question))
                    .setAttribute("costspan.cost.amount", 0.00014565)
                    .setAttribute("costspan.cost.currency", "USD")
                    .setAttribute("costspan.attempts", 2)
                    .startSpan();
            chat.addEvent(
                    "costspan.attempt.failed",
                    Attributes.of(AttributeKey.longKey("http.response.status_code"), 429L));
            chat.end();
            question.end();
            return question.getSpanContext().getTraceId();
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
