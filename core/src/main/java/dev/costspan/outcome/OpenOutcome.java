package dev.costspan.outcome;

import dev.costspan.internal.Abandonment;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.ref.Cleaner;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An outcome whose end is told by whoever sees it: the call itself, a future, a subscription. The first word counts. Thread-safe;
 * nothing here throws.
 */
final class OpenOutcome {

    private static final AtomicIntegerFieldUpdater<OpenOutcome> ENDED =
            AtomicIntegerFieldUpdater.newUpdater(OpenOutcome.class, "ended");

    private final Outcomes outcomes;
    private final OutcomeScope scope;
    private final ResultRule rule;
    private volatile int ended;
    private volatile Cleaner.@Nullable Cleanable watch;

    OpenOutcome(Outcomes outcomes, OutcomeScope scope, ResultRule rule) {
        this.outcomes = outcomes;
        this.scope = scope;
        this.rule = rule;
    }

    /** Makes the outcome's Context current on this thread. */
    Scope enter() {
        return scope.makeCurrent();
    }

    /**
     * Makes a listener's Context current on this thread if the outcome's is, or one below it: what a listener does is not part of
     * the outcome.
     */
    Scope leaveTo(Context listener) {
        return OutcomeAccount.from(Context.current()) == scope.account ? listener.makeCurrent() : Scope.noop();
    }

    /** Returns whether it makes a difference what the result is. */
    boolean readsResult() {
        return rule.readsResult();
    }

    /** Ends it by its result. */
    void returned(@Nullable Object result) {
        if (end()) {
            rule.end(scope, result, outcomes.log);
        }
    }

    /** Ends it by what kept the result from being there. */
    void threw(@Nullable Throwable thrown) {
        if (end()) {
            outcomes.endThrown(scope, thrown);
        }
    }

    /** Ends it: nobody goes on with it. */
    void abandon() {
        if (end()) {
            scope.abandon();
        }
    }

    /** Ends it: what it returned will not tell. */
    void unseen(Object returned) {
        if (end()) {
            String name = scope.outcome().name();
            outcomes.log.warn(
                    "unseen/" + name,
                    () -> "Outcome '" + name + "' ends with a "
                            + returned.getClass().getName()
                            + ", and when that ends cannot be seen; it counts as failed");
            scope.fail(Outcomes.UNKNOWN);
        }
    }

    /** Ends it when a stage does. */
    void endWith(CompletionStage<?> stage) {
        BiConsumer<Object, Throwable> listener = (result, thrown) -> {
            if (thrown == null) {
                returned(result);
            } else {
                threw(thrown);
            }
        };
        try {
            stage.whenComplete(listener);
        } catch (Throwable deaf) {
            unseen(stage);
        }
        // whoever may complete the stage holds the listener
        abandonWith(listener);
    }

    /**
     * Abandons it once {@code owner} is garbage, unless it ended before.
     *
     * @param owner lives for as long as somebody may still tell how it ends; this object does not keep it alive
     */
    void abandonWith(Object owner) {
        abandonWith(owner, () -> {});
    }

    /** Abandons it once {@code owner} is garbage, unless it ended before or the last look sees that it has. */
    void abandonWith(Object owner, Runnable lastLook) {
        if (ended == 0 && !scope.joined) {
            watch = Abandonment.watch(owner, () -> {
                if (ended == 0) {
                    lastLook.run();
                    abandon();
                }
            });
            if (ended != 0) {
                unwatch();
            }
        }
    }

    private boolean end() {
        if (!ENDED.compareAndSet(this, 0, 1)) {
            return false;
        }
        unwatch();
        return true;
    }

    private void unwatch() {
        Cleaner.Cleanable watched = watch;
        if (watched != null) {
            watch = null;
            watched.clean();
        }
    }
}
