package dev.costspan.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.usage.Operation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class QueuedSinkTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(1);

    private final List<String> delivered = new CopyOnWriteArrayList<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @Test
    void accept_whenTheSinkHangs_returnsAndCountsWhatFindsNoPlace() throws InterruptedException {
        QueuedSink queued = new QueuedSink(this::hang, 3);
        queued.accept(entry(0));
        started.await();

        IntStream.rangeClosed(1, 8).forEach(i -> queued.accept(entry(i)));

        assertThat(queued.dropped()).isEqualTo(5);
        assertThat(delivered).isEmpty();
        goOn.countDown();
        assertThat(queued.flush(LONG)).isTrue();
        assertThat(delivered).containsExactly("0", "1", "2", "3");
    }

    @Test
    void accept_whenTheSinkKeepsUp_deliversInOrder() {
        QueuedSink queued = new QueuedSink(this::keep, 1_000);

        IntStream.range(0, 1_000).forEach(i -> queued.accept(entry(i)));

        assertThat(queued.flush(LONG)).isTrue();
        assertThat(delivered)
                .containsExactlyElementsOf(
                        IntStream.range(0, 1_000).mapToObj(String::valueOf).toList());
        assertThat(queued.dropped()).isZero();
    }

    @Test
    void accept_whenManyThreadsGive_deliversOrCountsEach() throws Exception {
        QueuedSink queued = new QueuedSink(this::keep, 64);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        Callable<Void> giving = () -> {
            IntStream.range(0, 500).forEach(i -> queued.accept(entry(i)));
            return null;
        };
        for (Future<Void> done :
                threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> giving).toList())) {
            done.get();
        }
        threads.shutdown();

        assertThat(queued.flush(LONG)).isTrue();
        assertThat(delivered.size() + queued.dropped()).isEqualTo(4_000);
    }

    @Test
    void accept_whenTheSinkThrows_logsItsClassAndGoesOn() {
        QueuedSink queued = new QueuedSink(
                entry -> {
                    keep(entry);
                    throw new AssertionError("a secret");
                },
                10);
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            queued.accept(entry(1));
            queued.accept(entry(2));
            assertThat(queued.flush(LONG)).isTrue();
        } finally {
            System.setErr(before);
        }

        assertThat(delivered).containsExactly("1", "2");
        assertThat(log.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains("The cost sink " + QueuedSinkTest.class.getName())
                .contains("java.lang.AssertionError")
                .doesNotContain("secret");
    }

    @Test
    void flush_whenNothingWasAccepted_isDone() {
        assertThat(new QueuedSink(this::keep, 1).flush(LONG)).isTrue();
    }

    @Test
    void flush_whenTheTimeIsUp_isNotDone() throws InterruptedException {
        QueuedSink queued = new QueuedSink(this::hang, 10);
        queued.accept(entry(0));
        started.await();

        assertThat(queued.flush(SHORT)).isFalse();
        assertThat(queued.flush(Duration.ZERO)).isFalse();
        assertThat(queued.flush(Duration.ofSeconds(-1))).isFalse();

        goOn.countDown();
        assertThat(queued.flush(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
    }

    @Test
    void flush_whenTheQueueIsFull_isNotDone() throws InterruptedException {
        QueuedSink queued = new QueuedSink(this::hang, 1);
        queued.accept(entry(0));
        started.await();
        queued.accept(entry(1));

        assertThat(queued.flush(SHORT)).isFalse();
        goOn.countDown();
    }

    @Test
    void flush_whenItGaveUp_leavesItsPlaceToRecords() throws InterruptedException {
        QueuedSink queued = new QueuedSink(this::hang, 1);
        queued.accept(entry(0));
        started.await();
        queued.flush(SHORT);

        queued.accept(entry(1));

        assertThat(queued.dropped()).isZero();
        goOn.countDown();
    }

    @Test
    void flush_whenInterrupted_isNotDoneAndTheThreadStaysInterrupted() throws InterruptedException {
        QueuedSink queued = new QueuedSink(this::hang, 10);
        queued.accept(entry(0));
        started.await();

        Thread.currentThread().interrupt();

        assertThat(queued.flush(LONG)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
        goOn.countDown();
    }

    @Test
    void new_whenNothingWouldFit_namesTheCapacity() {
        assertThatThrownBy(() -> new QueuedSink(this::keep, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a sink's queue must hold at least 1 record, but holds 0");
    }

    private void keep(CostRecord entry) {
        delivered.add(entry.provider());
    }

    private void hang(CostRecord entry) {
        started.countDown();
        try {
            assertThat(goOn.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        keep(entry);
    }

    private static CostRecord entry(int number) {
        return CostRecord.builder(Operation.CHAT, String.valueOf(number), Instant.EPOCH)
                .build();
    }
}
