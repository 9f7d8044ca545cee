package dev.costspan.pricing;

import dev.costspan.usage.Bucket;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Costs of several requests added up. Lines and buckets follow from the parts when they are asked for. */
final class CostSum {

    private CostSum() {}

    static Cost of(Cost first, Cost second) {
        Usage usage = first.usage().plus(second.usage());
        UnpricedReason reason = first.unpricedReason();
        if (reason != null && !second.hasAmount()) {
            return Cost.unpriced(reason, usage);
        }
        Cost main = first.hasAmount() ? first : second;
        String currency = Objects.requireNonNull(main.currency());
        List<Cost> parts = new ArrayList<>(leaves(first));
        parts.addAll(leaves(second));
        BigDecimal amount = BigDecimal.ZERO;
        BigDecimal list = BigDecimal.ZERO;
        boolean complete = true;
        boolean listed = false;
        for (Cost part : parts) {
            BigDecimal its = part.amount();
            if (its == null || !currency.equals(part.currency())) {
                complete = false;
                continue;
            }
            BigDecimal itsList = part.contractListAmount();
            listed |= itsList != null;
            amount = amount.add(its);
            list = list.add(itsList == null ? its : itsList);
        }
        CostStatus status = complete ? lessReliable(first.status(), second.status()) : CostStatus.PARTIAL;
        return Cost.sum(status, main, usage, new Money(amount, currency), listed ? list : null, parts);
    }

    /** Returns whether the amount of a part is in the sum. */
    static boolean counts(Cost part, Cost sum) {
        return part.hasAmount() && Objects.equals(part.currency(), sum.currency());
    }

    /** Returns the lines of the parts one after another; none when a part was stated, since they would not add up to the sum. */
    static List<LineItem> items(Cost sum) {
        List<LineItem> items = new ArrayList<>();
        for (Cost part : sum.parts()) {
            BigDecimal amount = counts(part, sum) ? part.amount() : null;
            if (amount != null) {
                List<LineItem> its = part.items();
                if (its.isEmpty() && amount.signum() != 0) {
                    return List.of();
                }
                items.addAll(its);
            }
        }
        return List.copyOf(items);
    }

    static BigDecimal amount(Cost sum, Bucket bucket) {
        BigDecimal amount = BigDecimal.ZERO;
        for (Cost part : sum.parts()) {
            BigDecimal its = counts(part, sum) ? part.amount(bucket) : null;
            amount = its == null ? amount : amount.add(its);
        }
        return amount;
    }

    private static List<Cost> leaves(Cost cost) {
        return cost.parts().isEmpty() ? List.of(cost) : cost.parts();
    }

    private static CostStatus lessReliable(CostStatus first, CostStatus second) {
        if (first == CostStatus.PARTIAL || second == CostStatus.PARTIAL) {
            return CostStatus.PARTIAL;
        }
        return first == CostStatus.PRICED ? second : first;
    }
}
