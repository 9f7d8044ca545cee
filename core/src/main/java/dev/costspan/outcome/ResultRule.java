package dev.costspan.outcome;

import dev.costspan.internal.ThrottledLog;
import dev.costspan.pricing.Money;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a result says of its outcome: whether it was reached, how many units of work it holds and what it is worth. What cannot be
 * read is unknown: no success, no quantity, no worth. Immutable and thread-safe.
 *
 * @param method the method it is for, for people
 * @param successWhen says whether the outcome was reached; null when any result says so
 * @param quantity null when nobody says it
 * @param worth null when nobody says it
 */
record ResultRule(
        String method,
        @Nullable ResultValue<Boolean> successWhen,
        @Nullable ResultValue<BigDecimal> quantity,
        @Nullable ResultValue<Money> worth) {

    /** Any result is a success and says no more. */
    static final ResultRule ANY = new ResultRule("", null, null, null);

    /** Reads what an annotation says for a declared result; says in {@code faults} what is wrong. */
    static ResultRule of(CostedOutcome says, String method, DeclaredType result, List<String> faults) {
        String reached = says.successWhen().strip();
        String units = says.quantity().strip();
        String value = says.worth().strip();
        return new ResultRule(
                method,
                reached.isEmpty() ? null : ResultValue.flag("successWhen", reached, result, faults),
                units.isEmpty() ? null : ResultValue.number("quantity", units, result, faults),
                value.isEmpty() ? null : ResultValue.money("worth", value, result, faults));
    }

    /** Returns whether it makes a difference what the result is. */
    boolean readsResult() {
        return successWhen != null || quantity != null || worth != null;
    }

    /** Ends an outcome by a result. Never throws. */
    void end(OutcomeScope scope, @Nullable Object result, ThrottledLog log) {
        if (quantity != null) {
            scope.quantity(quantity.of(result, method, log));
        }
        if (worth != null) {
            scope.value(worth.of(result, method, log));
        }
        if (successWhen == null) {
            scope.succeed();
            return;
        }
        Boolean reached = successWhen.of(result, method, log);
        if (reached == null) {
            scope.fail(Outcomes.UNKNOWN);
        } else if (reached) {
            scope.succeed();
        } else {
            scope.fail(Outcomes.BY_RESULT);
        }
    }
}
