package dev.costspan.attribution;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code OTEL_RESOURCE_ATTRIBUTES}: {@code key=value} pairs with commas between them, percent-encoded, as the
 * OpenTelemetry resource specification has them.
 */
final class ResourceAttributes {

    private ResourceAttributes() {}

    /** Returns the pairs by key; a pair that is malformed is left out, and of two with one key the last one stays. */
    static Map<String, String> parse(@Nullable String text) {
        Map<String, String> pairs = new TreeMap<>();
        if (text == null) {
            return pairs;
        }
        for (String pair : text.split(",")) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? null : decode(pair.substring(0, equals).strip());
            String value = equals < 0 ? null : decode(pair.substring(equals + 1).strip());
            if (key != null && value != null) {
                pairs.put(key, value);
            }
        }
        return pairs;
    }

    /** Returns the text without percent-encoding, or null when it is not well-formed. */
    private static @Nullable String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '%') {
                decoded.put(encoded[i]);
                continue;
            }
            int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
            int low = i + 2 < encoded.length ? Character.digit(encoded[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                return null;
            }
            decoded.put((byte) (high << 4 | low));
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
        } catch (CharacterCodingException malformed) {
            return null;
        }
    }
}
