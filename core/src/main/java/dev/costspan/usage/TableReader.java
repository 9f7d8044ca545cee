package dev.costspan.usage;

import dev.costspan.usage.FormatTable.Field;
import dev.costspan.usage.FormatTable.Place;
import dev.costspan.usage.FormatTable.Role;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A format table whose fields have a slot each in a {@link RawUsage}, and the sums that make totals inclusive. */
final class TableReader {

    private static final String CURRENCY = "USD";

    private final FormatTable table;
    private final List<Slots> fields = new ArrayList<>();
    private final List<Slots> texts = new ArrayList<>();
    private final List<Slots> amounts = new ArrayList<>();
    private final List<Slots> conditions = new ArrayList<>();

    /** How well an answer fits a table, worst first. */
    enum Fit {
        NOTHING,
        A_FIELD,
        A_TOTAL,
        ITS_MARKS
    }

    /** The slots of the spellings of one field; those of a sum stand together. */
    private record Slots(List<int[]> spellings) {}

    /**
     * Declares the table's fields.
     *
     * @param used how many slots for numbers and for texts are taken; counted on
     */
    TableReader(FormatTable table, FieldTree tree, int[] used) {
        this.table = table;
        Map<String, Integer> numberSlots = new HashMap<>();
        Map<String, Integer> textSlots = new HashMap<>();
        for (Field field : table.fields()) {
            fields.add(numbers(field.spellings(), tree, numberSlots, used));
        }
        for (FormatTable.Text text : table.texts()) {
            texts.add(texts(text.spellings(), text.meaningless(), tree, textSlots, used));
        }
        for (FormatTable.Amount amount : table.amounts()) {
            String when = amount.when();
            amounts.add(numbers(List.of(amount.path()), tree, numberSlots, used));
            conditions.add(texts(when == null ? List.of() : List.of(when), Set.of(), tree, textSlots, used));
        }
        for (String path : table.known()) {
            places(path).forEach(tree::known);
        }
        places("").stream().filter(place -> !place.steps().isEmpty()).forEach(tree::usageObject);
    }

    /** Returns how well an answer fits this table. */
    Fit fit(RawUsage raw) {
        boolean field = false;
        boolean total = false;
        boolean marks = table.marks().isEmpty();
        for (int i = 0; i < fields.size(); i++) {
            if (number(fields.get(i), raw) != null) {
                Field found = table.fields().get(i);
                field = true;
                total |= found.place() == Place.TOTAL;
                marks |= table.marks().contains(found.meter());
            }
            field |= fault(fields.get(i), raw) != null;
        }
        if (total) {
            return marks ? Fit.ITS_MARKS : Fit.A_TOTAL;
        }
        return field ? Fit.A_FIELD : Fit.NOTHING;
    }

    UsageReport report(RawUsage raw) {
        String model = null;
        Conditions served = Conditions.NONE;
        for (int i = 0; i < texts.size(); i++) {
            FormatTable.Text text = table.texts().get(i);
            String value = text(texts.get(i), raw);
            if (text.role() == Role.MODEL) {
                model = value;
            } else if (value != null) {
                served = with(served, text, value.toLowerCase(Locale.ROOT));
            }
        }
        return new UsageReport(usage(raw, model), model, served, amount(raw), CURRENCY);
    }

    private static Conditions with(Conditions served, FormatTable.Text text, String value) {
        String meaning = text.meanings().getOrDefault(value, value);
        if (text.role() == Role.TIER) {
            return served.serviceTier() == null ? served.serviceTier(meaning) : served;
        }
        return served.option(text.option(), meaning);
    }

    private Usage usage(RawUsage raw, @Nullable String model) {
        Map<Meter, BigDecimal> quantities = new EnumMap<>(Meter.class);
        String problem = null;
        for (Place place : Place.values()) {
            for (int i = 0; i < fields.size(); i++) {
                Field field = table.fields().get(i);
                if (field.place() != place) {
                    continue;
                }
                problem = problem != null ? problem : fault(fields.get(i), raw);
                BigDecimal quantity = number(fields.get(i), raw);
                if (quantity != null) {
                    problem = problem != null ? problem : fraction(field, quantity);
                    put(quantities, field, counted(field, quantity, model));
                }
            }
        }
        separate(quantities);
        if (quantities.isEmpty() && problem == null) {
            return Usage.UNKNOWN;
        }
        Usage.Builder usage = Usage.builder();
        quantities.forEach(usage::quantity);
        return problem == null ? usage.build() : usage.problem(problem).build();
    }

    private void put(Map<Meter, BigDecimal> quantities, Field field, BigDecimal quantity) {
        Meter whole = field.whole();
        if (whole != field.meter()) {
            quantities.merge(field.meter(), quantity, BigDecimal::add);
        }
        // Without the total that the provider states, what it leaves out is not the whole.
        if (whole != null && (table.omitsZeros() || quantities.containsKey(whole))) {
            quantities.merge(whole, quantity, BigDecimal::add);
        }
    }

    /**
     * States zeros that follow from the rest, where two quantities would otherwise have an unknown overlap: what stands outside a
     * total has nothing in common with the total's own parts, and where the parts by modality add up, there are no others.
     */
    private void separate(Map<Meter, BigDecimal> quantities) {
        for (Field field : table.fields()) {
            for (Field other : table.fields()) {
                Meter common = field.meter().overlap(other.meter());
                boolean apart = field.place() == Place.OUTSIDE && other.place() == Place.INSIDE;
                if (common != null
                        && !quantities.containsKey(common)
                        && isPositive(field.meter(), quantities)
                        && isPositive(other.meter(), quantities)
                        && (apart || isSplit(field.meter(), quantities))) {
                    quantities.put(common, BigDecimal.ZERO);
                }
            }
        }
    }

    private static boolean isPositive(Meter meter, Map<Meter, BigDecimal> quantities) {
        return quantities.getOrDefault(meter, BigDecimal.ZERO).signum() > 0;
    }

    /** Returns whether the quantities of a meter's modalities add up to it. */
    private static boolean isSplit(Meter meter, Map<Meter, BigDecimal> quantities) {
        BigDecimal rest = quantities.getOrDefault(meter, BigDecimal.ZERO);
        for (Map.Entry<Meter, BigDecimal> part : quantities.entrySet()) {
            if (part.getKey().hasRoleOf(meter) && part.getKey().hasModality()) {
                rest = rest.subtract(part.getValue());
            }
        }
        return !meter.hasModality() && rest.signum() == 0;
    }

    private static BigDecimal counted(Field field, BigDecimal quantity, @Nullable String model) {
        String models = field.countedForModels();
        if (models == null
                || model != null && model.substring(model.lastIndexOf('/') + 1).startsWith(models)) {
            return quantity;
        }
        return quantity.min(BigDecimal.ONE);
    }

    private static @Nullable String fraction(Field field, BigDecimal quantity) {
        boolean whole =
                field.meter().scale() > 0 || quantity.stripTrailingZeros().scale() <= 0;
        return whole
                ? null
                : "usage field '" + field.spellings().get(0) + "' is " + quantity.toPlainString()
                        + ", not a whole number";
    }

    private @Nullable BigDecimal amount(RawUsage raw) {
        BigDecimal sum = null;
        for (int i = 0; i < amounts.size(); i++) {
            FormatTable.Amount amount = table.amounts().get(i);
            if (amount.when() != null && !"true".equals(text(conditions.get(i), raw))) {
                continue;
            }
            BigDecimal part = fault(amounts.get(i), raw) == null ? number(amounts.get(i), raw) : null;
            if (part == null) {
                return null;
            }
            BigDecimal shifted = part.movePointLeft(amount.decimals());
            sum = sum == null ? shifted : sum.add(shifted);
        }
        return sum;
    }

    private static @Nullable BigDecimal number(Slots slots, RawUsage raw) {
        for (int[] spelling : slots.spellings) {
            BigDecimal sum = BigDecimal.ZERO;
            for (int slot : spelling) {
                RawNumber number = raw.number(slot);
                BigDecimal value = number == null ? null : number.value();
                sum = sum == null || value == null ? null : sum.add(value);
            }
            if (sum != null) {
                return sum;
            }
        }
        return null;
    }

    private static @Nullable String fault(Slots slots, RawUsage raw) {
        for (int[] spelling : slots.spellings) {
            for (int slot : spelling) {
                RawNumber number = raw.number(slot);
                if (number != null && number.fault() != null) {
                    return number.fault();
                }
            }
        }
        return null;
    }

    private static @Nullable String text(Slots slots, RawUsage raw) {
        for (int[] spelling : slots.spellings) {
            String text = raw.text(spelling[0]);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private Slots numbers(List<String> spellings, FieldTree tree, Map<String, Integer> slots, int[] used) {
        List<int[]> all = new ArrayList<>();
        for (String spelling : spellings) {
            String[] paths = spelling.split(" \\+ ");
            int[] sum = new int[paths.length];
            for (int i = 0; i < paths.length; i++) {
                String path = paths[i];
                sum[i] = slots.computeIfAbsent(path, p -> {
                    places(p).forEach(place -> tree.number(place, used[0]));
                    return used[0]++;
                });
            }
            all.add(sum);
        }
        return new Slots(all);
    }

    private Slots texts(
            List<String> spellings, Set<String> meaningless, FieldTree tree, Map<String, Integer> slots, int[] used) {
        List<int[]> all = new ArrayList<>();
        for (String path : spellings) {
            int slot = slots.computeIfAbsent(path, p -> {
                places(p).forEach(place -> tree.text(place, used[1], meaningless));
                return used[1]++;
            });
            all.add(new int[] {slot});
        }
        return new Slots(all);
    }

    /** Returns every place where a field may stand. */
    private List<FieldPath> places(String path) {
        List<FieldPath> places = new ArrayList<>();
        for (String answer : table.answers()) {
            if (path.startsWith("/")) {
                places.add(FieldPath.of(answer + "." + path.substring(1)));
                continue;
            }
            for (String usage : table.usages()) {
                places.add(FieldPath.of(answer + "." + usage + "." + path));
            }
        }
        if (!path.startsWith("/") && !table.usages().contains("")) {
            places.add(FieldPath.of(path));
        }
        return places;
    }
}
