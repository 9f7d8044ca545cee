package dev.costspan.testing;

import org.jspecify.annotations.Nullable;

/** Assertions on everything that was spent in a test. */
public class TotalAssert extends SpendingAssert<TotalAssert> {

    /** Makes the assertions; {@link CostsAssert#total()} does. */
    public TotalAssert(@Nullable Spending actual) {
        super(actual, TotalAssert.class);
    }

    /** Verifies how many operations ended; with 0, that nothing was asked of any model. */
    @Override
    public TotalAssert hasOperations(long expected) {
        isNotNull();
        return expected == 0 && actual.spent().isEmpty() ? this : super.hasOperations(expected);
    }

    void matches(CostBaseline baseline) {
        isFullyPriced();
        try {
            if (CostBaseline.isUpdating()) {
                baseline.record(spending());
                return;
            }
            String problem = baseline.problem(spending());
            if (problem != null) {
                fail("to be no dearer than before", problem);
            }
        } catch (BaselineException unusable) {
            fail("to be no dearer than before", String.valueOf(unusable.getMessage()));
        }
    }
}
