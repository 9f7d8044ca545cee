package dev.costspan.outcome;

import org.jspecify.annotations.Nullable;

/** What became of an outcome. */
public enum OutcomeStatus {
    /** The business result was reached. */
    SUCCESS("success"),
    /** It was not reached, and everything spent for it is waste. */
    FAILURE("failure"),
    /** Nobody went on with it, or nobody said what became of it; everything spent for it is waste. */
    ABANDONED("abandoned"),
    /** It is not known yet; {@link Outcomes#confirm} says it later. */
    PENDING("pending");

    private final String id;

    OutcomeStatus(String id) {
        this.id = id;
    }

    /** Returns the status as attributes spell it. */
    public String id() {
        return id;
    }

    /** Returns whether nothing can follow. */
    public boolean isFinal() {
        return this != PENDING;
    }

    /** Returns why everything spent for such an outcome is waste; null when it is not. */
    public @Nullable WasteReason waste() {
        return switch (this) {
            case FAILURE -> WasteReason.OUTCOME_FAILED;
            case ABANDONED -> WasteReason.OUTCOME_ABANDONED;
            case SUCCESS, PENDING -> null;
        };
    }
}
