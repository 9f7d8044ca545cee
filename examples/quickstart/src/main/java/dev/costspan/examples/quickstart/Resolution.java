package dev.costspan.examples.quickstart;

/**
 * An answer to a customer.
 *
 * @param resolved whether it answers the question; if not, a colleague has to
 */
public record Resolution(String text, boolean resolved) {
    private static final String GIVES_UP = "I do not know.";

    /** What a model said, which by the support handbook says so when it has no answer. */
    static Resolution of(String text) {
        return new Resolution(text, !text.startsWith(GIVES_UP));
    }
}
