package dev.costspan;

import dev.costspan.usage.UsageReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The requests of an operation on the wire: how many there were, how many failed, and what those that were answered reported. An
 * answer after which the client asks for the same again was thrown away, and was billed all the same. Thread-safe.
 */
final class Attempts {

    /** The request of a seam that does not tell its requests apart. */
    static final Object THE_SAME = "the same";

    private static final AtomicReferenceFieldUpdater<MeteredOperation, @Nullable Attempts> OF =
            AtomicReferenceFieldUpdater.newUpdater(MeteredOperation.class, Attempts.class, "attempts");
    private static final AtomicIntegerFieldUpdater<Attempts> FAILED =
            AtomicIntegerFieldUpdater.newUpdater(Attempts.class, "failed");

    /** A client that throws more answers away than this has other worries; further ones are not kept. */
    private static final int MOST_KEPT = 16;

    private final Object lock = new Object();
    private volatile int started;
    private volatile int failed;
    private boolean forgotten;
    private @Nullable Object request;
    private @Nullable Supplier<@Nullable UsageReport> answered;
    private List<Supplier<@Nullable UsageReport>> thrownAway = List.of();

    static Attempts of(MeteredOperation operation) {
        if (operation.attempts == null) {
            OF.compareAndSet(operation, null, new Attempts());
        }
        return Objects.requireNonNull(operation.attempts);
    }

    Attempt start(MeteredOperation operation, Object asked) {
        int number;
        synchronized (lock) {
            if (answered != null && asked.equals(request)) {
                throwAway(answered);
            }
            answered = null;
            request = forgotten ? null : asked;
            number = ++started;
        }
        return new Attempt(operation, this, number, operation.path.nanos());
    }

    void failed() {
        FAILED.incrementAndGet(this);
    }

    void answered(Supplier<@Nullable UsageReport> report) {
        synchronized (lock) {
            answered = forgotten ? null : report;
        }
    }

    /** Returns what the last answer reports, for an operation that failed although there was one; null when there was none. */
    @Nullable Supplier<@Nullable UsageReport> lastAnswer() {
        synchronized (lock) {
            return answered;
        }
    }

    /** Returns what the answers report that were thrown away. */
    List<Supplier<@Nullable UsageReport>> thrownAway() {
        synchronized (lock) {
            return thrownAway;
        }
    }

    /** Lets go of requests and answers, which may be large, once their operation has ended. */
    static void forget(@Nullable Attempts attempts) {
        if (attempts != null) {
            synchronized (attempts.lock) {
                attempts.forgotten = true;
                attempts.request = null;
                attempts.answered = null;
                attempts.thrownAway = List.of();
            }
        }
    }

    /** Returns how many requests went on the wire, or -1 when nobody counted. */
    static int total(@Nullable Attempts attempts) {
        return attempts == null ? -1 : attempts.started;
    }

    /** Returns how many requests failed, or -1 when nobody counted. */
    static int failures(@Nullable Attempts attempts) {
        return attempts == null ? -1 : attempts.failed;
    }

    private void throwAway(Supplier<@Nullable UsageReport> report) {
        if (thrownAway.size() < MOST_KEPT) {
            List<Supplier<@Nullable UsageReport>> more = new ArrayList<>(thrownAway);
            more.add(report);
            thrownAway = more;
        }
    }
}
