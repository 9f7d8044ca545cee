package dev.costspan;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/** How many requests of an operation went on the wire and how many failed. Thread-safe. */
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

    /** Returns how many requests went on the wire, or -1 when nobody counted. */
    static int total(@Nullable AttemptCounts counts) {
        return counts == null ? -1 : counts.started;
    }

    /** Returns how many requests failed, or -1 when nobody counted. */
    static int failures(@Nullable AttemptCounts counts) {
        return counts == null ? -1 : counts.failed;
    }
}
