package dev.costspan.telemetry;

import dev.costspan.outcome.Waste;
import dev.costspan.outcome.WasteReason;
import dev.costspan.pricing.Cost;
import dev.costspan.pricing.CostStatus;
import dev.costspan.pricing.UnpricedReason;
import dev.costspan.usage.Bucket;
import dev.costspan.usage.Usage;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.context.Context;
import java.math.BigDecimal;
import java.util.List;

/** The {@code costspan.*} instruments. Complete without sampling: they are told of every record. */
final class Metrics {

    /** From a hundredth of a cent to 25 units of the currency. */
    static final List<Double> COST_BUCKETS =
            List.of(0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 25.0);

    private static final Bucket[] BUCKETS = Bucket.values();

    private final DoubleCounter cost;
    private final DoubleHistogram operationCost;
    private final LongCounter tokens;
    private final LongCounter attempts;
    private final LongCounter unpriced;
    private final DoubleCounter waste;

    Metrics(io.opentelemetry.api.metrics.Meter meter) {
        cost = meter.counterBuilder("costspan.cost")
                .ofDoubles()
                .setUnit("{currency}")
                .setDescription("Cost of operations, in the unit of the currency attribute")
                .build();
        operationCost = meter.histogramBuilder("costspan.operation.cost")
                .setUnit("{currency}")
                .setDescription("Cost of one operation, in the unit of the currency attribute")
                .setExplicitBucketBoundariesAdvice(COST_BUCKETS)
                .build();
        tokens = meter.counterBuilder("costspan.tokens")
                .setUnit("{token}")
                .setDescription("Tokens by disjoint type")
                .build();
        attempts = meter.counterBuilder("costspan.attempts")
                .setUnit("{attempt}")
                .setDescription("Requests on the wire, failed ones included")
                .build();
        unpriced = meter.counterBuilder("costspan.unpriced.operations")
                .setUnit("{operation}")
                .setDescription("Operations without an amount, by reason")
                .build();
        waste = meter.counterBuilder("costspan.waste")
                .ofDoubles()
                .setUnit("{currency}")
                .setDescription("Cost that bought no result, by reason, in the unit of the currency attribute")
                .build();
    }

    void write(CostRecordBuilder facts, Series series, Context context) {
        writeCost(facts.cost, series, context);
        writeTokens(facts.cost.usage(), series, context);
        if (facts.attempts > 0) {
            writeAttempts(facts, series, context);
        }
        if (facts.waste != Waste.NONE) {
            writeWaste(facts.waste, series.cost(), context);
        }
    }

    /** Counts waste under the attributes of what it was spent for, which hold the currency. */
    void writeWaste(Waste lost, Attributes attributes, Context context) {
        lost.amounts().forEach((reason, amount) -> writeWaste(reason, amount, attributes, context));
    }

    void writeWaste(WasteReason reason, BigDecimal amount, Attributes attributes, Context context) {
        Attributes because =
                attributes.toBuilder().put(Names.WASTE_REASON, reason.id()).build();
        waste.add(amount.doubleValue(), because, context);
    }

    private void writeCost(Cost amount, Series series, Context context) {
        UnpricedReason reason = amount.unpricedReason();
        if (reason != null) {
            Attributes attributes = series.cost().toBuilder()
                    .put(Names.UNPRICED_REASON, reason.id())
                    .build();
            unpriced.add(1, attributes, context);
            return;
        }
        operationCost.record(amount.toDouble(), series.cost(), context);
        if (amount.card() == null) {
            cost.add(amount.toDouble(), series.cost(Bucket.OTHER), context);
            return;
        }
        boolean zeroIsAPrice = amount.status() != CostStatus.PARTIAL;
        for (Bucket bucket : BUCKETS) {
            double part = amount.usage().has(bucket) ? amount.toDouble(bucket) : Double.NaN;
            if (part > 0 || part == 0 && zeroIsAPrice) {
                cost.add(part, series.cost(bucket), context);
            }
        }
    }

    private void writeTokens(Usage usage, Series series, Context context) {
        if (usage.problem() != null) {
            return;
        }
        for (Bucket bucket : BUCKETS) {
            if (bucket != Bucket.OTHER && usage.has(bucket)) {
                tokens.add(usage.tokens(bucket), series.tokens(bucket), context);
            }
        }
    }

    private void writeAttempts(CostRecordBuilder facts, Series series, Context context) {
        int failed = Math.max(facts.failedAttempts, 0);
        if (failed > 0) {
            attempts.add(failed, series.attemptsFailed(), context);
        }
        if (facts.attempts > failed) {
            attempts.add(facts.attempts - failed, series.attemptsSucceeded(), context);
        }
    }
}
