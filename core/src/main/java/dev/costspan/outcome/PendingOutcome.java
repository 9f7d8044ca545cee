package dev.costspan.outcome;

import dev.costspan.attribution.Attribution;
import dev.costspan.pricing.Money;
import io.opentelemetry.api.trace.SpanContext;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a store keeps of an outcome whose end is not known yet.
 *
 * @param outcome which one it is
 * @param attribution for whom it is
 * @param startedAt when it began
 * @param expiresAt when it counts as abandoned
 * @param totals what was spent so far
 * @param value what it is worth, or null when nobody said
 * @param quantity how many units of work it holds, or null when nobody said
 * @param span the span of its last part; not valid when there was no tracing
 */
public record PendingOutcome(
        Outcome outcome,
        Attribution attribution,
        Instant startedAt,
        Instant expiresAt,
        OutcomeTotals totals,
        @Nullable Money value,
        @Nullable BigDecimal quantity,
        SpanContext span) {}
