package dev.costspan.pricing;

import org.jspecify.annotations.Nullable;

/**
 * The date of a model's snapshot at the end of its name: {@code -2026-08-01}, {@code -20260801} or {@code @20260801}, and on
 * Bedrock the same before its version ({@code -20260801-v1:0}). Only a whole date of this century counts: in {@code -0801}
 * and {@code -2508} a month cannot be told from a day or a version.
 */
final class DateSuffix {

    private static final int SHORT = "-20260801".length();
    private static final int LONG = "-2026-08-01".length();

    private DateSuffix() {}

    static @Nullable ModelCandidate dropped(ModelCandidate from) {
        String model = from.model();
        int end = from.provider().equals(ProviderAliases.BEDROCK) ? BedrockNames.version(model) : model.length();
        int start = start(model, end);
        return start <= 0 ? null : from.model(model.substring(0, start) + model.substring(end));
    }

    /** Returns where a date that ends before {@code end} begins, its separator included, or -1 when there is none. */
    static int start(String model, int end) {
        int at = end - LONG;
        if (at > 0
                && model.charAt(at) == '-'
                && model.charAt(at + 5) == '-'
                && model.charAt(at + 8) == '-'
                && isDate(number(model, at + 1, 4), number(model, at + 6, 2), number(model, at + 9, 2))) {
            return at;
        }
        at = end - SHORT;
        boolean separated = at > 0 && (model.charAt(at) == '-' || model.charAt(at) == '@');
        return separated && isDate(number(model, at + 1, 4), number(model, at + 5, 2), number(model, at + 7, 2))
                ? at
                : -1;
    }

    private static boolean isDate(int year, int month, int day) {
        return year >= 2000 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }

    private static int number(String text, int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = 10 * number + c - '0';
        }
        return number;
    }
}
