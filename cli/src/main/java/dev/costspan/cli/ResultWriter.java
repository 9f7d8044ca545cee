package dev.costspan.cli;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.costspan.pricing.Cost;
import dev.costspan.pricing.LineItem;
import dev.costspan.pricing.PriceCard;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Usage;
import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Writes one line of JSON for each line of input. Money is written as strings, quantities as numbers. Not thread-safe. */
final class ResultWriter implements Closeable, Flushable {

    private static final JsonFactory JSON = new JsonFactory();

    /** All numbers of so many digits fit a long. */
    private static final int LONG_DIGITS = 18;

    private final JsonGenerator json;
    private final boolean explain;

    /**
     * Writes to a stream and closes it in the end.
     *
     * @param explain whether each result has its arithmetic as text
     */
    ResultWriter(OutputStream out, boolean explain) throws IOException {
        json = JSON.createGenerator(out, JsonEncoding.UTF8);
        json.setRootValueSeparator(null);
        this.explain = explain;
    }

    /** Writes what a case costs. */
    void result(PricedCase priced) throws IOException {
        Cost cost = priced.cost();
        PriceCard card = cost.card();
        json.writeStartObject();
        id(priced.id());
        json.writeStringField("status", cost.status().id());
        string("reason", Reasons.of(priced));
        BigDecimal amount = cost.amount();
        if (amount != null) {
            json.writeStringField("amount", plain(amount));
            string("currency", cost.currency());
        }
        string("provider", card == null ? priced.provider() : card.provider());
        string(
                "model",
                card == null || card.models().isEmpty()
                        ? priced.model()
                        : card.models().get(0));
        string("card", card == null ? null : card.id());
        string("source", cost.source() == null ? null : cost.source().id());
        string("as_of", card == null ? null : card.asOf());
        usage(priced.usage());
        lines(cost);
        if (explain) {
            json.writeStringField("explain", cost.explain());
        }
        end();
    }

    /**
     * Writes why a line has no result.
     *
     * @param file the file it is in, or null for standard input
     * @param line its number there, from 1
     */
    void error(@Nullable CaseId id, String message, @Nullable String file, long line) throws IOException {
        json.writeStartObject();
        id(id);
        json.writeStringField("error", message);
        string("file", file);
        json.writeNumberField("line", line);
        end();
    }

    @Override
    public void flush() throws IOException {
        json.flush();
    }

    @Override
    public void close() throws IOException {
        json.close();
    }

    private void id(@Nullable CaseId id) throws IOException {
        if (id == null) {
            return;
        }
        json.writeFieldName("case_id");
        if (id.isString()) {
            json.writeString(id.text());
        } else {
            json.writeNumber(id.text());
        }
    }

    private void usage(Usage usage) throws IOException {
        json.writeObjectFieldStart("usage");
        for (int i = 0; i < Meter.count(); i++) {
            Meter meter = Meter.at(i);
            if (usage.has(meter)) {
                json.writeFieldName(meter.id());
                quantity(meter, usage.unscaled(meter));
            }
        }
        json.writeEndObject();
    }

    private void lines(Cost cost) throws IOException {
        json.writeArrayFieldStart("lines");
        for (LineItem item : cost.items()) {
            json.writeStartObject();
            json.writeStringField("bucket", item.meter().id());
            json.writeFieldName("quantity");
            number(item.quantity());
            json.writeStringField("rate", plain(item.rate().price()));
            json.writeFieldName("per");
            number(item.rate().per());
            json.writeStringField("multiplier", plain(item.multiplier()));
            json.writeStringField("amount", plain(item.amount()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void quantity(Meter meter, long unscaled) throws IOException {
        if (meter.scale() == 0) {
            json.writeNumber(unscaled);
        } else {
            number(BigDecimal.valueOf(unscaled, meter.scale()));
        }
    }

    private void number(BigDecimal number) throws IOException {
        if (number.scale() == 0 && number.precision() <= LONG_DIGITS) {
            json.writeNumber(number.longValue());
        } else {
            json.writeNumber(plain(number));
        }
    }

    private void string(String field, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }

    private void end() throws IOException {
        json.writeEndObject();
        json.writeRaw('\n');
    }

    /** Returns the digits without an exponent and without zeros at the end. */
    private static String plain(BigDecimal number) {
        if (number.compareTo(BigDecimal.ONE) == 0) {
            return "1";
        }
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
