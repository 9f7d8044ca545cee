package dev.costspan.outcome;

import dev.costspan.internal.Abandonment;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of a stream: each subscription is one. An outcome that was opened with the call is that of the first subscription,
 * and abandoned when the stream becomes garbage without any. Thread-safe.
 */
final class Subscriptions {

    private final AtomicReference<@Nullable OpenOutcome> first;
    private final Supplier<OpenOutcome> further;
    private Cleaner.@Nullable Cleanable watch;

    Subscriptions(@Nullable OpenOutcome first, Supplier<OpenOutcome> further) {
        this.first = new AtomicReference<>(first);
        this.further = further;
    }

    /** Watches the stream, which nobody has subscribed to yet. */
    void abandonWith(Object stream) {
        if (first.get() != null) {
            watch = Abandonment.watch(stream, this::abandon);
        }
    }

    /** Returns the outcome of the next subscription, which starts on this thread. */
    OpenOutcome next() {
        OpenOutcome open = first.getAndSet(null);
        if (open == null) {
            return further.get();
        }
        if (watch != null) {
            watch.clean();
        }
        return open;
    }

    private void abandon() {
        OpenOutcome open = first.getAndSet(null);
        if (open != null) {
            open.abandon();
        }
    }
}
