package dev.costspan.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.CostspanBuilder;
import dev.costspan.pricing.CostStatus;
import dev.costspan.pricing.UnpricedReason;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.telemetry.Ending;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the wrapper of a client does whose answers report tokens and the model that served. */
public interface UsageContract extends WrapperContract {

    @Test
    default void ask_whenAnswerHasNoUsage_isEstimatedFromItsTextAndSaysSo() {
        Recording recording = Recording.of(prices());
        try (Subject subject = subject(recording.costspan())) {
            subject.next(Scene.ANSWER_WITHOUT_USAGE, Scene.ANSWER_WITHOUT_USAGE);

            assertThat(subject.ask()).isEqualTo(subject.askBare());

            CostRecord entry = recording.only();
            assertThat(entry.ending()).isEqualTo(Ending.COMPLETED);
            assertThat(entry.usage().isEstimated()).isTrue();
            assertThat(entry.cost().status()).isEqualTo(CostStatus.ESTIMATED);
            assertThat(entry.cost().amount()).isEqualByComparingTo(expected().estimatedAmount());
            assertThat(Recording.plain(recording.span().getAttributes()))
                    .containsEntry("costspan.cost.status", "estimated")
                    .containsEntry(
                            "costspan.cost.amount", new BigDecimal(expected().estimatedAmount()).doubleValue());
        }
    }

    @Test
    default void ask_whenAnswerHasNoUsageAndNothingIsEstimated_hasNoAmountAndSaysWhy() {
        Recording recording = Recording.with(prices(), CostspanBuilder::withoutEstimates);
        try (Subject subject = subject(recording.costspan())) {
            subject.next(Scene.ANSWER_WITHOUT_USAGE, Scene.ANSWER_WITHOUT_USAGE);

            assertThat(subject.ask()).isEqualTo(subject.askBare());

            CostRecord entry = recording.only();
            assertThat(entry.ending()).isEqualTo(Ending.COMPLETED);
            assertThat(entry.usage().isUnknown()).isTrue();
            assertThat(entry.cost().hasAmount()).isFalse();
            assertThat(Recording.plain(recording.span().getAttributes()))
                    .containsEntry("costspan.cost.status", "unpriced")
                    .containsEntry("costspan.cost.unpriced_reason", UnpricedReason.MISSING_USAGE.id())
                    .doesNotContainKeys(
                            "costspan.cost.amount", "gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens");
            assertThat(recording.counter("costspan.unpriced.operations", "costspan.cost.unpriced_reason"))
                    .isEqualTo(Map.of(UnpricedReason.MISSING_USAGE.id(), 1.0));
        }
    }

    @Test
    default void ask_whenTheEstimatorFails_returnsTheAnswerAndLeavesTheUsageUnknown() {
        Recording recording = Recording.with(
                prices(),
                settings -> settings.tokenEstimator((model, text) -> {
                    throw new IllegalStateException("cannot count " + text);
                }));
        try (Subject subject = subject(recording.costspan())) {
            subject.next(Scene.ANSWER_WITHOUT_USAGE, Scene.ANSWER_WITHOUT_USAGE);

            assertThat(subject.ask()).isEqualTo(subject.askBare());

            assertThat(recording.only().cost().unpricedReason()).isEqualTo(UnpricedReason.MISSING_USAGE);
        }
    }

    @Test
    default void ask_whenModelIsUnknown_hasUsageButNoAmount() {
        Recording recording = Recording.of(prices());
        try (Subject subject = subject(recording.costspan())) {
            subject.next(Scene.ANSWER_BY_UNKNOWN_MODEL, Scene.ANSWER_BY_UNKNOWN_MODEL);

            assertThat(subject.ask()).isEqualTo(subject.askBare());

            CostRecord entry = recording.only();
            assertThat(entry.cost().unpricedReason()).isEqualTo(UnpricedReason.UNKNOWN_MODEL);
            assertThat(entry.usage().isUnknown()).isFalse();
            assertThat(Recording.plain(recording.span().getAttributes()))
                    .containsEntry("costspan.cost.unpriced_reason", UnpricedReason.UNKNOWN_MODEL.id())
                    .doesNotContainKey("costspan.cost.amount");
        }
    }
}
