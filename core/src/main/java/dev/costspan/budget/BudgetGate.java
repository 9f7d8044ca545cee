package dev.costspan.budget;

/**
 * Decides before an operation is sent whether it may run.
 *
 * <p>Implementations are thread-safe and do not block. A {@link BudgetExceededException} reaches the caller and nothing is
 * sent; anything else one throws is logged and lets the operation pass.
 */
@FunctionalInterface
public interface BudgetGate {

    /** The gate that lets everything pass. */
    BudgetGate OPEN = request -> Reservation.NONE;

    /**
     * Sets room aside for an operation.
     *
     * @param request what is about to be sent and for whom
     * @return the room, to be settled or released exactly once
     * @throws BudgetExceededException when a budget refuses
     */
    Reservation reserve(BudgetRequest request);
}
