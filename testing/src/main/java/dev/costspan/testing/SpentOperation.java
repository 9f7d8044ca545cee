package dev.costspan.testing;

import dev.costspan.outcome.OutcomeStatus;
import dev.costspan.outcome.WasteReason;
import dev.costspan.pricing.CostStatus;
import dev.costspan.pricing.UnpricedReason;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.usage.Bucket;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One operation, and what of it turned out to be waste once the outcomes it was spent for had ended.
 *
 * @param fact the operation
 * @param reasons why it is waste; none when it bought something
 * @param wasted how much of its cost is waste, in the cost's currency; null when nothing is, or the cost has no amount
 */
record SpentOperation(
        CostRecord fact,
        List<WasteReason> reasons,
        @Nullable BigDecimal wasted) {

    /**
     * Returns an operation that was spent for outcomes which ended like this. Everything that is spent for an outcome which is not
     * reached is waste, so the first such outcome decides.
     */
    static SpentOperation of(CostRecord fact, List<OutcomeStatus> ended) {
        List<WasteReason> reasons = new ArrayList<>(fact.waste().reasons());
        for (OutcomeStatus status : ended) {
            WasteReason reason = status.waste();
            if (reason != null) {
                reasons.add(reason);
                return new SpentOperation(
                        fact, List.copyOf(reasons), fact.cost().amount());
            }
        }
        return new SpentOperation(fact, List.copyOf(reasons), fact.waste().amount());
    }

    /** Returns whether the operation failed and its provider reported nothing that it would bill. */
    boolean isUnanswered() {
        return fact.cost().unpricedReason() == UnpricedReason.NO_ANSWER;
    }

    /** Returns whether what it cost is known, and not only a part of it. */
    boolean hasKnownCost() {
        return fact.cost().hasAmount() && fact.cost().status() != CostStatus.PARTIAL;
    }

    /** Returns whether its provider reported, or somebody estimated, every quantity of tokens that such an operation has. */
    boolean hasKnownTokens() {
        Operation operation = fact.operation();
        return fact.usage().problem() == null
                && (fact.usage().has(Meter.INPUT_TOKENS) || !operation.expects(Meter.INPUT_TOKENS))
                && (fact.usage().has(Meter.OUTPUT_TOKENS) || !operation.expects(Meter.OUTPUT_TOKENS));
    }

    /** Returns its tokens, each counted once. */
    long tokens() {
        return inputTokens() + outputTokens();
    }

    /** Returns its input tokens, those of caches included. */
    long inputTokens() {
        return tokens(Bucket.INPUT) + tokens(Bucket.CACHE_READ) + tokens(Bucket.CACHE_WRITE);
    }

    /** Returns its output tokens, reasoning included. */
    long outputTokens() {
        return tokens(Bucket.OUTPUT) + tokens(Bucket.REASONING);
    }

    private long tokens(Bucket bucket) {
        return fact.usage().problem() == null ? fact.usage().tokens(bucket) : 0;
    }

    /** Returns its provider and model, as people write them. */
    String model() {
        String model = fact.model();
        return model == null ? fact.provider() : fact.provider() + "/" + model;
    }

    /** Returns its amount; zero when it has none. */
    BigDecimal amount() {
        return Objects.requireNonNullElse(fact.cost().amount(), BigDecimal.ZERO);
    }
}
