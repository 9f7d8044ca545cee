package dev.costspan.pricing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a price file, read token by token. Numbers are taken from their text, never through a double, and every error
 * names the file and the model at hand. Depth, string and number lengths are bounded by Jackson's defaults.
 */
final class PriceJson implements AutoCloseable {

    /** The largest file that is read, some fifty times what the lists weigh today. */
    static final long MOST_BYTES = 64L << 20;

    /** The longest text of a single card that is read, a thousand times what one weighs today. */
    static final int MOST_CHARACTERS = 1 << 20;

    /** The most digits, before or after the point, that a price may have; keeps {@code 1e999999999} out. */
    private static final int MOST_DIGITS = 60;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // Python writes NaN into JSON; reading it lets the message name the model.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(MOST_BYTES)
                    .build())
            .build();

    /** A number as people and BigDecimal write it, bounded so that no string costs more to read than a number could. */
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,100}(\\.[0-9]{1,100})?([eE][+-]?[0-9]{1,9})?");

    private final String name;
    private final JsonParser parser;
    private String place = "";

    private PriceJson(String name, JsonParser parser) {
        this.name = name;
        this.parser = parser;
    }

    static PriceJson open(Path file) {
        try {
            long bytes = Files.size(file);
            if (bytes > MOST_BYTES) {
                throw new PriceFileException("price file " + file + " has " + bytes + " bytes, more than the "
                        + MOST_BYTES + " that are read");
            }
            return new PriceJson("price file " + file, FACTORY.createParser(Files.newInputStream(file)));
        } catch (NoSuchFileException missing) {
            throw new PriceFileException("price file " + file + " does not exist", missing);
        } catch (IOException unreadable) {
            throw new PriceFileException(
                    "price file " + file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** Returns a reader of a text, which errors call {@code name}. */
    static PriceJson of(String name, String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new PriceFileException(name + " has " + text.length() + " characters, more than the "
                    + MOST_CHARACTERS + " that are read");
        }
        try {
            return new PriceJson(name, FACTORY.createParser(text));
        } catch (IOException unreadable) {
            throw new PriceFileException(name + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** Returns a reader of a file that was already fetched, which errors call {@code name}. */
    static PriceJson of(String name, byte[] file) {
        try {
            return new PriceJson(name, FACTORY.createParser(file));
        } catch (IOException unreadable) {
            throw new PriceFileException(name + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** Moves to the first token. */
    void start() {
        next();
    }

    /** Sets the model that errors name from here on. */
    void in(@Nullable String model) {
        at(model == null ? "" : "model '" + model + "'");
    }

    /** Sets what errors say about where they are, from here on; empty for nothing. */
    void at(String place) {
        this.place = place;
    }

    /** Moves to the next token, which must be {@code wanted}. */
    void expect(JsonToken wanted, String what) {
        next();
        requireAt(wanted, what);
    }

    /** Checks that the token at hand is {@code wanted}. */
    void requireAt(JsonToken wanted, String what) {
        if (parser.currentToken() != wanted) {
            throw error(what + " must be " + name(wanted) + ", but is " + name(parser.currentToken()));
        }
    }

    /** Returns the next key of the object at hand and moves to its value, or null when the object ends. */
    @Nullable String nextKey() {
        if (next() == JsonToken.END_OBJECT) {
            return null;
        }
        String key = text();
        next();
        return key;
    }

    /** Moves to the next element of the array at hand and returns whether there is one. */
    boolean nextElement() {
        return next() != JsonToken.END_ARRAY;
    }

    /** Moves to the end of the value at hand. */
    void skip() {
        try {
            parser.skipChildren();
            if (parser.currentToken() == null || parser.currentToken().isStructStart()) {
                throw new PriceFileException(name + " ends too early, " + position());
            }
        } catch (IOException broken) {
            throw broken(broken);
        }
    }

    boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    boolean isNumber() {
        JsonToken token = parser.currentToken();
        return token != null && token.isNumeric();
    }

    boolean isString() {
        return parser.currentToken() == JsonToken.VALUE_STRING;
    }

    boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    boolean isArray() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    /** Returns the string at hand. */
    String string(String key) {
        requireAt(JsonToken.VALUE_STRING, "key '" + key + "'");
        return text();
    }

    /** Returns the number at hand, or that of a string, which must be a price: finite, not negative. */
    BigDecimal price(String key) {
        JsonToken token = parser.currentToken();
        if (!isNumber() && !isDecimalString()) {
            String value = token != null && token.isScalarValue() ? "'" + shortened(text()) + "'" : name(token);
            throw error("key '" + key + "' must be a number, but is " + value);
        }
        String text = text();
        BigDecimal price;
        try {
            price = new BigDecimal(text);
        } catch (NumberFormatException notFinite) {
            throw error("key '" + key + "' must be a finite number, but is " + text);
        }
        if (price.signum() < 0) {
            throw error("key '" + key + "' must not be negative, but is " + text);
        }
        if (isTooLong(price)) {
            throw error("key '" + key + "' has more than " + MOST_DIGITS + " digits: " + text);
        }
        return price;
    }

    /** Returns the number at hand, which must be whole, not negative, and fit a long. */
    long whole(String key) {
        BigDecimal number = price(key);
        try {
            return number.longValueExact();
        } catch (ArithmeticException broken) {
            throw error("key '" + key + "' must be a whole number below 2^63, but is " + number);
        }
    }

    /** Returns whether a number has more digits, before or after the point, than are read. */
    static boolean isTooLong(BigDecimal number) {
        return Math.abs((long) number.scale()) > MOST_DIGITS || number.precision() > MOST_DIGITS;
    }

    private boolean isDecimalString() {
        return isString() && DECIMAL.matcher(text()).matches();
    }

    private static String shortened(String text) {
        return text.length() <= MOST_DIGITS ? text : text.substring(0, MOST_DIGITS) + "…";
    }

    /** Checks that nothing follows. */
    void end() {
        if (next() != null) {
            throw error("more than one JSON value, the second " + position());
        }
    }

    PriceFileException error(String what) {
        return new PriceFileException(name + (place.isEmpty() ? "" : ", " + place) + ": " + what);
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException ignored) {
            // everything that was wanted has been read
        }
    }

    private @Nullable JsonToken next() {
        try {
            JsonToken token = parser.nextToken();
            if (token == null && !parser.getParsingContext().inRoot()) {
                throw new PriceFileException(name + " ends too early, " + position());
            }
            return token;
        } catch (IOException broken) {
            throw broken(broken);
        }
    }

    private String text() {
        try {
            return parser.getText();
        } catch (IOException broken) {
            throw broken(broken);
        }
    }

    private PriceFileException broken(IOException cause) {
        String reason = cause instanceof JsonProcessingException json
                ? json.getOriginalMessage()
                : String.valueOf(cause.getMessage());
        String how = " is not JSON, ";
        if (cause instanceof StreamConstraintsException) {
            how = " goes over a limit, ";
        } else if (reason.startsWith("Unexpected end-of-input")) {
            how = " ends too early, ";
        } else if (!(cause instanceof JsonProcessingException)) {
            how = " cannot be read any further, ";
        }
        return new PriceFileException(name + how + position() + ": " + reason, cause);
    }

    private String position() {
        return "line " + parser.currentLocation().getLineNr() + ", column "
                + parser.currentLocation().getColumnNr();
    }

    private static String name(@Nullable JsonToken token) {
        if (token == null) {
            return "missing";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            default -> "nothing";
        };
    }
}
