package dev.costspan.telemetry;

import dev.costspan.attribution.Attribution;
import dev.costspan.usage.Bucket;
import dev.costspan.usage.Operation;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The totals of one operation, provider, model, attribution, outcome and currency at the moment of a snapshot. Immutable. */
public final class LedgerRow {

    /** The provider of a row that holds what found no row of its own, whoever was asked, of one operation and currency. */
    public static final String OVERFLOW = "_overflow";

    private final SeriesKey key;
    private final long operations;
    private final long failed;
    private final long unpriced;
    private final long attempts;
    private final long[] tokens;
    private final @Nullable BigDecimal cost;

    LedgerRow(
            SeriesKey key,
            long operations,
            long failed,
            long unpriced,
            long attempts,
            long[] tokens,
            @Nullable BigDecimal cost) {
        this.key = key;
        this.operations = operations;
        this.failed = failed;
        this.unpriced = unpriced;
        this.attempts = attempts;
        this.tokens = tokens;
        this.cost = cost;
    }

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

    /** Returns the currency of {@link #cost()}, or null when no operation of the row has an amount. */
    public @Nullable String currency() {
        return key.currency();
    }

    /** Returns the exact sum of all amounts, or null when no operation of the row has one. */
    public @Nullable BigDecimal cost() {
        return cost;
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
        return key + ": " + operations + " operations, " + (cost == null ? "unpriced" : cost.toPlainString());
    }
}
