package dev.costspan.outcome;

import org.jspecify.annotations.Nullable;

/**
 * What is done for an outcome.
 *
 * @param <T> what it returns
 * @param <X> what it may throw
 */
@FunctionalInterface
public interface OutcomeBody<T extends @Nullable Object, X extends Exception> {

    /**
     * Does it, on the calling thread with the outcome's Context current.
     *
     * @param outcome the outcome, for what only the body knows; it ends with the body unless the body ends it
     */
    T run(OutcomeScope outcome) throws X;
}
