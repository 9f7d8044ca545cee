package dev.costspan.pricing;

/** How much a cost can be relied on. {@link #id()} is the value of {@code costspan.cost.status}. */
public enum CostStatus {
    /** Every quantity was reported and has a rate. */
    PRICED("priced"),
    /** A quantity or a rate is missing, so the amount is a lower bound. */
    PARTIAL("partial"),
    /** Every quantity has a rate, but some were estimated. */
    ESTIMATED("estimated"),
    /** There is no amount; {@link Cost#unpricedReason()} says why. */
    UNPRICED("unpriced"),
    /** There is no amount because the usage contradicts itself. */
    INVALID("invalid");

    private final String id;

    CostStatus(String id) {
        this.id = id;
    }

    /** Returns the status as attributes spell it. */
    public String id() {
        return id;
    }
}
