package dev.costspan.attribution;

import org.jspecify.annotations.Nullable;

/** What is left for further entries of one baggage, and what an entry may be. Not thread-safe; one serves one baggage. */
final class BaggageLimits {

    private static final String UNRESERVED_MARKS = "-._~";
    private static final char REPLACEMENT = '\uFFFD';

    private int left = AttributionBaggage.MAX_BYTES;

    /** Returns what is wrong with an entry, without its value, or null when it may cross; then its bytes are used up. */
    @Nullable String problemOf(String name, String value) {
        if (value.isBlank()) {
            return "it is blank";
        }
        if (value.length() > Attribution.MAX_LENGTH) {
            return "it has " + value.length() + " characters, and at most " + Attribution.MAX_LENGTH + " may cross";
        }
        if (!value.codePoints().allMatch(BaggageLimits::isOfText)) {
            return "it has characters that are not text";
        }
        int bytes = bytes(name, value);
        if (bytes > left) {
            return "it needs " + bytes + " bytes, and of " + AttributionBaggage.MAX_BYTES + " for all entries " + left
                    + " are left";
        }
        left -= bytes;
        return null;
    }

    /** A replacement character stands where a sender's bytes were no UTF-8. */
    private static boolean isOfText(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                false;
            default -> codePoint != REPLACEMENT;
        };
    }

    /** Counts every byte as encoded that some encoder may encode, and the equals sign and comma around the value. */
    private static int bytes(String name, String value) {
        int bytes = name.length() + 2;
        for (int i = 0; i < value.length(); i++) {
            bytes += bytes(value.charAt(i));
        }
        return bytes;
    }

    private static int bytes(char character) {
        if (character >= 0x800) {
            // a surrogate pair is four bytes of UTF-8
            return Character.isSurrogate(character) ? 6 : 9;
        }
        if (character >= 0x80) {
            return 6;
        }
        return Character.isLetterOrDigit(character) || UNRESERVED_MARKS.indexOf(character) >= 0 ? 1 : 3;
    }
}
