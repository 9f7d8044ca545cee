package dev.costspan.testing;

import dev.costspan.usage.Operation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What rose and what fell against a baseline, by more than is tolerated.
 *
 * <p>Compared are the sums of each outcome, and within it those of each kind of operation over all its models, so that work which
 * moves to a cheaper model is no rise. A model that did as many operations as before is compared by itself as well. Not
 * thread-safe.
 */
final class BaselineComparison {

    private final Tolerances tolerances;
    private final List<String> rises = new ArrayList<>();
    private final List<String> falls = new ArrayList<>();
    private final Set<String> dearer = new LinkedHashSet<>();

    BaselineComparison(Baseline before, Baseline now, Tolerances tolerances) {
        this.tolerances = tolerances;
        SortedSet<String> names = new TreeSet<>(before.outcomes().keySet());
        names.addAll(now.outcomes().keySet());
        for (String name : names) {
            int risen = rises.size();
            compareOutcome(title(name), before.rows(name), now.rows(name));
            if (rises.size() > risen) {
                dearer.add(name);
            }
        }
    }

    /** Returns a line for each rise, tokens first; empty when there is none. */
    List<String> rises() {
        return rises;
    }

    /** Returns a line for each fall of an outcome's sums. */
    List<String> falls() {
        return falls;
    }

    /** Returns the names of the outcomes in which something rose. */
    Set<String> dearer() {
        return dearer;
    }

    static String title(String outcome) {
        return outcome.equals(Baseline.NONE) ? "operations outside any outcome" : "outcome " + outcome;
    }

    private void compareOutcome(String title, List<BaselineRow> before, List<BaselineRow> now) {
        compare(title, before, now, true);
        SortedMap<Operation, List<BaselineRow>> old = byOperation(before);
        SortedMap<Operation, List<BaselineRow>> made = byOperation(now);
        SortedSet<Operation> kinds = new TreeSet<>(old.keySet());
        kinds.addAll(made.keySet());
        for (Operation kind : kinds) {
            List<BaselineRow> oldRows = old.getOrDefault(kind, List.of());
            List<BaselineRow> newRows = made.getOrDefault(kind, List.of());
            if (kinds.size() > 1) {
                compare(title + ", " + kind.id(), oldRows, newRows, false);
            }
            if (oldRows.size() > 1 || newRows.size() > 1) {
                compareModels(title, oldRows, newRows);
            }
        }
    }

    private void compareModels(String title, List<BaselineRow> before, List<BaselineRow> now) {
        for (BaselineRow old : before) {
            for (BaselineRow row : now) {
                if (row.key().equals(old.key()) && row.operations() == old.operations()) {
                    compare(
                            title + ", " + row.key().operation().id() + " " + row.model(),
                            List.of(old),
                            List.of(row),
                            false);
                }
            }
        }
    }

    private void compare(String title, List<BaselineRow> before, List<BaselineRow> now, boolean withFalls) {
        compare(
                title,
                "tokens",
                tolerances.tokens(),
                sum(before, BaselineRow::tokens),
                sum(now, BaselineRow::tokens),
                "",
                withFalls);
        compare(
                title,
                "attempts",
                tolerances.attempts(),
                sum(before, BaselineRow::attempts),
                sum(now, BaselineRow::attempts),
                "",
                withFalls);
        compare(
                title,
                "operations",
                tolerances.operations(),
                sum(before, BaselineRow::operations),
                sum(now, BaselineRow::operations),
                "",
                withFalls);
        SortedMap<String, BigDecimal> old = byCurrency(before);
        SortedMap<String, BigDecimal> made = byCurrency(now);
        SortedSet<String> currencies = new TreeSet<>(old.keySet());
        currencies.addAll(made.keySet());
        for (String currency : currencies) {
            compare(
                    title,
                    "cost",
                    tolerances.money(),
                    old.getOrDefault(currency, BigDecimal.ZERO),
                    made.getOrDefault(currency, BigDecimal.ZERO),
                    " " + currency,
                    withFalls);
        }
    }

    private void compare(
            String title,
            String measure,
            BigDecimal tolerance,
            @Nullable BigDecimal before,
            @Nullable BigDecimal now,
            String unit,
            boolean withFalls) {
        if (before == null) {
            return;
        }
        if (now == null) {
            rises.add(title + ": " + measure + " were " + Figures.plain(before) + " and are not all known now");
            return;
        }
        BigDecimal margin = before.multiply(tolerance);
        String change = " from " + Figures.plain(before) + unit + " to " + Figures.plain(now) + unit
                + (before.signum() == 0 ? "" : ", by " + Figures.percent(before, now));
        if (now.compareTo(before.add(margin)) > 0) {
            rises.add(title + ": " + measure + " rose" + change + " (tolerance "
                    + Figures.plain(tolerance.movePointRight(2)) + " %)");
        } else if (withFalls && now.compareTo(before.subtract(margin)) < 0) {
            falls.add(title + ": " + measure + " fell" + change);
        }
    }

    private static @Nullable BigDecimal sum(List<BaselineRow> rows, Function<BaselineRow, @Nullable Long> measure) {
        BigDecimal sum = BigDecimal.ZERO;
        for (BaselineRow row : rows) {
            Long value = measure.apply(row);
            if (value == null) {
                return null;
            }
            sum = sum.add(BigDecimal.valueOf(value));
        }
        return sum;
    }

    private static SortedMap<String, BigDecimal> byCurrency(List<BaselineRow> rows) {
        SortedMap<String, BigDecimal> sums = new TreeMap<>();
        for (BaselineRow row : rows) {
            String currency = row.key().currency();
            if (currency != null) {
                sums.merge(currency, row.cost(), BigDecimal::add);
            }
        }
        return sums;
    }

    private static SortedMap<Operation, List<BaselineRow>> byOperation(List<BaselineRow> rows) {
        SortedMap<Operation, List<BaselineRow>> kinds = new TreeMap<>();
        for (BaselineRow row : rows) {
            kinds.computeIfAbsent(row.key().operation(), kind -> new ArrayList<>())
                    .add(row);
        }
        return kinds;
    }
}
