package dev.costspan.usage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One pass over an answer's JSON, which takes the declared fields and skips everything else. */
final class AnswerScan {

    /** The longest answer that is read; an answer with images in it has several MiB. */
    static final int MOST_BYTES = 64 << 20;

    private static final int MOST_DEPTH = 1000;
    private static final int MOST_NUMBER_CHARACTERS = 1000;
    private static final int MOST_TEXT_CHARACTERS = 256;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // An answer's keys may be its user's own; they have no business in the JVM's table of strings.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(MOST_BYTES)
                    .maxNestingDepth(MOST_DEPTH)
                    .maxNumberLength(MOST_NUMBER_CHARACTERS)
                    .build())
            .build();

    private final JsonParser parser;

    private AnswerScan(JsonParser parser) {
        this.parser = parser;
    }

    static RawUsage read(String json, FieldTree tree, Supplier<RawUsage> empty) {
        requireLength(json.length(), "characters");
        try (JsonParser parser = FACTORY.createParser(json)) {
            return new AnswerScan(parser).answers(tree, empty);
        } catch (IOException unopened) {
            throw new UsageFormatException("the answer cannot be read");
        }
    }

    static RawUsage read(byte[] utf8, FieldTree tree, Supplier<RawUsage> empty) {
        requireLength(utf8.length, "bytes");
        try (JsonParser parser = FACTORY.createParser(utf8)) {
            return new AnswerScan(parser).answers(tree, empty);
        } catch (IOException unopened) {
            throw new UsageFormatException("the answer cannot be read");
        }
    }

    private static void requireLength(int length, String unit) {
        if (length > MOST_BYTES) {
            throw new UsageFormatException(
                    "the answer has " + length + " " + unit + ", more than the " + MOST_BYTES + " that are read");
        }
    }

    /** Jackson's own message quotes the answer, so it stays behind. */
    private RawUsage answers(FieldTree tree, Supplier<RawUsage> empty) {
        try {
            return answersOrThrow(tree, empty);
        } catch (StreamConstraintsException overLimit) {
            throw new UsageFormatException("the answer goes over a limit of depth or length" + position());
        } catch (IOException malformed) {
            throw new UsageFormatException("the answer is not JSON" + position());
        }
    }

    private RawUsage answersOrThrow(FieldTree tree, Supplier<RawUsage> empty) throws IOException {
        RawUsage raw = empty.get();
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_OBJECT) {
            object(tree, raw);
        } else if (first == JsonToken.START_ARRAY) {
            while (next() != JsonToken.END_ARRAY) {
                requireObject(parser.currentToken());
                RawUsage chunk = empty.get();
                object(tree, chunk);
                raw.merge(chunk);
            }
        } else {
            requireObject(first);
        }
        if (parser.nextToken() != null) {
            throw new UsageFormatException("the answer holds more than one JSON value" + position());
        }
        return raw;
    }

    private void object(FieldTree node, RawUsage raw) throws IOException {
        while (next() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            next();
            FieldTree wanted = node.at(key);
            if (wanted == null && node.isInUsage()) {
                UnknownFields.note(node.path(), key);
            }
            if (wanted == null || wanted.isUnwanted()) {
                skip();
            } else {
                value(wanted, raw);
            }
        }
    }

    private void value(FieldTree node, RawUsage raw) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                fault(node, raw, "an object");
                object(node, raw);
            }
            case START_ARRAY -> {
                fault(node, raw, "a list");
                list(node, raw);
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(node, raw);
            case VALUE_STRING -> {
                fault(node, raw, "a string");
                text(node, raw);
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                fault(node, raw, "a boolean");
                text(node, raw);
            }
            default -> {
                // null is as good as absent
            }
        }
    }

    private void list(FieldTree node, RawUsage raw) throws IOException {
        while (next() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_NULL) {
                for (int slot : node.counts()) {
                    raw.add(slot, RawNumber.ONE);
                }
            }
            FieldTree each = node.eachElement();
            ElementRules rules = node.elementRules();
            if (each != null) {
                value(each, raw);
            } else if (rules != null && parser.currentToken() == JsonToken.START_OBJECT) {
                RawUsage element = rules.newElement();
                object(rules.element(), element);
                rules.take(element, raw);
            } else {
                skip();
            }
        }
    }

    private void number(FieldTree node, RawUsage raw) throws IOException {
        if (node.numbers().length == 0) {
            return;
        }
        RawNumber number = RawNumber.of(node.path(), parser.getText());
        for (int slot : node.numbers()) {
            if (node.isSummed()) {
                raw.add(slot, number);
            } else {
                raw.most(slot, number);
            }
        }
    }

    private void text(FieldTree node, RawUsage raw) throws IOException {
        if (node.texts().length == 0 || parser.getTextLength() > MOST_TEXT_CHARACTERS) {
            return;
        }
        String text = parser.getText();
        for (int slot : node.texts()) {
            if (node.says(text)) {
                raw.text(slot, text);
            }
        }
    }

    /** Notes that another kind of value stands where a number belongs; where objects are declared too, one is no fault. */
    private void fault(FieldTree node, RawUsage raw, String what) {
        if (node.isNumberOnly()) {
            for (int slot : node.numbers()) {
                raw.most(slot, RawNumber.fault(node.path(), what));
            }
        }
    }

    private JsonToken next() throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new UsageFormatException("the answer ends too early" + position());
        }
        return token;
    }

    private void skip() throws IOException {
        boolean nested = parser.currentToken().isStructStart();
        parser.skipChildren();
        if (nested && (parser.currentToken() == null || !parser.currentToken().isStructEnd())) {
            throw new UsageFormatException("the answer ends too early" + position());
        }
    }

    private void requireObject(@Nullable JsonToken token) {
        if (token != JsonToken.START_OBJECT) {
            throw new UsageFormatException("the answer is no JSON object" + position());
        }
    }

    private String position() {
        long characters = parser.currentLocation().getCharOffset();
        long bytes = parser.currentLocation().getByteOffset();
        return characters >= 0 ? ", at character " + characters : ", at byte " + bytes;
    }
}
