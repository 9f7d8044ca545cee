package dev.costspan.testing;

import dev.costspan.outcome.WasteReason;
import dev.costspan.pricing.Cost;
import dev.costspan.pricing.LineItem;
import dev.costspan.pricing.PriceCard;
import dev.costspan.telemetry.CostRecord;
import java.math.BigDecimal;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Adds up operations to a row of a baseline. Not thread-safe. */
final class RowSum {

    private final BaselineRow.Key key;
    private final SortedMap<String, BaselineRow.Line> usage = new TreeMap<>();
    private final SortedSet<String> prices = new TreeSet<>();
    private long operations;
    private @Nullable Long attempts = 0L;
    private @Nullable Long tokens = 0L;
    private BigDecimal cost = BigDecimal.ZERO;
    private BigDecimal thrownAway = BigDecimal.ZERO;

    RowSum(BaselineRow.Key key) {
        this.key = key;
    }

    static BaselineRow.Key key(SpentOperation operation) {
        CostRecord fact = operation.fact();
        return new BaselineRow.Key(
                fact.operation(), fact.provider(), fact.model(), fact.cost().currency());
    }

    void add(SpentOperation operation) {
        CostRecord fact = operation.fact();
        operations++;
        attempts = attempts == null || fact.attempts() < 0 ? null : Long.valueOf(attempts + fact.attempts());
        boolean countable = operation.hasKnownTokens() || operation.isUnanswered();
        tokens = tokens == null || !countable ? null : Long.valueOf(tokens + operation.tokens());
        if (!operation.isUnanswered()) {
            add(fact.cost(), operation.amount());
            thrownAway =
                    thrownAway.add(fact.waste().amounts().getOrDefault(WasteReason.FAILED_ATTEMPT, BigDecimal.ZERO));
        }
    }

    private void add(Cost spent, BigDecimal amount) {
        cost = cost.add(amount);
        BigDecimal rest = amount;
        for (LineItem item : spent.items()) {
            add(item.meter().id(), new BaselineRow.Line(item.quantity(), item.amount()));
            rest = rest.subtract(item.amount());
        }
        if (rest.signum() != 0) {
            add(BaselineRow.STATED, new BaselineRow.Line(BigDecimal.ONE, rest));
        }
        PriceCard card = spent.card();
        if (card != null) {
            prices.add(card.id() + (card.asOf() == null ? "" : ", as of " + card.asOf()));
        } else if (spent.source() != null) {
            prices.add("stated, " + spent.source().id());
        }
    }

    private void add(String meter, BaselineRow.Line line) {
        usage.merge(meter, line, BaselineRow.Line::plus);
    }

    BaselineRow row() {
        return new BaselineRow(key, operations, attempts, tokens, usage, cost, thrownAway, prices);
    }
}
