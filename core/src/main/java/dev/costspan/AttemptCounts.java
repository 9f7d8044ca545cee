package dev.costspan;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/** How many requests of an operation went on the wire and how many failed; -1 while nobody counts. Thread-safe. */
final class AttemptCounts {

    private static final AtomicIntegerFieldUpdater<AttemptCounts> STARTED =
            AtomicIntegerFieldUpdater.newUpdater(AttemptCounts.class, "started");
    private static final AtomicIntegerFieldUpdater<AttemptCounts> FAILED =
            AtomicIntegerFieldUpdater.newUpdater(AttemptCounts.class, "failed");

    private volatile int started;
    private volatile int failed;

    int started() {
        return STARTED.incrementAndGet(this);
    }

    void failed() {
        FAILED.incrementAndGet(this);
    }

    int total() {
        return started == 0 ? -1 : started;
    }

    int failedTotal() {
        return started == 0 ? -1 : failed;
    }
}
