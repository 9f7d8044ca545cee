package dev.costspan.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.costspan.Costspan;
import dev.costspan.CostspanBuilder;
import dev.costspan.attribution.Attribution;
import dev.costspan.outcome.WasteReason;
import dev.costspan.pricing.CostStatus;
import dev.costspan.pricing.UnpricedReason;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.telemetry.Ending;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the wrapper of a client does whose answers are streams. */
public interface StreamContract extends UsageContract {

    @Override
    StreamSubject subject(Costspan costspan);

    @Test
    default void ask_whenStreamed_saysSoAndTimesTheFirstChunk() {
        Recording recording = Recording.of(prices());
        try (StreamSubject subject = subject(recording.costspan())) {
            subject.next(Scene.ANSWER);

            subject.ask();

            CostRecord entry = recording.only();
            assertThat(entry.isStreamed()).isTrue();
            assertThat(entry.timeToFirstChunk()).isNotNull().isLessThanOrEqualTo(entry.duration());
            assertThat(Recording.plain(recording.span().getAttributes())).containsEntry("gen_ai.request.stream", true);
        }
    }

    @Test
    default void ask_whenStreamIsCutShort_givesTheSameErrorAndIsEstimatedFromWhatCame() {
        Recording recording = Recording.of(prices());
        try (StreamSubject subject = subject(recording.costspan())) {
            subject.next(Scene.CUT_SHORT, Scene.CUT_SHORT);

            Throwable bare = catchThrowable(subject::askBare);
            Throwable wrapped = catchThrowable(subject::ask);

            assertThat(wrapped).hasSameClassAs(bare).hasMessage(bare.getMessage());
            CostRecord entry = recording.only();
            assertThat(entry.ending()).isEqualTo(Ending.FAILED);
            assertThat(entry.timeToFirstChunk()).isNotNull();
            assertEstimated(recording);
            assertThat(entry.waste().reasons()).containsExactly(WasteReason.FAILED_OPERATION);
            assertThat(entry.waste().amount()).isEqualByComparingTo(entry.cost().amount());
            assertThat(Recording.plain(recording.span().getAttributes())).containsKey("error.type");
        }
    }

    @Test
    default void ask_whenStreamIsCutShortAndNothingIsEstimated_hasNoAmount() {
        Recording recording = Recording.with(prices(), CostspanBuilder::withoutEstimates);
        try (StreamSubject subject = subject(recording.costspan())) {
            subject.next(Scene.CUT_SHORT);

            assertThat(catchThrowable(subject::ask)).isNotNull();

            assertThat(recording.only().cost().unpricedReason()).isEqualTo(UnpricedReason.NO_ANSWER);
            assertThat(Recording.plain(recording.span().getAttributes())).doesNotContainKey("costspan.cost.amount");
        }
    }

    @Test
    default void cancel_whenCalledInACallback_endsTheOperationAsCancelled() {
        Recording recording = Recording.of(prices());
        try (StreamSubject subject = subject(recording.costspan())) {
            subject.next(Scene.HELD);

            subject.askAndCancelInside();

            assertCancelled(recording);
        }
    }

    @Test
    default void cancel_whenCalledOnAnotherThread_endsTheOperationAsCancelledAndNotAsAnError() {
        Recording recording = Recording.of(prices());
        try (StreamSubject subject = subject(recording.costspan())) {
            subject.next(Scene.HELD);

            subject.askAndCancelOutside();

            assertCancelled(recording);
        }
    }

    @Test
    default void ask_whenCallbacksRun_theyRunInTheCallersContext() {
        Recording recording = Recording.of(prices());
        try (StreamSubject subject = subject(recording.costspan());
                Scope forWhom = Attribution.builder().team("support").build().makeCurrent()) {
            subject.next(Scene.ANSWER);

            List<Context> contexts = subject.contextsOfCallbacks();

            assertThat(contexts).hasSizeGreaterThan(1).containsOnly(Context.current());
        }
    }

    /** Returns the most that half of an answer costs: all of the exchange, reckoned by its text where a stream reports its usage last. */
    default String mostOfHalfAnAnswer() {
        return expected().estimatedAmount();
    }

    private void assertCancelled(Recording recording) {
        CostRecord entry = recording.only();
        assertThat(entry.waste().reasons()).containsExactly(WasteReason.CANCELLED);
        assertThat(entry.waste().amount()).isEqualByComparingTo(entry.cost().amount());
        assertThat(entry.ending()).isEqualTo(Ending.CANCELLED);
        assertThat(entry.errorType()).isEqualTo("cancelled");
        assertThat(entry.failedAttempts()).isLessThan(1);
        assertEstimated(recording);
    }

    /** What came is some of the answer, and at most all of it. */
    private void assertEstimated(Recording recording) {
        CostRecord entry = recording.only();
        assertThat(entry.usage().isEstimated()).isTrue();
        assertThat(entry.cost().status()).isEqualTo(CostStatus.ESTIMATED);
        assertThat(entry.cost().amount()).isPositive().isLessThanOrEqualTo(new BigDecimal(mostOfHalfAnAnswer()));
        assertThat(Recording.plain(recording.span().getAttributes()))
                .containsEntry("costspan.cost.status", "estimated")
                .containsEntry("costspan.cost.amount", entry.cost().amount().doubleValue());
    }
}
