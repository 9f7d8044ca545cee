package dev.costspan;

import dev.costspan.attribution.Attribution;
import dev.costspan.budget.BudgetExceededException;
import dev.costspan.budget.BudgetGate;
import dev.costspan.budget.BudgetRequest;
import dev.costspan.budget.Reservation;
import dev.costspan.internal.ThrottledLog;
import dev.costspan.outcome.OutcomeAccount;
import dev.costspan.outcome.OutcomeClock;
import dev.costspan.pricing.Cost;
import dev.costspan.pricing.Money;
import dev.costspan.pricing.PriceBook;
import dev.costspan.pricing.UnpricedReason;
import dev.costspan.telemetry.Telemetry;
import dev.costspan.usage.Conditions;
import dev.costspan.usage.Operation;
import dev.costspan.usage.TokenEstimator;
import dev.costspan.usage.Usage;
import dev.costspan.usage.UsageEstimate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Clock;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The ports that every operation passes, in their order, and the clocks it reads. What a port throws is logged and goes no
 * further; only the refusal of a budget does.
 */
record DataPath(
        Attribution defaults,
        RequiredAttribution required,
        BudgetGate budgets,
        @Nullable TokenEstimator estimator,
        PriceBook prices,
        Telemetry telemetry,
        Clock clock,
        LongSupplier nanoTime,
        ThrottledLog log)
        implements OutcomeClock {

    /** The places before and after the point that a stated amount may have; a number from a wire is as long as it likes. */
    private static final int MOST_PLACES = 30;

    /** Returns the instant of the clock, or the system's when the clock fails. */
    @Override
    public Instant now() {
        try {
            Instant now = clock.instant();
            if (now != null) {
                return now;
            }
            log.warn("clock", "The clock gave no instant; the system's is used");
        } catch (Throwable thrown) {
            log.warn("clock", "The clock failed; the system's is used", thrown);
        }
        return Instant.now();
    }

    @Override
    public long nanos() {
        return nanoTime.getAsLong();
    }

    /**
     * Asks the budgets.
     *
     * @throws BudgetExceededException when one refuses, unless the operation is never to be refused
     */
    Reservation reserve(OperationBuilder builder, Attribution attribution, @Nullable OutcomeAccount outcome) {
        if (budgets == BudgetGate.OPEN) {
            return Reservation.NONE;
        }
        BudgetRequest request = new BudgetRequest(
                builder.operation,
                builder.provider,
                builder.model,
                attribution,
                outcome == null ? null : outcome.outcome().name());
        try {
            Reservation reservation = budgets.reserve(request);
            if (reservation != null) {
                return reservation;
            }
            log.warn("budgets", "The budgets gave no reservation; the operation passes without one");
        } catch (BudgetExceededException refused) {
            if (!builder.neverRefused) {
                throw refused;
            }
        } catch (Throwable thrown) {
            log.warn("budgets", "The budgets failed; the operation passes without one", thrown);
        }
        return Reservation.NONE;
    }

    /** Returns whether an amount somebody states is one, and says in the log when it is not. */
    boolean believes(String provider, Money stated) {
        BigDecimal amount = stated.amount();
        long wholePlaces = (long) amount.precision() - amount.scale();
        if (amount.signum() >= 0 && amount.scale() <= MOST_PLACES && wholePlaces <= MOST_PLACES) {
            return true;
        }
        log.warn(
                "stated/" + provider,
                () -> "An amount stated for '" + provider + "' was left out: " + amount.round(MathContext.DECIMAL32)
                        + " " + stated.currency());
        return false;
    }

    /** Says in the log that what a provider answered could not be read, or not in full. */
    void unreadable(String provider, Throwable thrown) {
        log.warn("answer/" + provider, "An answer of '" + provider + "' could not be read in full", thrown);
    }

    /** Returns what seen text says of the usage, marked as estimated; unknown when estimates are not wanted or cannot be had. */
    Usage estimate(UsageEstimate estimate, @Nullable String model) {
        try {
            Usage estimated = estimator == null ? null : estimate.from(estimator, model);
            return estimated == null
                    ? Usage.UNKNOWN
                    : estimated.toBuilder().estimated().build();
        } catch (Throwable thrown) {
            log.warn("estimate", "The usage of an answer that reports none could not be estimated", thrown);
            return Usage.UNKNOWN;
        }
    }

    /** Returns what the price book says of usage that makes sense, and says in the log why there is no amount. */
    Cost price(
            Operation operation,
            String provider,
            @Nullable String model,
            Conditions conditions,
            Instant at,
            Usage usage) {
        try {
            Cost cost = usage.problem() != null
                    ? Cost.unpriced(UnpricedReason.INVALID_USAGE, usage)
                    : prices.price(operation, provider, model, conditions, at, usage);
            if (!cost.hasAmount()) {
                warnUnpriced(operation, provider, model, cost);
            }
            return cost;
        } catch (Throwable thrown) {
            log.warn("prices", "The price book failed; the operation stays unpriced", thrown);
            return Cost.unpriced(UnpricedReason.PRICE_BOOK_FAILED, usage);
        }
    }

    /** Tells a reservation what the operation cost; null releases it. */
    void settle(Reservation reservation, @Nullable Cost cost) {
        if (reservation == Reservation.NONE) {
            return;
        }
        try {
            if (cost == null) {
                reservation.release();
            } else {
                reservation.settle(cost);
            }
        } catch (Throwable thrown) {
            log.warn("settle", "A reservation could not be settled", thrown);
        }
    }

    private void warnUnpriced(Operation operation, String provider, @Nullable String model, Cost cost) {
        UnpricedReason reason = cost.unpricedReason();
        String why = reason == null ? cost.status().id() : reason.id();
        log.warn(provider + "/" + model + "/" + why, () -> {
            String problem = cost.usage().problem();
            return "No cost for " + operation.id() + " with model '" + model + "' of provider '" + provider + "': "
                    + why
                    + (problem == null ? "" : ", " + problem)
                    + ". It counts as unpriced, not as zero" + remedy(reason);
        });
    }

    private static String remedy(@Nullable UnpricedReason reason) {
        if (reason == null) {
            return "";
        }
        return switch (reason) {
            case UNKNOWN_MODEL,
                    HIDDEN_MODEL,
                    MISSING_PROVIDER,
                    MISSING_MODEL,
                    NO_CARD_AT_INSTANT,
                    NO_CARD_FOR_TIER,
                    NO_CARD_FOR_CONDITIONS,
                    NO_CARD_FOR_CONTEXT,
                    MISSING_RATE -> "; a PriceCard for it would price it";
            case UNREADABLE_MODEL, MISSING_USAGE, NO_ANSWER, INVALID_USAGE, PRICE_BOOK_FAILED -> "";
        };
    }
}
