package dev.costspan.outcome;

import dev.costspan.attribution.Attribution;
import dev.costspan.pricing.Money;
import io.opentelemetry.api.trace.SpanContext;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The immutable fact about one outcome, written once when it ends. An outcome that is pending has a record each time it becomes so
 * and another when it is settled; only the last one counts what was spent, all of it.
 *
 * <p>Thread-safe.
 */
public final class OutcomeRecord {

    private final Outcome outcome;
    private final OutcomeStatus status;
    private final @Nullable String reason;
    private final Attribution attribution;
    private final Instant startedAt;
    private final long durationNanos;
    private final OutcomeTotals spent;
    private final OutcomeTotals earlier;
    private final List<Money> lost;
    private final @Nullable Money value;
    private final @Nullable BigDecimal quantity;
    private final SpanContext span;

    OutcomeRecord(
            Outcome outcome,
            OutcomeEnd end,
            Attribution attribution,
            Instant startedAt,
            long durationNanos,
            Spending spending,
            SpanContext span) {
        this.outcome = outcome;
        this.status = end.status();
        this.reason = end.reason();
        this.value = end.value();
        this.quantity = end.quantity();
        this.attribution = attribution;
        this.startedAt = startedAt;
        this.durationNanos = durationNanos;
        this.spent = spending.spent();
        this.earlier = spending.earlier();
        this.lost = spending.lost();
        this.span = span;
    }

    /** What was spent in this part and what became waste in it, what in earlier ones, and what the end alone made waste of both. */
    record Spending(OutcomeTotals spent, OutcomeTotals earlier, List<Money> lost) {}

    /** Returns which outcome it is. */
    public Outcome outcome() {
        return outcome;
    }

    /** Returns what became of it. */
    public OutcomeStatus status() {
        return status;
    }

    /** Returns why it failed or was abandoned: a class of error or the application's own word, never a message; or null. */
    public @Nullable String reason() {
        return reason;
    }

    /** Returns for whom it was. */
    public Attribution attribution() {
        return attribution;
    }

    /** Returns when it began, before it was pending if it was. */
    public Instant startedAt() {
        return startedAt;
    }

    /** Returns the time that was worked on it in this part; zero when it was only confirmed. */
    public Duration duration() {
        return Duration.ofNanos(durationNanos);
    }

    /**
     * Returns what was spent in this part: since it began, or since it was resumed; nothing when it was only confirmed. What the end
     * made waste is wasted here, be it from earlier parts.
     */
    public OutcomeTotals spent() {
        return spent;
    }

    /** Returns what was spent in all parts as far as they are known here. */
    public OutcomeTotals totals() {
        return earlier.plus(spent);
    }

    /**
     * Returns what the end of this outcome made waste: everything spent for one that was not reached, less what operations, inner
     * outcomes and outer ones that ended sooner had wasted before. It is part of the waste in {@link #totals()}. One that was pending
     * when an outer one failed does not hear of that, and loses the same again when it fails itself.
     */
    public List<Money> lost() {
        return lost;
    }

    /** Returns what it is worth to the business, or null when nobody said. */
    public @Nullable Money value() {
        return value;
    }

    /** Returns how many units of work it holds, such as cases or pages, or null when nobody said. */
    public @Nullable BigDecimal quantity() {
        return quantity;
    }

    /** Returns the outcome's span; not valid when there was no tracing. */
    public SpanContext span() {
        return span;
    }

    /** Returns the record's main facts, for people. */
    @Override
    public String toString() {
        return outcome.name() + " " + outcome.id() + ": " + status.id() + ", " + totals().cost();
    }
}
