package dev.costspan.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.costspan.telemetry.CostRecord;
import dev.costspan.telemetry.Ending;
import io.opentelemetry.sdk.trace.data.EventData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the wrapper of a client does that retries once by itself and whose HTTP seam is wrapped too. */
public interface AttemptContract extends WrapperContract {

    @Test
    default void ask_whenRetriedAfter429And500_countsEachAttemptAndTimesTheFailedOne() {
        Map<Scene, Integer> statuses = Map.of(Scene.TOO_MANY_REQUESTS, 429, Scene.SERVER_ERROR, 500);
        statuses.forEach((failure, status) -> {
            Recording recording = Recording.of(prices());
            try (Subject subject = subject(recording.costspan())) {
                subject.next(failure, Scene.ANSWER);

                subject.ask();

                CostRecord entry = recording.only();
                assertThat(subject.requests()).isEqualTo(2);
                assertThat(entry.ending()).isEqualTo(Ending.COMPLETED);
                assertThat(entry.attempts()).isEqualTo(2);
                assertThat(entry.failedAttempts()).isEqualTo(1);
                assertThat(entry.cost().amount())
                        .isEqualByComparingTo(expected().amount());
                assertThat(Recording.plain(recording.span().getAttributes()))
                        .containsEntry("costspan.attempts", 2L)
                        .containsEntry("costspan.attempts.billed", 1L)
                        .containsEntry("server.address", "127.0.0.1")
                        .containsKey("server.port");
                assertThat(recording.span().getEvents())
                        .singleElement()
                        .satisfies(event -> assertFailedAttempt(event, status));
                assertThat(recording.counter("costspan.attempts", "costspan.attempt.result"))
                        .containsExactlyInAnyOrderEntriesOf(Map.of("failure", 1.0, "success", 1.0));
            }
        });
    }

    @Test
    default void ask_whenEveryAttemptFails_throwsWhatTheClientThrowsAndCountsThemAll() {
        Recording recording = Recording.of(prices());
        try (Subject subject = subject(recording.costspan())) {
            Scene busy = Scene.TOO_MANY_REQUESTS;
            subject.next(busy, busy, busy, busy);

            Throwable bare = catchThrowable(subject::askBare);
            Throwable wrapped = catchThrowable(subject::ask);

            assertThat(wrapped).hasSameClassAs(bare).hasMessage(bare.getMessage());
            assertThat(recording.only().attempts()).isEqualTo(2);
            assertThat(recording.only().failedAttempts()).isEqualTo(2);
            assertThat(recording.span().getEvents()).hasSize(2);
            assertThat(recording.counter("costspan.attempts", "costspan.attempt.result"))
                    .isEqualTo(Map.of("failure", 2.0));
        }
    }

    @Test
    default void ask_whenTheFirstAttemptAnswers_countsOneAttemptWithoutAnEvent() {
        Recording recording = Recording.of(prices());
        try (Subject subject = subject(recording.costspan())) {
            subject.next(Scene.ANSWER);

            subject.ask();

            assertThat(recording.only().attempts()).isEqualTo(1);
            assertThat(recording.only().failedAttempts()).isZero();
            assertThat(recording.span().getEvents()).isEqualTo(List.of());
        }
    }

    private static void assertFailedAttempt(EventData event, int status) {
        assertThat(event.getName()).isEqualTo("costspan.attempt.failed");
        Map<String, Object> attributes = Recording.plain(event.getAttributes());
        assertThat(attributes)
                .containsEntry("costspan.attempt.number", 1L)
                .containsEntry("error.type", Integer.toString(status))
                .containsEntry("http.response.status_code", (long) status);
        assertThat((Double) attributes.get("costspan.attempt.duration")).isBetween(0.0, 60.0);
    }
}
