package dev.costspan.telemetry;

import dev.costspan.outcome.WasteReason;
import dev.costspan.pricing.Cost;
import dev.costspan.pricing.Money;
import dev.costspan.usage.Meter;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Counts what was written to prompt caches and never read as waste of the operations that wrote it last. It is known only once the
 * cache has expired, so it is in the ledger and in {@code costspan.waste}, and on no span. Thread-safe.
 */
final class CacheWaste {

    private static final int MOST_KEYS = 1_000;

    private final UnreadCacheWrites writes = new UnreadCacheWrites(MOST_KEYS);
    private final ConcurrentHashMap<UnreadCacheWrites.Key, Series> writers = new ConcurrentHashMap<>();
    private final Metrics metrics;
    private final BiConsumer<UnreadCacheWrites.Key, Money> counter = this::count;

    CacheWaste(Metrics metrics) {
        this.metrics = metrics;
    }

    /** Tells of an operation that used a cache and has ended. */
    void observe(Cost cost, Instant startedAt, Series series) {
        UnreadCacheWrites.Key key = series.cacheKey();
        boolean wrote = cost.usage().unscaledOrParts(Meter.CACHE_WRITE_TOKENS) > 0;
        if (wrote && (writers.size() < MOST_KEYS || writers.containsKey(key))) {
            writers.put(key, series);
        }
        writes.observe(key, cost, startedAt, counter);
    }

    /** Counts what expired unread until an instant. */
    void sweep(Instant now) {
        writes.expired(now, counter);
        writers.keySet().removeIf(key -> !writes.isPending(key));
    }

    private void count(UnreadCacheWrites.Key key, Money lost) {
        Series series = writers.get(key);
        if (series != null) {
            series.totals().addWaste(lost.amount());
            metrics.writeWaste(WasteReason.UNREAD_CACHE_WRITE, lost.amount(), series.cost(), Context.root());
        }
    }
}
