package dev.costspan.budget;

import dev.costspan.pricing.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A budget refused an operation before anything was sent. Trying again before {@link #resetsAt()} is of no use.
 *
 * <p>The only exception of Costspan's own that reaches the caller of a wrapped client.
 */
public final class BudgetExceededException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String budget;
    private final Money limit;
    private final Money used;
    private final Money asked;
    private final @Nullable Instant resetsAt;

    /**
     * Makes the refusal of one budget.
     *
     * @param budget the budget's name
     * @param limit what it allows in its window
     * @param used what was spent and set aside in its window
     * @param asked what the operation would have set aside
     * @param resetsAt the instant its window ends, or null when it never does
     */
    public BudgetExceededException(String budget, Money limit, Money used, Money asked, @Nullable Instant resetsAt) {
        super("budget '" + budget + "' has " + limit + ", of which " + used + " is used; this operation asks for "
                + asked + (resetsAt == null ? "; it never resets" : "; it resets at " + resetsAt));
        this.budget = budget;
        this.limit = limit;
        this.used = used;
        this.asked = asked;
        this.resetsAt = resetsAt;
    }

    /** Returns the name of the budget that refused. */
    public String budget() {
        return budget;
    }

    /** Returns what the budget allows in its window. */
    public Money limit() {
        return limit;
    }

    /** Returns what was spent and set aside in the window. */
    public Money used() {
        return used;
    }

    /** Returns what the operation would have set aside. */
    public Money asked() {
        return asked;
    }

    /** Returns the instant the window ends, or null when it never does. */
    public @Nullable Instant resetsAt() {
        return resetsAt;
    }
}
