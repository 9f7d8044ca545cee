package dev.costspan.telemetry;

import dev.costspan.outcome.OutcomeRecord;
import dev.costspan.outcome.OutcomeStatus;
import dev.costspan.pricing.Cost;
import dev.costspan.pricing.Money;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;

/**
 * The {@code costspan.outcome.*} instruments. Complete without sampling. What outcomes cost is the sum of {@code
 * costspan.outcome.cost} and {@code costspan.outcome.late.cost}.
 */
final class OutcomeMetrics {

    private final LongCounter count;
    private final DoubleHistogram cost;
    private final DoubleCounter value;
    private final DoubleCounter quantity;
    private final LongCounter late;
    private final DoubleCounter lateCost;

    OutcomeMetrics(Meter meter) {
        count = meter.counterBuilder("costspan.outcome.count")
                .setUnit("{outcome}")
                .setDescription("Outcomes by status; one that was pending counts again when it is settled")
                .build();
        cost = meter.histogramBuilder("costspan.outcome.cost")
                .setUnit("{currency}")
                .setDescription("Cost of one settled outcome, everything below it included")
                .setExplicitBucketBoundariesAdvice(Metrics.COST_BUCKETS)
                .build();
        value = meter.counterBuilder("costspan.outcome.value")
                .ofDoubles()
                .setUnit("{currency}")
                .setDescription("What outcomes that were reached are worth")
                .build();
        quantity = meter.counterBuilder("costspan.outcome.quantity")
                .ofDoubles()
                .setUnit("{unit}")
                .setDescription("Units of work of outcomes that were reached")
                .build();
        late = meter.counterBuilder("costspan.outcome.late.operations")
                .setUnit("{operation}")
                .setDescription("Operations that ended after their outcome had")
                .build();
        lateCost = meter.counterBuilder("costspan.outcome.late.cost")
                .ofDoubles()
                .setUnit("{currency}")
                .setDescription("Cost of operations that ended after their outcome had")
                .build();
    }

    void write(OutcomeRecord ended, OutcomeSeries series, Context context) {
        count.add(1, series.of(ended.status()), context);
        if (!ended.status().isFinal()) {
            return;
        }
        for (Money money : ended.totals().cost()) {
            Attributes attributes = with(series.of(ended.status()), Names.COST_CURRENCY, money.currency());
            cost.record(money.amount().doubleValue(), attributes, context);
        }
        if (ended.totals().cost().isEmpty() && ended.totals().isComplete()) {
            // nothing was spent, which is nothing in every currency
            cost.record(0, series.of(ended.status()), context);
        }
        if (ended.status() == OutcomeStatus.SUCCESS) {
            writeResult(ended, series, context);
        }
    }

    void writeLate(Cost spent, OutcomeSeries series, Context context) {
        late.add(1, series.base(), context);
        String currency = spent.currency();
        if (currency != null && spent.hasAmount()) {
            lateCost.add(spent.toDouble(), with(series.base(), Names.COST_CURRENCY, currency), context);
        }
    }

    static Attributes with(Attributes attributes, AttributeKey<String> name, String value) {
        return attributes.toBuilder().put(name, value).build();
    }

    private void writeResult(OutcomeRecord reached, OutcomeSeries series, Context context) {
        Money worth = reached.value();
        if (worth != null) {
            Attributes attributes = with(series.base(), Names.COST_CURRENCY, worth.currency());
            value.add(Math.max(worth.amount().doubleValue(), 0), attributes, context);
        }
        if (reached.quantity() != null) {
            quantity.add(Math.max(reached.quantity().doubleValue(), 0), series.base(), context);
        }
    }
}
