package dev.costspan;

import dev.costspan.usage.Operation;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
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
 * <p>Thread-safe: a private lock that only nested operations take.
 */
final class Nesting {

    private static final Nesting PASSIVE = new Nesting(Operation.FIXED_CHARGE, null, false);

    private final Operation operation;
    private final @Nullable Nesting around;
    private final boolean sameKind;
    private final Object lock = new Object();
    private volatile @Nullable MeteredOperation open;
    private @Nullable Inside inside;

    private Nesting(Operation operation, @Nullable Nesting around, boolean sameKind) {
        this.operation = operation;
        this.around = around;
        this.sameKind = sameKind;
    }

    private static final class Inside {
        private final List<String> responseIds = new ArrayList<>();
        private int unidentified;
    }

    static Nesting in(Context context, Operation operation, boolean yields) {
        Nesting around = innermostOpen(context);
        boolean sameKind = around != null
                && around.operation == operation
                && operation.domain() != Operation.Domain.CHARGE;
        return sameKind && yields ? PASSIVE : new Nesting(operation, around, sameKind);
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
        if (sameKind && around != null) {
            around.insideOpened();
        }
        return started;
    }

    void ended(@Nullable String responseId) {
        open = null;
        if (sameKind && around != null && responseId != null) {
            around.insideIdentified(responseId);
        }
    }

    /** Returns whether operations inside this one count the call whose answer has this id. */
    boolean isCountedInside(@Nullable String responseId) {
        synchronized (lock) {
            Inside seen = inside;
            return seen != null
                    && (responseId == null || seen.unidentified > 0 || seen.responseIds.contains(responseId));
        }
    }

    private static @Nullable Nesting innermostOpen(Context context) {
        Nesting found = OperationContext.innermost(context);
        while (found != null && found.open == null) {
            found = found.around;
        }
        return found;
    }

    private void insideOpened() {
        synchronized (lock) {
            if (inside == null) {
                inside = new Inside();
            }
            inside.unidentified++;
        }
    }

    private void insideIdentified(String responseId) {
        synchronized (lock) {
            if (inside != null) {
                inside.unidentified--;
                inside.responseIds.add(responseId);
            }
        }
    }
}
