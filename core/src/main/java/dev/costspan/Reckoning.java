package dev.costspan;

import dev.costspan.outcome.Waste;
import dev.costspan.outcome.WasteReason;
import dev.costspan.pricing.Cost;
import dev.costspan.pricing.UnpricedReason;
import dev.costspan.telemetry.Ending;
import dev.costspan.usage.UsageReport;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an operation that ends has cost and what of it is waste: steps 4 to 6 of the data path. */
final class Reckoning {

    private Reckoning() {}

    /** Returns what the answer that counted cost. */
    static Cost cost(MeteredOperation operation, Ending ending) {
        if (operation.stated != null) {
            return Cost.stated(operation.stated.amount(), operation.stated.by(), operation.usage);
        }
        Attempts attempts = operation.attempts;
        if (ending != Ending.COMPLETED && attempts != null && operation.usage.isUnknown()) {
            readLastAnswer(operation, attempts);
        }
        DataPath path = operation.path;
        if (operation.usage.isUnknown() && operation.estimate != null) {
            operation.usage = path.estimate(operation.estimate, operation.model());
        }
        if (operation.usage.isUnknown() && ending != Ending.COMPLETED) {
            return Cost.unpriced(UnpricedReason.NO_ANSWER, operation.usage);
        }
        return path.price(
                operation.operation,
                operation.provider,
                operation.model(),
                operation.conditions,
                operation.startedAt,
                operation.usage);
    }

    /** Returns what the answers cost that were billed and thrown away, or null when there was none. */
    static @Nullable ThrownAway thrownAway(MeteredOperation operation) {
        Attempts attempts = operation.attempts;
        return attempts == null ? null : thrownAway(operation, attempts.thrownAway());
    }

    private static @Nullable ThrownAway thrownAway(
            MeteredOperation operation, List<Supplier<@Nullable UsageReport>> reports) {
        ThrownAway sum = null;
        for (Supplier<@Nullable UsageReport> report : reports) {
            Cost cost = cost(operation, read(operation, report));
            sum = cost == null ? sum : sum == null ? new ThrownAway(cost, 1) : sum.and(cost);
        }
        return sum;
    }

    /** Returns how many requests were billed, or -1 when only the answer that counted can have been. */
    static int billed(Cost counted, @Nullable ThrownAway thrownAway) {
        return thrownAway == null ? -1 : thrownAway.requests() + (counted.isReported() ? 1 : 0);
    }

    /** Returns what of the cost bought no result. */
    static Waste waste(MeteredOperation operation, Ending ending, Cost cost, @Nullable ThrownAway thrownAway) {
        boolean cutOff = isCutOff(operation.finishReason);
        boolean usual = ending == Ending.COMPLETED && !cutOff && thrownAway == null && operation.fingerprint == 0;
        return usual || !cost.isReported() ? Waste.NONE : waste(operation, ending, cost, thrownAway, cutOff);
    }

    private static Waste waste(
            MeteredOperation operation, Ending ending, Cost cost, @Nullable ThrownAway thrownAway, boolean cutOff) {
        boolean repeat = ending == Ending.COMPLETED
                && operation.fingerprint != 0
                && operation.outcome != null
                && operation.outcome.isRepeat(operation.fingerprint);
        if (ending == Ending.COMPLETED && !repeat && !cutOff && thrownAway == null) {
            return Waste.NONE;
        }
        Set<WasteReason> whole = EnumSet.noneOf(WasteReason.class);
        switch (ending) {
            case COMPLETED -> {}
            case FAILED -> whole.add(WasteReason.FAILED_OPERATION);
            case CANCELLED -> whole.add(WasteReason.CANCELLED);
            case ABANDONED -> whole.add(WasteReason.ABANDONED);
        }
        if (repeat) {
            whole.add(WasteReason.REPEATED_REQUEST);
        }
        if (cutOff) {
            whole.add(WasteReason.CUT_OFF);
        }
        return Waste.of(cost, thrownAway == null ? null : thrownAway.cost(), whole);
    }

    /** The conventions' word, and the providers' where nobody translates it. */
    private static boolean isCutOff(@Nullable String finishReason) {
        return finishReason != null
                && (finishReason.equalsIgnoreCase("length") || finishReason.equalsIgnoreCase("max_tokens"));
    }

    private static void readLastAnswer(MeteredOperation operation, Attempts attempts) {
        Supplier<@Nullable UsageReport> last = attempts.lastAnswer();
        UsageReport report = last == null ? null : read(operation, last);
        if (report != null) {
            operation.report(report);
        }
    }

    private static @Nullable UsageReport read(MeteredOperation operation, Supplier<@Nullable UsageReport> report) {
        try {
            return report.get();
        } catch (Throwable thrown) {
            operation.path.unreadable(operation.provider, thrown);
            return null;
        }
    }

    private static @Nullable Cost cost(MeteredOperation operation, @Nullable UsageReport report) {
        if (report == null || report.usage().isUnknown() && report.usage().problem() == null) {
            return null;
        }
        String served = report.model() != null ? report.model() : operation.model();
        return operation.path.price(
                operation.operation,
                operation.provider,
                served,
                report.conditions().over(operation.conditions),
                operation.startedAt,
                report.usage());
    }
}
