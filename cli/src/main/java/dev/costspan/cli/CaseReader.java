package dev.costspan.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads a line of JSON into a case, in one pass. Not thread-safe. */
final class CaseReader {

    /** Programs write NaN although JSON has none; as a quantity it is invalid usage and no reason to drop the line. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final Instant defaultInstant;
    private @Nullable CaseFields fields;

    /**
     * Makes a reader.
     *
     * @param defaultInstant when a request of a line without a time started
     */
    CaseReader(Instant defaultInstant) {
        this.defaultInstant = defaultInstant;
    }

    /**
     * Returns the case of a line.
     *
     * @throws BadLineException when the line is no case; {@link #caseId} then says which one it was going to be
     */
    PriceCase read(byte[] bytes, int start, int length) throws BadLineException {
        fields = null;
        try (JsonParser parser = JSON.createParser(bytes, start, length)) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                throw new BadLineException("a line must be a JSON object, but is " + CaseFields.name(first));
            }
            CaseFields all = new CaseFields(parser, bytes, start);
            fields = all;
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                parser.nextToken();
                all.take(key);
            }
            PriceCase read = all.toCase(defaultInstant);
            if (parser.nextToken() != null) {
                throw new BadLineException("a line must be one JSON object, but more follows it");
            }
            return read;
        } catch (IOException broken) {
            throw new BadLineException(why(broken));
        }
    }

    /** Returns the id of the last line, as far as it was read; null when it names none. */
    @Nullable CaseId caseId() {
        return fields == null ? null : fields.caseId();
    }

    /** Leaves out what the parser quotes, which may be anything. */
    private static String why(IOException broken) {
        if (broken instanceof StreamConstraintsException) {
            return "the line's JSON goes over a limit: nesting of 1000 levels, numbers of 1000 characters, keys of 50000";
        }
        if (broken instanceof JsonEOFException) {
            return "the line is not JSON: it ends too early";
        }
        if (broken instanceof JsonProcessingException json && json.getLocation() != null) {
            return "the line is not JSON from column " + json.getLocation().getColumnNr() + " on";
        }
        return "the line is not JSON";
    }
}
