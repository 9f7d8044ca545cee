package dev.costspan.telemetry;

import dev.costspan.attribution.Attribution;
import dev.costspan.outcome.OutcomeAccount;
import dev.costspan.outcome.Waste;
import dev.costspan.pricing.Cost;
import dev.costspan.pricing.UnpricedReason;
import dev.costspan.usage.Bucket;
import dev.costspan.usage.Conditions;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Prompt;
import dev.costspan.usage.Usage;
import io.opentelemetry.api.trace.SpanContext;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Collects the facts of a {@link CostRecord} as they become known. Spans, metrics and the ledger read them here; a record is made
 * when somebody takes one. Not thread-safe.
 */
public final class CostRecordBuilder {

    private static final Cost NO_COST = Cost.unpriced(UnpricedReason.MISSING_USAGE, Usage.UNKNOWN);

    final Operation operation;
    final String provider;
    final Instant startedAt;

    @Nullable String requestModel;

    @Nullable String responseModel;

    @Nullable String responseId;

    Conditions conditions = Conditions.NONE;

    @Nullable String conversationId;

    @Nullable String collection;

    @Nullable String finishReason;

    int toolCalls = -1;
    boolean streamed;
    long firstChunkNanos = -1;
    long durationNanos;
    Ending ending = Ending.COMPLETED;

    @Nullable String errorType;

    int attempts = -1;
    int failedAttempts = -1;
    int billedAttempts = -1;
    Cost cost = NO_COST;
    Waste waste = Waste.NONE;
    Attribution attribution = Attribution.NONE;

    @Nullable OutcomeAccount outcome;

    @Nullable Prompt prompt;

    SpanContext span = SpanContext.getInvalid();

    CostRecordBuilder(Operation operation, String provider, Instant startedAt) {
        this.operation = operation;
        this.provider = provider;
        this.startedAt = startedAt;
    }

    /** Sets the model the request named and the model the answer named; either may be null. */
    public CostRecordBuilder models(@Nullable String requestModel, @Nullable String responseModel) {
        this.requestModel = requestModel;
        this.responseModel = responseModel;
        return this;
    }

    /** Sets the provider's id of the answer. */
    public CostRecordBuilder responseId(@Nullable String responseId) {
        this.responseId = responseId;
        return this;
    }

    /** Sets the tier, region and options that served the request. */
    public CostRecordBuilder conditions(Conditions conditions) {
        this.conditions = conditions;
        return this;
    }

    /** Sets the conversation the caller named. */
    public CostRecordBuilder conversationId(@Nullable String conversationId) {
        this.conversationId = conversationId;
        return this;
    }

    /** Sets the collection, index or table of a vector store. */
    public CostRecordBuilder collection(@Nullable String collection) {
        this.collection = collection;
        return this;
    }

    /** Sets why the model stopped and how many tool calls the answer asks for, -1 when unknown. */
    public CostRecordBuilder finish(@Nullable String reason, int toolCalls) {
        this.finishReason = reason;
        this.toolCalls = toolCalls;
        return this;
    }

    /** Sets that the answer came as a stream and after how many nanoseconds it began, -1 when it never did. */
    public CostRecordBuilder streamed(long firstChunkNanos) {
        this.streamed = true;
        this.firstChunkNanos = firstChunkNanos;
        return this;
    }

    /** Sets how the operation ended, after how many nanoseconds, and the type of its error. */
    public CostRecordBuilder ended(Ending ending, long durationNanos, @Nullable String errorType) {
        this.ending = ending;
        this.durationNanos = durationNanos;
        this.errorType = errorType;
        return this;
    }

    /** Sets the requests on the wire and how many of them failed; -1 when nobody counted. */
    public CostRecordBuilder attempts(int attempts, int failed) {
        this.attempts = attempts;
        this.failedAttempts = failed;
        return this;
    }

    /** Sets for how many requests usage or an amount was reported; otherwise one for an operation that reported any. */
    public CostRecordBuilder billedAttempts(int billed) {
        this.billedAttempts = billed;
        return this;
    }

    /** Sets what the operation cost, usage included. */
    public CostRecordBuilder cost(Cost cost) {
        this.cost = cost;
        return this;
    }

    /** Sets what of the cost bought no result. */
    public CostRecordBuilder waste(Waste waste) {
        this.waste = waste;
        return this;
    }

    /** Sets which prompt was sent. */
    public CostRecordBuilder prompt(@Nullable Prompt prompt) {
        this.prompt = prompt;
        return this;
    }

    /** Sets for whom the operation ran and the account of the innermost outcome it worked towards. */
    public CostRecordBuilder scope(Attribution attribution, @Nullable OutcomeAccount outcome) {
        this.attribution = attribution;
        this.outcome = outcome;
        return this;
    }

    /** Sets the operation's span. */
    public CostRecordBuilder span(SpanContext span) {
        this.span = span;
        return this;
    }

    /** Returns the requests for which usage or an amount was reported. */
    int billedAttempts() {
        return billedAttempts >= 0 ? billedAttempts : cost.isReported() ? 1 : 0;
    }

    /** Returns what prompt caches saved, or NaN when no cache was used or it cannot be told. */
    double cacheSavings() {
        return UnreadCacheWrites.concerns(cost.usage()) ? cost.cacheSavingsToDouble() : Double.NaN;
    }

    /** Returns the model that was priced. */
    @Nullable String model() {
        return responseModel != null ? responseModel : requestModel;
    }

    /** Returns all tokens, each counted once. */
    long tokens() {
        long sum = 0;
        if (cost.usage().problem() == null) {
            for (int i = 0; i < Bucket.count(); i++) {
                Bucket bucket = Bucket.at(i);
                if (bucket != Bucket.OTHER && cost.usage().has(bucket)) {
                    sum += cost.usage().tokens(bucket);
                }
            }
        }
        return sum;
    }

    /** Returns the record, under an id of its own. */
    public CostRecord build() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new CostRecord(this, random.nextLong(), random.nextLong());
    }
}
