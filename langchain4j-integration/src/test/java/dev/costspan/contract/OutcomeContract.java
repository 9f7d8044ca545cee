package dev.costspan.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.costspan.outcome.OutcomeScope;
import dev.costspan.outcome.OutcomeTotals;
import dev.costspan.outcome.WasteReason;
import dev.costspan.telemetry.OutcomeRow;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What the wrapper of any client does below an outcome. */
public interface OutcomeContract extends WrapperContract {

    @Test
    default void ask_whenOutcomesNest_namesTheInnermostAndAddsUpInBoth() {
        Recording recording = Recording.of(prices());
        try (Subject subject = subject(recording.costspan());
                OutcomeScope outer = recording.costspan().outcome("support.resolution");
                OutcomeScope inner = recording.costspan().outcome("support.summary")) {
            subject.next(Scene.ANSWER);

            subject.ask();

            assertThat(recording.only().outcome()).isEqualTo(inner.outcome());
            assertThat(Recording.plain(recording.span(expected().spanName()).getAttributes()))
                    .containsEntry("costspan.outcome.name", "support.summary")
                    .containsEntry("costspan.outcome.id", inner.outcome().id());
            assertSpent(inner.soFar());
            assertSpent(outer.soFar());
            assertThat(recording.only().waste().reasons()).isEmpty();
            inner.succeed();
            outer.succeed();
        }
    }

    @Test
    default void ask_whenInstrumentationsAreNested_addsUpInTheOutcomeOnce() {
        for (String way : waysToNest()) {
            Recording recording = Recording.of(prices());
            try (Subject subject = subject(recording.costspan());
                    OutcomeScope outcome = recording.costspan().outcome("support.resolution")) {
                subject.next(Scene.ANSWER);

                assertThat(subject.nested().get(way).get()).as(way).isNotNull();

                assertThat(outcome.soFar().operations()).as(way).isEqualTo(1);
                assertSpent(outcome.soFar());
                assertThat(outcome.soFar().wasted()).as(way).isEmpty();
                outcome.succeed();
            }
        }
    }

    @Test
    default void ask_whenContextIsCarriedToAnotherThread_addsUpInTheOutcome() {
        Recording recording = Recording.of(prices());
        ExecutorService elsewhere = Context.taskWrapping(Executors.newSingleThreadExecutor());
        try (Subject subject = subject(recording.costspan());
                OutcomeScope outcome = recording.costspan().outcome("support.resolution")) {
            subject.next(Scene.ANSWER);

            CompletableFuture.supplyAsync(subject::ask, elsewhere).join();

            assertSpent(outcome.soFar());
            outcome.succeed();
        } finally {
            elsewhere.shutdownNow();
        }
    }

    @Test
    default void ask_whenTheOutcomeHasEnded_countsAsLate() {
        Recording recording = Recording.of(prices());
        try (Subject subject = subject(recording.costspan())) {
            OutcomeScope outcome = recording
                    .costspan()
                    .outcomes()
                    .builder("support.resolution")
                    .start();
            outcome.succeed();
            subject.next(Scene.ANSWER);

            try (Scope ignored = outcome.makeCurrent()) {
                subject.ask();
            }

            assertThat(recording.only().outcome()).isEqualTo(outcome.outcome());
            assertThat(outcome.soFar().operations()).isZero();
            OutcomeRow row = recording.costspan().ledger().snapshot().outcome("support.resolution");
            assertThat(row.lateOperations()).isEqualTo(1);
            assertThat(row.cost().lateCost()).isEqualByComparingTo(expected().amount());
        }
    }

    @Test
    default void ask_whenTheOutcomeFails_isWasteOfTheOutcome() {
        Recording recording = Recording.of(prices());
        try (Subject subject = subject(recording.costspan());
                OutcomeScope outcome = recording.costspan().outcome("support.resolution")) {
            subject.next(Scene.ANSWER);

            subject.ask();
            outcome.fail("escalated");

            OutcomeRow row = recording.costspan().ledger().snapshot().outcome("support.resolution");
            assertThat(row.cost().wastedByReason()).containsOnlyKeys(WasteReason.OUTCOME_FAILED);
            assertThat(row.cost().wasted()).isEqualByComparingTo(expected().amount());
        }
    }

    @Test
    default void ask_whenRejected_countsInTheOutcomeAsUnpriced() {
        Recording recording = Recording.of(prices());
        try (Subject subject = subject(recording.costspan());
                OutcomeScope outcome = recording.costspan().outcome("support.resolution")) {
            subject.next(Scene.REJECTION);

            assertThat(catchThrowable(subject::ask)).isNotNull();

            assertThat(outcome.soFar().operations()).isEqualTo(1);
            assertThat(outcome.soFar().unpricedOperations()).isEqualTo(1);
            assertThat(outcome.soFar().wasted()).isEqualTo(Map.of());
            outcome.fail("rejected");
        }
    }

    private void assertSpent(OutcomeTotals totals) {
        assertThat(totals.operations()).isEqualTo(1);
        assertThat(totals.cost())
                .singleElement()
                .satisfies(sum ->
                        assertThat(sum.amount()).isEqualByComparingTo(expected().amount()));
    }
}
