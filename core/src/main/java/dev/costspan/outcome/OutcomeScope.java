package dev.costspan.outcome;

import dev.costspan.pricing.Money;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One outcome from its start to its end. Everything spent below its {@link #context()} adds up in it, on any thread that the
 * Context reaches.
 *
 * <pre>{@code
 * try (OutcomeScope outcome = costspan.outcome("support.resolution")) {
 *     String answer = assistant.answer(question);
 *     outcome.succeed();
 * }
 * }</pre>
 *
 * <p>Whoever ends it first wins; what is spent afterwards counts for its name all the same, as late cost. A scope that is closed
 * before anybody said how it ended counts as {@link OutcomeStatus#ABANDONED}, or becomes pending if it settles later: a {@code
 * try} block cannot see whether it was left by an exception, and an unknown end is no success. Nothing here throws. May be ended
 * from any thread; {@link #close} belongs to the thread that opened it.
 */
public final class OutcomeScope implements AutoCloseable {

    private static final AtomicIntegerFieldUpdater<OutcomeScope> ENDED =
            AtomicIntegerFieldUpdater.newUpdater(OutcomeScope.class, "ended");

    final OutcomeAccount account;
    final Span span;
    final OutcomeTotals earlier;
    final Instant startedAt;
    final long startNanos;
    final boolean joined;
    private final Outcomes outcomes;
    private final Context context;
    private final boolean settlesLater;
    private volatile @Nullable Money value;
    private volatile @Nullable BigDecimal quantity;
    private volatile int ended;
    private @Nullable Scope thread;

    OutcomeScope(
            Outcomes outcomes, OutcomeBuilder builder, OutcomeAccount account, Context context, Span span, Started at) {
        this.outcomes = outcomes;
        this.account = account;
        this.context = context;
        this.span = span;
        this.earlier = at.earlier();
        this.startedAt = at.instant();
        this.startNanos = at.nanos();
        this.joined = at.joined();
        this.settlesLater = builder.settlesLater;
        this.value = builder.value;
        this.quantity = builder.quantity;
    }

    /** When a scope starts, and what it goes on from. */
    record Started(Instant instant, long nanos, OutcomeTotals earlier, boolean joined) {}

    /** Returns which outcome it is; for a recursive call, the one it is part of. */
    public Outcome outcome() {
        return account.outcome();
    }

    /** Returns the Context below this outcome. */
    public Context context() {
        return context;
    }

    /** Makes {@link #context()} current on this thread until the scope is closed on the same thread. */
    public Scope makeCurrent() {
        return context.makeCurrent();
    }

    /** Returns whether the outcome has not ended yet. */
    public boolean isOpen() {
        return ended == 0 && account.isOpen();
    }

    /** Returns what was spent in this part of the outcome so far. */
    public OutcomeTotals soFar() {
        return account.totals();
    }

    /** Sets what the outcome is worth to the business; null means that nobody knows. */
    public OutcomeScope value(@Nullable Money value) {
        this.value = value;
        return this;
    }

    /** Sets how many units of work the outcome holds, such as cases or pages; null means that nobody knows. */
    public OutcomeScope quantity(@Nullable BigDecimal quantity) {
        this.quantity = quantity;
        return this;
    }

    /** Sets how many units of work the outcome holds. */
    public OutcomeScope quantity(long quantity) {
        return quantity(BigDecimal.valueOf(quantity));
    }

    /** Ends the outcome: the result was reached. One that settles later becomes pending instead. */
    public void succeed() {
        end(settlesLater ? OutcomeStatus.PENDING : OutcomeStatus.SUCCESS, null);
    }

    /**
     * Ends the outcome: the result was reached.
     *
     * @param quantity how many units of work it holds
     */
    public void succeed(long quantity) {
        quantity(quantity).succeed();
    }

    /**
     * Ends the outcome: the result was not reached.
     *
     * @param reason the application's own word for why, of few values, never a message; null when it does not say
     */
    public void fail(@Nullable String reason) {
        end(OutcomeStatus.FAILURE, reason);
    }

    /**
     * Ends the outcome: an exception kept the result from being reached. Its class goes into telemetry, never its message.
     *
     * @param thrown what was thrown; null when nobody says
     */
    public void fail(@Nullable Throwable thrown) {
        end(OutcomeStatus.FAILURE, thrown == null ? null : thrown.getClass().getName());
    }

    /** Ends the outcome: nobody goes on with it. */
    public void abandon() {
        end(OutcomeStatus.ABANDONED, null);
    }

    /** Ends this part of the outcome: how it ends is said later, by {@link Outcomes#confirm} or {@link Outcomes#resume}. */
    public void pending() {
        end(OutcomeStatus.PENDING, null);
    }

    /** Leaves the outcome on this thread, and ends it as abandoned if nobody said how it ended. */
    @Override
    public void close() {
        Scope open = thread;
        if (open != null) {
            thread = null;
            open.close();
        }
        if (ended == 0 && !joined) {
            if (settlesLater) {
                pending();
            } else if (account.isOpen()) {
                outcomes.closedWithoutWord(outcome().name());
                abandon();
            }
        }
    }

    /** Returns which outcome it is and whether it has ended, for people. */
    @Override
    public String toString() {
        return outcome().name() + " " + outcome().id() + (isOpen() ? " (open)" : " (ended)");
    }

    OutcomeScope onThisThread() {
        thread = context.makeCurrent();
        return this;
    }

    private void end(OutcomeStatus status, @Nullable String reason) {
        if (joined || !ENDED.compareAndSet(this, 0, 1)) {
            return;
        }
        outcomes.end(this, new OutcomeEnd(status, reason, value, quantity));
    }
}
