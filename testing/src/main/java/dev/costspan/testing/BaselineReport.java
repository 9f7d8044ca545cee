package dev.costspan.testing;

import dev.costspan.usage.Operation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a failed comparison with a baseline says: what rose, why the cost of each such outcome changed, and its rows then and now. */
final class BaselineReport {

    private static final int MOST_LINES = 30;
    private static final String UNKNOWN = "?";

    private final Baseline before;
    private final Baseline now;
    private final StringBuilder text = new StringBuilder();

    private BaselineReport(Baseline before, Baseline now) {
        this.before = before;
        this.now = now;
    }

    static String of(Baseline before, Baseline now, BaselineComparison comparison) {
        BaselineReport report = new BaselineReport(before, now);
        List<String> rises = comparison.rises();
        rises.stream().limit(MOST_LINES).forEach(rise -> report.line("  " + rise));
        if (rises.size() > MOST_LINES) {
            report.line("  and " + (rises.size() - MOST_LINES) + " more");
        }
        comparison.dearer().forEach(report::outcome);
        return report.text.toString();
    }

    private void outcome(String name) {
        List<BaselineRow> old = before.rows(name);
        List<BaselineRow> made = now.rows(name);
        SortedSet<String> currencies = new TreeSet<>();
        old.forEach(row -> addTo(currencies, row.key().currency()));
        made.forEach(row -> addTo(currencies, row.key().currency()));
        for (String currency : currencies) {
            why(BaselineComparison.title(name), currency, in(currency, old), in(currency, made));
        }
        line("");
        rows(old, made);
    }

    private void why(String title, String currency, List<BaselineRow> old, List<BaselineRow> made) {
        SortedSet<Operation> kinds = new TreeSet<>();
        old.forEach(row -> kinds.add(row.key().operation()));
        made.forEach(row -> kinds.add(row.key().operation()));
        TextTable table =
                new TextTable(1, "why, in " + currency, "tokens", "model", "operations", "attempts", "price", "sum");
        Split sum = Split.NONE;
        for (Operation kind : kinds) {
            Split split = Split.between(of(kind, old), of(kind, made));
            table.row(cells(kind.id(), split));
            sum = sum.plus(split);
        }
        if (sum.isNothing()) {
            return;
        }
        if (kinds.size() > 1) {
            table.row(cells("all", sum));
        }
        line("");
        line(title + " cost " + Figures.plain(cost(old)) + " " + currency + " and now " + Figures.plain(cost(made))
                + " " + currency + ":");
        text.append(table);
        if (sum.price().signum() != 0) {
            prices(old, made);
        }
    }

    private static String[] cells(String name, Split split) {
        return new String[] {
            name,
            Figures.signed(split.tokens()),
            Figures.signed(split.model()),
            Figures.signed(split.operations()),
            Figures.signed(split.attempts()),
            Figures.signed(split.price()),
            Figures.signed(split.sum())
        };
    }

    /** Says which prices are others; the same card at another rate was changed, or has a rate for larger requests. */
    private void prices(List<BaselineRow> old, List<BaselineRow> made) {
        for (BaselineRow row : made) {
            BaselineRow same = find(old, row.key());
            if (same != null && !same.prices().equals(row.prices())) {
                line("  prices of " + row.model() + ": " + same.prices() + " then, " + row.prices() + " now");
            }
        }
    }

    private void rows(List<BaselineRow> old, List<BaselineRow> made) {
        SortedMap<BaselineRow.Key, BaselineRow> all = new TreeMap<>();
        old.forEach(row -> all.put(row.key(), row));
        made.forEach(row -> all.put(row.key(), row));
        TextTable table = new TextTable(2, "operation", "model", "operations", "tokens", "attempts", "cost");
        List<BaselineRow> shown = new ArrayList<>(all.values());
        for (BaselineRow row : shown.subList(0, Math.min(shown.size(), MOST_LINES))) {
            table.row(cells(row, find(old, row.key()), find(made, row.key())));
        }
        if (shown.size() > MOST_LINES) {
            table.row("and " + (shown.size() - MOST_LINES) + " more", "", "", "", "", "");
        }
        text.append(table);
    }

    private static String[] cells(BaselineRow any, @Nullable BaselineRow old, @Nullable BaselineRow made) {
        String currency = any.key().currency();
        return new String[] {
            any.key().operation().id(),
            any.model(),
            change(old, made, row -> String.valueOf(row.operations())),
            change(old, made, row -> Objects.toString(row.tokens(), UNKNOWN)),
            change(old, made, row -> Objects.toString(row.attempts(), UNKNOWN)),
            currency == null ? "no answer" : change(old, made, row -> Figures.plain(row.cost())) + " " + currency
        };
    }

    private static String change(
            @Nullable BaselineRow old, @Nullable BaselineRow made, Function<BaselineRow, String> figure) {
        String then = old == null ? "0" : figure.apply(old);
        String now = made == null ? "0" : figure.apply(made);
        return then.equals(now) ? now : then + " → " + now;
    }

    private static @Nullable BaselineRow find(List<BaselineRow> rows, BaselineRow.Key key) {
        return rows.stream().filter(row -> row.key().equals(key)).findFirst().orElse(null);
    }

    private static List<BaselineRow> in(String currency, List<BaselineRow> rows) {
        return rows.stream()
                .filter(row -> currency.equals(row.key().currency()))
                .toList();
    }

    private static List<BaselineRow> of(Operation kind, List<BaselineRow> rows) {
        return rows.stream().filter(row -> row.key().operation() == kind).toList();
    }

    private static BigDecimal cost(List<BaselineRow> rows) {
        return rows.stream().map(BaselineRow::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static void addTo(SortedSet<String> currencies, @Nullable String currency) {
        if (currency != null) {
            currencies.add(currency);
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
