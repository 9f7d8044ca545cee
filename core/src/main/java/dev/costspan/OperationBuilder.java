package dev.costspan;

import dev.costspan.attribution.Attribution;
import dev.costspan.budget.Reservation;
import dev.costspan.outcome.OutcomeAccount;
import dev.costspan.pricing.Money;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Prompt;
import dev.costspan.usage.Usage;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says what is about to be asked, and runs it as one operation. Not thread-safe; one builder serves one operation.
 *
 * <p>A blocking call goes through {@link #call}, a call that returns a future through {@link #callAsync}, and anything else, such
 * as a stream, through {@link #start} and the handle's {@code end}, {@code fail} or {@code cancel}.
 */
public final class OperationBuilder {

    final DataPath path;
    final Operation operation;
    String provider = "unknown";

    @Nullable String model;

    @Nullable String collection;

    @Nullable String conversationId;

    @Nullable Context parent;

    @Nullable Prompt prompt;

    long fingerprint;

    boolean streamed;
    boolean yields;
    boolean neverRefused;

    OperationBuilder(DataPath path, Operation operation) {
        this.path = path;
        this.operation = operation;
    }

    /**
     * Sets who is asked: a value of {@code gen_ai.provider.name}, of {@code db.system.name}, or a name of the application's own.
     * Otherwise, and when it is null or blank, {@code unknown}; a price is then an estimate, and there is one only where a
     * single vendor lists the model.
     */
    public OperationBuilder provider(@Nullable String provider) {
        this.provider = provider == null || provider.isBlank() ? "unknown" : provider;
        return this;
    }

    /** Sets the model or SKU that is asked for. Null and blank mean that the request names none. */
    public OperationBuilder model(@Nullable String model) {
        this.model = model == null || model.isBlank() ? null : model;
        return this;
    }

    /** Sets the collection, index or table of a vector store. Null and blank mean that there is none. */
    public OperationBuilder collection(@Nullable String collection) {
        this.collection = collection == null || collection.isBlank() ? null : collection;
        return this;
    }

    /** Sets the conversation this operation belongs to; null means that there is none. */
    public OperationBuilder conversationId(@Nullable String conversationId) {
        this.conversationId = conversationId;
        return this;
    }

    /** Sets which prompt this operation sends; otherwise the one in scope, if any. What runs below it has none of it. */
    public OperationBuilder prompt(@Nullable Prompt prompt) {
        this.prompt = prompt;
        return this;
    }

    /**
     * Sets what tells this request from others: a hash of everything that decides the answer, so that a request that was answered
     * before in the same outcome shows as a loop. It is salted, compared in this process and goes nowhere.
     *
     * @param hash of the request; equal requests have equal hashes
     */
    public OperationBuilder requestHash(long hash) {
        this.fingerprint = Fingerprints.of(operation, provider, model, hash);
        return this;
    }

    /** Returns whether an outcome is in scope, in which repeated requests are looked for and {@link #requestHash} is of use. */
    public boolean isInOutcome() {
        return OutcomeAccount.from(parent != null ? parent : Context.current()) != null;
    }

    /** Sets the Context that holds attribution, outcome and the parent span; otherwise the current one. */
    public OperationBuilder parent(Context parent) {
        this.parent = parent;
        return this;
    }

    /** Says that the answer comes as a stream. */
    public OperationBuilder streamed() {
        this.streamed = true;
        return this;
    }

    /**
     * Says that this operation counts for nothing when another of the same kind is already open around it. For listeners and
     * other seams that see less than the wrapper that may stand outside them.
     */
    public OperationBuilder yieldToEnclosing() {
        this.yields = true;
        return this;
    }

    /**
     * Says that no budget may refuse this operation. For seams that cannot keep a request from being sent, so that what was sent
     * is still recorded.
     */
    public OperationBuilder neverRefused() {
        this.neverRefused = true;
        return this;
    }

    /**
     * Runs a blocking call as one operation, on this thread, with the operation's Context current.
     *
     * @return what {@code body} returns, untouched
     * @throws X what {@code body} throws, untouched
     * @throws dev.costspan.budget.BudgetExceededException when a budget refuses; {@code body} is not run then
     */
    public <T, X extends Exception> T call(OperationBody<T, X> body) throws X {
        MeteredOperation metered = start();
        try (Scope ignored = metered.makeCurrent()) {
            T answer = body.run(metered);
            metered.end();
            return answer;
        } catch (Throwable thrown) {
            metered.fail(thrown);
            throw thrown;
        }
    }

    /**
     * Runs a call that returns a stage as one operation. The operation's Context is current on this thread while {@code send}
     * runs, and the operation ends when the stage does.
     *
     * @return the very stage that {@code send} returns
     * @throws dev.costspan.budget.BudgetExceededException when a budget refuses; {@code send} is not run then
     */
    public <T, S extends CompletionStage<T>> S callAsync(Function<? super MeteredOperation, S> send) {
        MeteredOperation metered = start();
        try (Scope ignored = metered.makeCurrent()) {
            S stage = send.apply(metered);
            if (stage == null) {
                metered.end();
            } else {
                endWith(stage, metered);
            }
            return stage;
        } catch (Throwable thrown) {
            metered.fail(thrown);
            throw thrown;
        }
    }

    /**
     * Starts the operation: reads what is in scope, asks the budgets, starts the span. The caller ends it exactly once.
     *
     * @return the handle, which may be used from any thread
     * @throws dev.costspan.budget.BudgetExceededException when a budget refuses; nothing must be sent then
     */
    public MeteredOperation start() {
        Context caller = parent != null ? parent : Context.current();
        // 1: who is asking, and for what
        Attribution attribution = Attribution.from(caller).over(path.defaults());
        OutcomeAccount outcome = OutcomeAccount.from(caller);
        path.required().check(this, attribution, outcome);
        Nesting nesting = Nesting.in(caller, operation, yields);
        // 2: may it be sent
        Reservation reservation = nesting.isPassive() ? Reservation.NONE : path.reserve(this, attribution, outcome);
        // 3: a span, current while the client works
        return nesting.opened(new MeteredOperation(this, caller, attribution, outcome, reservation, nesting));
    }

    /**
     * Records an operation that is already over and took no time of its own, such as GPU time read from a meter or a nightly
     * fine-tuning run. No budget can refuse what is already spent.
     *
     * @param usage what was consumed
     */
    public void record(Usage usage) {
        neverRefused().start().usage(usage).end();
    }

    /**
     * Records a charge whose amount the application knows, such as a monthly minimum. No budget can refuse it.
     *
     * @param amount what is charged
     * @throws IllegalArgumentException when the amount is negative
     */
    public void record(Money amount) {
        requireNotNegative(amount);
        neverRefused().start().charge(amount).end();
    }

    /**
     * Records a share of a cost that has no price for each request, as {@link dev.costspan.pricing.Allocation} spreads it, or what
     * was idle. No budget can refuse it.
     *
     * @param amount the share
     * @throws IllegalArgumentException when the amount is negative
     */
    public void recordAllocated(Money amount) {
        requireNotNegative(amount);
        neverRefused().start().allocated(amount).end();
    }

    private static void requireNotNegative(Money amount) {
        if (amount.amount().signum() < 0) {
            throw new IllegalArgumentException("a charge must not be negative, but is " + amount);
        }
    }

    private static void endWith(CompletionStage<?> stage, MeteredOperation metered) {
        try {
            stage.whenComplete((answer, thrown) -> endAsync(metered, thrown));
        } catch (Throwable unwatchable) {
            metered.abandonWith(stage);
        }
    }

    private static void endAsync(MeteredOperation metered, @Nullable Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause == null) {
            metered.end();
        } else if (cause instanceof CancellationException) {
            metered.cancel();
        } else {
            metered.fail(cause);
        }
    }
}
