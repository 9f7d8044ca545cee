package dev.costspan.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.costspan.outcome.OutcomeScope;
import dev.costspan.outcome.WasteReason;
import dev.costspan.pricing.CostStatus;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.telemetry.Ending;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the wrapper of a client does that asks once more when it cannot read an answer, which the provider bills all the same. */
public interface ThrownAwayContract extends UsageContract, AttemptContract {

    @Test
    default void ask_whenTheFirstAnswerCannotBeRead_costsBothAndWastesTheFirst() {
        Recording recording = Recording.of(prices());
        try (Subject subject = subject(recording.costspan());
                OutcomeScope outcome = recording.costspan().outcome("support.resolution")) {
            subject.next(Scene.UNREADABLE, Scene.ANSWER, Scene.ANSWER);

            assertThat(subject.ask()).isEqualTo(subject.askBare());
            outcome.succeed();

            CostRecord entry = recording.only();
            assertThat(entry.ending()).isEqualTo(Ending.COMPLETED);
            assertThat(entry.attempts()).isEqualTo(2);
            assertThat(entry.failedAttempts()).isZero();
            assertThat(entry.billedAttempts()).isEqualTo(2);
            assertThat(entry.waste().reasons()).containsExactly(WasteReason.FAILED_ATTEMPT);
            assertThat(entry.waste().amount()).isEqualByComparingTo(expected().amount());
            assertThat(Recording.plain(recording.span(expected().spanName()).getAttributes()))
                    .containsEntry("costspan.attempts", 2L)
                    .containsEntry("costspan.attempts.billed", 2L)
                    .containsEntry("costspan.waste.reason", List.of("failed_attempt"));
            assertThat(entry.cost().amount()).isEqualByComparingTo(twice());
            assertThat(outcome.soFar().cost())
                    .singleElement()
                    .satisfies(sum -> assertThat(sum.amount()).isEqualByComparingTo(twice()));
        }
    }

    @Test
    default void ask_whenNoAnswerCanBeRead_costsAllAndWastesAll() {
        Recording recording = Recording.of(prices());
        try (Subject subject = subject(recording.costspan())) {
            subject.next(Scene.UNREADABLE, Scene.UNREADABLE, Scene.UNREADABLE, Scene.UNREADABLE);

            Throwable bare = catchThrowable(subject::askBare);
            Throwable wrapped = catchThrowable(subject::ask);

            assertThat(wrapped).hasSameClassAs(bare).hasMessage(bare.getMessage());
            CostRecord entry = recording.only();
            assertThat(entry.ending()).isEqualTo(Ending.FAILED);
            assertThat(entry.attempts()).isEqualTo(2);
            assertThat(entry.billedAttempts()).isEqualTo(2);
            assertThat(entry.cost().status()).isEqualTo(CostStatus.PRICED);
            assertThat(entry.waste().reasons())
                    .containsExactly(WasteReason.FAILED_ATTEMPT, WasteReason.FAILED_OPERATION);
            assertThat(entry.cost().amount()).isEqualByComparingTo(twice());
            assertThat(entry.waste().amount()).isEqualByComparingTo(twice());
            assertThat(entry.waste().amounts().get(WasteReason.FAILED_OPERATION))
                    .isEqualByComparingTo(expected().amount());
        }
    }

    @Test
    default void ask_whenARequestIsRefusedAfterAnAnswerThatCannotBeRead_costsTheAnswer() {
        Recording recording = Recording.of(prices());
        try (Subject subject = subject(recording.costspan())) {
            subject.next(Scene.UNREADABLE, Scene.SERVER_ERROR);

            assertThat(catchThrowable(subject::ask)).isNotNull();

            CostRecord entry = recording.only();
            assertThat(entry.failedAttempts()).isEqualTo(1);
            assertThat(entry.billedAttempts()).isEqualTo(1);
            assertThat(entry.waste().reasons())
                    .containsExactly(WasteReason.FAILED_ATTEMPT, WasteReason.FAILED_OPERATION);
            assertThat(entry.waste().amounts().get(WasteReason.FAILED_ATTEMPT))
                    .isEqualByComparingTo(expected().amount());
            assertThat(entry.cost().amount()).isEqualByComparingTo(expected().amount());
        }
    }

    private BigDecimal twice() {
        return new BigDecimal(expected().amount()).multiply(BigDecimal.valueOf(2));
    }
}
