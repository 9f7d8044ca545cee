package dev.costspan.telemetry;

import dev.costspan.internal.ThrottledLog;
import dev.costspan.outcome.OutcomeRecord;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.LoggerFactory;

/**
 * A sink before a bounded queue, so that the thread that ends an operation does not wait for it.
 *
 * <p>One thread of its own delivers in the order of arrival. It starts when there is something to deliver, ends when it was idle
 * for a while and does not keep the JVM from ending; {@link #flush} waits for what is queued. It carries nothing of the threads that
 * give to it: no OpenTelemetry Context, no inheritable thread locals, no class loader. A sink that hangs holds this thread only.
 *
 * <p>What finds the queue full is dropped and counted. A sink that throws is logged, and gets what comes next. Thread-safe.
 */
final class QueuedSink implements CostSink {

    static final int DEFAULT_CAPACITY = 2_048;
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(10);

    private final CostSink sink;
    private final String name;
    private final ThreadPoolExecutor worker;
    private final LongAdder dropped = new LongAdder();
    private final ThrottledLog log = new ThrottledLog(LoggerFactory.getLogger(QueuedSink.class), LOG_INTERVAL);

    QueuedSink(CostSink sink, int capacity) {
        this(sink, capacity, IDLE);
    }

    /**
     * Wraps a sink.
     *
     * @param sink who is told in the end
     * @param capacity how much waits at most
     * @param idle how long the thread waits for more before it ends, above zero
     * @throws IllegalArgumentException when the capacity is below 1
     */
    QueuedSink(CostSink sink, int capacity, Duration idle) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a sink's queue must hold at least 1 record, but holds " + capacity);
        }
        this.sink = sink;
        name = sink.getClass().getName();
        worker = new ThreadPoolExecutor(
                1,
                1,
                idle.toNanos(),
                TimeUnit.NANOSECONDS,
                new ArrayBlockingQueue<>(capacity),
                this::newThread,
                (rejected, full) -> drop());
        worker.allowCoreThreadTimeOut(true);
    }

    /** Queues one record, or drops it when the queue is full. Does not block and never throws. */
    @Override
    public void accept(CostRecord costRecord) {
        queue(() -> sink.accept(costRecord));
    }

    /** Queues one record, or drops it when the queue is full. Does not block and never throws. */
    @Override
    public void accept(OutcomeRecord outcomeRecord) {
        queue(() -> sink.accept(outcomeRecord));
    }

    /** Returns the class of the sink in the end, as metrics tell sinks apart. */
    String name() {
        return name;
    }

    /** Returns how much was dropped because the queue was full. */
    long dropped() {
        return dropped.sum();
    }

    /**
     * Waits until all that was accepted before is delivered. While it waits, it takes one place in the queue.
     *
     * @param atMost how long; without end when it is too long for a count of nanoseconds
     * @return false when the time was up before, or when this thread was interrupted, which it then still is
     */
    boolean flush(Duration atMost) {
        long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(atMost);
        CountDownLatch delivered = new CountDownLatch(1);
        Runnable marker = delivered::countDown;
        try {
            if (!worker.getQueue().offer(marker, deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return false;
            }
            worker.prestartCoreThread();
            return delivered.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            worker.remove(marker);
        }
    }

    private void queue(Runnable delivery) {
        try {
            worker.execute(() -> deliver(delivery));
        } catch (Throwable thrown) {
            dropped.increment();
            log.warn(
                    "thread",
                    "The thread of the cost sink " + name + " could not be started; a record was dropped",
                    thrown);
        }
    }

    /** The root Context is made current each time, since an agent may carry the caller's along and a sink may leave one behind. */
    private void deliver(Runnable delivery) {
        try (Scope ignored = Context.root().makeCurrent()) {
            delivery.run();
        } catch (Throwable thrown) {
            log.warn("sink", "The cost sink " + name + " failed; it gets the next record all the same", thrown);
        }
    }

    private void drop() {
        dropped.increment();
        log.warn(
                "full",
                () -> "The queue of the cost sink " + name + " is full: it does not keep up. " + dropped()
                        + " records were dropped so far");
    }

    private Thread newThread(Runnable run) {
        Thread thread = new Thread(null, run, "costspan-sink-" + sink.getClass().getSimpleName(), 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(sink.getClass().getClassLoader());
        return thread;
    }
}
