package dev.costspan.examples.quickstart;

import dev.costspan.outcome.OutcomeStatus;
import dev.costspan.telemetry.LedgerSnapshot;
import dev.costspan.telemetry.OutcomeCost;
import dev.costspan.telemetry.OutcomeRow;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What each business outcome cost: a table of the ledger's rows, with what one success costs. */
final class OutcomeTable {
    private static final List<String> HEADINGS = List.of(
            "outcome",
            "reached",
            "operations",
            "tokens",
            "unpriced",
            "cost USD",
            "wasted USD",
            "USD per success",
            "p90 USD");
    private static final String UNKNOWN = "-";

    private OutcomeTable() {}

    /** The table as text, lines ending in {@code \n}. */
    static String of(LedgerSnapshot totals) {
        List<List<String>> lines = totals.outcomes().stream()
                .sorted(Comparator.comparing(OutcomeRow::name))
                .map(OutcomeTable::cells)
                .toList();
        return Columns.of(HEADINGS, lines, 1, HEADINGS.size() - 1);
    }

    private static List<String> cells(OutcomeRow row) {
        OutcomeCost cost = row.cost();
        return List.of(
                row.name(),
                row.count(OutcomeStatus.SUCCESS) + " of " + row.settled(),
                String.valueOf(row.operations()),
                String.valueOf(row.tokens()),
                String.valueOf(row.unpricedOperations()),
                cost == null ? UNKNOWN : amount(cost.cost()),
                cost == null ? UNKNOWN : amount(cost.wasted()),
                cost == null ? UNKNOWN : rounded(cost.costPerSuccess()),
                cost == null ? UNKNOWN : String.format(Locale.ROOT, "%.6f", cost.p90()));
    }

    private static String amount(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }

    private static String rounded(@Nullable BigDecimal amount) {
        return amount == null ? UNKNOWN : String.format(Locale.ROOT, "%.8f", amount);
    }
}
