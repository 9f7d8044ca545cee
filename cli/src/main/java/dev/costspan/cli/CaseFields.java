package dev.costspan.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.costspan.usage.Conditions;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The fields of one line while they are read. Of a field that is there twice, the last counts; null is as good as absent. */
final class CaseFields {

    private static final int MOST_CHARACTERS = 4096;
    private static final int MOST_CONDITION_CHARACTERS = 128;
    private static final int MOST_OPTIONS = 16;

    private final JsonParser parser;
    private final byte[] bytes;
    private final int start;
    private @Nullable CaseId caseId;
    private @Nullable String provider;
    private @Nullable String providerApiUrl;
    private @Nullable String model;
    private @Nullable String apiFlavor;
    private @Nullable Instant timestamp;
    private @Nullable Operation operation;
    private @Nullable Usage usage;
    private @Nullable String answer;
    private @Nullable OwnCard card;
    private Conditions conditions = Conditions.NONE;

    CaseFields(JsonParser parser, byte[] bytes, int start) {
        this.parser = parser;
        this.bytes = bytes;
        this.start = start;
    }

    /** Takes the value at hand; fields that nobody knows are the writer's own and ignored. */
    void take(String key) throws IOException, BadLineException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        switch (key) {
            case "case_id" -> caseId = id();
            case "provider" -> provider = string(key, MOST_CHARACTERS);
            case "provider_api_url" -> providerApiUrl = string(key, MOST_CHARACTERS);
            case "model" -> model = string(key, MOST_CHARACTERS);
            case "api_flavor" -> apiFlavor = string(key, MOST_CHARACTERS);
            case "timestamp" -> timestamp = instant(key);
            case "operation" -> operation = operation(key);
            case "service_tier" -> conditions = conditions.serviceTier(string(key, MOST_CONDITION_CHARACTERS));
            case "region" -> conditions = conditions.region(lowerCase(key));
            case "inference_geo", "speed" -> option(key);
            case "options" -> options();
            case "usage" -> usage = UsageObject.read(parser);
            case "raw_usage" -> answer = answer(key);
            case "price_card" -> card = card(OwnCard.Keys.GENAI_PRICES);
            case "price_card_litellm_keys" -> card = card(OwnCard.Keys.LITELLM);
            default -> parser.skipChildren();
        }
    }

    @Nullable CaseId caseId() {
        return caseId;
    }

    PriceCase toCase(Instant defaultInstant) throws BadLineException {
        if ((usage == null) == (answer == null)) {
            throw new BadLineException(
                    "a line must have one of 'usage' and 'raw_usage', but has " + (usage == null ? "neither" : "both"));
        }
        return new PriceCase(
                caseId,
                provider,
                providerApiUrl,
                model,
                apiFlavor,
                timestamp == null ? defaultInstant : timestamp,
                conditions,
                operation,
                usage,
                answer,
                card);
    }

    private CaseId id() throws IOException, BadLineException {
        JsonToken token = parser.currentToken();
        boolean isString = token == JsonToken.VALUE_STRING;
        if (!isString && (!token.isNumeric() || parser.isNaN())) {
            throw new BadLineException("'case_id' must be a string or a number, but is "
                    + (token.isNumeric() ? "NaN or infinite" : name(token)));
        }
        return new CaseId(parser.getText(), isString);
    }

    private @Nullable String string(String field, int mostCharacters) throws IOException, BadLineException {
        require(JsonToken.VALUE_STRING, field, "a string");
        String text = parser.getText();
        if (text.length() > mostCharacters) {
            throw new BadLineException(
                    "'" + field + "' must have at most " + mostCharacters + " characters, but has " + text.length());
        }
        return text.isBlank() ? null : text;
    }

    private @Nullable String lowerCase(String field) throws IOException, BadLineException {
        String text = string(field, MOST_CONDITION_CHARACTERS);
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    private @Nullable Instant instant(String field) throws IOException, BadLineException {
        String text = string(field, MOST_CONDITION_CHARACTERS);
        try {
            return text == null ? null : Timestamps.parse(text);
        } catch (DateTimeException noInstant) {
            throw new BadLineException("'" + field + "' must be an ISO 8601 date or time such as 2026-08-01T12:00:00Z,"
                    + " but is '" + text + "'");
        }
    }

    private @Nullable Operation operation(String field) throws IOException, BadLineException {
        String text = string(field, MOST_CONDITION_CHARACTERS);
        Operation named = text == null ? null : Operations.named(text);
        if (text != null && named == null) {
            throw new BadLineException(
                    "'" + field + "' must be one of " + Operations.names() + ", but is '" + text + "'");
        }
        return named;
    }

    private void option(String name) throws IOException, BadLineException {
        if (conditions.options().size() == MOST_OPTIONS && conditions.option(name) == null) {
            throw new BadLineException("a line must have at most " + MOST_OPTIONS + " options");
        }
        conditions = conditions.option(name, lowerCase(name));
    }

    private void options() throws IOException, BadLineException {
        require(JsonToken.START_OBJECT, "options", "an object");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (name.length() > MOST_CONDITION_CHARACTERS) {
                throw new BadLineException("the names in 'options' must have at most " + MOST_CONDITION_CHARACTERS
                        + " characters, but one has " + name.length());
            }
            if (parser.nextToken() != JsonToken.VALUE_NULL) {
                option(name);
            }
        }
    }

    private String answer(String field) throws IOException, BadLineException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        if (!parser.currentToken().isStructStart()) {
            throw new BadLineException(
                    "'" + field + "' must be an object, a list of a stream's chunks, or JSON as a string," + " but is "
                            + name(parser.currentToken()));
        }
        return json();
    }

    private OwnCard card(OwnCard.Keys keys) throws IOException, BadLineException {
        if (!parser.currentToken().isStructStart()) {
            throw new BadLineException(
                    "'" + keys.field() + "' must be an object, but is " + name(parser.currentToken()));
        }
        if (card != null && card.keys() != keys) {
            throw new BadLineException("a line must have at most one of 'price_card' and 'price_card_litellm_keys'");
        }
        return new OwnCard(keys, json());
    }

    /** Returns the text of the object or list at hand and moves to its end. */
    private String json() throws IOException {
        long from = parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        long to = parser.currentLocation().getByteOffset();
        return new String(bytes, start + (int) from, (int) (to - from), StandardCharsets.UTF_8);
    }

    private void require(JsonToken wanted, String field, String what) throws BadLineException {
        if (parser.currentToken() != wanted) {
            throw new BadLineException("'" + field + "' must be " + what + ", but is " + name(parser.currentToken()));
        }
    }

    /** Returns what a value is, for messages. */
    static String name(@Nullable JsonToken token) {
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            default -> "null";
        };
    }
}
