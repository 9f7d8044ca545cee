package dev.costspan.examples.quickstart.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Text in requests and answers, in the shapes both providers use. */
final class Text {
    private static final Pattern AFTER_BLANKS = Pattern.compile("(?<=\\s)(?=\\S)");

    private Text() {}

    /** The text of a message content, which is a string or an array of blocks. */
    static String of(JsonNode content) {
        if (!content.isArray()) {
            return content.asText("");
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode block : content) {
            text.append(block.path("text").asText());
        }
        return text.toString();
    }

    /** The name of the first field of an object, {@code value} when it has none. */
    static String firstName(JsonNode object) {
        Iterator<String> names = object.fieldNames();
        return names.hasNext() ? names.next() : "value";
    }

    /** A text cut into words with the blanks after them, as a stream sends it; nothing for an empty text. */
    static List<String> pieces(String text) {
        return text.isEmpty() ? List.of() : Stream.of(AFTER_BLANKS.split(text)).toList();
    }
}
