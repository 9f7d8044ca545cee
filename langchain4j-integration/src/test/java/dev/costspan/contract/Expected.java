package dev.costspan.contract;

import java.util.Map;

/**
 * What Costspan says of one answered request.
 *
 * @param spanName the span's name
 * @param attributes attributes the span has, among others
 * @param amount the cost to the last digit, reckoned by hand
 * @param errorType what the span of a rejected request says
 */
public record Expected(String spanName, Map<String, Object> attributes, String amount, String errorType) {}
