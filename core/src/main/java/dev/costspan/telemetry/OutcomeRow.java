package dev.costspan.telemetry;

import dev.costspan.attribution.Attribution;
import dev.costspan.outcome.OutcomeStatus;
import dev.costspan.pricing.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The totals of the outcomes of one name, and for whom they were as far as metrics tell it, at the moment of a snapshot. What an
 * outcome spends counts once it is settled. Immutable.
 */
public final class OutcomeRow {

    /** The name of the row that holds what found no row of its own. */
    public static final String OVERFLOW = "_overflow";

    private final String name;
    private final Attribution attribution;
    private final Counts counts;
    private final BigDecimal quantity;
    private final List<Money> values;
    private final List<String> models;
    private final List<OutcomeCost> costs;

    OutcomeRow(
            String name,
            Attribution attribution,
            Counts counts,
            BigDecimal quantity,
            List<Money> values,
            List<String> models,
            List<OutcomeCost> costs) {
        this.name = name;
        this.attribution = attribution;
        this.counts = counts;
        this.quantity = quantity;
        this.values = List.copyOf(values);
        this.models = List.copyOf(models);
        this.costs = List.copyOf(costs);
    }

    /** What is counted without a currency. */
    record Counts(
            long success,
            long failure,
            long abandoned,
            long pending,
            long operations,
            long attempts,
            long tokens,
            long unpriced,
            long late) {

        Counts plus(Counts other) {
            return new Counts(
                    success + other.success,
                    failure + other.failure,
                    abandoned + other.abandoned,
                    pending + other.pending,
                    operations + other.operations,
                    attempts + other.attempts,
                    tokens + other.tokens,
                    unpriced + other.unpriced,
                    late + other.late);
        }
    }

    /** Returns the outcomes' name, or {@link #OVERFLOW}. */
    public String name() {
        return name;
    }

    /** Returns for whom they were, by the keys that reach metrics. */
    public Attribution attribution() {
        return attribution;
    }

    /**
     * Returns how many outcomes ended so. Pending counts how often one became pending, whether or not it was settled since.
     */
    public long count(OutcomeStatus status) {
        return switch (status) {
            case SUCCESS -> counts.success;
            case FAILURE -> counts.failure;
            case ABANDONED -> counts.abandoned;
            case PENDING -> counts.pending;
        };
    }

    /** Returns how many outcomes are settled: reached, failed or abandoned. */
    public long settled() {
        return counts.success + counts.failure + counts.abandoned;
    }

    /** Returns the share of settled outcomes that were reached, from 0 to 1; NaN when none is settled. */
    public double successRate() {
        return settled() == 0 ? Double.NaN : (double) counts.success / settled();
    }

    /** Returns how many operations were spent for settled outcomes, late ones included. */
    public long operations() {
        return counts.operations;
    }

    /** Returns the requests on the wire that were counted. */
    public long attempts() {
        return counts.attempts;
    }

    /** Returns the tokens of all operations, each counted once. */
    public long tokens() {
        return counts.tokens;
    }

    /** Returns how many operations have no amount; every cost here is short of what they cost. */
    public long unpricedOperations() {
        return counts.unpriced;
    }

    /** Returns how many operations ended after their outcome had. */
    public long lateOperations() {
        return counts.late;
    }

    /** Returns how many units of work the outcomes that were reached hold, as far as somebody said. */
    public BigDecimal quantity() {
        return quantity;
    }

    /** Returns what the outcomes that were reached are worth in each currency, as far as somebody said. */
    public List<Money> values() {
        return values;
    }

    /** Returns the models that were used, in the order of their names. */
    public List<String> models() {
        return models;
    }

    /** Returns the cost in each currency, in the order of their codes; empty when nothing has an amount. */
    public List<OutcomeCost> costs() {
        return costs;
    }

    /** Returns the cost where it is in one currency alone, else null: nothing has an amount, or there are several. */
    public @Nullable OutcomeCost cost() {
        return costs.size() == 1 ? costs.get(0) : null;
    }

    /** Returns the row's main facts, for people. */
    @Override
    public String toString() {
        return name + ": " + counts + ", " + costs.size() + " currencies";
    }

    /** Returns the sum of both rows, for nobody in particular. */
    OutcomeRow plus(OutcomeRow other) {
        TreeSet<String> used = new TreeSet<>(models);
        used.addAll(other.models);
        Counts all = counts.plus(other.counts);
        Map<String, OutcomeCost> byCurrency = new TreeMap<>();
        costs.forEach(cost -> byCurrency.put(cost.currency(), cost));
        other.costs.forEach(cost -> byCurrency.merge(cost.currency(), cost, OutcomeCost::plus));
        List<OutcomeCost> sums = new ArrayList<>();
        byCurrency.values().forEach(cost -> sums.add(cost.withSuccesses(all.success())));
        Map<String, BigDecimal> worth = new TreeMap<>();
        Stream.concat(values.stream(), other.values.stream())
                .forEach(money -> worth.merge(money.currency(), money.amount(), BigDecimal::add));
        return new OutcomeRow(
                name, Attribution.NONE, all, quantity.add(other.quantity), moneys(worth), List.copyOf(used), sums);
    }

    static List<Money> moneys(Map<String, BigDecimal> byCurrency) {
        return byCurrency.entrySet().stream()
                .map(entry -> new Money(entry.getValue(), entry.getKey()))
                .toList();
    }
}
