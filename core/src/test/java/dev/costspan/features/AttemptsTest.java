package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.Attempt;
import dev.costspan.MeteredOperation;
import io.opentelemetry.sdk.trace.data.EventData;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private final Observed observed = Observed.create();

    @Test
    void attempts_whenTwoFailBeforeTheThird_areCountedAndEachFailureIsAnEvent() {
        observed.chat().call(operation -> {
            operation.attempt().fail("429", 429);
            operation.attempt().fail("java.net.http.HttpTimeoutException", 0);
            operation.attempt().succeed();
            return Answer.USUAL.tell(operation);
        });

        assertThat(observed.only().attempts()).isEqualTo(3);
        assertThat(observed.only().failedAttempts()).isEqualTo(2);
        assertThat(observed.only().billedAttempts()).isEqualTo(1);
        assertThat(TestTelemetry.plain(observed.telemetry.span().getAttributes()))
                .containsEntry("costspan.attempts", 3L)
                .containsEntry("costspan.attempts.billed", 1L)
                .doesNotContainKey("error.type");
        List<EventData> events = observed.telemetry.span().getEvents();
        assertThat(events)
                .extracting(EventData::getName)
                .containsOnly("costspan.attempt.failed")
                .hasSize(2);
        Map<String, Object> first = TestTelemetry.plain(events.get(0).getAttributes());
        assertThat(first)
                .containsOnlyKeys(
                        "costspan.attempt.number",
                        "costspan.attempt.duration",
                        "error.type",
                        "http.response.status_code")
                .containsEntry("costspan.attempt.number", 1L)
                .containsEntry("error.type", "429")
                .containsEntry("http.response.status_code", 429L);
        assertThat((Double) first.get("costspan.attempt.duration")).isPositive();
        assertThat(TestTelemetry.plain(events.get(1).getAttributes()))
                .containsEntry("costspan.attempt.number", 2L)
                .containsEntry("error.type", "java.net.http.HttpTimeoutException")
                .doesNotContainKey("http.response.status_code");
        assertThat(observed.telemetry.counter("costspan.attempts", "costspan.attempt.result"))
                .isEqualTo(Map.of("success", 1L, "failure", 2L));
        assertThat(observed.costspan.ledger().snapshot().rows().get(0).attempts())
                .isEqualTo(3);
    }

    @Test
    void attempts_whenNobodyCounts_areAbsentRatherThanOne() {
        observed.chat().call(Answer.USUAL::tell);

        assertThat(observed.only().attempts()).isEqualTo(-1);
        assertThat(observed.only().failedAttempts()).isEqualTo(-1);
        assertThat(TestTelemetry.plain(observed.telemetry.span().getAttributes()))
                .doesNotContainKeys("costspan.attempts", "costspan.attempts.billed");
        assertThat(observed.telemetry.metricNames()).doesNotContain("costspan.attempts");
    }

    @Test
    void attempts_whenAllFail_areNotBilled() {
        MeteredOperation operation = observed.chat().start();
        operation.attempt().fail("500", 500);
        operation.fail("500");

        assertThat(TestTelemetry.plain(observed.telemetry.span().getAttributes()))
                .containsEntry("costspan.attempts", 1L)
                .containsEntry("costspan.attempts.billed", 0L);
        assertThat(observed.telemetry.counter("costspan.attempts", "costspan.attempt.result"))
                .isEqualTo(Map.of("failure", 1L));
    }

    @Test
    void attempt_whenEndedTwice_countsTheFirstEnd() {
        MeteredOperation operation = observed.chat().start();
        Attempt attempt = operation.attempt();
        attempt.succeed();
        attempt.fail("500", 500);
        Attempt other = operation.attempt();
        other.fail("500", 500);
        other.fail("500", 500);
        operation.end();

        assertThat(observed.only().failedAttempts()).isEqualTo(1);
        assertThat(observed.telemetry.span().getEvents()).hasSize(1);
    }

    @Test
    void attempt_whenTheOperationHasEnded_changesNothing() {
        MeteredOperation operation = observed.chat().start();
        Attempt running = operation.attempt();
        Answer.USUAL.tell(operation);
        operation.end();

        running.fail("reset", 0);
        operation.attempt().fail("reset", 0);
        operation.chunk();
        operation.usage(null).responseModel("other").server("late.example", 1);
        operation.end();

        assertThat(observed.only().attempts()).isEqualTo(1);
        assertThat(observed.only().responseModel()).isEqualTo("gpt-4o-2024-08-06");
        assertThat(observed.telemetry.span().getEvents()).isEmpty();
        assertThat(observed.costspan.ledger().snapshot().operations()).isEqualTo(1);
    }

    @Test
    void attempt_whenMadeThroughTheCurrentContext_belongsToTheInnermostOpenOperation() {
        observed.chat().call(operation -> {
            MeteredOperation found = MeteredOperation.current();
            assertThat(found).isSameAs(operation);
            found.attempt().succeed();
            return Answer.USUAL.tell(operation);
        });

        assertThat(observed.only().attempts()).isEqualTo(1);
        assertThat(MeteredOperation.current()).isNull();
    }

    @Test
    void attempts_whenHedgedOnManyThreads_losesNone() throws InterruptedException {
        MeteredOperation operation = observed.chat().start();
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> hedges = IntStream.range(0, 8)
                .mapToObj(i -> new Thread(() -> {
                    awaitQuietly(go);
                    for (int n = 0; n < 100; n++) {
                        operation.attempt().fail("503", 503);
                    }
                }))
                .toList();
        hedges.forEach(Thread::start);
        go.countDown();
        for (Thread hedge : hedges) {
            hedge.join();
        }
        operation.end();

        assertThat(observed.only().attempts()).isEqualTo(800);
        assertThat(observed.only().failedAttempts()).isEqualTo(800);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
