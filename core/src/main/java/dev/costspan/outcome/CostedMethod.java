package dev.costspan.outcome;

import dev.costspan.attribution.Attribution;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the annotation of one method says, read and checked once, and how a call of it is an outcome. What is wrong in the
 * annotation is unknown, so that one whose {@code successWhen} is wrong never succeeds. Immutable and thread-safe.
 */
final class CostedMethod {

    private final String method;
    private final String outcome;
    private final Attribution attribution;
    private final boolean settlesLater;
    private final ReturnedKind kind;
    private final ResultRule rule;
    private final List<String> faults;

    private CostedMethod(CostedOutcome says, CostedPlaces places) {
        List<String> wrong = new ArrayList<>();
        method = places.toString();
        outcome = says.value().strip();
        if (outcome.isEmpty()) {
            wrong.add("value = '" + says.value() + "', but an outcome needs a name");
        }
        attribution = Attribution.builder()
                .team(says.team())
                .product(says.product())
                .feature(says.feature())
                .owner(says.owner())
                .build();
        settlesLater = says.settle() == CostedOutcome.Settle.LATER;
        kind = ReturnedKind.of(places, wrong);
        rule = ResultRule.of(says, method, kind.result(), wrong);
        faults = List.copyOf(wrong);
    }

    /** Reads the annotation that counts for a method; null when there is none. */
    static @Nullable CostedMethod read(CostedPlaces places) {
        CostedOutcome says = places.annotation();
        return says == null ? null : new CostedMethod(says, places);
    }

    /**
     * Checks that nothing is wrong with the annotation.
     *
     * @throws IllegalArgumentException with everything that is
     */
    void check() {
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(describe());
        }
    }

    /** Calls the method as an outcome; an annotation with faults disturbs no caller. */
    <X extends Throwable> @Nullable Object call(Outcomes outcomes, OutcomeInvocation<X> body) throws X {
        if (!faults.isEmpty()) {
            outcomes.log.warn("annotation/" + method, this::describe);
            if (outcome.isEmpty()) {
                return body.proceed();
            }
        }
        return kind.beginsWhenSubscribed() ? callLater(outcomes, body) : callNow(outcomes, body);
    }

    private <X extends Throwable> @Nullable Object callNow(Outcomes outcomes, OutcomeInvocation<X> body) throws X {
        OpenOutcome open = open(outcomes);
        try (Scope ignored = open.enter()) {
            return kind.follow(body.proceed(), open, () -> open(outcomes));
        } catch (Throwable thrown) {
            open.threw(thrown);
            throw thrown;
        }
    }

    /** Whoever puts a stream together has not begun anything yet. */
    private <X extends Throwable> @Nullable Object callLater(Outcomes outcomes, OutcomeInvocation<X> body) throws X {
        Object result;
        try {
            result = body.proceed();
        } catch (Throwable thrown) {
            open(outcomes).threw(thrown);
            throw thrown;
        }
        return kind.follow(result, null, () -> open(outcomes));
    }

    private OpenOutcome open(Outcomes outcomes) {
        OutcomeBuilder builder = outcomes.builder(outcome).attribution(attribution);
        return new OpenOutcome(outcomes, (settlesLater ? builder.settleLater() : builder).start(), rule);
    }

    private String describe() {
        return "@CostedOutcome of " + method + ": " + String.join("; ", faults);
    }
}
