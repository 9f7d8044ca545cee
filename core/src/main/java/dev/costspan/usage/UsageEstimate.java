package dev.costspan.usage;

import org.jspecify.annotations.Nullable;

/**
 * What can be said of an operation's usage from the text that was seen, for answers that report none.
 *
 * <p>It is asked at most once, when the operation ends without usage, on the thread that ends it. What it throws is logged and
 * leaves the usage unknown.
 */
@FunctionalInterface
public interface UsageEstimate {

    /**
     * Returns the usage, marked as {@linkplain Usage.Builder#estimated() estimated}, or null when too little was seen.
     *
     * @param estimator counts the tokens of a text
     * @param model the model that served, else the one that was asked for, or null when neither is known
     */
    @Nullable Usage from(TokenEstimator estimator, @Nullable String model);
}
