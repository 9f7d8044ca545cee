package dev.costspan.outcome;

import org.jspecify.annotations.Nullable;

/** Streams of a library that may be absent. Thread-safe. */
interface ReactiveResults {

    /** Returns the type that all of the library's streams are of. */
    Class<?> type();

    /** Returns whether a caller who counts on a type can be given a watched stream instead. */
    boolean fits(DeclaredType promised);

    /**
     * Returns a stream each subscription of which is an outcome.
     *
     * @param stream one of {@link #type()}
     * @return null when a caller who counts on the type cannot be given one
     */
    @Nullable Object watch(Object stream, DeclaredType promised, Subscriptions subscriptions);
}
