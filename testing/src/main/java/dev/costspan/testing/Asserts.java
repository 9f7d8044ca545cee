package dev.costspan.testing;

import dev.costspan.telemetry.CostRecord;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;

/** Makes the assertions that others lead to: those that fail at once, or those that collect what fails. */
interface Asserts {

    /** Makes assertions that fail at once. */
    Asserts HARD = new Asserts() {
        @Override
        public TotalAssert total(Spending spending) {
            return new TotalAssert(spending);
        }

        @Override
        public OutcomeAssert outcome(Spending spending) {
            OutcomeAssert outcome = new OutcomeAssert(spending);
            outcome.spending();
            return outcome;
        }

        @Override
        public ListAssert<CostRecord> operations(List<CostRecord> records) {
            return Assertions.assertThat(records);
        }
    };

    TotalAssert total(Spending spending);

    /** Returns assertions on an outcome; they fail, now or when one is used, if there was none of its name. */
    OutcomeAssert outcome(Spending spending);

    ListAssert<CostRecord> operations(List<CostRecord> records);
}
