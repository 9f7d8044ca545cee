package dev.costspan;

import dev.costspan.usage.UsageReport;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request on the wire, as the HTTP seam of a client sees it. Only a failed attempt leaves a trace of its own: an event on
 * the operation's span. Thread-safe; the first end attempts.
 */
public final class Attempt {

    private static final double NANOS_PER_SECOND = 1e9;

    private final MeteredOperation operation;
    private final Attempts attempts;
    private final int number;
    private final long startNanos;
    private final AtomicBoolean ended = new AtomicBoolean();

    Attempt(MeteredOperation operation, Attempts attempts, int number, long startNanos) {
        this.operation = operation;
        this.attempts = attempts;
        this.number = number;
        this.startNanos = startNanos;
    }

    /** Ends the attempt: the provider accepted the request and answered. */
    public void succeed() {
        ended.set(true);
    }

    /**
     * Ends the attempt: the provider accepted the request and answered. If the client asks again all the same, or fails, what was
     * answered is billed and counts as waste.
     *
     * @param report reads what the answer says; called only when the answer was thrown away, after the operation has ended. It may
     *     return null and may throw, which is logged. It is kept until the operation ends
     */
    public void succeed(Supplier<@Nullable UsageReport> report) {
        if (ended.compareAndSet(false, true)) {
            attempts.answered(report);
        }
    }

    /**
     * Ends the attempt: the provider accepted the request and answered with JSON, in which the usage format of the operation's
     * provider finds what {@link #succeed(Supplier)} wants to know.
     *
     * @param json gives the answer's body in UTF-8, or null when it has none; called and kept as a report is
     */
    public void answered(Supplier<byte @Nullable []> json) {
        succeed(() -> Reports.read(operation, json.get()));
    }

    /**
     * Ends the attempt: it failed.
     *
     * @param errorType the status code or the class of the error, of low cardinality, never a message
     * @param status the HTTP status code, or 0 when there was no answer
     */
    public void fail(String errorType, int status) {
        if (ended.compareAndSet(false, true)) {
            attempts.failed();
            DataPath path = operation.path;
            double seconds = (path.nanos() - startNanos) / NANOS_PER_SECOND;
            path.telemetry().attemptFailed(operation.span, number, errorType, status, seconds);
        }
    }
}
