package dev.costspan.testing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a baseline as JSON that says the same for the same spending, whenever and wherever it is recorded: sorted, indented,
 * without instants, ids or texts. Not thread-safe.
 */
final class BaselineWriter {

    /** The version of the format that is read and written. */
    static final String FORMAT = "costspan-baseline/1";

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;

    private BaselineWriter(JsonGenerator json) {
        this.json = json;
    }

    static String write(Baseline baseline) {
        StringWriter text = new StringWriter();
        DefaultIndenter unix = new DefaultIndenter("  ", "\n");
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.setPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(unix).withArrayIndenter(unix));
            new BaselineWriter(json).writeFile(baseline);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return text.append('\n').toString();
    }

    private void writeFile(Baseline baseline) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", FORMAT);
        json.writeArrayFieldStart("outcomes");
        for (Map.Entry<String, List<BaselineRow>> outcome : baseline.outcomes().entrySet()) {
            json.writeStartObject();
            if (!outcome.getKey().equals(Baseline.NONE)) {
                json.writeStringField("name", outcome.getKey());
            }
            json.writeArrayFieldStart("rows");
            for (BaselineRow row : outcome.getValue()) {
                writeRow(row);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeRow(BaselineRow row) throws IOException {
        json.writeStartObject();
        json.writeStringField("operation", row.key().operation().id());
        json.writeStringField("provider", row.key().provider());
        if (row.key().model() != null) {
            json.writeStringField("model", row.key().model());
        }
        json.writeNumberField("operations", row.operations());
        writeCount("attempts", row.attempts());
        writeCount("tokens", row.tokens());
        if (row.key().currency() != null) {
            json.writeStringField("currency", row.key().currency());
            json.writeStringField("cost", Figures.plain(row.cost()));
            if (row.thrownAway().signum() != 0) {
                json.writeStringField("thrown_away", Figures.plain(row.thrownAway()));
            }
            writeUsage(row);
            json.writeFieldName("prices");
            json.writeArray(row.prices().toArray(new String[0]), 0, row.prices().size());
        }
        json.writeEndObject();
    }

    private void writeUsage(BaselineRow row) throws IOException {
        json.writeObjectFieldStart("usage");
        for (Map.Entry<String, BaselineRow.Line> line : row.usage().entrySet()) {
            json.writeObjectFieldStart(line.getKey());
            json.writeStringField("quantity", Figures.plain(line.getValue().quantity()));
            json.writeStringField("cost", Figures.plain(line.getValue().cost()));
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void writeCount(String field, @Nullable Long count) throws IOException {
        if (count != null) {
            json.writeNumberField(field, count);
        }
    }
}
