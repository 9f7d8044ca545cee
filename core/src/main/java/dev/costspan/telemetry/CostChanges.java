package dev.costspan.telemetry;

import dev.costspan.attribution.Attribution;
import dev.costspan.attribution.AttributionKey;
import dev.costspan.internal.ThrottledLog;
import dev.costspan.usage.Operation;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the detectors that watch what features and outcomes cost, and tells of what they find: on the span that showed it, in the
 * log and to listeners. Bounded and thread-safe.
 */
final class CostChanges {

    /** What an application without a bound on its features would fill; further ones are not watched. */
    private static final int MOST_FEATURES = 1_000;

    private static final Logger LOGGER = LoggerFactory.getLogger(CostChanges.class);

    private final @Nullable ChangeSettings settings;
    private final List<CostChangeListener> listeners;
    private final Clock clock;
    private final ThrottledLog log;
    private final ConcurrentHashMap<Feature, ChangeDetector> features = new ConcurrentHashMap<>();

    /**
     * Makes no detector yet.
     *
     * @param settings when a cost counts as moved, or null when nobody wants to know
     */
    CostChanges(@Nullable ChangeSettings settings, List<CostChangeListener> listeners, Clock clock, ThrottledLog log) {
        this.settings = settings;
        this.listeners = List.copyOf(listeners);
        this.clock = clock;
        this.log = log;
    }

    private record Feature(String name, Operation operation, String currency) {}

    /** Returns what watches the operations of a series, which those of its feature and kind share; null when nothing does. */
    @Nullable ChangeDetector ofFeature(SeriesKey key) {
        String feature = key.attribution().get(AttributionKey.FEATURE);
        String currency = key.currency();
        if (settings == null || feature == null || currency == null) {
            return null;
        }
        Feature watched = new Feature(feature, key.operation(), currency);
        ChangeDetector found = features.get(watched);
        if (found != null || features.size() >= MOST_FEATURES) {
            return found;
        }
        return features.computeIfAbsent(
                watched, f -> ChangeDetector.ofFeature(settings, f.name(), f.operation(), f.currency(), clock));
    }

    /** Returns what watches an outcome's cost per success; null when nothing does. */
    @Nullable ChangeDetector ofOutcome(String name, String currency) {
        return settings == null ? null : ChangeDetector.ofOutcome(settings, name, currency, clock);
    }

    /** Tells of a change that an operation or outcome of somebody's showed, whose span has not ended yet. */
    void tell(CostChange found, Attribution whom, Span span) {
        CostChange change = found.shownFor(whom);
        LOGGER.warn("Cost changed: {}", change.message());
        try {
            write(change, span);
        } catch (Throwable thrown) {
            log.warn("change", "A change of cost could not be written on its span", thrown);
        }
        listeners.forEach(listener -> tell(listener, change));
    }

    private static void write(CostChange change, Span span) {
        span.addEvent(
                Names.COST_CHANGED_EVENT,
                Attributes.builder()
                        .put(Names.CHANGE_SUBJECT, change.name())
                        .put(Names.CHANGE_MEASURE, change.subject().measure())
                        .put(Names.CHANGE_BEFORE, change.before())
                        .put(Names.CHANGE_AFTER, change.after())
                        .put(Names.CHANGE_FACTOR, change.factor())
                        .put(Names.COST_CURRENCY, change.currency())
                        .build());
    }

    private void tell(CostChangeListener listener, CostChange change) {
        try {
            listener.changed(change);
        } catch (Throwable thrown) {
            String name = listener.getClass().getName();
            log.warn(name, "The listener for cost changes " + name + " failed; others heard of the change", thrown);
        }
    }
}
