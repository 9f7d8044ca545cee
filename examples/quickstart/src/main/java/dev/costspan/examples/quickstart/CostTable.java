package dev.costspan.examples.quickstart;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A fixed-width table of metered operations with a line of totals; every amount is printed to its last digit. */
final class CostTable {
    private static final List<String> HEADINGS = List.of(
            "operation", "model", "in", "cached", "cache-write", "reasoning", "out", "attempts", "cost USD", "outcome");
    private static final int FIRST_NUMBER = 2;
    private static final int LAST_NUMBER = 8;
    private static final String UNKNOWN = "-";

    private CostTable() {}

    /** The table as text, lines ending in {@code \n}. */
    static String of(List<Row> rows) {
        int scale = rows.stream()
                .map(Row::cost)
                .filter(Objects::nonNull)
                .mapToInt(BigDecimal::scale)
                .max()
                .orElse(0);
        List<List<String>> lines = new ArrayList<>();
        rows.forEach(row -> lines.add(cells(row, scale)));
        lines.add(totals(rows, scale));
        return Columns.withTotals(HEADINGS, lines, FIRST_NUMBER, LAST_NUMBER);
    }

    private static List<String> cells(Row row, int scale) {
        return List.of(
                row.operation(),
                row.model(),
                number(row.input()),
                number(row.cacheRead()),
                number(row.cacheWrite()),
                number(row.reasoning()),
                number(row.output()),
                number(row.attempts()),
                row.cost() == null ? "unpriced (" + row.unpricedReason() + ")" : amount(row.cost(), scale),
                row.outcome());
    }

    private static List<String> totals(List<Row> rows, int scale) {
        BigDecimal cost = rows.stream()
                .map(Row::cost)
                .filter(Objects::nonNull)
                .reduce(BigDecimal::add)
                .orElse(null);
        long unpriced = rows.stream().filter(row -> row.cost() == null).count();
        return List.of(
                "total",
                rows.size() + " operations",
                sum(rows, Row::input),
                sum(rows, Row::cacheRead),
                sum(rows, Row::cacheWrite),
                sum(rows, Row::reasoning),
                sum(rows, Row::output),
                sum(rows, Row::attempts),
                cost == null ? UNKNOWN : amount(cost, scale),
                unpriced == 0 ? "" : unpriced + " unpriced");
    }

    private static String sum(List<Row> rows, Function<Row, @Nullable Long> column) {
        return number(rows.stream()
                .map(column)
                .filter(Objects::nonNull)
                .reduce(Long::sum)
                .orElse(null));
    }

    private static String amount(BigDecimal cost, int scale) {
        return cost.setScale(scale).toPlainString();
    }

    private static String number(@Nullable Long value) {
        return value == null ? UNKNOWN : value.toString();
    }
}
