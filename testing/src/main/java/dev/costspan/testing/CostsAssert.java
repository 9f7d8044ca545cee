package dev.costspan.testing;

import dev.costspan.telemetry.CostRecord;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.ListAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on what a test has spent so far. They lead on to those on everything, on one outcome and on single operations; each
 * step looks at what was spent up to then.
 */
public class CostsAssert extends AbstractAssert<CostsAssert, Costs> {

    /** Set for soft assertions alone, whose proxies are made without an argument for it. */
    Asserts asserts = Asserts.HARD;

    /** Makes the assertions; {@link CostspanAssertions#assertThat} does. */
    public CostsAssert(@Nullable Costs actual) {
        super(actual, CostsAssert.class);
    }

    /** Returns assertions on everything that was spent. */
    public TotalAssert total() {
        isNotNull();
        return asserts.total(actual.total()).as(descriptionText());
    }

    /**
     * Returns assertions on all outcomes of a name. Fails when none was seen; the message has the names of those that were.
     *
     * @param name the outcome's name, such as {@code support.resolution}
     */
    public OutcomeAssert outcome(String name) {
        isNotNull();
        return asserts.outcome(actual.outcome(name)).as(descriptionText());
    }

    /** Returns AssertJ's own assertions on the record of each operation, in the order in which they ended. */
    public ListAssert<CostRecord> operations() {
        isNotNull();
        return asserts.operations(actual.records()).as(descriptionText());
    }

    /**
     * Verifies that nothing is dearer than in a baseline: tokens, attempts, operations and cost of each outcome, of each kind of
     * operation in it, and of each model that did as many operations as before. Operations that did not complete and reported no
     * usage count without an amount, then as now; any other without one fails, as do ones of which only a part is known.
     *
     * <p>Reads a file, which blocks. When the run is told to record, it writes the file instead; see {@link CostBaseline}.
     */
    public CostsAssert matchesBaseline(CostBaseline baseline) {
        isNotNull();
        new TotalAssert(actual.total())
                .as(descriptionText())
                .countingUnansweredAsFree()
                .matches(baseline);
        return this;
    }
}
