package dev.costspan.usage;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * How much text of a streamed answer has come so far: its length, never the text.
 *
 * <p>Text is added by one thread at a time; how much there is may be asked on any thread. Nothing here blocks or throws.
 */
public final class SeenText {

    private static final AtomicLongFieldUpdater<SeenText> BYTES =
            AtomicLongFieldUpdater.newUpdater(SeenText.class, "bytes");

    private volatile long bytes;

    /** Makes one for an answer of which nothing has come. */
    public SeenText() {}

    /** Counts the next piece of the answer, without allocating; null is no text. */
    public void add(@Nullable String text) {
        if (text != null) {
            // ordered for those who read, without the wait of a volatile write on each chunk
            BYTES.lazySet(this, bytes + ByteEstimator.bytes(text, 0, text.length()));
        }
    }

    /** Returns whether no text has come. */
    public boolean isEmpty() {
        return bytes == 0;
    }

    /** Returns how many tokens have come, counted as {@link TokenEstimator#bytes()} counts: the text itself is gone. */
    public long tokens() {
        return ByteEstimator.tokens(bytes);
    }

    /** Returns how much has come, for people. */
    @Override
    public String toString() {
        return "SeenText{" + bytes + " bytes}";
    }
}
