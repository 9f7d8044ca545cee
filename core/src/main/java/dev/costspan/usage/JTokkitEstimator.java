package dev.costspan.usage;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import org.jspecify.annotations.Nullable;

/** Counts tokens with JTokkit where {@link TokenEncoding} knows the model's encoding. Loads only where JTokkit is present. */
final class JTokkitEstimator implements TokenEstimator {

    /**
     * Prose of this length takes a few milliseconds. One character repeated takes a hundred times as long, and longer in more than
     * proportion.
     */
    static final int MOST_CHARACTERS = 1 << 16;

    private final Encoding o200k;
    private final Encoding cl100k;

    /**
     * Reads the tables of the encodings.
     *
     * @throws IllegalStateException when JTokkit is here but its tables are not
     */
    JTokkitEstimator() {
        EncodingRegistry registry = Encodings.newLazyEncodingRegistry();
        o200k = registry.getEncoding(EncodingType.O200K_BASE);
        cl100k = registry.getEncoding(EncodingType.CL100K_BASE);
    }

    @Override
    public long tokens(@Nullable String model, CharSequence text) {
        TokenEncoding encoding = TokenEncoding.of(model);
        if (encoding == null) {
            return ByteEstimator.INSTANCE.tokens(model, text);
        }
        try {
            return tokens(encoding(encoding), text);
        } catch (RuntimeException | AssertionError uncountable) {
            // where assertions are on, JTokkit's refuse half of a surrogate pair and name the text, which must not
            // reach a log
            return ByteEstimator.INSTANCE.tokens(model, text);
        }
    }

    private static long tokens(Encoding encoding, CharSequence text) {
        int counted = text.length();
        if (counted > MOST_CHARACTERS) {
            counted = MOST_CHARACTERS - (Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1)) ? 1 : 0);
        }
        long tokens = encoding.countTokensOrdinary(text.subSequence(0, counted).toString());
        return text.length() == counted ? tokens : tokens + rest(tokens, text, counted);
    }

    /** The end of a long text is taken to be like its beginning. Tokens times bytes are less than 2^18 times 2^33. */
    private static long rest(long tokens, CharSequence text, int counted) {
        long bytes = ByteEstimator.bytes(text, 0, counted);
        return (tokens * ByteEstimator.bytes(text, counted, text.length()) + bytes - 1) / bytes;
    }

    /** Returns what this is, for people. */
    @Override
    public String toString() {
        return "TokenEstimator{JTokkit}";
    }

    private Encoding encoding(TokenEncoding encoding) {
        return switch (encoding) {
            case O200K_BASE -> o200k;
            case CL100K_BASE -> cl100k;
        };
    }
}
