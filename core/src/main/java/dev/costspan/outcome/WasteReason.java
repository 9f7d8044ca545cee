package dev.costspan.outcome;

/**
 * Why spend bought no result. Where several apply to an operation, the first in this order has the amount, so that amounts by
 * reason add up.
 */
public enum WasteReason {
    /** A request was answered and billed, and its answer was thrown away and asked for again. */
    FAILED_ATTEMPT("failed_attempt"),
    /** The operation failed although it was billed. */
    FAILED_OPERATION("failed_operation"),
    /** The caller gave up before the answer was complete. */
    CANCELLED("cancelled"),
    /** Nobody read the answer to its end. */
    ABANDONED("abandoned"),
    /** The same request had been answered before in the same outcome. */
    REPEATED_REQUEST("repeated_request"),
    /** The answer was cut off at the limit of output tokens. */
    CUT_OFF("cut_off"),
    /** The outcome it was spent for failed. */
    OUTCOME_FAILED("outcome_failed"),
    /** The outcome it was spent for was abandoned. */
    OUTCOME_ABANDONED("outcome_abandoned"),
    /** What was written to a prompt cache, above the price of plain input, and not read while the cache kept it. */
    UNREAD_CACHE_WRITE("unread_cache_write");

    private final String id;

    WasteReason(String id) {
        this.id = id;
    }

    /** Returns the reason as attributes spell it. */
    public String id() {
        return id;
    }
}
