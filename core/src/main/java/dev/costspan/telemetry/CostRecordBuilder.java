package dev.costspan.telemetry;

import dev.costspan.attribution.Attribution;
import dev.costspan.outcome.Outcome;
import dev.costspan.pricing.Cost;
import dev.costspan.pricing.CostStatus;
import dev.costspan.pricing.UnpricedReason;
import dev.costspan.usage.Conditions;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import io.opentelemetry.api.trace.SpanContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Collects the facts of a {@link CostRecord} as they become known. Spans, metrics and the ledger read them here; a record is made
 * when somebody takes one. Not thread-safe.
 */
public final class CostRecordBuilder {

    private static final Cost NO_COST = Cost.unpriced(UnpricedReason.MISSING_USAGE, Usage.UNKNOWN);

    final Operation operation;
    String provider;
    Instant startedAt;
    long idHigh;
    long idLow;

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
    Cost cost = NO_COST;
    Attribution attribution = Attribution.NONE;

    @Nullable Outcome outcome;

    SpanContext span = SpanContext.getInvalid();

    CostRecordBuilder(Operation operation, String provider, Instant startedAt) {
        this.operation = operation;
        this.provider = provider;
        this.startedAt = startedAt;
    }

    /** Sets the record's id as two random halves. */
    public CostRecordBuilder id(long high, long low) {
        idHigh = high;
        idLow = low;
        return this;
    }

    /** Sets who was asked. */
    public CostRecordBuilder provider(String provider) {
        this.provider = provider;
        return this;
    }

    /** Sets the instant the operation started. */
    public CostRecordBuilder startedAt(Instant startedAt) {
        this.startedAt = startedAt;
        return this;
    }

    /** Sets the model the request named; null when it named none. */
    public CostRecordBuilder requestModel(@Nullable String requestModel) {
        this.requestModel = requestModel;
        return this;
    }

    /** Sets the model the answer named; null when it named none. */
    public CostRecordBuilder responseModel(@Nullable String responseModel) {
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

    /** Sets why the model stopped; null when it did not say. */
    public CostRecordBuilder finishReason(@Nullable String reason) {
        this.finishReason = reason;
        return this;
    }

    /** Sets how many tool calls the answer asks for, -1 when unknown. */
    public CostRecordBuilder toolCalls(int toolCalls) {
        this.toolCalls = toolCalls;
        return this;
    }

    /** Sets that the answer comes as a stream. */
    public CostRecordBuilder streamed() {
        this.streamed = true;
        return this;
    }

    /** Sets after how many nanoseconds a stream began, -1 when it never did. */
    public CostRecordBuilder firstChunk(long nanos) {
        this.streamed = true;
        this.firstChunkNanos = nanos;
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

    /** Sets what the operation cost, usage included. */
    public CostRecordBuilder cost(Cost cost) {
        this.cost = cost;
        return this;
    }

    /** Sets for whom the operation ran and the innermost outcome it worked towards. */
    public CostRecordBuilder scope(Attribution attribution, @Nullable Outcome outcome) {
        this.attribution = attribution;
        this.outcome = outcome;
        return this;
    }

    /** Sets the operation's span. */
    public CostRecordBuilder span(SpanContext span) {
        this.span = span;
        return this;
    }

    /** Returns a builder with what the request says and nothing of an answer, for another operation like this one. */
    public CostRecordBuilder anotherRequest() {
        CostRecordBuilder copy = new CostRecordBuilder(operation, provider, startedAt);
        copy.requestModel = requestModel;
        copy.conversationId = conversationId;
        copy.collection = collection;
        copy.streamed = streamed;
        return copy;
    }

    /** Returns what was asked. */
    public Operation operation() {
        return operation;
    }

    /** Returns who was asked. */
    public String provider() {
        return provider;
    }

    /** Returns the instant the operation started. */
    public Instant startedAt() {
        return startedAt;
    }

    /** Returns the model the request named, or null. */
    public @Nullable String requestModel() {
        return requestModel;
    }

    /** Returns the model the answer named, or null. */
    public @Nullable String responseModel() {
        return responseModel;
    }

    /** Returns the model to be priced: the one the answer named, else the one the request named, else null. */
    public @Nullable String model() {
        return responseModel != null ? responseModel : requestModel;
    }

    /** Returns the provider's id of the answer, or null. */
    public @Nullable String responseId() {
        return responseId;
    }

    /** Returns the tier, region and options that served the request. */
    public Conditions conditions() {
        return conditions;
    }

    /** Returns whether a stream has begun. */
    public boolean hasFirstChunk() {
        return firstChunkNanos >= 0;
    }

    /** Returns for whom the operation ran. */
    public Attribution attribution() {
        return attribution;
    }

    /** Returns the innermost outcome the operation worked towards, or null. */
    public @Nullable Outcome outcome() {
        return outcome;
    }

    /** Returns the requests for which usage or an amount was reported: one for an operation that reported any, else none. */
    int billedAttempts() {
        return cost.status() == CostStatus.INVALID || !cost.usage().isUnknown() || cost.hasAmount() ? 1 : 0;
    }

    /** Returns the record. */
    public CostRecord build() {
        return new CostRecord(this);
    }
}
