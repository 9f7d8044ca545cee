package dev.costspan.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.costspan.outcome.OutcomeScope;
import dev.costspan.outcome.WasteReason;
import dev.costspan.telemetry.CostRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the wrapper of a client does whose requests are asked for their answers: one that was answered before is seen. */
public interface RepeatContract extends WrapperContract {

    @Test
    default void ask_whenAnsweredBeforeInTheSameOutcome_isARepeatedRequest() {
        Recording recording = Recording.of(prices());
        try (Subject subject = subject(recording.costspan());
                OutcomeScope outcome = recording.costspan().outcome("support.resolution")) {
            subject.next(Scene.ANSWER, Scene.ANSWER);

            subject.ask();
            subject.ask();
            outcome.succeed();

            List<CostRecord> entries = recording.records(2);
            assertThat(entries.get(0).waste().reasons()).isEmpty();
            assertThat(entries.get(1).waste().reasons()).containsExactly(WasteReason.REPEATED_REQUEST);
            assertThat(entries.get(1).waste().amount())
                    .isEqualByComparingTo(expected().amount());
            assertThat(recording.spans())
                    .filteredOn(span -> Recording.plain(span.getAttributes())
                            .getOrDefault("costspan.waste.reason", List.of())
                            .equals(List.of("repeated_request")))
                    .hasSize(1);
        }
    }

    @Test
    default void ask_whenInstrumentationsAreNested_isARepeatedRequestTheSecondTimeAlone() {
        for (String way : waysToNest()) {
            Recording recording = Recording.of(prices());
            try (Subject subject = subject(recording.costspan());
                    OutcomeScope outcome = recording.costspan().outcome("support.resolution")) {
                subject.next(Scene.ANSWER, Scene.ANSWER);

                assertThat(subject.nested().get(way).get()).as(way).isNotNull();
                assertThat(outcome.soFar().wasted()).as(way).isEmpty();
                assertThat(subject.nested().get(way).get()).as(way).isNotNull();

                assertThat(outcome.soFar().wasted()).as(way).containsOnlyKeys(WasteReason.REPEATED_REQUEST);
                outcome.succeed();
            }
        }
    }

    @Test
    default void ask_whenAnsweredBeforeInAnotherOutcome_isNoRepeatedRequest() {
        Recording recording = Recording.of(prices());
        try (Subject subject = subject(recording.costspan())) {
            subject.next(Scene.ANSWER, Scene.ANSWER, Scene.ANSWER, Scene.ANSWER);

            for (int customer = 0; customer < 2; customer++) {
                try (OutcomeScope outcome = recording.costspan().outcome("support.resolution")) {
                    subject.ask();
                    outcome.succeed();
                }
            }
            subject.ask();
            subject.ask();

            assertThat(recording.records(4))
                    .allSatisfy(entry -> assertThat(entry.waste().reasons()).isEmpty());
        }
    }

    @Test
    default void ask_whenTheFirstWasNotAnswered_isNoRepeatedRequest() {
        Recording recording = Recording.of(prices());
        try (Subject subject = subject(recording.costspan());
                OutcomeScope outcome = recording.costspan().outcome("support.resolution")) {
            subject.next(Scene.REJECTION, Scene.ANSWER);

            assertThat(catchThrowable(subject::ask)).isNotNull();
            subject.ask();
            outcome.succeed();

            assertThat(recording.records(2))
                    .allSatisfy(entry -> assertThat(entry.waste().reasons()).isEmpty());
        }
    }
}
