package dev.costspan.telemetry;

import dev.costspan.attribution.AttributionKey;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an application chose about spans, metrics and the ledger.
 *
 * @param semconv which text of the conventions names things
 * @param standardMetrics whether the conventions' own metrics are written
 * @param metricKeys which attribution keys reach metrics
 * @param maxMetricValues how many values of each key reach metrics before the rest becomes {@code _other}
 * @param maxLedgerRows how many rows the ledger has before the rest goes to its overflow row
 * @param requiredKeys which attribution keys every operation is to have
 * @param directSinks who is told of every record on the thread that ends an operation
 * @param sinks who is told of every record behind a queue
 * @param changes when a cost counts as moved, or null when nobody wants to know
 * @param changeListeners who hears of it
 */
public record TelemetrySettings(
        Semconv semconv,
        StandardMetrics standardMetrics,
        Set<AttributionKey> metricKeys,
        int maxMetricValues,
        int maxLedgerRows,
        Set<AttributionKey> requiredKeys,
        List<CostSink> directSinks,
        List<CostSink> sinks,
        @Nullable ChangeSettings changes,
        List<CostChangeListener> changeListeners) {

    /** The attribution keys that reach metrics when nobody says otherwise: team, product and feature. */
    public static final Set<AttributionKey> DEFAULT_METRIC_KEYS = MetricKeys.DEFAULT;

    /** The values of each attribution key that reach metrics when nobody says otherwise. */
    public static final int DEFAULT_MAX_METRIC_VALUES = MetricKeys.DEFAULT_CAP;

    /** The rows of the ledger when nobody says otherwise. */
    public static final int DEFAULT_MAX_LEDGER_ROWS = 4_096;

    /** Checks the limits and copies the collections. */
    public TelemetrySettings {
        if (maxMetricValues < 1) {
            throw new IllegalArgumentException("maxMetricValues must be at least 1, but is " + maxMetricValues);
        }
        if (maxLedgerRows < 1) {
            throw new IllegalArgumentException("maxLedgerRows must be at least 1, but is " + maxLedgerRows);
        }
        metricKeys = Set.copyOf(metricKeys);
        requiredKeys = Collections.unmodifiableSet(new TreeSet<>(requiredKeys));
        directSinks = List.copyOf(directSinks);
        sinks = List.copyOf(sinks);
        changeListeners = List.copyOf(changeListeners);
    }
}
