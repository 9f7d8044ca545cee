package dev.costspan.outcome;

import dev.costspan.pricing.Money;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What was spent for one outcome, everything below it included.
 *
 * @param cost the exact sum in each currency, in the order of their codes; empty when no operation has an amount
 * @param wasted what of it bought no result, by reason and currency
 * @param operations how many operations ended
 * @param attempts the requests on the wire that were counted
 * @param tokens the tokens of all operations, each counted once
 * @param unpricedOperations how many operations have no amount; the cost is short of what they cost
 * @param models the models that were used, in the order of their names, {@value #MAX_MODELS} at most
 */
public record OutcomeTotals(
        List<Money> cost,
        Map<WasteReason, List<Money>> wasted,
        long operations,
        long attempts,
        long tokens,
        long unpricedOperations,
        List<String> models) {

    /** The most models that are told. */
    public static final int MAX_MODELS = 16;

    /** Nothing was spent. */
    public static final OutcomeTotals NONE = new OutcomeTotals(List.of(), Map.of(), 0, 0, 0, 0, List.of());

    /** Copies the collections. */
    public OutcomeTotals {
        cost = List.copyOf(cost);
        wasted = Map.copyOf(wasted);
        models = List.copyOf(models);
    }

    /** Returns the exact sum of what is wasted, in each currency. */
    public List<Money> wastedCost() {
        MoneySum sum = new MoneySum();
        wasted.values().forEach(sum::add);
        return sum.sums();
    }

    /** Returns whether {@link #cost()} is all there is: every operation has an amount. */
    public boolean isComplete() {
        return unpricedOperations == 0;
    }

    /** Returns the sum of both. */
    public OutcomeTotals plus(OutcomeTotals other) {
        if (this == NONE) {
            return other;
        }
        if (other == NONE) {
            return this;
        }
        MoneySum sum = new MoneySum();
        sum.add(cost);
        sum.add(other.cost);
        Map<WasteReason, List<Money>> waste = new EnumMap<>(WasteReason.class);
        waste.putAll(wasted);
        other.wasted.forEach((reason, amounts) -> waste.merge(reason, amounts, OutcomeTotals::sum));
        TreeSet<String> names = new TreeSet<>(models);
        names.addAll(other.models);
        return new OutcomeTotals(
                sum.sums(),
                waste,
                operations + other.operations,
                attempts + other.attempts,
                tokens + other.tokens,
                unpricedOperations + other.unpricedOperations,
                new ArrayList<>(names).subList(0, Math.min(names.size(), MAX_MODELS)));
    }

    /** Returns these totals with more of the cost wasted. */
    OutcomeTotals wasted(WasteReason reason, List<Money> amounts) {
        Map<WasteReason, List<Money>> waste = new EnumMap<>(WasteReason.class);
        waste.putAll(wasted);
        waste.merge(reason, amounts, OutcomeTotals::sum);
        return new OutcomeTotals(cost, waste, operations, attempts, tokens, unpricedOperations, models);
    }

    /** Returns what is not wasted, in each currency that has some. */
    List<Money> notWasted() {
        if (wasted.isEmpty()) {
            return cost.stream().filter(money -> money.amount().signum() > 0).toList();
        }
        MoneySum rest = new MoneySum();
        rest.add(cost);
        wastedCost().forEach(wastedMoney -> rest.add(wastedMoney.amount().negate(), wastedMoney.currency()));
        return rest.sums().stream().filter(money -> money.amount().signum() > 0).toList();
    }

    static List<Money> sum(List<Money> one, List<Money> other) {
        MoneySum sum = new MoneySum();
        sum.add(one);
        sum.add(other);
        return sum.sums();
    }
}
