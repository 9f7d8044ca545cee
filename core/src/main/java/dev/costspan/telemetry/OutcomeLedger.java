package dev.costspan.telemetry;

import dev.costspan.attribution.Attribution;
import dev.costspan.attribution.AttributionKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The series of outcomes by name and by the attribution keys that reach metrics. Bounded: what finds no series of its own goes to
 * one that is called {@link OutcomeRow#OVERFLOW}. Thread-safe without a global lock.
 */
final class OutcomeLedger {

    /** Each has a sketch of up to 8.5 KB for each currency. */
    private static final int MOST_SERIES = 1_000;

    private static final int MOST_KNOWN = 4_096;

    private final ConcurrentHashMap<Key, OutcomeSeries> series = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Key, OutcomeSeries> known = new ConcurrentHashMap<>();
    private final MetricKeys metricKeys;
    private final CostChanges changes;

    OutcomeLedger(MetricKeys metricKeys, CostChanges changes) {
        this.metricKeys = metricKeys;
        this.changes = changes;
    }

    private record Key(String name, Attribution attribution) {}

    OutcomeSeries of(String name, Attribution attribution) {
        Key whole = new Key(name, attribution);
        OutcomeSeries found = known.get(whole);
        if (found != null) {
            return found;
        }
        found = ofNarrowed(name, narrow(attribution));
        // one entry a tenant, so what does not fit is narrowed each time
        if (known.size() < MOST_KNOWN) {
            known.put(whole, found);
        }
        return found;
    }

    List<OutcomeRow> rows() {
        return series().stream().map(OutcomeSeries::row).toList();
    }

    List<OutcomeSeries> series() {
        return List.copyOf(series.values());
    }

    private OutcomeSeries ofNarrowed(String name, Attribution attribution) {
        Key key = new Key(name, attribution);
        OutcomeSeries found = series.get(key);
        if (found == null && series.size() >= MOST_SERIES) {
            key = new Key(OutcomeRow.OVERFLOW, Attribution.NONE);
        }
        return found != null ? found : series.computeIfAbsent(key, this::make);
    }

    private Attribution narrow(Attribution attribution) {
        Attribution.Builder narrowed = Attribution.builder();
        for (AttributionKey key : AttributionKey.values()) {
            narrowed.set(key, metricKeys.value(key, attribution));
        }
        return narrowed.build();
    }

    private OutcomeSeries make(Key key) {
        AttributesBuilder attributes = Attributes.builder().put(Names.OUTCOME_NAME, key.name());
        for (AttributionKey attributionKey : AttributionKey.values()) {
            @Nullable String value = key.attribution().get(attributionKey);
            if (value != null) {
                attributes.put(Names.of(attributionKey), value);
            }
        }
        return new OutcomeSeries(key.name(), key.attribution(), attributes.build(), changes);
    }
}
