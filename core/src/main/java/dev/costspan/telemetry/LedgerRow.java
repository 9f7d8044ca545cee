package dev.costspan.telemetry;

import dev.costspan.attribution.Attribution;
import dev.costspan.usage.Bucket;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Prompt;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The totals of one operation, provider, model, attribution, outcome, prompt and currency at the moment of a snapshot. Immutable. */
public final class LedgerRow {

    /** The provider of a row that holds what found no row of its own, whoever was asked, of one operation and currency. */
    public static final String OVERFLOW = "_overflow";

    private final SeriesKey key;
    private final long operations;
    private final long failed;
    private final long unpriced;
    private final long attempts;
    private final long[] tokens;
    private final @Nullable Amounts amounts;

    LedgerRow(
            SeriesKey key,
            long operations,
            long failed,
            long unpriced,
            long attempts,
            long[] tokens,
            @Nullable Amounts amounts) {
        this.key = key;
        this.operations = operations;
        this.failed = failed;
        this.unpriced = unpriced;
        this.attempts = attempts;
        this.tokens = tokens;
        this.amounts = amounts;
    }

    /** The sums of a row that has a currency. */
    record Amounts(BigDecimal cost, BigDecimal wasted, BigDecimal cacheSavings) {}

    /** Returns what was asked. */
    public Operation operation() {
        return key.operation();
    }

    /** Returns who was asked, or {@link #OVERFLOW}. */
    public String provider() {
        return key.provider();
    }

    /** Returns the model that was priced: the one that served, else the one that was asked for, else null. */
    public @Nullable String model() {
        return key.responseModel() != null ? key.responseModel() : key.requestModel();
    }

    /** Returns for whom it was. */
    public Attribution attribution() {
        return key.attribution();
    }

    /** Returns the name of the innermost outcome, or null. */
    public @Nullable String outcome() {
        return key.outcome();
    }

    /** Returns which prompt was sent, or null when nobody said. */
    public @Nullable Prompt prompt() {
        return key.prompt();
    }

    /** Returns the currency of {@link #cost()}, or null when no operation of the row has an amount. */
    public @Nullable String currency() {
        return key.currency();
    }

    /** Returns the exact sum of all amounts, or null when no operation of the row has one. */
    public @Nullable BigDecimal cost() {
        return amounts == null ? null : amounts.cost();
    }

    /**
     * Returns what of {@link #cost()} bought no result as far as the operations themselves tell, and, once a cache has expired, what
     * they wrote to it and nothing read; null when no operation of the row has an amount. What was spent for outcomes that failed is
     * in {@link OutcomeCost#wasted()}.
     */
    public @Nullable BigDecimal wasted() {
        return amounts == null ? null : amounts.wasted();
    }

    /**
     * Returns what prompt caches saved against the same tokens without a cache, or null when no operation of the row has an amount.
     * Negative where writing to the cache cost more than reading from it saved.
     */
    public @Nullable BigDecimal cacheSavings() {
        return amounts == null ? null : amounts.cacheSavings();
    }

    /** Returns how many operations ended. */
    public long operations() {
        return operations;
    }

    /** Returns how many of them did not complete. */
    public long failedOperations() {
        return failed;
    }

    /** Returns how many of them have no amount. */
    public long unpricedOperations() {
        return unpriced;
    }

    /** Returns the requests on the wire that were counted. */
    public long attempts() {
        return attempts;
    }

    /** Returns the tokens of a bucket; buckets are disjoint, and {@link Bucket#OTHER} has none. */
    public long tokens(Bucket bucket) {
        return tokens[bucket.ordinal()];
    }

    /** Returns the row's key and cost, for people. */
    @Override
    public String toString() {
        return key + ": " + operations + " operations, "
                + (amounts == null ? "unpriced" : amounts.cost().toPlainString());
    }
}
