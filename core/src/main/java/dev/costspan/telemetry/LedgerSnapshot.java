package dev.costspan.telemetry;

import dev.costspan.pricing.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The ledger's rows at one moment. Immutable and thread-safe. */
public final class LedgerSnapshot {

    private final List<LedgerRow> rows;
    private final long replacedMetricValues;

    LedgerSnapshot(List<LedgerRow> rows, long replacedMetricValues) {
        this.rows = List.copyOf(rows);
        this.replacedMetricValues = replacedMetricValues;
    }

    /** Returns every row, in no particular order. */
    public List<LedgerRow> rows() {
        return rows;
    }

    /** Returns the exact total in each currency, in the order of their codes; empty when nothing has an amount. */
    public List<Money> cost() {
        return sum(rows);
    }

    /**
     * Returns the exact total of each group in each currency.
     *
     * @param key what rows are grouped by, such as {@code LedgerRow::outcome}; rows for which it gives null are left out
     * @param <K> the type of the key
     */
    public <K> Map<K, List<Money>> costBy(Function<? super LedgerRow, ? extends @Nullable K> key) {
        Map<K, List<LedgerRow>> groups = new LinkedHashMap<>();
        for (LedgerRow row : rows) {
            K group = key.apply(row);
            if (group != null) {
                groups.computeIfAbsent(group, k -> new ArrayList<>()).add(row);
            }
        }
        Map<K, List<Money>> costs = new LinkedHashMap<>();
        groups.forEach((group, members) -> costs.put(group, sum(members)));
        return costs;
    }

    /** Returns how many operations ended. */
    public long operations() {
        return rows.stream().mapToLong(LedgerRow::operations).sum();
    }

    /** Returns how many operations have no amount; the total is short of what they cost. */
    public long unpricedOperations() {
        return rows.stream().mapToLong(LedgerRow::unpricedOperations).sum();
    }

    /** Returns how many operations found no row of their own because the ledger was full. */
    public long overflowedOperations() {
        return rows.stream()
                .filter(row -> row.provider().equals(LedgerRow.OVERFLOW))
                .mapToLong(LedgerRow::operations)
                .sum();
    }

    /** Returns how many series of metrics carry {@code _other} because an attribution key had too many values. */
    public long replacedMetricValues() {
        return replacedMetricValues;
    }

    private static List<Money> sum(List<LedgerRow> rows) {
        Map<String, BigDecimal> byCurrency = new TreeMap<>();
        for (LedgerRow row : rows) {
            if (row.cost() != null && row.currency() != null) {
                byCurrency.merge(row.currency(), row.cost(), BigDecimal::add);
            }
        }
        return byCurrency.entrySet().stream()
                .map(entry -> new Money(entry.getValue(), entry.getKey()))
                .toList();
    }
}
