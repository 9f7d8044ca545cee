package dev.costspan.usage;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The declared fields of a format by the keys that lead to them, so that one pass over an answer finds them all and nothing else is
 * looked at. A node says what is wanted of the value at its place. Built once, then only read.
 */
final class FieldTree {

    private static final int[] NONE = {};

    private final Map<String, FieldTree> children = new HashMap<>();
    private final String path;
    private final boolean summed;
    private final Set<String> meaningless = new HashSet<>();
    private int[] numbers = NONE;
    private int[] texts = NONE;
    private int[] counts = NONE;
    private @Nullable FieldTree each;
    private @Nullable ElementRules matching;
    private boolean inUsage;

    FieldTree() {
        this("", false);
    }

    private FieldTree(String path, boolean summed) {
        this.path = path;
        this.summed = summed;
    }

    /** Declares a number, or a count of elements. */
    void number(FieldPath field, int slot) {
        FieldTree node = this;
        List<FieldPath.Step> steps = field.steps();
        for (int i = 0; i < steps.size(); i++) {
            FieldPath.Step step = steps.get(i);
            boolean last = i == steps.size() - 1;
            node = node.child(step.key());
            if (step.kind() == FieldPath.Kind.MATCHING) {
                node.matching().declare(step.conditions(), new FieldPath(steps.subList(i + 1, steps.size())), slot);
                return;
            }
            if (step.kind() == FieldPath.Kind.EACH && last) {
                node.counts = with(node.counts, slot);
                return;
            }
            node = step.kind() == FieldPath.Kind.EACH ? node.each() : node;
        }
        node.numbers = with(node.numbers, slot);
    }

    /**
     * Declares a text.
     *
     * @param meaningless values that say nothing, in lower case
     */
    void text(FieldPath field, int slot, Set<String> meaningless) {
        FieldTree node = walk(field);
        node.texts = with(node.texts, slot);
        node.meaningless.addAll(meaningless);
    }

    /** Declares a key that is known and not wanted. */
    void known(FieldPath field) {
        walk(field);
    }

    /** Declares that unknown keys at this place and below are worth a word in the log. */
    void usageObject(FieldPath place) {
        walk(place).markUsage();
    }

    @Nullable FieldTree at(String key) {
        return children.get(key);
    }

    /** Returns the place of this node, for messages. */
    String path() {
        return path;
    }

    /** Returns whether the numbers here are those of a list, which add up. */
    boolean isSummed() {
        return summed;
    }

    boolean isInUsage() {
        return inUsage;
    }

    /** Returns whether the key is known and nothing at it or below is wanted. */
    boolean isUnwanted() {
        return numbers.length + texts.length + counts.length == 0
                && children.isEmpty()
                && each == null
                && matching == null;
    }

    boolean isNumberOnly() {
        return numbers.length > 0 && children.isEmpty();
    }

    int[] numbers() {
        return numbers;
    }

    int[] texts() {
        return texts;
    }

    /** Returns whether a text at this place says something. */
    boolean says(String text) {
        return !text.isBlank() && !meaningless.contains(text.toLowerCase(Locale.ROOT));
    }

    int[] counts() {
        return counts;
    }

    @Nullable FieldTree eachElement() {
        return each;
    }

    @Nullable ElementRules elementRules() {
        return matching;
    }

    private FieldTree walk(FieldPath field) {
        FieldTree node = this;
        for (FieldPath.Step step : field.steps()) {
            node = node.child(step.key());
        }
        return node;
    }

    private FieldTree child(String key) {
        return children.computeIfAbsent(key, k -> new FieldTree(path.isEmpty() ? k : path + "." + k, summed));
    }

    private FieldTree each() {
        if (each == null) {
            each = new FieldTree(path + "[]", true);
        }
        return each;
    }

    private ElementRules matching() {
        if (matching == null) {
            matching = new ElementRules(path + "[]");
        }
        return matching;
    }

    static FieldTree under(String path) {
        return new FieldTree(path, false);
    }

    private void markUsage() {
        inUsage = true;
        children.values().forEach(FieldTree::markUsage);
    }

    private static int[] with(int[] slots, int slot) {
        int[] more = Arrays.copyOf(slots, slots.length + 1);
        more[slots.length] = slot;
        return more;
    }
}
