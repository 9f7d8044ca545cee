package dev.costspan.testing;

import dev.costspan.pricing.UnpricedReason;
import dev.costspan.usage.Meter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The operations of a failed assertion as a table: the first of them one by one, then what they come to. */
final class SpendingTable {

    private static final int MOST_ROWS = 20;
    private static final String UNKNOWN = "?";

    private SpendingTable() {}

    /** Returns the table, or a line that says there is nothing to show. */
    static String of(List<SpentOperation> spent) {
        if (spent.isEmpty()) {
            return "  no operation ended\n";
        }
        TextTable table = new TextTable(2, "operation", "model", "in", "out", "attempts", "cost", "waste");
        spent.stream().limit(MOST_ROWS).forEach(operation -> table.row(cells(operation)));
        if (spent.size() > MOST_ROWS) {
            table.row("and " + (spent.size() - MOST_ROWS) + " more", "", "", "", "", "", "");
        }
        if (spent.size() > 1) {
            table.row(total(spent));
        }
        return table.toString();
    }

    private static String[] cells(SpentOperation operation) {
        return new String[] {
            operation.fact().operation().id(),
            operation.model(),
            tokens(operation, Meter.INPUT_TOKENS, operation.inputTokens()),
            tokens(operation, Meter.OUTPUT_TOKENS, operation.outputTokens()),
            operation.fact().attempts() < 0
                    ? UNKNOWN
                    : String.valueOf(operation.fact().attempts()),
            cost(operation),
            waste(operation)
        };
    }

    private static String[] total(List<SpentOperation> spent) {
        Spending all = new Spending("", spent, List.of(), List.of(), null);
        boolean counted = spent.stream().allMatch(operation -> operation.fact().attempts() >= 0);
        boolean known = spent.stream().allMatch(SpentOperation::hasKnownTokens);
        boolean priced = spent.stream().allMatch(SpentOperation::hasKnownCost);
        return new String[] {
            "total",
            "",
            (known ? "" : "≥ ")
                    + spent.stream().mapToLong(SpentOperation::inputTokens).sum(),
            (known ? "" : "≥ ")
                    + spent.stream().mapToLong(SpentOperation::outputTokens).sum(),
            counted
                    ? String.valueOf(spent.stream()
                            .mapToLong(operation -> operation.fact().attempts())
                            .sum())
                    : UNKNOWN,
            all.cost().isEmpty() ? UNKNOWN : (priced ? "" : "≥ ") + Figures.plain(all.cost()),
            Figures.plain(all.wasted())
        };
    }

    private static String tokens(SpentOperation operation, Meter total, long tokens) {
        if (operation.fact().usage().problem() != null
                || operation.fact().operation().expects(total)
                        && !operation.fact().usage().has(total)) {
            return UNKNOWN;
        }
        return (operation.fact().usage().isEstimated() ? "~" : "") + tokens;
    }

    private static String cost(SpentOperation operation) {
        UnpricedReason reason = operation.fact().cost().unpricedReason();
        if (reason != null) {
            return reason.id();
        }
        return (operation.hasKnownCost() ? "" : "≥ ") + amount(operation, operation.amount());
    }

    private static String waste(SpentOperation operation) {
        BigDecimal wasted = operation.wasted();
        if (wasted == null && operation.reasons().isEmpty()) {
            return "0";
        }
        List<String> words = new ArrayList<>();
        words.add(wasted == null ? UNKNOWN : amount(operation, wasted));
        words.add(operation.reasons().stream().map(reason -> reason.id()).collect(Collectors.joining("+")));
        return String.join(" ", words);
    }

    private static String amount(SpentOperation operation, BigDecimal amount) {
        return Figures.plain(amount) + " " + operation.fact().cost().currency();
    }
}
