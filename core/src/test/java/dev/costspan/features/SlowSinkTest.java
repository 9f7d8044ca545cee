package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.outcome.OutcomeScope;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.telemetry.CostSink;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A sink that hangs, a queue that is full and a listener that throws, as the caller sees them: not at all. */
class SlowSinkTest {

    private static final int CALLS = 5_000;

    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final List<CostRecord> delivered = new CopyOnWriteArrayList<>();
    private final Observed observed = Observed.with(settings -> settings.sink(new HangingSink())
            .sink(costRecord -> {
                throw new IllegalStateException("a sink that fails");
            })
            .sink(delivered::add)
            .onCostChange(change -> {
                throw new IllegalStateException("a listener that fails");
            }));

    @AfterEach
    void letGo() {
        release.countDown();
    }

    @Test
    void calls_whenASinkHangsAndItsQueueIsFull_returnAndAreCounted() throws Exception {
        for (int i = 0; i < CALLS; i++) {
            Answer answer = observed.chat().call(Answer.USUAL::tell);
            assertThat(answer).isSameAs(Answer.USUAL);
        }

        assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(observed.records).hasSize(CALLS);
        assertThat(observed.costspan.ledger().snapshot().operations()).isEqualTo(CALLS);
        Number dropped = observed.telemetry
                .counter("costspan.sink.dropped", "costspan.sink")
                .get(HangingSink.class.getName());
        // one is with the sink, and the queue holds 2,048
        assertThat(dropped.longValue()).isEqualTo(CALLS - 2_048 - 1);
    }

    @Test
    void flush_whenASinkHangs_saysSoAndOthersHaveAll() {
        try (OutcomeScope outcome = observed.costspan.outcome("support.resolution")) {
            observed.chat().call(Answer.USUAL::tell);
            outcome.succeed();
        }

        assertThat(observed.costspan.flush(Duration.ofMillis(200))).isFalse();
        release.countDown();
        assertThat(observed.costspan.flush(Duration.ofSeconds(30))).isTrue();
        assertThat(delivered).hasSize(1);
        assertThat(delivered.get(0).outcome().name()).isEqualTo("support.resolution");
    }

    private final class HangingSink implements CostSink {

        @Override
        public void accept(CostRecord costRecord) {
            hanging.countDown();
            try {
                release.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
