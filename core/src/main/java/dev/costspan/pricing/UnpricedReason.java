package dev.costspan.pricing;

/** Why an operation has no amount. {@link #id()} is the value of {@code costspan.cost.unpriced_reason}. */
public enum UnpricedReason {
    /** No card names the model of this provider. */
    UNKNOWN_MODEL("unknown_model"),
    /** Neither the request nor the answer names a model, and the provider has no card without one. */
    MISSING_MODEL("missing_model"),
    /** The model's name stands for something of the account's own, such as an application inference profile, and hides the model. */
    HIDDEN_MODEL("hidden_model"),
    /** The model's name is too long to be one, or holds control characters. */
    UNREADABLE_MODEL("unreadable_model"),
    /** No provider is named, and not exactly one vendor lists the model. */
    MISSING_PROVIDER("missing_provider"),
    /** The model has cards, but none is valid at the instant of the request. */
    NO_CARD_AT_INSTANT("no_card_at_instant"),
    /** The model has cards, but none for the service tier that served the request. */
    NO_CARD_FOR_TIER("no_card_for_tier"),
    /** The model has cards, but none for the region and options of the request, such as an image's size. */
    NO_CARD_FOR_CONDITIONS("no_card_for_conditions"),
    /** The model has cards, but none for a request of this size. */
    NO_CARD_FOR_CONTEXT("no_card_for_context"),
    /** The answer came without usage. */
    MISSING_USAGE("missing_usage"),
    /** The card has no rate for anything that was used. */
    MISSING_RATE("missing_rate"),
    /** The call failed, was cancelled or never ended, and the provider reported no usage. */
    NO_ANSWER("no_answer"),
    /** The usage contradicts itself. */
    INVALID_USAGE("invalid_usage"),
    /** The price book failed; the log says how. */
    PRICE_BOOK_FAILED("price_book_failed");

    private final String id;

    UnpricedReason(String id) {
        this.id = id;
    }

    /** Returns the reason as attributes spell it. */
    public String id() {
        return id;
    }
}
