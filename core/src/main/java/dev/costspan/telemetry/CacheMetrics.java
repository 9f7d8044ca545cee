package dev.costspan.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/**
 * The metric {@code costspan.cache.savings}: what prompt caches saved against the same tokens without a cache, which may be
 * negative, by what metrics tell of an operation.
 *
 * <p>{@code Costspan} registers it; applications have no need to. Read from the ledger when metrics are collected, so that a call
 * pays nothing for it.
 */
public final class CacheMetrics {

    private final Ledger ledger;

    private CacheMetrics(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Registers the metric, which must be done once.
     *
     * @param openTelemetry where it goes
     * @param ledger what it is read from
     */
    public static void register(OpenTelemetry openTelemetry, Ledger ledger) {
        openTelemetry
                .getMeter(Telemetry.SCOPE)
                .upDownCounterBuilder("costspan.cache.savings")
                .ofDoubles()
                .setUnit("{currency}")
                .setDescription("What prompt caches saved against the same tokens without a cache; may be negative")
                .buildWithCallback(new CacheMetrics(ledger)::observe);
    }

    private void observe(ObservableDoubleMeasurement measurement) {
        Map<Attributes, BigDecimal> sums = new HashMap<>();
        ledger.forEachRow((attributes, totals) -> {
            BigDecimal savings = totals.cacheSavings();
            if (savings.signum() != 0) {
                sums.merge(attributes, savings, BigDecimal::add);
            }
        });
        sums.forEach((attributes, sum) -> measurement.record(sum.doubleValue(), attributes));
    }
}
