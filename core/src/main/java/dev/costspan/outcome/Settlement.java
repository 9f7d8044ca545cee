package dev.costspan.outcome;

import dev.costspan.internal.ThrottledLog;
import dev.costspan.outcome.OutcomeRecord.Spending;
import dev.costspan.pricing.Money;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to outcomes whose end is said later: kept, confirmed, taken up again or expired. Thread-safe as its store is. */
final class Settlement {

    /** Why an outcome is abandoned that nobody settled within its window. */
    private static final String EXPIRED = "expired";

    /** Why an outcome is abandoned that its store did not keep. */
    static final String STORE = "store";

    private final OutcomeStore store;
    private final Duration window;
    private final OutcomeObserver observer;
    private final OutcomeClock clock;
    private final ThrottledLog log;

    Settlement(OutcomeStore store, Duration window, OutcomeObserver observer, OutcomeClock clock, ThrottledLog log) {
        this.store = store;
        this.window = window;
        this.observer = observer;
        this.clock = clock;
        this.log = log;
    }

    /** Keeps a pending outcome; returns whether it can be settled. */
    boolean keep(OutcomeRecord pending) {
        expire();
        try {
            store.put(new PendingOutcome(
                    pending.outcome(),
                    pending.attribution(),
                    pending.startedAt(),
                    clock.now().plus(window),
                    pending.totals(),
                    pending.value(),
                    pending.quantity(),
                    pending.span()));
            return true;
        } catch (OutcomeStoreFullException full) {
            log.warn("full", () -> lost(pending.outcome()) + ": " + full.getMessage());
        } catch (Throwable thrown) {
            log.warn("put", lost(pending.outcome()), thrown);
        }
        return false;
    }

    Confirmation confirm(String id, OutcomeStatus status, @Nullable Money value) {
        if (!status.isFinal()) {
            throw new IllegalArgumentException(
                    "an outcome is confirmed as success, failure or abandoned, but not as " + status.id());
        }
        expire();
        try {
            PendingOutcome pending = store.take(id);
            if (pending == null) {
                return store.wasTaken(id) ? Confirmation.ALREADY_SETTLED : Confirmation.UNKNOWN;
            }
            if (isOver(pending)) {
                return Confirmation.UNKNOWN;
            }
            settle(pending, status, null, value);
            return Confirmation.CONFIRMED;
        } catch (Throwable thrown) {
            log.warn("take", "A pending outcome could not be confirmed, since its store failed", thrown);
            return Confirmation.STORE_FAILED;
        }
    }

    /** Returns the pending outcome of a name and id, or null when there is none. */
    @Nullable PendingOutcome take(Outcome outcome) {
        expire();
        PendingOutcome pending;
        try {
            pending = store.take(outcome.id());
        } catch (Throwable thrown) {
            log.warn("take", "A pending outcome could not be resumed, since its store failed; it starts anew", thrown);
            return null;
        }
        if (pending == null || isOver(pending)) {
            return null;
        }
        if (pending.outcome().equals(outcome)) {
            return pending;
        }
        log.warn(
                "resume",
                () -> "An outcome was resumed as '" + outcome.name() + "', but its id belongs to a pending '"
                        + pending.outcome().name() + "'; it starts anew");
        putBack(pending);
        return null;
    }

    void expire() {
        try {
            Instant now = clock.now();
            List<PendingOutcome> expired = store.takeExpired(now);
            expired.forEach(pending -> settle(pending, OutcomeStatus.ABANDONED, EXPIRED, null));
        } catch (Throwable thrown) {
            log.warn("expire", "The store of pending outcomes could not tell which have expired", thrown);
        }
    }

    /**
     * Returns what was spent, with the loss of earlier parts, when the outcome was not reached after all. It is waste of the part
     * that ends, so that what is wasted adds up over parts.
     */
    static Spending withLoss(Spending spending, OutcomeStatus status) {
        WasteReason reason = status.waste();
        List<Money> lost = reason == null ? List.of() : spending.earlier().notWasted();
        if (reason == null || lost.isEmpty()) {
            return spending;
        }
        return new Spending(
                spending.spent().wasted(reason, lost), spending.earlier(), OutcomeTotals.sum(spending.lost(), lost));
    }

    private void putBack(PendingOutcome taken) {
        try {
            store.put(taken);
        } catch (Throwable thrown) {
            log.warn("put", lost(taken.outcome()), thrown);
            settle(taken, OutcomeStatus.ABANDONED, STORE, null);
        }
    }

    /** A store need not look at the clock when it gives one out, nor give all that expired out at once. */
    private boolean isOver(PendingOutcome taken) {
        boolean over = !taken.expiresAt().isAfter(clock.now());
        if (over) {
            settle(taken, OutcomeStatus.ABANDONED, EXPIRED, null);
        }
        return over;
    }

    private static String lost(Outcome outcome) {
        return "A pending outcome of '" + outcome.name()
                + "' could not be kept; it counts as abandoned and cannot be confirmed";
    }

    private void settle(PendingOutcome pending, OutcomeStatus status, @Nullable String reason, @Nullable Money value) {
        Span span = observer.start(pending.outcome(), pending.attribution(), Context.current(), pending.span());
        SpanContext spanContext = span.getSpanContext();
        Context context = spanContext.isValid() ? Context.current().with(span) : Context.current();
        OutcomeEnd end = new OutcomeEnd(status, reason, value != null ? value : pending.value(), pending.quantity());
        observer.end(
                span,
                new OutcomeRecord(
                        pending.outcome(),
                        end,
                        pending.attribution(),
                        pending.startedAt(),
                        0,
                        withLoss(new Spending(OutcomeTotals.NONE, pending.totals(), List.of()), status),
                        spanContext),
                context);
    }
}
