package dev.costspan.usage;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The declared fields of one API's usage object: where each stands, which meter it is, and whether it is part of its total.
 *
 * <p>A field has one or more spellings, of which the first that an answer has counts, never two. A spelling may be the sum of
 * several places, {@code "a + b"}, which all must be there. A spelling that starts with {@code /} is looked for in the answer, any
 * other in its usage object; {@link FieldPath} has the notation.
 *
 * @param name the API, for messages
 * @param answers where in a body or an event the answer is; the empty string is the body itself
 * @param usages where in the answer the usage object is; a bare usage object is always understood
 * @param fields the quantities
 * @param texts the names and conditions
 * @param amounts what the provider says it bills
 * @param marks meters by which the API is told from others whose totals have the same names; empty when the totals do
 * @param omitsZeros whether a total that is zero is left out, so that what is outside it is the whole
 * @param known fields that are known and not wanted
 */
record FormatTable(
        String name,
        List<String> answers,
        List<String> usages,
        List<Field> fields,
        List<Text> texts,
        List<Amount> amounts,
        Set<Meter> marks,
        boolean omitsZeros,
        List<String> known) {

    /** How a quantity relates to the total above it. */
    enum Place {
        /** It is the total. */
        TOTAL,
        /** The total counts it already, or it has none. */
        INSIDE,
        /** The total leaves it out, so it is added. */
        OUTSIDE
    }

    /**
     * A quantity.
     *
     * @param whole the meter it is added to when it is outside
     * @param countedForModels what a served model's name starts with for the quantity to count as it is; for other models
     *     anything above zero counts as one. Null: it always counts as it is
     */
    record Field(
            Meter meter,
            Place place,
            @Nullable Meter whole,
            @Nullable String countedForModels,
            List<String> spellings) {}

    /** What a text says. */
    enum Role {
        MODEL,
        TIER,
        OPTION
    }

    /**
     * A text.
     *
     * @param option the name of the option
     * @param meanings values that mean another one; an empty meaning is none
     */
    record Text(Role role, String option, Map<String, String> meanings, List<String> spellings) {

        /** Returns the values that say nothing. */
        Set<String> meaningless() {
            return meanings.entrySet().stream()
                    .filter(meaning -> meaning.getValue().isEmpty())
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    /**
     * An amount in US dollars.
     *
     * @param decimals by how many places the number is to be shifted
     * @param when a field that must be true for the amount to count, added to the others; null when it always does
     */
    record Amount(String path, int decimals, @Nullable String when) {}

    static Builder of(String name) {
        return new Builder(name);
    }

    Builder toBuilder(String name) {
        Builder builder = new Builder(name);
        builder.answers = answers;
        builder.usages = usages;
        builder.fields.addAll(fields);
        builder.texts.addAll(texts);
        builder.amounts.addAll(amounts);
        builder.marks.addAll(marks);
        builder.omitsZeros = omitsZeros;
        builder.known.addAll(known);
        return builder;
    }

    /** Collects a table's fields. */
    static final class Builder {

        private final String name;
        private List<String> answers = List.of("");
        private List<String> usages = List.of("usage");
        private final List<Field> fields = new ArrayList<>();
        private final List<Text> texts = new ArrayList<>();
        private final List<Amount> amounts = new ArrayList<>();
        private final Set<Meter> marks = EnumSet.noneOf(Meter.class);
        private final List<String> known = new ArrayList<>();
        private boolean omitsZeros;

        private Builder(String name) {
            this.name = name;
        }

        Builder answers(String... places) {
            answers = List.of(places);
            return this;
        }

        Builder usages(String... places) {
            usages = List.of(places);
            return this;
        }

        Builder total(Meter meter, String... spellings) {
            return field(meter, Place.TOTAL, null, null, spellings);
        }

        Builder inside(Meter meter, String... spellings) {
            return field(meter, Place.INSIDE, null, null, spellings);
        }

        Builder outside(Meter meter, Meter whole, String... spellings) {
            return field(meter, Place.OUTSIDE, whole, null, spellings);
        }

        /** A quantity that counts as it is for models of this name, and once for all others. */
        Builder perPromptExceptFor(String models, Meter meter, String... spellings) {
            return field(meter, Place.INSIDE, null, models, spellings);
        }

        Builder model(String... spellings) {
            return text(Role.MODEL, "", Map.of(), spellings);
        }

        Builder tier(Map<String, String> meanings, String... spellings) {
            return text(Role.TIER, "", meanings, spellings);
        }

        Builder option(String option, Map<String, String> meanings, String... spellings) {
            return text(Role.OPTION, option, meanings, spellings);
        }

        Builder amount(String path, int decimals) {
            amounts.add(new Amount(path, decimals, null));
            return this;
        }

        Builder amountWhen(String condition, String path) {
            amounts.add(new Amount(path, 0, condition));
            return this;
        }

        Builder marks(Meter... meters) {
            marks.addAll(List.of(meters));
            return this;
        }

        Builder omitsZeros() {
            omitsZeros = true;
            return this;
        }

        Builder known(String... paths) {
            known.addAll(List.of(paths));
            return this;
        }

        FormatTable build() {
            return new FormatTable(
                    name,
                    answers,
                    usages,
                    List.copyOf(fields),
                    List.copyOf(texts),
                    List.copyOf(amounts),
                    Set.copyOf(marks),
                    omitsZeros,
                    List.copyOf(known));
        }

        private Builder field(
                Meter meter, Place place, @Nullable Meter whole, @Nullable String models, String... spellings) {
            fields.add(new Field(meter, place, whole, models, List.of(spellings)));
            return this;
        }

        private Builder text(Role role, String option, Map<String, String> meanings, String... spellings) {
            texts.add(new Text(role, option, new LinkedHashMap<>(meanings), List.of(spellings)));
            return this;
        }
    }
}
