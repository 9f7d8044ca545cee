package dev.costspan.usage;

import java.util.ArrayList;
import java.util.List;

/**
 * The place of a field in an answer, as the format tables write it.
 *
 * <p>{@code a.b} is key b of the object at a; {@code a[].b} is b of each object in the list a, added up; {@code a[]} at the end
 * counts the list's elements; {@code a[k=v].b} is b of those elements whose k is the string v, and {@code a[k=v]} at the end
 * counts them. {@code !=} holds where k is absent too; several conditions are separated by commas.
 */
record FieldPath(List<Step> steps) {

    /** What a step does with the value at its key. */
    enum Kind {
        KEY,
        EACH,
        MATCHING
    }

    record Step(String key, Kind kind, List<Condition> conditions) {}

    record Condition(String key, String value, boolean equal) {}

    static FieldPath of(String text) {
        List<Step> steps = new ArrayList<>();
        int start = 0;
        boolean bracket = false;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? '.' : text.charAt(i);
            bracket = c == '[' || bracket && c != ']';
            if (c == '.' && !bracket) {
                if (i > start) {
                    steps.add(step(text.substring(start, i)));
                }
                start = i + 1;
            }
        }
        return new FieldPath(List.copyOf(steps));
    }

    private static Step step(String text) {
        int open = text.indexOf('[');
        if (open < 0) {
            return new Step(text, Kind.KEY, List.of());
        }
        String inside = text.substring(open + 1, text.length() - 1);
        List<Condition> conditions = new ArrayList<>();
        for (String part : inside.isEmpty() ? new String[0] : inside.split(",")) {
            int equals = part.indexOf('=');
            boolean negated = part.charAt(equals - 1) == '!';
            conditions.add(new Condition(
                    part.substring(0, negated ? equals - 1 : equals), part.substring(equals + 1), !negated));
        }
        return new Step(text.substring(0, open), inside.isEmpty() ? Kind.EACH : Kind.MATCHING, List.copyOf(conditions));
    }
}
