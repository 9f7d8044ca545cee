package dev.costspan.outcome;

import java.io.IOException;

/** Says that a file holds no pending outcome that can be read. Its message says nothing of what the file holds. */
final class BrokenOutcomeException extends IOException {

    private static final long serialVersionUID = 1L;

    BrokenOutcomeException(String message) {
        super(message);
    }

    BrokenOutcomeException(String message, Throwable cause) {
        super(message, cause);
    }
}
