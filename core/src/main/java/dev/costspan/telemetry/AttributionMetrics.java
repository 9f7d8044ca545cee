package dev.costspan.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.ObservableDoubleGauge;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;

/**
 * The metric of attribution: {@code costspan.attribution.coverage}, the share of the cost in each currency that has every required
 * key, as {@link LedgerSnapshot#attributionCoverage} has it.
 *
 * <p>{@code Costspan} registers it; applications have no need to. Read when metrics are collected, on the collecting thread.
 * Thread-safe.
 */
public final class AttributionMetrics implements AutoCloseable {

    private final Ledger ledger;
    private final ObservableDoubleGauge coverage;

    private AttributionMetrics(OpenTelemetry openTelemetry, Ledger ledger) {
        this.ledger = ledger;
        coverage = openTelemetry
                .getMeter(Telemetry.SCOPE)
                .gaugeBuilder("costspan.attribution.coverage")
                .setUnit("1")
                .setDescription("Share of the cost that has every required attribution key")
                .buildWithCallback(this::observeCoverage);
    }

    /**
     * Registers the metric, which must be done once.
     *
     * @param openTelemetry where the metric goes
     * @param ledger the operations that ended, and the keys that are required
     * @return what unregisters it when closed
     */
    public static AttributionMetrics register(OpenTelemetry openTelemetry, Ledger ledger) {
        return new AttributionMetrics(openTelemetry, ledger);
    }

    /** Unregisters the metric. */
    @Override
    public void close() {
        coverage.close();
    }

    private void observeCoverage(ObservableDoubleMeasurement measurement) {
        ledger.snapshot()
                .attributionCoverage()
                .forEach((currency, share) -> measurement.record(share, Attributes.of(Names.COST_CURRENCY, currency)));
    }
}
