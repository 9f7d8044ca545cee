package dev.costspan.outcome;

import dev.costspan.attribution.Attribution;
import dev.costspan.internal.ThrottledLog;
import dev.costspan.outcome.OutcomeRecord.Spending;
import dev.costspan.outcome.OutcomeScope.Started;
import dev.costspan.pricing.Money;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Opens, resumes and settles outcomes: the one engine behind annotations, proxies and scopes.
 *
 * <p>What fails inside is logged and changes nothing for the caller. Thread-safe.
 */
public final class Outcomes {

    /** Why an outcome failed: its result says so. */
    static final String BY_RESULT = "result";

    /** Why an outcome failed: nobody could tell. */
    static final String UNKNOWN = "unknown";

    private static final Duration LOG_INTERVAL = Duration.ofMinutes(10);

    final ThrottledLog log = new ThrottledLog(LoggerFactory.getLogger(Outcomes.class), LOG_INTERVAL);
    private final OutcomeObserver observer;
    private final OutcomeClock clock;
    private final Attribution defaults;
    private final Settlement settlement;

    /**
     * Makes the engine; {@code Costspan} has one.
     *
     * @param observer who is told
     * @param clock what time it is
     * @param defaults the attribution where nobody says otherwise
     * @param store where pending outcomes are kept
     * @param window how long an outcome may be pending before it counts as abandoned
     */
    public Outcomes(
            OutcomeObserver observer, OutcomeClock clock, Attribution defaults, OutcomeStore store, Duration window) {
        this.observer = observer;
        this.clock = clock;
        this.defaults = defaults;
        this.settlement = new Settlement(store, window, observer, clock, log);
    }

    /**
     * Returns a builder for an outcome.
     *
     * @param name what kind of result it is, such as {@code support.resolution}: a name with few values, without ids
     * @throws IllegalArgumentException when the name is blank
     */
    public OutcomeBuilder builder(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an outcome needs a name, but it is '" + name + "'");
        }
        return new OutcomeBuilder(this, name);
    }

    /**
     * Settles a pending outcome: says what became of it. Each id is settled once within its window, whichever replica is asked, as
     * far as replicas share a store. Blocks as long as the store does.
     *
     * @param id the outcome's id
     * @param status what became of it
     * @return what came of it; never throws for a store that fails
     * @throws IllegalArgumentException when the status is {@link OutcomeStatus#PENDING}
     */
    public Confirmation confirm(String id, OutcomeStatus status) {
        return confirm(id, status, null);
    }

    /**
     * Settles a pending outcome: says what became of it and what it is worth.
     *
     * @param id the outcome's id
     * @param status what became of it
     * @param value what it is worth; null leaves what was said before
     * @return what came of it; never throws for a store that fails
     * @throws IllegalArgumentException when the status is {@link OutcomeStatus#PENDING}
     */
    public Confirmation confirm(String id, OutcomeStatus status, @Nullable Money value) {
        return settlement.confirm(id, status, value);
    }

    /**
     * Goes on with an outcome that another request, and perhaps another replica, began, and makes it current on this thread until
     * the scope is closed. What the store knows of it counts on; an id it does not know starts a part of its own, so that sums by
     * name stay right in any case. Blocks as long as the store does.
     *
     * @param name the outcome's name
     * @param id the outcome's id
     * @throws IllegalArgumentException when either is blank or the id is too long
     */
    public OutcomeScope resume(String name, String id) {
        OutcomeBuilder builder = builder(name).id(id);
        PendingOutcome pending = settlement.take(new Outcome(name, id));
        return (pending == null ? start(builder) : start(builder, pending)).onThisThread();
    }

    /** Counts pending outcomes whose window is over as abandoned. Done by itself whenever an outcome becomes pending or is settled. */
    public void expire() {
        settlement.expire();
    }

    /**
     * Returns a stand-in for an object, whose annotated methods are outcomes when they are called through it. The annotation that
     * counts is that of the object's method, else of the interface's method, else of the object's class, else of the interface.
     * {@code equals}, {@code hashCode} and {@code toString} are the object's. What it throws comes out untouched, save that a
     * checked exception which the interface's method does not declare cannot pass a proxy of the JDK. Calls that the object makes
     * on itself do not go through the stand-in.
     *
     * <pre>{@code
     * SupportDesk desk = costspan.outcomes().proxy(SupportDesk.class, new AiSupportDesk(model));
     * }</pre>
     *
     * @param type a public interface
     * @param target what does the work
     * @param <T> the interface
     * @return the stand-in, thread-safe if the object is
     * @throws IllegalArgumentException when the type is no public interface, nothing is annotated, or an annotation is wrong, such
     *     as a path to a property that the result does not have
     */
    public <T> T proxy(Class<T> type, T target) {
        return OutcomeProxy.of(this, type, target);
    }

    /**
     * Goes on with a call as the outcome that its method's annotation says, for interceptors. A method without one is just called.
     * What the annotation says is read once per method and kept with the target's class. An annotation that is wrong is logged and
     * what is wrong in it unknown: one whose {@code successWhen} is wrong fails for the reason {@code unknown} whenever it returns;
     * {@link #isCosted} tells before the first call.
     *
     * @param method the method that is called, of the target's class or of an interface
     * @param targetClass the class of the object that it is called on
     * @param call the rest of the call
     * @param <X> what the call may throw
     * @return what the call returns; a {@code Future}, {@code Flow.Publisher}, {@code Mono} or {@code Flux} with an eye on its end
     * @throws X what the call throws, untouched
     */
    public <X extends Throwable> @Nullable Object invoke(Method method, Class<?> targetClass, OutcomeInvocation<X> call)
            throws X {
        CostedMethod costed = null;
        try {
            costed = CostedMethods.find(method, targetClass);
        } catch (Throwable thrown) {
            log.warn("method/" + method.getName(), "An annotation cannot be read; its method is just called", thrown);
        }
        return costed == null ? call.proceed() : costed.call(this, call);
    }

    /**
     * Returns whether a call of a method is an outcome, for interceptors that choose their methods before the first call.
     *
     * @param method the method, of the target's class or of an interface
     * @param targetClass the class of the object that it would be called on
     * @throws IllegalArgumentException when the annotation is wrong; the message names the method, the setting and how to mend it
     */
    public static boolean isCosted(Method method, Class<?> targetClass) {
        CostedMethod costed = CostedMethods.find(method, targetClass);
        if (costed != null) {
            costed.check();
        }
        return costed != null;
    }

    OutcomeScope start(OutcomeBuilder builder) {
        Context caller = builder.parent != null ? builder.parent : Context.current();
        Attribution attribution = builder.attribution.over(Attribution.from(caller));
        OutcomeAccount joined = builder.id == null ? OutcomeAccount.openIn(caller, builder.name) : null;
        if (joined != null) {
            Started now = new Started(clock.now(), clock.nanos(), OutcomeTotals.NONE, true);
            return new OutcomeScope(this, builder, joined, below(caller, attribution), Span.getInvalid(), now);
        }
        Outcome outcome = builder.id == null ? Outcome.of(builder.name) : new Outcome(builder.name, builder.id);
        Started now = new Started(clock.now(), clock.nanos(), OutcomeTotals.NONE, false);
        return start(builder, caller, outcome, attribution, now, SpanContext.getInvalid());
    }

    private OutcomeScope start(OutcomeBuilder builder, PendingOutcome pending) {
        Context caller = Context.current();
        Attribution attribution = Attribution.from(caller).over(pending.attribution());
        Started from = new Started(pending.startedAt(), clock.nanos(), pending.totals(), false);
        builder.value(pending.value()).quantity(pending.quantity());
        return start(builder, caller, pending.outcome(), attribution, from, pending.span());
    }

    private OutcomeScope start(
            OutcomeBuilder builder,
            Context caller,
            Outcome outcome,
            Attribution attribution,
            Started at,
            SpanContext earlier) {
        Attribution whole = attribution.over(defaults);
        OutcomeAccount account = new OutcomeAccount(outcome, whole, OutcomeAccount.from(caller));
        Span span = observer.start(outcome, whole, caller, earlier);
        Context context = below(caller, attribution).with(account);
        if (span.getSpanContext().isValid()) {
            context = context.with(span);
        }
        return new OutcomeScope(this, builder, account, context, span, at);
    }

    private static Context below(Context caller, Attribution attribution) {
        return attribution == Attribution.from(caller) ? caller : caller.with(attribution);
    }

    void end(OutcomeScope scope, OutcomeEnd end) {
        OutcomeRecord ended = ended(scope, end);
        if (end.status() == OutcomeStatus.PENDING && !settlement.keep(ended)) {
            // what nobody can settle any more would never be counted
            ended = ended(
                    scope, new OutcomeEnd(OutcomeStatus.ABANDONED, Settlement.STORE, end.value(), end.quantity()));
        }
        observer.end(scope.span, ended, scope.context());
    }

    private OutcomeRecord ended(OutcomeScope scope, OutcomeEnd end) {
        OutcomeAccount.Ended account = scope.account.end(end.status());
        Spending spending = new Spending(account.spent(), scope.earlier, account.lost());
        return new OutcomeRecord(
                scope.account.outcome(),
                end,
                scope.account.attribution(),
                scope.startedAt,
                clock.nanos() - scope.startNanos,
                Settlement.withLoss(spending, end.status()),
                scope.span.getSpanContext());
    }

    <T extends @Nullable Object> void endReturned(OutcomeScope scope, T result, Predicate<? super T> successWhen) {
        boolean reached = false;
        String reason = BY_RESULT;
        try {
            reached = successWhen.test(result);
        } catch (Throwable thrown) {
            reason = UNKNOWN;
            log.warn(
                    "predicate/" + scope.outcome().name(),
                    "It cannot be told whether outcome '" + scope.outcome().name()
                            + "' was reached; it counts as failed",
                    thrown);
        }
        if (reached) {
            scope.succeed();
        } else {
            scope.fail(reason);
        }
    }

    void endThrown(OutcomeScope scope, @Nullable Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof CancellationException) {
            scope.abandon();
        } else {
            scope.fail(cause);
        }
    }

    void closedWithoutWord(String name) {
        log.warn(
                "closed/" + name,
                () -> "Outcome '" + name
                        + "' was closed before succeed(), fail(…) or pending(); it counts as abandoned");
    }
}
