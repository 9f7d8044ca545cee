package dev.costspan.testing;

import dev.costspan.telemetry.CostRecord;
import java.util.List;
import org.assertj.core.api.AbstractSoftAssertions;
import org.assertj.core.api.ListAssert;
import org.jspecify.annotations.Nullable;

/**
 * Soft assertions on what AI calls cost: all of them are tried, and {@link #assertAll()} reports every one that failed. AssertJ's
 * JUnit extension injects them as it does its own.
 */
public class CostspanSoftAssertions extends AbstractSoftAssertions {

    /** Makes soft assertions of which none has failed yet. */
    public CostspanSoftAssertions() {}

    /** Returns soft assertions on what a test has spent so far. */
    public CostsAssert assertThat(@Nullable Costs actual) {
        CostsAssert soft = proxy(CostsAssert.class, Costs.class, actual);
        soft.asserts = new Soft();
        return soft;
    }

    private final class Soft implements Asserts {

        @Override
        public TotalAssert total(Spending spending) {
            return proxy(TotalAssert.class, Spending.class, spending);
        }

        @Override
        public OutcomeAssert outcome(Spending spending) {
            return proxy(OutcomeAssert.class, Spending.class, spending);
        }

        @Override
        @SuppressWarnings("unchecked")
        public ListAssert<CostRecord> operations(List<CostRecord> records) {
            return proxy(ListAssert.class, List.class, records);
        }
    }
}
