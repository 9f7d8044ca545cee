package dev.costspan.outcome;

import org.jspecify.annotations.Nullable;

/**
 * The rest of a call that an interceptor stands around.
 *
 * @param <X> what it may throw
 */
@FunctionalInterface
public interface OutcomeInvocation<X extends Throwable> {

    /** Goes on with the call on this thread, and returns what it returns. */
    @Nullable Object proceed() throws X;
}
