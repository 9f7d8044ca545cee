package dev.costspan.outcome;

/** What came of confirming a pending outcome. */
public enum Confirmation {
    /** This call settled the outcome; it counts now. */
    CONFIRMED,
    /** The outcome was settled or resumed before; this call changed nothing. */
    ALREADY_SETTLED,
    /** No pending outcome has this id: it was never pending here, or its window is over. This call changed nothing. */
    UNKNOWN,
    /** The store could not be asked; the failure is logged and nothing was changed. Try again. */
    STORE_FAILED
}
