package dev.costspan.telemetry;

import dev.costspan.attribution.Attribution;
import dev.costspan.outcome.Outcome;
import dev.costspan.outcome.Waste;
import dev.costspan.pricing.Cost;
import dev.costspan.usage.Conditions;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Prompt;
import dev.costspan.usage.Usage;
import io.opentelemetry.api.trace.SpanContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The immutable fact about one operation, written once when it ends. It holds no prompt and no answer.
 *
 * <p>Thread-safe.
 */
public final class CostRecord {

    private final long idHigh;
    private final long idLow;
    private final Operation operation;
    private final String provider;
    private final @Nullable String requestModel;
    private final @Nullable String responseModel;
    private final @Nullable String responseId;
    private final Conditions conditions;
    private final @Nullable String conversationId;
    private final @Nullable String collection;
    private final @Nullable String finishReason;
    private final int toolCalls;
    private final boolean streamed;
    private final long firstChunkNanos;
    private final Instant startedAt;
    private final long durationNanos;
    private final Ending ending;
    private final @Nullable String errorType;
    private final int attempts;
    private final int failedAttempts;
    private final int billedAttempts;
    private final Cost cost;
    private final Waste waste;
    private final @Nullable Prompt prompt;
    private final Attribution attribution;
    private final List<Outcome> outcomes;
    private final SpanContext span;

    CostRecord(CostRecordBuilder builder, long idHigh, long idLow) {
        this.idHigh = idHigh;
        this.idLow = idLow;
        operation = builder.operation;
        provider = builder.provider;
        requestModel = builder.requestModel;
        responseModel = builder.responseModel;
        responseId = builder.responseId;
        conditions = builder.conditions;
        conversationId = builder.conversationId;
        collection = builder.collection;
        finishReason = builder.finishReason;
        toolCalls = builder.toolCalls;
        streamed = builder.streamed;
        firstChunkNanos = builder.firstChunkNanos;
        startedAt = builder.startedAt;
        durationNanos = builder.durationNanos;
        ending = builder.ending;
        errorType = builder.errorType;
        attempts = builder.attempts;
        failedAttempts = builder.failedAttempts;
        billedAttempts = builder.billedAttempts();
        cost = builder.cost;
        waste = builder.waste;
        prompt = builder.prompt;
        attribution = builder.attribution;
        outcomes = builder.outcome == null ? List.of() : List.copyOf(builder.outcome.counting());
        span = builder.span;
    }

    /** Returns a builder for the record of an operation that started at an instant. */
    public static CostRecordBuilder builder(Operation operation, String provider, Instant startedAt) {
        return new CostRecordBuilder(operation, provider, startedAt);
    }

    /** Returns 32 hexadecimal digits that no other record has. */
    public String id() {
        return hex(idHigh) + hex(idLow);
    }

    /** Returns what was asked. */
    public Operation operation() {
        return operation;
    }

    /** Returns who was asked, as {@code gen_ai.provider.name} or {@code db.system.name} spells it. */
    public String provider() {
        return provider;
    }

    /** Returns the model the request named, or null. */
    public @Nullable String requestModel() {
        return requestModel;
    }

    /** Returns the model the answer named, or null. */
    public @Nullable String responseModel() {
        return responseModel;
    }

    /** Returns the model that was priced: the one the answer named, else the one the request named, else null. */
    public @Nullable String model() {
        return responseModel != null ? responseModel : requestModel;
    }

    /** Returns the provider's id of the answer, or null. */
    public @Nullable String responseId() {
        return responseId;
    }

    /** Returns the service tier the answer named, or null. */
    public @Nullable String serviceTier() {
        return conditions.serviceTier();
    }

    /** Returns the tier, region and options that served the request. */
    public Conditions conditions() {
        return conditions;
    }

    /** Returns the conversation the caller named, or null. */
    public @Nullable String conversationId() {
        return conversationId;
    }

    /** Returns the collection, index or table of a vector store, or null. */
    public @Nullable String collection() {
        return collection;
    }

    /** Returns why the model stopped, in the provider's words; empty when unknown. */
    public List<String> finishReasons() {
        return finishReason == null ? List.of() : List.of(finishReason);
    }

    /** Returns how many tool calls the answer asks for, or -1 when unknown. */
    public int toolCalls() {
        return toolCalls;
    }

    /** Returns whether the answer came as a stream. */
    public boolean isStreamed() {
        return streamed;
    }

    /** Returns the time from the start to the first chunk of a stream, or null when there was none. */
    public @Nullable Duration timeToFirstChunk() {
        return firstChunkNanos < 0 ? null : Duration.ofNanos(firstChunkNanos);
    }

    /** Returns the instant the operation started, which is the instant prices are taken at. */
    public Instant startedAt() {
        return startedAt;
    }

    /** Returns how long the operation took, attempts and pauses between them included. */
    public Duration duration() {
        return Duration.ofNanos(durationNanos);
    }

    /** Returns how the operation ended. */
    public Ending ending() {
        return ending;
    }

    /** Returns the class of the error or a status code, never its message, or null when there was none. */
    public @Nullable String errorType() {
        return errorType;
    }

    /** Returns the requests on the wire, failed ones included, or -1 when nobody counted them. */
    public int attempts() {
        return attempts;
    }

    /** Returns the requests on the wire that failed, or -1 when nobody counted them. */
    public int failedAttempts() {
        return failedAttempts;
    }

    /** Returns the requests for which usage or an amount was reported, those included whose answers were thrown away. */
    public int billedAttempts() {
        return billedAttempts;
    }

    /** Returns what was consumed. */
    public Usage usage() {
        return cost.usage();
    }

    /** Returns what that cost, or why it has no amount. */
    public Cost cost() {
        return cost;
    }

    /** Returns what of the cost bought no result, as far as it was known when the operation ended. */
    public Waste waste() {
        return waste;
    }

    /** Returns which prompt was sent, or null when nobody said. */
    public @Nullable Prompt prompt() {
        return prompt;
    }

    /** Returns for whom it was. */
    public Attribution attribution() {
        return attribution;
    }

    /** Returns the innermost outcome it worked towards, or null. */
    public @Nullable Outcome outcome() {
        return outcomes.isEmpty() ? null : outcomes.get(0);
    }

    /**
     * Returns every outcome it counts in, the innermost first; empty when there is none. Of several of one name, only the innermost
     * is there.
     */
    public List<Outcome> outcomes() {
        return outcomes;
    }

    /** Returns the operation's span; not valid when there was no tracing. */
    public SpanContext span() {
        return span;
    }

    /** Returns the record's main facts, for people. */
    @Override
    public String toString() {
        return operation.id() + " " + provider + " " + model() + ": " + cost + ", " + usage();
    }

    private static String hex(long half) {
        String digits = Long.toHexString(half);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
