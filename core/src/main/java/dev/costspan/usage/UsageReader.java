package dev.costspan.usage;

import org.jspecify.annotations.Nullable;

/**
 * Reads the usage out of a provider's own answer and normalises it: totals made inclusive, subsets kept.
 *
 * <p>Implementations are thread-safe and do not block. What one throws on the call path is logged and leaves the usage
 * unknown; it never reaches the caller.
 *
 * @param <A> the provider's answer, or its usage object
 */
@FunctionalInterface
public interface UsageReader<A> {

    /**
     * Returns the usage in {@code answer}, or null when the answer holds none.
     *
     * @param answer what the provider returned
     */
    @Nullable Usage read(A answer);
}
