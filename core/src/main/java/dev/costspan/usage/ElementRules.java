package dev.costspan.usage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which elements of a list are wanted, and what of them. An element is read to its end before its rules are asked, because the
 * keys of an object come in any order.
 */
final class ElementRules {

    private final FieldTree element;
    private final Map<String, Integer> texts = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Rule> rules = new ArrayList<>();

    ElementRules(String path) {
        element = FieldTree.under(path);
    }

    private record Test(int text, String value, boolean equal) {

        boolean holds(RawUsage element) {
            return value.equals(element.text(text)) == equal;
        }
    }

    private record Rule(List<Test> tests, @Nullable Integer number, int slot) {}

    /** Declares what is wanted of the elements that fulfil all conditions; an empty field counts them. */
    void declare(List<FieldPath.Condition> conditions, FieldPath field, int slot) {
        List<Test> tests = new ArrayList<>();
        for (FieldPath.Condition condition : conditions) {
            tests.add(new Test(text(condition.key()), condition.value(), condition.equal()));
        }
        rules.add(new Rule(tests, field.steps().isEmpty() ? null : number(field), slot));
    }

    /** Returns the fields of one element. */
    FieldTree element() {
        return element;
    }

    /** Returns an empty reading of one element. */
    RawUsage newElement() {
        return new RawUsage(numbers.size(), texts.size());
    }

    /** Adds what the rules want of an element. */
    void take(RawUsage read, RawUsage into) {
        for (Rule rule : rules) {
            if (rule.tests.stream().allMatch(test -> test.holds(read))) {
                RawNumber number = rule.number == null ? RawNumber.ONE : read.number(rule.number);
                if (number != null) {
                    into.add(rule.slot, number);
                }
            }
        }
    }

    private int text(String key) {
        return texts.computeIfAbsent(key, k -> {
            element.text(FieldPath.of(k), texts.size(), Set.of());
            return texts.size();
        });
    }

    private int number(FieldPath field) {
        return numbers.computeIfAbsent(field.toString(), k -> {
            element.number(field, numbers.size());
            return numbers.size();
        });
    }
}
