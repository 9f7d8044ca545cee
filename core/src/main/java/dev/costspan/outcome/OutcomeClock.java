package dev.costspan.outcome;

import java.time.Instant;

/** What time it is, for outcomes. Never throws. */
public interface OutcomeClock {

    /** Returns the instant. */
    Instant now();

    /** Returns nanoseconds that only grow. */
    long nanos();
}
