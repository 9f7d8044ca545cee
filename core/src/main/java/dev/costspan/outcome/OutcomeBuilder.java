package dev.costspan.outcome;

import dev.costspan.attribution.Attribution;
import dev.costspan.pricing.Money;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says which outcome is about to be worked on, and opens it. Not thread-safe; one builder serves one outcome. */
public final class OutcomeBuilder {

    final Outcomes outcomes;
    final String name;

    @Nullable String id;

    Attribution attribution = Attribution.NONE;

    @Nullable Context parent;

    @Nullable Money value;

    @Nullable BigDecimal quantity;

    boolean settlesLater;

    OutcomeBuilder(Outcomes outcomes, String name) {
        this.outcomes = outcomes;
        this.name = name;
    }

    /**
     * Sets the outcome's own id, such as a ticket number, by which it is confirmed or resumed; otherwise a random one. An outcome
     * with an id of its own is never taken for part of an enclosing one of the same name.
     *
     * @throws IllegalArgumentException when the id is blank or longer than {@value Outcome#MAX_ID_LENGTH} characters
     */
    public OutcomeBuilder id(String id) {
        this.id = new Outcome(name, id).id();
        return this;
    }

    /** Sets for whom the outcome is, merged over the attribution in scope, for everything below it. */
    public OutcomeBuilder attribution(Attribution attribution) {
        this.attribution = Objects.requireNonNull(attribution, "attribution");
        return this;
    }

    /** Sets the Context the outcome starts in; otherwise the current one. */
    public OutcomeBuilder parent(@Nullable Context parent) {
        this.parent = parent;
        return this;
    }

    /** Sets what the outcome is worth to the business when it is reached. */
    public OutcomeBuilder value(@Nullable Money value) {
        this.value = value;
        return this;
    }

    /** Sets how many units of work the outcome holds. */
    public OutcomeBuilder quantity(@Nullable BigDecimal quantity) {
        this.quantity = quantity;
        return this;
    }

    /** Says that a success is known later only: what would end as a success becomes pending until it is confirmed. */
    public OutcomeBuilder settleLater() {
        this.settlesLater = true;
        return this;
    }

    /** Opens the outcome and makes it current on this thread until the scope is closed on the same thread. */
    public OutcomeScope open() {
        return outcomes.start(this).onThisThread();
    }

    /** Opens the outcome without making it current; the caller ends it exactly once. */
    public OutcomeScope start() {
        return outcomes.start(this);
    }

    /**
     * Runs a body as the outcome: a normal return is a success, an exception a failure.
     *
     * @return what {@code body} returns, untouched
     * @throws X what {@code body} throws, untouched
     */
    public <T extends @Nullable Object, X extends Exception> T call(OutcomeBody<T, X> body) throws X {
        return call(body, result -> true);
    }

    /**
     * Runs a body as the outcome: a normal return is a success if the predicate says so, else a failure, and so is an exception. A
     * predicate that throws is logged, and the outcome fails, since an unknown end is no success.
     *
     * @return what {@code body} returns, untouched
     * @throws X what {@code body} throws, untouched
     */
    public <T extends @Nullable Object, X extends Exception> T call(
            OutcomeBody<T, X> body, Predicate<? super T> successWhen) throws X {
        OutcomeScope scope = start();
        try (Scope ignored = scope.makeCurrent()) {
            T result = body.run(scope);
            outcomes.endReturned(scope, result, successWhen);
            return result;
        } catch (Throwable thrown) {
            outcomes.endThrown(scope, thrown);
            throw thrown;
        }
    }

    /**
     * Runs a body that returns a stage as the outcome, which ends when the stage does: normally as a success, exceptionally as a
     * failure, cancelled as abandoned, and so does one that nobody is left to complete.
     *
     * @return the very stage that {@code body} returns
     */
    public <S extends CompletionStage<?>> S callAsync(Supplier<S> body) {
        OpenOutcome open = new OpenOutcome(outcomes, start(), ResultRule.ANY);
        try (Scope ignored = open.enter()) {
            S stage = body.get();
            if (stage == null) {
                open.returned(null);
            } else {
                open.endWith(stage);
            }
            return stage;
        } catch (Throwable thrown) {
            open.threw(thrown);
            throw thrown;
        }
    }
}
