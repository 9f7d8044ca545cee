package dev.costspan.testing;

import org.jspecify.annotations.Nullable;

/**
 * Assertions on what AI calls cost. {@link #assertThat} may be imported beside AssertJ's own; the compiler tells them apart by what
 * is asserted on.
 */
public final class CostspanAssertions {

    private CostspanAssertions() {}

    /** Returns assertions on what a test has spent so far. */
    public static CostsAssert assertThat(@Nullable Costs actual) {
        return new CostsAssert(actual);
    }
}
