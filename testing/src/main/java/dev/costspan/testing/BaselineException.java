package dev.costspan.testing;

/** Says why a baseline cannot be compared with; the assertion fails with its message. */
final class BaselineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BaselineException(String message) {
        super(message);
    }

    BaselineException(String message, Throwable cause) {
        super(message, cause);
    }
}
