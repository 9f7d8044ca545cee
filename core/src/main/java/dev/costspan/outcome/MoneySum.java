package dev.costspan.outcome;

import dev.costspan.pricing.Cost;
import dev.costspan.pricing.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An exact sum of amounts in each currency. Amounts of one currency and scale, which is what one model's operations have, are
 * added as longs. Not thread-safe.
 */
final class MoneySum {

    private @Nullable String currency;
    private long unscaled;
    private int scale;
    private @Nullable Map<String, BigDecimal> rest;

    void add(Cost cost) {
        String of = cost.currency();
        if (of == null || !cost.hasAmount()) {
            return;
        }
        int costScale = cost.scale();
        if (costScale >= 0 && (currency == null || scale == costScale && currency.equals(of))) {
            long sum = unscaled + cost.unscaledAmount();
            if (sum >= 0) {
                currency = of;
                scale = costScale;
                unscaled = sum;
                return;
            }
        }
        BigDecimal amount = cost.amount();
        if (amount != null) {
            add(amount, of);
        }
    }

    void add(BigDecimal amount, String of) {
        if (rest == null) {
            rest = new TreeMap<>();
        }
        rest.merge(of, amount, BigDecimal::add);
    }

    void add(List<Money> amounts) {
        amounts.forEach(money -> add(money.amount(), money.currency()));
    }

    /** Returns the sums in the order of their currencies' codes. */
    List<Money> sums() {
        if (rest == null) {
            return currency == null ? List.of() : List.of(new Money(BigDecimal.valueOf(unscaled, scale), currency));
        }
        Map<String, BigDecimal> all = new TreeMap<>(rest);
        if (currency != null) {
            all.merge(currency, BigDecimal.valueOf(unscaled, scale), BigDecimal::add);
        }
        List<Money> sums = new ArrayList<>();
        all.forEach((code, amount) -> sums.add(new Money(amount, code)));
        return List.copyOf(sums);
    }
}
