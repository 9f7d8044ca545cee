package dev.costspan.telemetry;

import dev.costspan.attribution.Attribution;
import dev.costspan.attribution.AttributionKey;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The usual cost of an outcome or a feature moved from one level to another. It says nothing of why.
 *
 * @param subject what kind of thing became dearer or cheaper
 * @param name the outcome's or the feature's name
 * @param operation the kind of operation, as {@link dev.costspan.usage.Operation#id()} spells it, or null for an outcome
 * @param currency the ISO 4217 code of both amounts
 * @param before the median of the observations that the new ones were compared with, in units of the currency
 * @param after the median of the newest observations, in units of the currency
 * @param beforeCount the observations that {@code before} is the median of
 * @param afterCount the observations that {@code after} is the median of
 * @param observations all observations of this process until now
 * @param at when it was noticed
 * @param attribution for whom the operation or outcome was that showed it, its owner and escalation contact included
 */
public record CostChange(
        Subject subject,
        String name,
        @Nullable String operation,
        String currency,
        double before,
        double after,
        int beforeCount,
        int afterCount,
        long observations,
        Instant at,
        Attribution attribution) {

    /** What kind of thing has a cost that can move. */
    public enum Subject {
        /** A business result; its cost is that of one success. */
        OUTCOME("cost_per_success"),
        /** A feature of the application; its cost is that of one operation of one kind. */
        FEATURE("cost_per_operation");

        private final String measure;

        Subject(String measure) {
            this.measure = measure;
        }

        /** Returns what is measured of it: {@code cost_per_success} or {@code cost_per_operation}. */
        public String measure() {
            return measure;
        }
    }

    private static final int SIGNIFICANT_DIGITS = 3;

    /** Returns how many times as much it costs now: above 1 when dearer, below 1 when cheaper, infinite when it was free. */
    public double factor() {
        return after / before;
    }

    /** Returns this change with for whom the operation or outcome was that showed it. */
    CostChange shownFor(Attribution whom) {
        return new CostChange(
                subject, name, operation, currency, before, after, beforeCount, afterCount, observations, at, whom);
    }

    /** Returns one line for people with all the numbers, in the same words whatever the locale. */
    public String message() {
        String kind = subject.name().toLowerCase(Locale.ROOT);
        String of = operation == null ? "" : ", " + operation;
        String times = before == 0 ? "was free" : "×" + digits(factor());
        return kind + " " + name + of + ": " + subject.measure().replace('_', ' ') + " moved from " + digits(before)
                + " to " + digits(after) + " " + currency + " (" + times + "); medians of " + beforeCount
                + " observations and of the newest " + afterCount + ", " + observations + " in all"
                + contact(AttributionKey.OWNER) + contact(AttributionKey.ESCALATION);
    }

    private String contact(AttributionKey key) {
        String contact = attribution.get(key);
        return contact == null ? "" : "; " + key.id() + " " + contact;
    }

    private static String digits(double amount) {
        if (!Double.isFinite(amount)) {
            return String.valueOf(amount);
        }
        BigDecimal exact = BigDecimal.valueOf(amount);
        int whole = exact.precision() - exact.scale();
        return exact.round(new MathContext(Math.max(SIGNIFICANT_DIGITS, whole)))
                .stripTrailingZeros()
                .toPlainString();
    }
}
