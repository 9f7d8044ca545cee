package dev.costspan.pricing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.costspan.usage.Meter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes cards as Costspan's own price file, from which {@link CostspanPricesReader} makes the same cards again. Source and
 * currency of the first card become the file's; a card that has others names its own. Not thread-safe.
 */
final class CostspanPricesWriter {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;
    private final PriceSource source;
    private final String currency;

    private CostspanPricesWriter(JsonGenerator json, PriceCard first) {
        this.json = json;
        source = first.source();
        currency = first.currency();
    }

    /**
     * Returns the text of a file with these cards.
     *
     * @throws IllegalArgumentException when there is no card, or one has a number with more digits than are read
     */
    static String write(List<PriceCard> cards) {
        if (cards.isEmpty()) {
            throw new IllegalArgumentException("a price file needs at least one card");
        }
        StringWriter text = new StringWriter();
        DefaultIndenter unix = new DefaultIndenter("  ", "\n");
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.setPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(unix).withArrayIndenter(unix));
            new CostspanPricesWriter(json, cards.get(0)).writeFile(cards);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return text.append('\n').toString();
    }

    private void writeFile(List<PriceCard> cards) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", CostspanPricesReader.FORMAT);
        writeSource(source);
        json.writeStringField("currency", currency);
        json.writeArrayFieldStart("cards");
        for (PriceCard card : cards) {
            writeCard(card);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeCard(PriceCard card) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", card.id());
        if (!card.source().equals(source)) {
            writeSource(card.source());
        }
        json.writeStringField("provider", card.provider());
        writeStrings("models", card.models());
        writeText("currency", card.currency().equals(currency) ? null : card.currency());
        writeText("from", card.from());
        writeText("to", card.to());
        writeText("service_tier", card.serviceTier());
        writeText("region", card.region());
        writeOptions(card.options());
        writeContext(card.context());
        writeWindows(card.windows());
        writeMultipliers(card);
        writeRates(card);
        if (!card.unreadKeys().isEmpty()) {
            writeStrings("unread_keys", card.unreadKeys());
        }
        json.writeEndObject();
    }

    private void writeSource(PriceSource of) throws IOException {
        json.writeStringField("source", of.name());
        writeText("as_of", of.asOf());
    }

    private void writeOptions(Map<String, String> options) throws IOException {
        if (!options.isEmpty()) {
            json.writeObjectFieldStart("options");
            for (Map.Entry<String, String> option : new TreeMap<>(options).entrySet()) {
                json.writeStringField(option.getKey(), option.getValue());
            }
            json.writeEndObject();
        }
    }

    private void writeContext(ContextRange context) throws IOException {
        if (!context.equals(ContextRange.ANY)) {
            json.writeObjectFieldStart("context");
            json.writeStringField("measure", context.measure().name().toLowerCase(Locale.ROOT));
            if (context.above() >= 0) {
                json.writeNumberField("above", context.above());
            }
            if (context.upTo() != Long.MAX_VALUE) {
                json.writeNumberField("up_to", context.upTo());
            }
            json.writeEndObject();
        }
    }

    private void writeWindows(List<TimeWindow> windows) throws IOException {
        if (windows.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("windows");
        for (TimeWindow window : windows) {
            json.writeStartObject();
            Set<DayOfWeek> inOrder = EnumSet.copyOf(window.days());
            writeStrings("days", inOrder.stream().map(DayOfWeek::name).toList());
            writeText("from", window.from());
            writeText("to", window.to());
            json.writeStringField("zone", window.zone().getId());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeMultipliers(PriceCard card) throws IOException {
        if (card.multipliers().isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("multipliers");
        for (Multiplier multiplier : card.multipliers()) {
            json.writeStartObject();
            json.writeStringField("option", multiplier.option());
            json.writeStringField("value", multiplier.value());
            writeDecimal("factor", multiplier.factor(), card);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeRates(PriceCard card) throws IOException {
        Map<Meter, Rate> rates = new EnumMap<>(Meter.class);
        Map<Meter, List<RateStep>> graduated = new EnumMap<>(Meter.class);
        Set<Meter> unknown = EnumSet.noneOf(Meter.class);
        card.rates().copyOwn(rates, graduated, unknown);
        if (!rates.isEmpty()) {
            json.writeObjectFieldStart("rates");
            for (Map.Entry<Meter, Rate> rate : rates.entrySet()) {
                json.writeObjectFieldStart(rate.getKey().id());
                writeRate(rate.getValue(), card);
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        if (!graduated.isEmpty()) {
            json.writeObjectFieldStart("graduated");
            for (Map.Entry<Meter, List<RateStep>> steps : graduated.entrySet()) {
                json.writeArrayFieldStart(steps.getKey().id());
                for (RateStep step : steps.getValue()) {
                    writeStep(step, card);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        if (!unknown.isEmpty()) {
            writeStrings("unknown_rates", unknown.stream().map(Meter::id).toList());
        }
    }

    private void writeStep(RateStep step, PriceCard card) throws IOException {
        json.writeStartObject();
        BigDecimal upTo = step.upTo();
        if (upTo != null) {
            writeDecimal("up_to", upTo, card);
        }
        writeRate(step.rate(), card);
        json.writeEndObject();
    }

    private void writeRate(Rate rate, PriceCard card) throws IOException {
        writeDecimal("price", rate.price(), card);
        if (rate.per().scale() == 0 && !PriceJson.isTooLong(rate.per())) {
            json.writeNumberField("per", rate.per());
        } else {
            writeDecimal("per", rate.per(), card);
        }
    }

    private void writeDecimal(String key, BigDecimal number, PriceCard card) throws IOException {
        if (PriceJson.isTooLong(number)) {
            throw new IllegalArgumentException("card '" + card.id() + "': key '" + key
                    + "' has more digits than a price file may: " + number.precision() + " of them, " + number.scale()
                    + " after the point");
        }
        json.writeStringField(key, number.toString());
    }

    private void writeText(String key, @Nullable Object value) throws IOException {
        if (value != null) {
            json.writeStringField(key, value.toString());
        }
    }

    private void writeStrings(String key, List<String> strings) throws IOException {
        json.writeFieldName(key);
        json.writeArray(strings.toArray(new String[0]), 0, strings.size());
    }
}
