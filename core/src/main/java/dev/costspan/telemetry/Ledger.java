package dev.costspan.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

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

    Ledger(int maxRows, MetricKeys metricKeys) {
        this.series = new SeriesTable(maxRows);
        this.maxRows = maxRows;
        this.metricKeys = metricKeys;
    }

    /**
     * Returns the totals as they are now. Does not block; operations that end meanwhile may be in it in part.
     */
    public LedgerSnapshot snapshot() {
        List<LedgerRow> rows = new ArrayList<>();
        series.forEach((key, value) -> rows.add(value.totals().row(key)));
        overflow.forEach((key, totals) -> rows.add(totals.row(key)));
        return new LedgerSnapshot(rows, metricKeys.replaced());
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
                : series.putIfAbsent(key, SeriesKey.hash(facts), new Series(key, new Totals(), metricKeys));
    }

    /** Kept by what metrics tell apart, since building metric attributes is the dear part. */
    private Series overflowSeriesOf(SeriesKey key) {
        Series found = overflowSeries.get(key);
        if (found != null) {
            return found;
        }
        Totals totals = overflow.computeIfAbsent(key.overflow(), k -> new Totals());
        Series made = new Series(key, totals, metricKeys);
        if (overflowSeries.size() < maxRows) {
            overflowSeries.put(key, made);
        }
        return made;
    }
}
