package dev.costspan.telemetry;

import dev.costspan.attribution.AttributionKey;
import dev.costspan.pricing.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The ledger's rows at one moment. Immutable and thread-safe. */
public final class LedgerSnapshot {

    private static final MathContext SHARE = new MathContext(15, RoundingMode.DOWN);

    private final List<LedgerRow> rows;
    private final List<OutcomeRow> outcomes;
    private final long replacedMetricValues;
    private final Set<AttributionKey> requiredKeys;

    LedgerSnapshot(
            List<LedgerRow> rows,
            List<OutcomeRow> outcomes,
            long replacedMetricValues,
            Set<AttributionKey> requiredKeys) {
        this.rows = List.copyOf(rows);
        this.outcomes = List.copyOf(outcomes);
        this.replacedMetricValues = replacedMetricValues;
        this.requiredKeys = requiredKeys;
    }

    /** Returns every row, in no particular order. */
    public List<LedgerRow> rows() {
        return rows;
    }

    /** Returns what outcomes came to, by name and by the attribution keys that reach metrics, in no particular order. */
    public List<OutcomeRow> outcomes() {
        return outcomes;
    }

    /** Returns what all outcomes of a name came to, whomever they were for, or null when none has ended. */
    public @Nullable OutcomeRow outcome(String name) {
        OutcomeRow sum = null;
        for (OutcomeRow row : outcomes) {
            if (row.name().equals(name)) {
                sum = sum == null ? row : sum.plus(row);
            }
        }
        return sum;
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

    /** Returns the attribution keys that every operation is to have, in their order; unmodifiable. */
    public Set<AttributionKey> requiredKeys() {
        return requiredKeys;
    }

    /**
     * Returns the exact cost in each currency of the rows that lack a required key, in the order of the codes; empty when there are
     * none. What the ledger had no row for has no attribution, so it is part of this.
     */
    public List<Money> unattributedCost() {
        return sum(rows.stream().filter(row -> !hasRequiredKeys(row)).toList());
    }

    /**
     * Returns, by currency, the share of the cost whose rows have every required key: from 0 to 1, rounded down at 15 digits, so
     * that 1 means all of it. A currency in which nothing was spent has no share, and there is none at all when no key is
     * required. Operations without an amount are in no share.
     */
    public SortedMap<String, Double> attributionCoverage() {
        SortedMap<String, Double> shares = new TreeMap<>();
        if (!requiredKeys.isEmpty()) {
            Map<String, BigDecimal> covered =
                    byCurrency(rows.stream().filter(this::hasRequiredKeys).toList());
            byCurrency(rows).forEach((currency, cost) -> {
                if (cost.signum() > 0) {
                    BigDecimal part = covered.getOrDefault(currency, BigDecimal.ZERO);
                    shares.put(currency, part.divide(cost, SHARE).doubleValue());
                }
            });
        }
        return Collections.unmodifiableSortedMap(shares);
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

    private boolean hasRequiredKeys(LedgerRow row) {
        return requiredKeys.stream().noneMatch(key -> row.attribution().get(key) == null);
    }

    private static List<Money> sum(List<LedgerRow> rows) {
        return byCurrency(rows).entrySet().stream()
                .map(entry -> new Money(entry.getValue(), entry.getKey()))
                .toList();
    }

    private static Map<String, BigDecimal> byCurrency(List<LedgerRow> rows) {
        Map<String, BigDecimal> byCurrency = new TreeMap<>();
        for (LedgerRow row : rows) {
            if (row.cost() != null && row.currency() != null) {
                byCurrency.merge(row.currency(), row.cost(), BigDecimal::add);
            }
        }
        return byCurrency;
    }
}
