package dev.costspan.examples.quickstart;

/** Zipkin did not start; the message says why and where its output is. */
final class ZipkinStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ZipkinStartException(String message) {
        super(message);
    }

    ZipkinStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
