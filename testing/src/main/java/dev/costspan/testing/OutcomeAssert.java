package dev.costspan.testing;

import dev.costspan.outcome.OutcomeRecord;
import dev.costspan.outcome.OutcomeStatus;
import dev.costspan.pricing.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Assertions on the outcomes of one name and on what was spent for them, what is nested in them included. */
public class OutcomeAssert extends SpendingAssert<OutcomeAssert> {

    /** Makes the assertions; {@link CostsAssert#outcome} does. */
    public OutcomeAssert(@Nullable Spending actual) {
        super(actual, OutcomeAssert.class);
    }

    /** Verifies that every one of them ended, and ended so. */
    public OutcomeAssert hasStatus(OutcomeStatus status) {
        boolean others = spending().outcomes().stream().anyMatch(outcome -> outcome.status() != status);
        if (others || !spending().open().isEmpty()) {
            fail("to end as " + status.id(), "it came to " + statuses());
        }
        return this;
    }

    /** Verifies that every one of them ended as a success. */
    public OutcomeAssert succeeded() {
        return hasStatus(OutcomeStatus.SUCCESS);
    }

    /**
     * Verifies which share of those that are settled was reached, as {@link dev.costspan.telemetry.OutcomeRow#successRate()} tells
     * it; pending ones do not count.
     *
     * @param least the share, from 0 to 1
     * @throws IllegalArgumentException when it is not from 0 to 1
     */
    public OutcomeAssert hasSuccessRateAtLeast(double least) {
        if (!(least >= 0 && least <= 1)) {
            throw new IllegalArgumentException(
                    "hasSuccessRateAtLeast wants a share from 0 to 1, such as 0.9, but has " + least);
        }
        long settled = spending().outcomes().stream()
                .filter(outcome -> outcome.status().isFinal())
                .count();
        BigDecimal expected = BigDecimal.valueOf(least);
        if (settled == 0
                || BigDecimal.valueOf(successes()).compareTo(expected.multiply(BigDecimal.valueOf(settled))) < 0) {
            fail(
                    "to be reached in at least " + Figures.plain(expected.movePointRight(2)) + " % of all cases",
                    "it came to " + statuses());
        }
        return this;
    }

    /**
     * Verifies what one success costs: everything that was spent for the outcomes of this name, failed, pending and open ones and
     * waste included, over the number of successes.
     *
     * @param limit an amount and its currency, such as {@code 0.02 USD}
     * @throws IllegalArgumentException when {@code limit} is not that
     */
    public OutcomeAssert costsPerSuccessAtMost(String limit) {
        Money most = Figures.money("costsPerSuccessAtMost", limit);
        BigDecimal cost = costIn(most.currency());
        BigDecimal successes = BigDecimal.valueOf(successes());
        String expected = "to cost at most " + Figures.plain(most) + " a success";
        if (successes.signum() == 0) {
            fail(expected, "there was no success: it came to " + statuses() + "\n\n" + table());
        }
        if (cost.compareTo(most.amount().multiply(successes)) > 0) {
            BigDecimal each = cost.divide(successes, MathContext.DECIMAL64);
            fail(
                    expected,
                    "it cost " + Figures.plain(each) + " " + most.currency() + ": "
                            + Figures.difference(most.amount(), each, most.currency()) + "; "
                            + Figures.plain(cost) + " " + most.currency() + " were spent for " + statuses() + "\n\n"
                            + table());
        }
        return this;
    }

    private long successes() {
        return spending().outcomes().stream()
                .filter(outcome -> outcome.status() == OutcomeStatus.SUCCESS)
                .count();
    }

    /** Writes how they ended: {@code 2 success, 1 failure (timeout)}. */
    private String statuses() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (OutcomeRecord outcome : spending().outcomes()) {
            String reason = outcome.reason() == null ? "" : " (" + outcome.reason() + ")";
            counts.merge(outcome.status().id() + reason, 1, Integer::sum);
        }
        if (!spending().open().isEmpty()) {
            counts.put("not ended", spending().open().size());
        }
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }
}
