package dev.costspan.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Usage;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the quantities that a line states: an object of meters' ids and numbers. */
final class UsageObject {

    private static final int MOST_CHARACTERS = 100;

    private UsageObject() {}

    /**
     * Returns the usage at hand. A quantity that is no count (not finite, a fraction of what is counted whole) becomes the usage's
     * problem and is left out; null is as good as absent.
     *
     * @throws BadLineException when it is no object, or a key is no meter's, is there twice, or has no number
     */
    static Usage read(JsonParser parser) throws IOException, BadLineException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new BadLineException("'usage' must be an object, but is " + CaseFields.name(parser.currentToken()));
        }
        Usage.Builder usage = Usage.builder();
        Set<Meter> seen = EnumSet.noneOf(Meter.class);
        String problem = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            Meter meter = Meter.of(key);
            if (meter == null) {
                throw new BadLineException("unknown usage key '" + shortened(key) + "'");
            }
            if (!seen.add(meter)) {
                throw new BadLineException("usage key '" + key + "' is there twice");
            }
            JsonToken token = parser.nextToken();
            if (token == JsonToken.VALUE_NULL) {
                continue;
            }
            if (!token.isNumeric()) {
                throw new BadLineException(
                        "usage key '" + key + "' must be a number, but is " + CaseFields.name(token));
            }
            String wrong = put(parser, meter, usage);
            problem = problem == null ? wrong : problem;
        }
        return (problem == null ? usage : usage.problem(problem)).build();
    }

    /** Puts the number at hand into the usage, or returns why it is none. */
    private static @Nullable String put(JsonParser parser, Meter meter, Usage.Builder usage) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            usage.quantity(meter, parser.getLongValue());
            return null;
        }
        if (parser.isNaN()) {
            return meter.id() + " is " + parser.getText();
        }
        BigDecimal quantity = parser.getDecimalValue();
        if (meter.scale() == 0
                && quantity.signum() != 0
                && quantity.stripTrailingZeros().scale() > 0) {
            return meter.id() + " is " + shortened(parser.getText()) + ", but counts whole units";
        }
        usage.quantity(meter, quantity);
        return null;
    }

    private static String shortened(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
    }
}
