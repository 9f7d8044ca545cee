package dev.costspan.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.attribution.Attribution;
import dev.costspan.outcome.Outcome;
import dev.costspan.outcome.OutcomeAccount;
import dev.costspan.pricing.UnpricedReason;
import dev.costspan.usage.Operation;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CostRecordTest {

    @Test
    void record_whenNothingWasSaid_saysThatNothingIsKnown() {
        CostRecord entry = builder().build();

        assertThat(entry.cost().unpricedReason()).isEqualTo(UnpricedReason.MISSING_USAGE);
        assertThat(entry.usage().isUnknown()).isTrue();
        assertThat(entry.attempts()).isEqualTo(-1);
        assertThat(entry.billedAttempts()).isZero();
        assertThat(entry.toolCalls()).isEqualTo(-1);
        assertThat(entry.model()).isNull();
        assertThat(entry.timeToFirstChunk()).isNull();
        assertThat(entry.isStreamed()).isFalse();
    }

    @Test
    void id_whenHalvesAreSmallOrNegative_has32Digits() {
        assertThat(new CostRecord(builder(), 1, 0).id()).isEqualTo("00000000000000010000000000000000");
        assertThat(new CostRecord(builder(), -1, 255).id()).isEqualTo("ffffffffffffffff00000000000000ff");
    }

    @Test
    void finishReasons_whenOneIsKnown_holdsIt() {
        assertThat(builder().finish("stop", 0).build().finishReasons()).containsExactly("stop");
        assertThat(builder().finish(null, 0).build().finishReasons()).isEmpty();
    }

    @Test
    void record_whenTheBuilderGoesOn_staysAsItWas() {
        CostRecordBuilder builder = builder().responseId("first");
        CostRecord entry = builder.build();
        builder.responseId("second");

        assertThat(entry.responseId()).isEqualTo("first");
    }

    @Test
    void timeToFirstChunk_whenStreamed_isADuration() {
        CostRecord entry = builder()
                .streamed(1_500_000)
                .ended(Ending.COMPLETED, 2_000_000, null)
                .build();

        assertThat(entry.timeToFirstChunk()).isEqualTo(Duration.ofNanos(1_500_000));
        assertThat(entry.duration()).isEqualTo(Duration.ofMillis(2));
    }

    @Test
    void outcomes_whenNested_areThoseThatCountItInnermostFirst() {
        OutcomeAccount outer = account("support", "1", null);
        OutcomeAccount answer = account("answer", "2", outer);
        OutcomeAccount again = account("support", "3", answer);

        CostRecord entry = builder().scope(Attribution.NONE, again).build();

        assertThat(entry.outcomes()).containsExactly(new Outcome("support", "3"), new Outcome("answer", "2"));
        assertThat(entry.outcome()).isEqualTo(new Outcome("support", "3"));
    }

    @Test
    void outcomes_whenThereIsNone_areEmpty() {
        assertThat(builder().build().outcomes()).isEmpty();
        assertThat(builder().build().outcome()).isNull();
    }

    private static OutcomeAccount account(String name, String id, OutcomeAccount enclosing) {
        return new OutcomeAccount(new Outcome(name, id), Attribution.NONE, enclosing);
    }

    private static CostRecordBuilder builder() {
        return CostRecord.builder(Operation.CHAT, "acme", Instant.EPOCH);
    }
}
