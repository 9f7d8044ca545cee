package dev.costspan.attribution;

/** The named parts of an {@link Attribution}. {@link #id()} is the part of {@code costspan.team} and so on after the dot. */
public enum AttributionKey {
    /** The team that answers for the spend. */
    TEAM("team"),
    /** The product the operation is part of. */
    PRODUCT("product"),
    /** The feature of the product. */
    FEATURE("feature"),
    /** The customer on whose behalf the operation runs. */
    TENANT("tenant"),
    /** The end user. */
    USER("user"),
    /** The environment, such as {@code production}. */
    ENVIRONMENT("environment"),
    /** The cost centre in the books. */
    COST_CENTER("cost_center"),
    /** Who is called when the spend goes wrong. */
    OWNER("owner"),
    /** Who is told next when the owner does not answer. */
    ESCALATION("escalation");

    private final String id;

    AttributionKey(String id) {
        this.id = id;
    }

    /** Returns the key as attributes and configuration spell it. */
    public String id() {
        return id;
    }
}
