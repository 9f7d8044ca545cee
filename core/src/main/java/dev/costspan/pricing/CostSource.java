package dev.costspan.pricing;

/** Who says what an operation costs, in order of authority. {@link #id()} is the value of {@code costspan.cost.source}. */
public enum CostSource {
    /** The provider reported the amount with its answer. */
    PROVIDER("provider"),
    /** A negotiated price sheet. */
    CONTRACT("contract"),
    /** A card or an amount the application states. */
    OVERRIDE("override"),
    /** A public price list: a file the application loaded, or the bundled catalogue. */
    CATALOG("catalog"),
    /** A share of a cost that has no price per request. */
    ALLOCATION("allocation");

    private final String id;

    CostSource(String id) {
        this.id = id;
    }

    /** Returns the source as attributes spell it. */
    public String id() {
        return id;
    }
}
