package dev.costspan.cli;

/** Says why a line of input cannot be priced, in words for its writer. No content of an answer is in it. */
final class BadLineException extends Exception {

    private static final long serialVersionUID = 1L;

    BadLineException(String message) {
        super(message, null, false, false);
    }
}
