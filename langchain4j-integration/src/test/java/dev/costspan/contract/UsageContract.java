package dev.costspan.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.pricing.UnpricedReason;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.telemetry.Ending;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the wrapper of a client does whose answers report tokens and the model that served. */
public interface UsageContract extends WrapperContract {

    @Test
    default void ask_whenAnswerHasNoUsage_hasNoAmountAndSaysWhy() {
        Recording recording = Recording.of(prices());
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
