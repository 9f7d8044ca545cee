package dev.costspan.attribution;

import org.jspecify.annotations.Nullable;

/**
 * One part of an attribution that may cross to another service: a key or a free tag.
 *
 * @param name what its entry in the baggage is called
 * @param key which key it is, or null when it is a tag
 * @param tag which tag it is, or null when it is a key
 */
record CrossingPart(
        String name, @Nullable AttributionKey key, @Nullable String tag) {

    /** What RFC 7230 has in a token beside letters and digits; a baggage key is one. */
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    static CrossingPart of(AttributionKey key) {
        return new CrossingPart(AttributionNames.of(key), key, null);
    }

    /**
     * Makes one of a tag.
     *
     * @throws IllegalArgumentException when the tag's name cannot be part of a baggage key or is too long for a tag
     */
    static CrossingPart ofTag(String tag) {
        if (tag.isEmpty() || !tag.chars().allMatch(CrossingPart::isOfToken)) {
            throw new IllegalArgumentException("the name of a tag in the baggage has letters of ASCII, digits and "
                    + TOKEN_MARKS + " alone, but andTags names '" + tag + "'");
        }
        if (tag.length() > Attribution.MAX_LENGTH) {
            throw new IllegalArgumentException("the name of a tag has at most " + Attribution.MAX_LENGTH
                    + " characters, but andTags names one of " + tag.length());
        }
        return new CrossingPart(AttributionNames.ofTag(tag), null, tag);
    }

    @Nullable String in(Attribution attribution) {
        return key != null ? attribution.get(key) : attribution.tags().get(tag);
    }

    void set(Attribution.Builder attribution, String value) {
        if (key != null) {
            attribution.set(key, value);
        } else if (tag != null) {
            attribution.tag(tag, value);
        }
    }

    private static boolean isOfToken(int character) {
        return character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9'
                || TOKEN_MARKS.indexOf(character) >= 0;
    }
}
