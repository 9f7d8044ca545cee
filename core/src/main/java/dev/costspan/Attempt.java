package dev.costspan;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One request on the wire, as the HTTP seam of a client sees it. Only a failed attempt leaves a trace of its own: an event on
 * the operation's span. Thread-safe; the first end counts.
 */
public final class Attempt {

    private final MeteredOperation operation;
    private final AttemptCounts counts;
    private final int number;
    private final long startNanos;
    private final AtomicBoolean ended = new AtomicBoolean();

    Attempt(MeteredOperation operation, AttemptCounts counts, int number, long startNanos) {
        this.operation = operation;
        this.counts = counts;
        this.number = number;
        this.startNanos = startNanos;
    }

    /** Ends the attempt: the provider accepted the request and answered. */
    public void succeed() {
        ended.set(true);
    }

    /**
     * Ends the attempt: it failed.
     *
     * @param errorType the status code or the class of the error, of low cardinality, never a message
     * @param status the HTTP status code, or 0 when there was no answer
     */
    public void fail(String errorType, int status) {
        if (ended.compareAndSet(false, true)) {
            counts.failed();
            operation.attemptFailed(number, errorType, status, startNanos);
        }
    }
}
