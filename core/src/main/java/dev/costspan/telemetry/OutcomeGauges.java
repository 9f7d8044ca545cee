package dev.costspan.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The baseline of each outcome as gauges: {@code costspan.outcome.success_rate}, {@code costspan.outcome.cost_per_success}, {@code
 * costspan.outcome.cost.quantile} and {@code costspan.outcome.cost.recent_mean}, since this process began. What is not known yet
 * has no point.
 *
 * <p>{@code Costspan} registers them; applications have no need to. Read when metrics are collected, on the collecting thread.
 */
public final class OutcomeGauges {

    private final Ledger ledger;

    private OutcomeGauges(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Registers the gauges, which must be done once.
     *
     * @param openTelemetry where the metrics go
     * @param ledger the outcomes that ended
     */
    public static void register(OpenTelemetry openTelemetry, Ledger ledger) {
        OutcomeGauges gauges = new OutcomeGauges(ledger);
        Meter meter = openTelemetry.getMeter(Telemetry.SCOPE);
        meter.gaugeBuilder("costspan.outcome.success_rate")
                .setUnit("1")
                .setDescription("Share of settled outcomes that were reached")
                .buildWithCallback(gauges::observeSuccessRate);
        meter.gaugeBuilder("costspan.outcome.cost_per_success")
                .setUnit("{currency}")
                .setDescription("All spend for outcomes, failures included, over the number of those that were reached")
                .buildWithCallback(gauges::observeCostPerSuccess);
        meter.gaugeBuilder("costspan.outcome.cost.quantile")
                .setUnit("{currency}")
                .setDescription("Cost that a share of settled outcomes does not exceed, within 1 %")
                .buildWithCallback(gauges::observeQuantiles);
        meter.gaugeBuilder("costspan.outcome.cost.recent_mean")
                .setUnit("{currency}")
                .setDescription("Mean cost of the last hundred outcomes")
                .buildWithCallback(gauges::observeRecentMean);
    }

    private void observeSuccessRate(ObservableDoubleMeasurement measurement) {
        for (OutcomeSeries series : ledger.outcomes().series()) {
            OutcomeRow row = series.row();
            if (row.settled() > 0) {
                measurement.record(row.successRate(), series.base());
            }
        }
    }

    private void observeCostPerSuccess(ObservableDoubleMeasurement measurement) {
        each((attributes, cost) -> record(measurement, cost.costPerSuccess(), attributes));
    }

    private void observeQuantiles(ObservableDoubleMeasurement measurement) {
        each((attributes, cost) -> {
            for (double share : OutcomeCost.SHARES) {
                double value = cost.quantile(share);
                if (!Double.isNaN(value)) {
                    measurement.record(
                            value,
                            attributes.toBuilder().put(Names.QUANTILE, share).build());
                }
            }
        });
    }

    private void observeRecentMean(ObservableDoubleMeasurement measurement) {
        each((attributes, cost) -> record(measurement, cost.recentMean(), attributes));
    }

    private void each(CostVisitor visitor) {
        List<OutcomeSeries> all = ledger.outcomes().series();
        for (OutcomeSeries series : all) {
            for (OutcomeCost cost : series.row().costs()) {
                visitor.visit(OutcomeMetrics.with(series.base(), Names.COST_CURRENCY, cost.currency()), cost);
            }
        }
    }

    private static void record(
            ObservableDoubleMeasurement measurement, @Nullable BigDecimal value, Attributes attributes) {
        if (value != null) {
            measurement.record(value.doubleValue(), attributes);
        }
    }

    /** Sees what one outcome costs in one currency. */
    private interface CostVisitor {
        void visit(Attributes attributes, OutcomeCost cost);
    }
}
