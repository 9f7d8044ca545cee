package dev.costspan.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.outcome.WasteReason;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.telemetry.Ending;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the wrapper of a client does whose answers end at a limit of output tokens. */
public interface CutOffContract extends WrapperContract {

    @Test
    default void ask_whenTheAnswerIsCutOff_saysLengthAndCountsItAsWaste() {
        Recording recording = Recording.of(prices());
        try (Subject subject = subject(recording.costspan())) {
            subject.next(Scene.CUT_OFF, Scene.CUT_OFF);

            assertThat(subject.ask()).isEqualTo(subject.askBare());

            CostRecord entry = recording.only();
            assertThat(entry.ending()).isEqualTo(Ending.COMPLETED);
            assertThat(entry.finishReasons()).containsExactly("length");
            assertThat(entry.waste().reasons()).containsExactly(WasteReason.CUT_OFF);
            assertThat(entry.waste().amount()).isEqualByComparingTo(expected().amount());
            assertThat(Recording.plain(recording.span().getAttributes()))
                    .containsEntry("gen_ai.response.finish_reasons", List.of("length"))
                    .containsEntry("costspan.waste.reason", List.of("cut_off"))
                    .containsEntry(
                            "costspan.waste.amount", new BigDecimal(expected().amount()).doubleValue());
        }
    }
}
