package dev.costspan.usage;

import org.jspecify.annotations.Nullable;

/** Takes four bytes of UTF-8 for a token. */
final class ByteEstimator implements TokenEstimator {

    static final ByteEstimator INSTANCE = new ByteEstimator();

    private static final int BYTES_PER_TOKEN = 4;
    private static final int ONE_BYTE = 0x80;
    private static final int TWO_BYTES = 0x800;

    private ByteEstimator() {}

    @Override
    public long tokens(@Nullable String model, CharSequence text) {
        return tokens(bytes(text, 0, text.length()));
    }

    /** Returns the tokens of so many bytes. */
    static long tokens(long bytes) {
        return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
    }

    /**
     * Returns how long {@code text} is in UTF-8 from one character up to another. Each half of a surrogate pair counts two of the four bytes
     * that the pair has, so that the lengths of the parts of a text add up wherever it is cut, and a half without its other half
     * counts too. The largest text there can be has less than three times 2^31 bytes, which a long holds.
     */
    static long bytes(CharSequence text, int from, int to) {
        long bytes = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            bytes += c < ONE_BYTE ? 1 : c < TWO_BYTES || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }

    /** Returns what this is, for people. */
    @Override
    public String toString() {
        return "TokenEstimator{UTF-8 bytes / 4}";
    }
}
