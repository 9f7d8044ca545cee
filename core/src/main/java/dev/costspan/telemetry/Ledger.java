package dev.costspan.telemetry;

import dev.costspan.attribution.AttributionKey;
import io.opentelemetry.api.common.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * The totals of this process by operation, provider, model, attribution, outcome and currency, complete whatever the sampler
 * does.
 *
 * <p>The number of rows is bounded; what finds no row of its own is added to one overflow row per operation and currency, so that
 * sums stay right. Thread-safe without locks.
 */
public final class Ledger {

    private final SeriesTable series;
    private final ConcurrentHashMap<SeriesKey, Series> overflowSeries = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<SeriesKey, Totals> overflow = new ConcurrentHashMap<>();
    private final int maxRows;
    private final MetricKeys metricKeys;
    private final OutcomeLedger outcomes;
    private final Set<AttributionKey> requiredKeys;
    private final CostChanges changes;
    private final Runnable beforeSnapshot;

    /**
     * Makes an empty ledger.
     *
     * @param maxRows how many rows there are before the rest goes to overflow rows
     * @param changes what watches the rows
     * @param beforeSnapshot brings the rows up to date
     */
    Ledger(
            int maxRows,
            MetricKeys metricKeys,
            Set<AttributionKey> requiredKeys,
            CostChanges changes,
            Runnable beforeSnapshot) {
        this.series = new SeriesTable(maxRows);
        this.maxRows = maxRows;
        this.metricKeys = metricKeys;
        this.requiredKeys = requiredKeys;
        this.changes = changes;
        this.outcomes = new OutcomeLedger(metricKeys, changes);
        this.beforeSnapshot = beforeSnapshot;
    }

    /**
     * Returns the totals as they are now. Does not block; operations that end meanwhile may be in it in part.
     */
    public LedgerSnapshot snapshot() {
        beforeSnapshot.run();
        List<LedgerRow> rows = new ArrayList<>();
        series.forEach((key, value) -> rows.add(value.totals().row(key)));
        overflow.forEach((key, totals) -> rows.add(totals.row(key)));
        return new LedgerSnapshot(rows, outcomes.rows(), metricKeys.replaced(), requiredKeys);
    }

    /** Shows each row's totals with the metric attributes of the row, those of overflow rows included. */
    void forEachRow(BiConsumer<Attributes, Totals> visitor) {
        series.forEach((key, row) -> visitor.accept(row.cost(), row.totals()));
        overflow.forEach((key, totals) -> visitor.accept(new Series(key, totals, metricKeys, null).cost(), totals));
    }

    OutcomeLedger outcomes() {
        return outcomes;
    }

    Series add(CostRecordBuilder facts) {
        Series found = series.find(facts);
        if (found == null) {
            found = newSeries(facts);
        }
        found.totals().add(facts);
        return found;
    }

    private Series newSeries(CostRecordBuilder facts) {
        SeriesKey key = SeriesKey.of(facts);
        return series.isFull()
                ? overflowSeriesOf(key.withAttribution(metricKeys.narrow(key.attribution())))
                : series.putIfAbsent(
                        key, SeriesKey.hash(facts), new Series(key, new Totals(), metricKeys, changes.ofFeature(key)));
    }

    /** Kept by what metrics tell apart, since building metric attributes is the dear part. */
    private Series overflowSeriesOf(SeriesKey key) {
        Series found = overflowSeries.get(key);
        if (found != null) {
            return found;
        }
        Totals totals = overflow.computeIfAbsent(key.overflow(), k -> new Totals());
        Series made = new Series(key, totals, metricKeys, changes.ofFeature(key));
        if (overflowSeries.size() < maxRows) {
            overflowSeries.put(key, made);
        }
        return made;
    }
}
