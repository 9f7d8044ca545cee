package dev.costspan.testing;

import dev.costspan.outcome.Outcome;
import dev.costspan.outcome.OutcomeRecord;
import dev.costspan.pricing.Money;
import dev.costspan.telemetry.CostRecord;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was spent in one test, in all or for the outcomes of one name, at the moment it was asked for. Assertions look at it; a
 * test that wants to reckon for itself may, too. Immutable and thread-safe.
 */
public final class Spending {

    private final String title;
    private final List<SpentOperation> spent;
    private final List<OutcomeRecord> outcomes;
    private final List<Outcome> open;
    private final @Nullable String problem;

    Spending(
            String title,
            List<SpentOperation> spent,
            List<OutcomeRecord> outcomes,
            List<Outcome> open,
            @Nullable String problem) {
        this.title = title;
        this.spent = List.copyOf(spent);
        this.outcomes = List.copyOf(outcomes);
        this.open = List.copyOf(open);
        this.problem = problem;
    }

    /** Returns the record of each operation, in the order in which they ended. */
    public List<CostRecord> operations() {
        return spent.stream().map(SpentOperation::fact).toList();
    }

    /** Returns the last record of each outcome: how it was settled, or that it is pending. */
    public List<OutcomeRecord> outcomes() {
        return outcomes;
    }

    /**
     * Returns the exact sum of all amounts in each currency, in the order of their codes and without zeros at the end of a fraction;
     * what has no amount is not in it.
     */
    public List<Money> cost() {
        return sum(SpentOperation::amount);
    }

    /**
     * Returns what of the cost bought no result, in each currency that has a cost: what operations wasted, and everything that was
     * spent for outcomes which failed or were abandoned.
     */
    public List<Money> wasted() {
        return sum(operation -> Objects.requireNonNullElse(operation.wasted(), BigDecimal.ZERO));
    }

    /** Returns a table of the operations, for people. */
    @Override
    public String toString() {
        return title + "\n\n" + SpendingTable.of(spent);
    }

    /** Returns what is looked at, as messages name it. */
    String title() {
        return title;
    }

    List<SpentOperation> spent() {
        return spent;
    }

    /** Returns the outcomes for which an operation ended, and which have not ended themselves. */
    List<Outcome> open() {
        return open;
    }

    /** Returns why nothing can be said about it, or null when something can. */
    @Nullable String problem() {
        return problem;
    }

    private List<Money> sum(Function<SpentOperation, BigDecimal> amount) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (SpentOperation operation : spent) {
            String currency = operation.fact().cost().currency();
            if (currency != null) {
                sums.merge(currency, amount.apply(operation), BigDecimal::add);
            }
        }
        return sums.entrySet().stream()
                .map(sum -> new Money(Figures.stripped(sum.getValue()), sum.getKey()))
                .toList();
    }
}
