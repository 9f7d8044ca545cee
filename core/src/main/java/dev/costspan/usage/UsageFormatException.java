package dev.costspan.usage;

/**
 * A provider's answer that cannot be read as JSON: malformed, no object, or over a limit.
 *
 * <p>The message says what is wrong and where, and nothing of what the answer holds; for the same reason there is no cause.
 */
public final class UsageFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageFormatException(String message) {
        super(message);
    }
}
