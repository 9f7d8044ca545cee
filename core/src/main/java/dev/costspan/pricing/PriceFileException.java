package dev.costspan.pricing;

/**
 * Thrown when a price file cannot be used as a whole. The message names the file and, where there is one, the model, the key
 * and the value at fault. Nothing of such a file is kept.
 */
public final class PriceFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PriceFileException(String message) {
        super(message);
    }

    PriceFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
