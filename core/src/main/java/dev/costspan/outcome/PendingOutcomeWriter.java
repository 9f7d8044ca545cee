package dev.costspan.outcome;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.costspan.attribution.Attribution;
import dev.costspan.attribution.AttributionKey;
import dev.costspan.pricing.Money;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a pending outcome as JSON, from which {@link PendingOutcomeReader} makes the same again. Not thread-safe. */
final class PendingOutcomeWriter {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // an id may hold half of a surrogate pair, which UTF-8 cannot say
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private final JsonGenerator json;

    private PendingOutcomeWriter(JsonGenerator json) {
        this.json = json;
    }

    /**
     * Returns the JSON of an outcome.
     *
     * @throws IOException when it would not be read again: it is too long, or a number has too many digits
     */
    static byte[] write(PendingOutcome pending) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            new PendingOutcomeWriter(json).writeOutcome(pending);
        }
        if (bytes.size() > PendingOutcomeReader.MOST_BYTES) {
            throw new IOException("a pending outcome takes " + bytes.size() + " bytes, more than the "
                    + PendingOutcomeReader.MOST_BYTES + " that are read");
        }
        return bytes.toByteArray();
    }

    private void writeOutcome(PendingOutcome pending) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", PendingOutcomeReader.FORMAT);
        json.writeStringField("name", pending.outcome().name());
        json.writeStringField("id", pending.outcome().id());
        json.writeStringField("started_at", pending.startedAt().toString());
        json.writeStringField("expires_at", pending.expiresAt().toString());
        writeAttribution(pending.attribution());
        writeTotals(pending.totals());
        Money value = pending.value();
        if (value != null) {
            json.writeFieldName("value");
            writeMoney(value);
        }
        if (pending.quantity() != null) {
            json.writeStringField("quantity", text(pending.quantity()));
        }
        if (pending.span().isValid()) {
            writeSpan(pending.span());
        }
        json.writeEndObject();
    }

    private void writeAttribution(Attribution attribution) throws IOException {
        json.writeObjectFieldStart("attribution");
        for (AttributionKey key : AttributionKey.values()) {
            String value = attribution.get(key);
            if (value != null) {
                json.writeStringField(key.id(), value);
            }
        }
        json.writeEndObject();
        writeTexts("tags", attribution.tags());
    }

    private void writeTotals(OutcomeTotals totals) throws IOException {
        json.writeObjectFieldStart("totals");
        writeMoneys("cost", totals.cost());
        json.writeObjectFieldStart("wasted");
        for (Map.Entry<WasteReason, List<Money>> wasted : new TreeMap<>(totals.wasted()).entrySet()) {
            writeMoneys(wasted.getKey().id(), wasted.getValue());
        }
        json.writeEndObject();
        json.writeNumberField("operations", totals.operations());
        json.writeNumberField("attempts", totals.attempts());
        json.writeNumberField("tokens", totals.tokens());
        json.writeNumberField("unpriced_operations", totals.unpricedOperations());
        json.writeArrayFieldStart("models");
        for (String model : totals.models()) {
            json.writeString(model);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeMoneys(String name, List<Money> amounts) throws IOException {
        json.writeArrayFieldStart(name);
        for (Money money : amounts) {
            writeMoney(money);
        }
        json.writeEndArray();
    }

    private void writeMoney(Money money) throws IOException {
        json.writeStartObject();
        json.writeStringField("amount", text(money.amount()));
        json.writeStringField("currency", money.currency());
        json.writeEndObject();
    }

    private void writeSpan(SpanContext span) throws IOException {
        json.writeObjectFieldStart("span");
        json.writeStringField("trace_id", span.getTraceId());
        json.writeStringField("span_id", span.getSpanId());
        json.writeStringField("flags", span.getTraceFlags().asHex());
        TraceState state = span.getTraceState();
        if (!state.isEmpty()) {
            writeTexts("state", state.asMap());
        }
        json.writeEndObject();
    }

    private void writeTexts(String name, Map<String, String> texts) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> text : texts.entrySet()) {
            json.writeStringField(text.getKey(), text.getValue());
        }
        json.writeEndObject();
    }

    /** As text, which keeps every digit and the scale. */
    private static String text(BigDecimal number) throws IOException {
        if (!PendingOutcomeReader.isSane(number)) {
            throw new IOException("a pending outcome holds a number with more digits than are read");
        }
        return number.toString();
    }
}
