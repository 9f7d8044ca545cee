package dev.costspan.testing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The JSON of a baseline file, read token by token. Every error names the file, the line and the field. Not thread-safe. */
final class BaselineJson implements AutoCloseable {

    private static final int MOST_CHARACTERS = 1_000;
    private static final int DEEPEST = 10;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(MOST_CHARACTERS)
                    .maxNameLength(MOST_CHARACTERS)
                    .maxNestingDepth(DEEPEST)
                    .build())
            .build();
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,60}(\\.[0-9]{1,60})?");

    private final String name;
    private final JsonParser parser;

    BaselineJson(String name, String text) {
        this.name = name;
        try {
            parser = FACTORY.createParser(text);
        } catch (IOException unreadable) {
            throw new BaselineException(name + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** Moves to the first token, which must open an object. */
    void start() {
        next();
        requireObject();
    }

    /** Checks that the value at hand is an object, and goes into it. */
    void requireObject() {
        require(JsonToken.START_OBJECT, "an object");
    }

    /** Checks that the value at hand is an array, and goes into it. */
    void requireArray() {
        require(JsonToken.START_ARRAY, "an array");
    }

    /** Returns the next field of the object at hand and moves to its value, or null when the object ends. */
    @Nullable String nextField() {
        if (next() == JsonToken.END_OBJECT) {
            return null;
        }
        String field = text();
        next();
        return field;
    }

    /** Moves to the next element of the array at hand and returns whether there is one. */
    boolean nextElement() {
        return next() != JsonToken.END_ARRAY;
    }

    /** Returns the string at hand, which is not blank. */
    String string() {
        require(JsonToken.VALUE_STRING, "a string");
        if (text().isBlank()) {
            throw error("must not be blank");
        }
        return text();
    }

    /** Returns the whole number at hand, which is not less than {@code least}. */
    long count(long least) {
        require(JsonToken.VALUE_NUMBER_INT, "a whole number");
        try {
            long count = parser.getLongValue();
            if (count < least) {
                throw error("must be at least " + least + ", but is " + count);
            }
            return count;
        } catch (IOException tooLarge) {
            throw error("must be a whole number below 2^63, but is " + text());
        }
    }

    /** Returns the number that the string at hand holds, which is not negative. */
    BigDecimal decimal() {
        String text = string();
        if (!DECIMAL.matcher(text).matches()) {
            throw error("must be a decimal number in quotes, but is '" + text + "'");
        }
        BigDecimal number = new BigDecimal(text);
        if (number.signum() < 0) {
            throw error("must not be negative, but is " + text);
        }
        return number;
    }

    /** Checks that nothing follows. */
    void end() {
        if (next() != null) {
            throw error("holds more than one JSON value");
        }
    }

    /** Returns an error about the value at hand. */
    BaselineException error(String what) {
        return new BaselineException(name + ", " + position() + ": " + what);
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException ignored) {
            // everything that was wanted has been read
        }
    }

    private void require(JsonToken wanted, String what) {
        JsonToken token = parser.currentToken();
        if (token != wanted) {
            throw error("must be " + what + ", but is " + name(token));
        }
    }

    private @Nullable JsonToken next() {
        try {
            return parser.nextToken();
        } catch (IOException broken) {
            String reason = broken instanceof JsonProcessingException json
                    ? json.getOriginalMessage()
                    : String.valueOf(broken.getMessage());
            throw new BaselineException(
                    name + ", line " + parser.currentLocation().getLineNr() + ", after " + field()
                            + ": is not JSON, or goes over a limit: " + reason,
                    broken);
        }
    }

    private String text() {
        try {
            return parser.getText();
        } catch (IOException broken) {
            throw new BaselineException(name + ", " + position() + ": " + broken.getMessage(), broken);
        }
    }

    private String position() {
        return "line " + parser.currentTokenLocation().getLineNr() + ", " + field();
    }

    /** Writes {@code /outcomes/0/rows/1/cost}, where the parser is. */
    private String field() {
        String path = parser.getParsingContext().pathAsPointer().toString();
        return path.isEmpty() ? "the file" : "field " + path;
    }

    private static String name(@Nullable JsonToken token) {
        if (token == null) {
            return "missing";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT -> "a whole number";
            case VALUE_NUMBER_FLOAT -> "a fraction";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            default -> "nothing";
        };
    }
}
