package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedResourceTest {

    private static final Instant NOON = Instant.parse("2026-08-03T12:00:00Z");
    private static final Instant ONE = NOON.plus(Duration.ofHours(1));
    private static final AllocationRule GPU = AllocationRule.hourly("gpu", Money.of("3.60", "USD"));
    private static final AllocationRule NODES = AllocationRule.nodes("db", Money.of("0.25", "USD"));

    @Test
    void closeWindow_whenOperationsRecorded_allocatesByKeyInOrder() {
        SharedResource gpu = SharedResource.of(GPU, NOON);
        gpu.record("b", Duration.ofMillis(900_000));
        gpu.record("a", Duration.ofSeconds(600));
        gpu.record("a", Duration.ofSeconds(300));

        Allocation hour = gpu.closeWindow(ONE);

        // 900 s of 3,600 s at 3.60 each: 0.90; the other half is idle: 1.80.
        assertThat(hour.shares())
                .containsExactly(
                        new Allocation.Share("a", new BigDecimal("900"), Money.of("0.9", "USD")),
                        new Allocation.Share("b", new BigDecimal("900"), Money.of("0.9", "USD")));
        assertThat(hour.idle()).isEqualTo(Money.of("1.8", "USD"));
    }

    @Test
    void closeWindow_whenClosedAgain_countsOnlyWhatCameSince() {
        SharedResource db = SharedResource.of(NODES, NOON);
        db.record("a", 3);
        db.closeWindow(ONE);
        db.record("b", 1);

        // Half an hour at 0.25.
        Allocation next = db.closeWindow(ONE.plus(Duration.ofMinutes(30)));
        assertThat(next.shares()).containsExactly(new Allocation.Share("b", BigDecimal.ONE, Money.of("0.125", "USD")));
        assertThat(db.windowStart()).isEqualTo(Instant.parse("2026-08-03T13:30:00Z"));
    }

    @Test
    void closeWindow_whenNothingWasRecorded_isAllIdle() {
        Allocation hour = SharedResource.of(GPU, NOON).closeWindow(ONE);

        assertThat(hour.shares()).isEmpty();
        assertThat(hour.idle()).isEqualTo(Money.of("3.6", "USD"));
    }

    @Test
    void closeWindow_whenTheEndIsNotAfterTheStart_leavesTheWindowOpen() {
        SharedResource db = SharedResource.of(NODES, NOON);
        db.record("a", 3);

        assertThatThrownBy(() -> db.closeWindow(NOON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the window of 'db' starts at 2026-08-03T12:00:00Z, so it cannot end at 2026-08-03T12:00:00Z");
        assertThat(db.closeWindow(ONE).used()).isEqualTo("3");
    }

    @Test
    void record_whenThereAreMoreKeysThanAllowed_putsTheRestInOneShare() {
        SharedResource db = SharedResource.of(NODES, NOON, 2);
        for (String key : List.of("a", "b", "c", "d", "a")) {
            db.record(key, 1);
        }

        // 0.25 by 2 : 1 : 2.
        assertThat(db.closeWindow(ONE).shares())
                .containsExactly(
                        new Allocation.Share("a", new BigDecimal("2"), Money.of("0.1", "USD")),
                        new Allocation.Share("b", new BigDecimal("1"), Money.of("0.05", "USD")),
                        new Allocation.Share(SharedResource.OTHER, new BigDecimal("2"), Money.of("0.1", "USD")));
        assertThat(db.others()).isEqualTo(2);

        db.record("d", 1);
        assertThat(db.closeWindow(ONE.plusSeconds(1)).shares())
                .extracting(Allocation.Share::key)
                .containsExactly("d");
    }

    @Test
    void record_whenTheKeyIsNoKey_countsItsUsageUnderOther() {
        SharedResource db = SharedResource.of(NODES, NOON);
        db.record(null, 1);
        db.record(" ", 2);
        db.record("k".repeat(257), 4);
        db.record(SharedResource.OTHER, 8);

        Allocation hour = db.closeWindow(ONE);
        assertThat(hour.shares())
                .containsExactly(
                        new Allocation.Share(SharedResource.OTHER, new BigDecimal("15"), Money.of("0.25", "USD")));
        assertThat(db.others()).isEqualTo(4);
        assertThat(db.rejected()).isZero();
    }

    @Test
    void record_whenItIsNoUsageOfTheResource_isLeftOutAndCounted() {
        SharedResource gpu = SharedResource.of(GPU, NOON);
        gpu.record("a", 5);
        gpu.record("a", Duration.ofNanos(-1));
        gpu.record("a", (Duration) null);
        gpu.record("a", Duration.ofSeconds(Long.MAX_VALUE));
        SharedResource db = SharedResource.of(NODES, NOON);
        db.record("a", Duration.ofSeconds(1));
        db.record("a", -1);
        db.record("a", Long.MAX_VALUE);
        db.record("a", 1);

        assertThat(gpu.rejected()).isEqualTo(4);
        assertThat(gpu.closeWindow(ONE).used()).isZero();
        assertThat(db.rejected()).isEqualTo(3);
        assertThat(db.closeWindow(ONE).used()).isEqualTo("9223372036854775807");
    }

    @Test
    void of_whenNoKeyIsAllowed_saysSo() {
        assertThatThrownBy(() -> SharedResource.of(GPU, NOON, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the most keys of 'gpu' must be positive, but is 0");
    }

    @Test
    void record_whenManyThreadsRecordWhileWindowsClose_countsEachRecordOnce() throws Exception {
        int threads = 4;
        int records = 50_000;
        SharedResource db = SharedResource.of(NODES, NOON, 8);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        BigDecimal used = BigDecimal.ZERO;
        BigDecimal other = BigDecimal.ZERO;
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                running.add(pool.submit(() -> {
                    for (int i = 0; i < records; i++) {
                        db.record("key-" + i % 10, 1);
                    }
                }));
            }
            Instant end = NOON;
            boolean last = false;
            while (!last) {
                last = running.stream().allMatch(Future::isDone);
                end = end.plusSeconds(1);
                Allocation window = db.closeWindow(end);
                used = used.add(window.used());
                for (Allocation.Share share : window.shares()) {
                    other = share.key().equals(SharedResource.OTHER) ? other.add(share.weight()) : other;
                }
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(used).isEqualByComparingTo(BigDecimal.valueOf((long) threads * records));
        assertThat(other).isEqualByComparingTo(BigDecimal.valueOf(db.others()));
        assertThat(db.rejected()).isZero();
    }

    /**
     * Two threads record at once in a window for one key that has none yet: in every other round the same key, which must then
     * hold both records, else two keys, of which one comes too late.
     */
    @Test
    void record_whenTwoThreadsRaceForTheKeysOfANewWindow_losesNothingAndKeepsTheLimit() throws Exception {
        int rounds = 20_000;
        SharedResource db = SharedResource.of(NODES, NOON, 1);
        AtomicInteger started = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            Future<?> other = pool.submit(() -> {
                try {
                    for (int round = 1; round <= rounds; round++) {
                        await(started, round);
                        db.record(round % 2 == 0 ? "a" : "b", 1);
                        ended.set(round);
                    }
                } finally {
                    ended.set(rounds);
                }
            });
            for (int round = 1; round <= rounds; round++) {
                started.set(round);
                db.record("a", 1);
                await(ended, round);
                Allocation window = db.closeWindow(db.windowStart().plusSeconds(1));
                List<Integer> weights = window.shares().stream()
                        .map(share -> share.weight().intValueExact())
                        .toList();
                assertThat(weights).isEqualTo(round % 2 == 0 ? List.of(2) : List.of(1, 1));
                assertThat(window.shares().get(weights.size() - 1).key())
                        .isEqualTo(round % 2 == 0 ? "a" : SharedResource.OTHER);
            }
            other.get();
        } finally {
            pool.shutdownNow();
        }
    }

    private static void await(AtomicInteger reached, int round) {
        while (reached.get() < round && !Thread.currentThread().isInterrupted()) {
            Thread.yield();
        }
    }
}
