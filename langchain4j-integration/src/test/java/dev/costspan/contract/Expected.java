package dev.costspan.contract;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Costspan says of one answered request.
 *
 * @param spanName the span's name
 * @param attributes attributes the span has, among others
 * @param amount the cost to the last digit, reckoned by hand
 * @param errorType what the span of a rejected request says
 * @param estimatedAmount the cost of the same exchange when nothing is known of it but its text, reckoned by hand at four bytes a
 *     token; null where answers report no tokens
 */
public record Expected(
        String spanName,
        Map<String, Object> attributes,
        String amount,
        String errorType,
        @Nullable String estimatedAmount) {

    /** What is expected where answers report no tokens. */
    public Expected(String spanName, Map<String, Object> attributes, String amount, String errorType) {
        this(spanName, attributes, amount, errorType, null);
    }
}
