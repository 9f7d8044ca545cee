package dev.costspan.outcome;

import dev.costspan.pricing.Money;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What became of an outcome, why, and what it brought. */
record OutcomeEnd(
        OutcomeStatus status,
        @Nullable String reason,
        @Nullable Money value,
        @Nullable BigDecimal quantity) {}
