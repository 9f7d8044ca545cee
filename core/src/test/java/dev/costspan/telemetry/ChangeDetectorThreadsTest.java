package dev.costspan.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChangeDetectorThreadsTest {

    private static final int THREADS = 8;
    private static final int EACH = 20_000;

    private final ChangeDetector detector =
            ChangeDetector.ofOutcome(ChangeSettings.defaults(), "o", "USD", Clock.systemUTC());
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void observe_whenManyThreadsSeeTheSameChanges_saysEachOnce() throws Exception {
        List<CostChange> changes = new ArrayList<>();
        for (double level : new double[] {0.01, 0.02, 0.01, 0.04}) {
            changes.addAll(observeFromAllThreads(level));
        }

        assertThat(changes).extracting(CostChange::after).containsExactly(0.02, 0.01, 0.04);
        assertThat(changes.get(2).observations()).isBetween(3L * THREADS * EACH, 4L * THREADS * EACH);
    }

    private List<CostChange> observeFromAllThreads(double amount) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        Callable<List<CostChange>> observing = () -> {
            List<CostChange> changes = new ArrayList<>();
            start.await(60, TimeUnit.SECONDS);
            for (int i = 0; i < EACH; i++) {
                CostChange change = detector.observe(amount);
                if (change != null) {
                    changes.add(change);
                }
            }
            return changes;
        };
        List<CostChange> changes = new ArrayList<>();
        for (Future<List<CostChange>> done : threads.invokeAll(
                IntStream.range(0, THREADS).mapToObj(i -> observing).toList(), 60, TimeUnit.SECONDS)) {
            changes.addAll(done.get());
        }
        return changes;
    }
}
