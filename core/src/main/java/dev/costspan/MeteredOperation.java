package dev.costspan;

import dev.costspan.attribution.Attribution;
import dev.costspan.budget.Reservation;
import dev.costspan.internal.Abandonment;
import dev.costspan.outcome.OutcomeAccount;
import dev.costspan.outcome.Waste;
import dev.costspan.pricing.Cost;
import dev.costspan.pricing.CostSource;
import dev.costspan.pricing.Money;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.telemetry.CostRecordBuilder;
import dev.costspan.telemetry.Ending;
import dev.costspan.usage.Conditions;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Prompt;
import dev.costspan.usage.Usage;
import dev.costspan.usage.UsageEstimate;
import dev.costspan.usage.UsageReader;
import dev.costspan.usage.UsageReport;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.ref.Cleaner;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One operation from its start to its end: the handle by which a wrapper tells what the provider answers.
 *
 * <p>{@link OperationBuilder#start} does steps 1 to 3 of the data path, {@link #end}, {@link #fail}, {@link #cancel} and
 * {@link #abandon} steps 4 to 8, once: whoever ends it first wins. Nothing here throws or blocks on the call path. Facts may be
 * told from any thread, by one thread at a time; ends and attempts from several at once.
 */
public final class MeteredOperation {

    private static final AtomicIntegerFieldUpdater<MeteredOperation> ENDED =
            AtomicIntegerFieldUpdater.newUpdater(MeteredOperation.class, "ended");

    /** What the conventions call an error that nobody named. */
    private static final String UNNAMED_ERROR = "_OTHER";

    final DataPath path;
    final Operation operation;
    final String provider;
    private final @Nullable String requestModel;
    private final @Nullable String collection;
    private final @Nullable String conversationId;
    private final @Nullable Prompt prompt;
    final long fingerprint;
    private final Attribution attribution;
    final @Nullable OutcomeAccount outcome;
    private final Reservation reservation;
    final Span span;
    private final Context callerContext;
    private final Context context;
    private final Nesting nesting;
    final Instant startedAt;
    private final long startNanos;

    private volatile int ended;
    volatile @Nullable Attempts attempts;
    private volatile Cleaner.@Nullable Cleanable watch;
    private boolean streamed;
    private long firstChunkNanos = -1;
    Usage usage = Usage.UNKNOWN;

    @Nullable UsageEstimate estimate;

    @Nullable Stated stated;

    Conditions conditions = Conditions.NONE;
    private @Nullable String responseModel;
    private @Nullable String responseId;

    @Nullable String finishReason;

    private int toolCalls = -1;

    MeteredOperation(
            OperationBuilder builder,
            Context parent,
            Attribution attribution,
            @Nullable OutcomeAccount outcome,
            Reservation reservation,
            Nesting nesting) {
        path = builder.path;
        operation = builder.operation;
        provider = builder.provider;
        requestModel = builder.model;
        collection = builder.collection;
        conversationId = builder.conversationId;
        prompt = builder.prompt != null ? builder.prompt : Prompt.from(parent);
        fingerprint = builder.fingerprint;
        streamed = builder.streamed;
        this.attribution = attribution;
        this.outcome = outcome;
        this.reservation = reservation;
        this.nesting = nesting;
        callerContext = parent;
        startedAt = path.now();
        startNanos = path.nanoTime().getAsLong();
        if (nesting.isPassive()) {
            span = Span.getInvalid();
            context = parent;
            ended = 1;
        } else {
            span = path.telemetry().start(operation, provider, requestModel, collection, parent);
            context = OperationContext.below(parent, span, nesting);
        }
    }

    /** Returns the innermost operation of the current Context that has not ended, or null. For seams below a wrapper. */
    public static @Nullable MeteredOperation current() {
        return from(Context.current());
    }

    /** Returns the innermost operation of a Context that has not ended, or null. */
    public static @Nullable MeteredOperation from(Context context) {
        return Nesting.operationIn(context);
    }

    /** Returns the Context below this operation: its span is current and costspan baggage is hidden. */
    public Context context() {
        return context;
    }

    /** Returns the Context the operation was started in, in which the caller's own callbacks run. */
    public Context callerContext() {
        return callerContext;
    }

    /** Makes {@link #context()} current on this thread until the scope is closed on the same thread. */
    public Scope makeCurrent() {
        return context.makeCurrent();
    }

    /** Returns whether the operation has not ended yet. */
    public boolean isOpen() {
        return ended == 0;
    }

    /** Sets what was consumed, replacing what was set before; null means that the answer says nothing. */
    public MeteredOperation usage(@Nullable Usage usage) {
        this.usage = usage == null ? Usage.UNKNOWN : usage;
        return this;
    }

    /** Returns whether anything that was consumed is known so far. */
    public boolean hasUsage() {
        return !usage.isUnknown();
    }

    /** Sets what seen text says of the usage, for when the operation ends without any; kept until then. Null says nothing. */
    public MeteredOperation estimate(@Nullable UsageEstimate estimate) {
        this.estimate = estimate;
        return this;
    }

    /**
     * Sets what was consumed as a reader finds it in the provider's answer. When the reader fails, the failure is logged and the
     * usage stays as it was.
     */
    public <A> MeteredOperation usage(UsageReader<? super A> reader, A answer) {
        return answer(answer, (operation, read) -> {
            Usage found = reader.read(read);
            operation.usage = found != null ? found : operation.usage;
        });
    }

    /**
     * Sets what a provider's answer says: usage, served model, tier, region and options, and the amount it reports, if any. What
     * the report does not say stays as it was.
     */
    public MeteredOperation report(UsageReport report) {
        return answer(report, Reports::tell);
    }

    /**
     * Lets a reader tell this operation what the provider's answer says. When the reader fails, the failure is logged, and what it
     * told before stays.
     */
    public <A> MeteredOperation answer(A answer, BiConsumer<? super MeteredOperation, ? super A> reader) {
        try {
            reader.accept(this, answer);
        } catch (Throwable thrown) {
            path.unreadable(provider, thrown);
        }
        return this;
    }

    /**
     * Sets the amount that the provider reported with its answer; it wins over every price.
     *
     * @param amount the amount; null means that there is none; one that is negative or has more than 30 places before or after
     *     the point is logged and left out
     */
    public MeteredOperation reportedCost(@Nullable Money amount) {
        return state(amount, CostSource.PROVIDER);
    }

    /**
     * Sets an amount that the application knows; it wins over every price.
     *
     * @param amount the amount; null and what makes no sense are treated as {@link #reportedCost} does
     */
    public MeteredOperation charge(@Nullable Money amount) {
        return state(amount, CostSource.OVERRIDE);
    }

    /**
     * Sets this operation's share of a cost that has no price for each request; it wins over every price.
     *
     * @param amount the share; null and what makes no sense are treated as {@link #reportedCost} does
     */
    public MeteredOperation allocated(@Nullable Money amount) {
        return state(amount, CostSource.ALLOCATION);
    }

    /** Sets the model the answer names, which decides the price; null when it names none. */
    public MeteredOperation responseModel(@Nullable String model) {
        responseModel = model == null || model.isBlank() ? null : model;
        return this;
    }

    /** Sets the provider's id of the answer; null when it has none. */
    public MeteredOperation responseId(@Nullable String id) {
        responseId = id == null || id.isBlank() ? null : id;
        return this;
    }

    /** Sets the service tier the answer names, which decides the price; null when it names none. */
    public MeteredOperation serviceTier(@Nullable String tier) {
        conditions = conditions.serviceTier(tier);
        return this;
    }

    /** Sets what else may decide the price, such as a region or an image's {@code size}; what it does not set stays as it was. */
    public MeteredOperation conditions(Conditions more) {
        conditions = more.over(conditions);
        return this;
    }

    /** Sets why the model stopped, in the words of the conventions: {@code stop}, {@code length}, {@code tool_calls}. */
    public MeteredOperation finishReason(@Nullable String reason) {
        finishReason = reason;
        return this;
    }

    /** Sets how many tool calls the answer asks for. */
    public MeteredOperation toolCalls(int count) {
        toolCalls = count;
        return this;
    }

    /** Sets whom the request went to. */
    public MeteredOperation server(String address, int port) {
        path.telemetry().server(span, address, port);
        return this;
    }

    /** Says that a chunk of a stream arrived; only the first one is looked at. */
    public void chunk() {
        if (firstChunkNanos < 0) {
            firstChunkNanos = path.nanoTime().getAsLong() - startNanos;
            streamed = true;
        }
    }

    /** Says that a request goes on the wire, the same as before if there was one. The caller tells the attempt how it ended. */
    public Attempt attempt() {
        return attempt(Attempts.THE_SAME);
    }

    /**
     * Says that a request goes on the wire. The caller tells the attempt how it ended.
     *
     * @param request kept until the operation ends: one that equals the one before asks for the same again, any other for more
     */
    public Attempt attempt(Object request) {
        return Attempts.of(this).start(this, request);
    }

    /** Ends the operation: the provider answered in full. */
    public void end() {
        finish(Ending.COMPLETED, null);
    }

    /**
     * Ends the operation: it failed. The class of what was thrown goes into telemetry, never its message.
     *
     * @param thrown what the client threw; null when it does not say
     */
    public void fail(@Nullable Throwable thrown) {
        fail(thrown == null ? null : thrown.getClass().getName());
    }

    /**
     * Ends the operation: it failed.
     *
     * @param errorType the provider's code or the class of the error, of low cardinality; null when it has none
     */
    public void fail(@Nullable String errorType) {
        finish(Ending.FAILED, errorType == null ? UNNAMED_ERROR : errorType);
    }

    /** Ends the operation: the caller gave up before the answer was complete. */
    public void cancel() {
        finish(Ending.CANCELLED, "cancelled");
    }

    /** Ends the operation: nobody waits for the answer any longer. */
    public void abandon() {
        finish(Ending.ABANDONED, "abandoned");
    }

    /**
     * Ends the operation as {@linkplain #abandon abandoned} once {@code owner} is garbage, unless it ended before.
     *
     * @param owner an object, such as a stream, that lives as long as somebody may still tell how the operation ends
     */
    public MeteredOperation abandonWith(Object owner) {
        if (ended == 0) {
            watch = Abandonment.watch(owner, this::abandon);
            if (ended != 0) {
                unwatch();
            }
        }
        return this;
    }

    /** Returns what is asked, of whom, and whether it has ended, for people. */
    @Override
    public String toString() {
        return operation.id() + " " + provider + " " + requestModel + (ended == 0 ? " (open)" : " (ended)");
    }

    private MeteredOperation state(@Nullable Money amount, CostSource by) {
        if (amount != null && path.believes(provider, amount)) {
            stated = new Stated(amount, by);
        }
        return this;
    }

    private void finish(Ending ending, @Nullable String errorType) {
        if (ended != 0 || !ENDED.compareAndSet(this, 0, 1)) {
            return;
        }
        unwatch();
        nesting.ended(responseId);
        if (nesting.isCountedInside(responseId)) {
            path.settle(reservation, null);
            path.telemetry().endUnowned(span, errorType);
            return;
        }
        // 4 to 6: usage, card and cost; 7: the budgets learn the fact; 8: everyone is told
        Cost answered = Reckoning.cost(this, ending);
        ThrownAway thrownAway = Reckoning.thrownAway(this);
        Cost cost = thrownAway == null ? answered : answered.plus(thrownAway.cost());
        estimate = null;
        Attempts.forget(attempts);
        path.settle(reservation, cost);
        Waste waste = Reckoning.waste(this, ending, cost, thrownAway);
        int billed = Reckoning.billed(answered, thrownAway);
        path.telemetry().end(span, facts(ending, errorType, cost, waste).billedAttempts(billed), context);
    }

    /** An ended operation is not kept for as long as its owner lives. */
    private void unwatch() {
        Cleaner.Cleanable watched = watch;
        if (watched != null) {
            watch = null;
            watched.clean();
        }
    }

    @Nullable String model() {
        return responseModel != null ? responseModel : requestModel;
    }

    private CostRecordBuilder facts(Ending ending, @Nullable String errorType, Cost cost, Waste waste) {
        CostRecordBuilder facts = CostRecord.builder(operation, provider, startedAt)
                .models(requestModel, responseModel)
                .responseId(responseId)
                .conditions(conditions)
                .conversationId(conversationId)
                .collection(collection)
                .finish(finishReason, toolCalls)
                .ended(ending, path.nanoTime().getAsLong() - startNanos, errorType)
                .attempts(Attempts.total(attempts), Attempts.failures(attempts))
                .cost(cost)
                .waste(waste)
                .prompt(prompt)
                .scope(attribution, outcome)
                .span(span.getSpanContext());
        return streamed ? facts.streamed(firstChunkNanos) : facts;
    }
}
