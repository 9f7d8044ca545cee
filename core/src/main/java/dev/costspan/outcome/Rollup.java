package dev.costspan.outcome;

import dev.costspan.pricing.Cost;
import dev.costspan.pricing.Money;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Adds up what one outcome spends. Guarded by its account. */
final class Rollup {

    private final MoneySum cost = new MoneySum();
    private @Nullable Map<WasteReason, MoneySum> wasted;
    private long operations;
    private long attempts;
    private long tokens;
    private long unpriced;
    private @Nullable String model;
    private @Nullable TreeSet<String> models;

    void add(Cost spent, int requests, long spentTokens, @Nullable String servedBy, Waste waste) {
        operations++;
        attempts += Math.max(requests, 0);
        tokens += spentTokens;
        if (spent.hasAmount()) {
            cost.add(spent);
        } else {
            unpriced++;
        }
        if (servedBy != null) {
            addModel(servedBy);
        }
        String currency = waste.currency();
        if (waste != Waste.NONE && currency != null) {
            waste.amounts().forEach((reason, amount) -> wasted(reason).add(amount, currency));
        }
    }

    void waste(WasteReason reason, List<Money> amounts) {
        wasted(reason).add(amounts);
    }

    OutcomeTotals totals() {
        if (operations == 0 && wasted == null) {
            return OutcomeTotals.NONE;
        }
        Map<WasteReason, List<Money>> byReason = new EnumMap<>(WasteReason.class);
        if (wasted != null) {
            wasted.forEach((reason, sum) -> byReason.put(reason, sum.sums()));
        }
        List<String> names = models != null ? List.copyOf(models) : model != null ? List.of(model) : List.of();
        return new OutcomeTotals(cost.sums(), byReason, operations, attempts, tokens, unpriced, names);
    }

    private void addModel(String name) {
        if (model == null) {
            model = name;
        } else if (models != null || !model.equals(name)) {
            if (models == null) {
                models = new TreeSet<>();
                models.add(model);
            }
            if (models.size() < OutcomeTotals.MAX_MODELS) {
                models.add(name);
            }
        }
    }

    private MoneySum wasted(WasteReason reason) {
        if (wasted == null) {
            wasted = new EnumMap<>(WasteReason.class);
        }
        return wasted.computeIfAbsent(reason, r -> new MoneySum());
    }
}
