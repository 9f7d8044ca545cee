package dev.costspan.telemetry;

import dev.costspan.attribution.Attribution;
import dev.costspan.attribution.AttributionKey;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Which attribution keys reach metrics, and how many values each may have there. A value beyond the cap becomes {@link #OTHER};
 * sums stay right and what was replaced is counted.
 */
final class MetricKeys {

    /** What stands for values beyond the cap. */
    static final String OTHER = "_other";

    static final Set<AttributionKey> DEFAULT =
            Set.copyOf(EnumSet.of(AttributionKey.TEAM, AttributionKey.PRODUCT, AttributionKey.FEATURE));
    static final int DEFAULT_CAP = 200;

    private final Map<AttributionKey, Set<String>> seenByKey = new EnumMap<>(AttributionKey.class);
    private final int cap;
    private final LongAdder replaced = new LongAdder();

    MetricKeys(Set<AttributionKey> keys, int cap) {
        keys.forEach(key -> seenByKey.put(key, ConcurrentHashMap.newKeySet()));
        this.cap = cap;
    }

    @Nullable String value(AttributionKey key, Attribution attribution) {
        Set<String> seen = seenByKey.get(key);
        String value = attribution.get(key);
        if (seen == null || value == null) {
            return null;
        }
        if (seen.contains(value) || seen.size() < cap && seen.add(value)) {
            return value;
        }
        replaced.increment();
        return OTHER;
    }

    /** Returns what metrics tell of an attribution. */
    Attribution narrow(Attribution attribution) {
        Attribution.Builder narrowed = Attribution.builder();
        seenByKey.keySet().forEach(key -> narrowed.set(key, attribution.get(key)));
        return narrowed.build();
    }

    /** Returns how many series had a value replaced. */
    long replaced() {
        return replaced.sum();
    }
}
