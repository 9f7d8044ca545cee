package dev.costspan;

import dev.costspan.usage.Operation;
import io.opentelemetry.context.Context;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Which of several instrumentations of one call counts it.
 *
 * <p>When a framework's wrapper stands around a vendor client's, both see the same call. The inner one sees each call that is
 * billed, so it counts; the outer one counts only when the answers it and the inner ones saw have different ids, which means
 * that they were different calls, such as an agent that a tool started. A charge has no call that two could see.
 *
 * <p>A Context holds this rather than the operation, so that a Context that lives on does not keep an ended operation, and
 * through it the Context that one was started in, and so on.
 *
 * <p>Thread-safe without locks.
 */
final class Nesting {

    private static final Nesting PASSIVE = new Nesting(Operation.FIXED_CHARGE, null);
    private static final AtomicIntegerFieldUpdater<Nesting> UNIDENTIFIED =
            AtomicIntegerFieldUpdater.newUpdater(Nesting.class, "unidentified");
    private static final AtomicReferenceFieldUpdater<Nesting, @Nullable Ids> IDS =
            AtomicReferenceFieldUpdater.newUpdater(Nesting.class, Ids.class, "ids");

    private final Operation operation;
    private final @Nullable Nesting around;
    private volatile @Nullable MeteredOperation open;
    private volatile int unidentified;
    private volatile @Nullable Ids ids;

    private Nesting(Operation operation, @Nullable Nesting around) {
        this.operation = operation;
        this.around = around;
    }

    /** The ids of answers that operations inside saw, the last one first. */
    private record Ids(String id, @Nullable Ids before) {}

    static Nesting in(Context context, Operation operation, boolean yields) {
        Nesting nesting = new Nesting(operation, innermostOpen(context));
        return yields && nesting.counting() != null ? PASSIVE : nesting;
    }

    /** Returns the innermost operation of a Context that has not ended, or null. */
    static @Nullable MeteredOperation operationIn(Context context) {
        Nesting found = innermostOpen(context);
        return found == null ? null : found.open;
    }

    /** Returns whether the operation counts for nothing because the enclosing one counts it. */
    boolean isPassive() {
        return this == PASSIVE;
    }

    MeteredOperation opened(MeteredOperation started) {
        if (isPassive()) {
            return started;
        }
        open = started;
        Nesting counting = counting();
        if (counting != null) {
            UNIDENTIFIED.incrementAndGet(counting);
        }
        return started;
    }

    void ended(@Nullable String responseId) {
        open = null;
        Nesting counting = counting();
        if (counting != null && responseId != null) {
            // in this order: whoever finds nothing unidentified finds the id
            IDS.updateAndGet(counting, before -> new Ids(responseId, before));
            UNIDENTIFIED.decrementAndGet(counting);
        }
    }

    /** Returns whether operations inside this one count the call whose answer has this id. */
    boolean isCountedInside(@Nullable String responseId) {
        if (unidentified > 0) {
            return true;
        }
        Ids seen = ids;
        while (seen != null && responseId != null && !seen.id().equals(responseId)) {
            seen = seen.before();
        }
        return seen != null;
    }

    /** Returns the operation around this one that would count the same call, or null. */
    private @Nullable Nesting counting() {
        return around != null && around.operation == operation && operation.domain() != Operation.Domain.CHARGE
                ? around
                : null;
    }

    private static @Nullable Nesting innermostOpen(Context context) {
        Nesting found = OperationContext.innermost(context);
        while (found != null && found.open == null) {
            found = found.around;
        }
        return found;
    }
}
