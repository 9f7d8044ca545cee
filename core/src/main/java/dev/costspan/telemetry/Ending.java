package dev.costspan.telemetry;

/** How an operation ended. */
public enum Ending {
    /** The provider answered in full. */
    COMPLETED,
    /** The provider or the client reported an error. */
    FAILED,
    /** The caller gave up before the answer was complete. */
    CANCELLED,
    /** Nobody waited for the answer any longer: a stream that was neither read to its end nor cancelled. */
    ABANDONED
}
