package dev.costspan.outcome;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.costspan.attribution.Attribution;
import dev.costspan.attribution.AttributionKey;
import dev.costspan.pricing.Money;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of a pending outcome, which may come from anywhere: what is missing, of another type, negative or longer than an
 * outcome could make it is refused; keys it does not know are left out.
 */
final class PendingOutcomeReader {

    /** What the file is, and the version of its fields. */
    static final String FORMAT = "costspan-pending-outcome/1";

    /** The largest file that is read: four times what the longest attribution weighs. */
    static final int MOST_BYTES = 256 << 10;

    /** The most digits of a number, and the most places before or after its point; keeps {@code 1e999999999} out. */
    private static final int MOST_DIGITS = 1_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxStringLength(MOST_BYTES)
                    .build())
            .build();

    private PendingOutcomeReader() {}

    /** Returns the outcome that a text holds. */
    static PendingOutcome read(byte[] text) throws BrokenOutcomeException {
        try (JsonParser json = FACTORY.createParser(text)) {
            json.nextToken();
            Map<?, ?> fields = object(value(json));
            if (json.nextToken() != null) {
                throw new BrokenOutcomeException("something follows the outcome");
            }
            if (!FORMAT.equals(fields.get("format"))) {
                throw new BrokenOutcomeException("the format is not " + FORMAT);
            }
            return outcome(fields);
        } catch (IOException | RuntimeException odd) {
            throw odd instanceof BrokenOutcomeException broken
                    ? broken
                    : new BrokenOutcomeException(
                            "no pending outcome: " + odd.getClass().getName(), odd);
        }
    }

    static boolean isSane(BigDecimal number) {
        return number.precision() <= MOST_DIGITS && Math.abs((long) number.scale()) <= MOST_DIGITS;
    }

    private static Object value(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, Object> fields = new LinkedHashMap<>();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                fields.put(name, value(json));
            }
            return fields;
        }
        if (token == JsonToken.START_ARRAY) {
            List<Object> elements = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(json));
            }
            return elements;
        }
        // of the rest, nothing is wanted
        return token == JsonToken.VALUE_STRING
                ? json.getText()
                : token == JsonToken.VALUE_NUMBER_INT ? json.getLongValue() : token;
    }

    private static PendingOutcome outcome(Map<?, ?> fields) throws BrokenOutcomeException {
        Object value = fields.get("value");
        Object quantity = fields.get("quantity");
        Object span = fields.get("span");
        return new PendingOutcome(
                new Outcome(text(fields, "name"), text(fields, "id")),
                attribution(object(fields.get("attribution")), object(fields.get("tags"))),
                Instant.parse(text(fields, "started_at")),
                Instant.parse(text(fields, "expires_at")),
                totals(object(fields.get("totals"))),
                value == null ? null : money(value),
                quantity == null ? null : number(as(String.class, quantity)),
                span == null ? SpanContext.getInvalid() : span(object(span)));
    }

    private static Attribution attribution(Map<?, ?> values, Map<?, ?> tags) throws BrokenOutcomeException {
        Attribution.Builder attribution = Attribution.builder();
        for (AttributionKey key : AttributionKey.values()) {
            if (values.containsKey(key.id())) {
                attribution.set(key, text(values, key.id()));
            }
        }
        for (Object tag : tags.keySet()) {
            attribution.tag(as(String.class, tag), text(tags, tag));
        }
        return attribution.build();
    }

    private static OutcomeTotals totals(Map<?, ?> fields) throws BrokenOutcomeException {
        Map<WasteReason, List<Money>> wasted = new EnumMap<>(WasteReason.class);
        for (Map.Entry<?, ?> reason : object(fields.get("wasted")).entrySet()) {
            wasted.put(reason(reason.getKey()), spent(reason.getValue()));
        }
        List<String> models = new ArrayList<>();
        for (Object model : array(fields.get("models"))) {
            models.add(as(String.class, model));
        }
        return new OutcomeTotals(
                spent(fields.get("cost")),
                wasted,
                count(fields, "operations"),
                count(fields, "attempts"),
                count(fields, "tokens"),
                count(fields, "unpriced_operations"),
                models);
    }

    private static WasteReason reason(Object id) throws BrokenOutcomeException {
        return Stream.of(WasteReason.values())
                .filter(reason -> reason.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new BrokenOutcomeException("an unknown reason of waste"));
    }

    private static List<Money> spent(@Nullable Object amounts) throws BrokenOutcomeException {
        List<Money> spent = new ArrayList<>();
        for (Object amount : array(amounts)) {
            Money money = money(amount);
            if (money.amount().signum() < 0) {
                throw new BrokenOutcomeException("a negative amount");
            }
            spent.add(money);
        }
        return spent;
    }

    private static Money money(@Nullable Object value) throws BrokenOutcomeException {
        Map<?, ?> fields = object(value);
        return new Money(number(text(fields, "amount")), text(fields, "currency"));
    }

    private static BigDecimal number(String text) throws BrokenOutcomeException {
        // its length first, since reading the digits of a long number takes long
        BigDecimal number = text.length() > 2 * MOST_DIGITS ? null : new BigDecimal(text);
        if (number == null || !isSane(number)) {
            throw new BrokenOutcomeException("a number has too many digits");
        }
        return number;
    }

    private static SpanContext span(Map<?, ?> fields) throws BrokenOutcomeException {
        TraceStateBuilder state = TraceState.builder();
        if (fields.containsKey("state")) {
            List<Map.Entry<?, ?>> entries =
                    new ArrayList<>(object(fields.get("state")).entrySet());
            // the builder puts each before the others
            for (int i = entries.size() - 1; i >= 0; i--) {
                Map.Entry<?, ?> entry = entries.get(i);
                state.put(as(String.class, entry.getKey()), as(String.class, entry.getValue()));
            }
        }
        return SpanContext.createFromRemoteParent(
                text(fields, "trace_id"),
                text(fields, "span_id"),
                TraceFlags.fromHex(text(fields, "flags"), 0),
                state.build());
    }

    private static long count(Map<?, ?> fields, String name) throws BrokenOutcomeException {
        long count = as(Long.class, fields.get(name));
        if (count < 0) {
            throw new BrokenOutcomeException("a negative count");
        }
        return count;
    }

    private static Map<?, ?> object(@Nullable Object value) throws BrokenOutcomeException {
        return as(Map.class, value);
    }

    private static List<?> array(@Nullable Object value) throws BrokenOutcomeException {
        return as(List.class, value);
    }

    private static String text(Map<?, ?> fields, Object name) throws BrokenOutcomeException {
        return as(String.class, fields.get(name));
    }

    private static <T> T as(Class<T> type, @Nullable Object value) throws BrokenOutcomeException {
        if (!type.isInstance(value)) {
            throw new BrokenOutcomeException("a field is missing or not what it should be");
        }
        return type.cast(value);
    }
}
