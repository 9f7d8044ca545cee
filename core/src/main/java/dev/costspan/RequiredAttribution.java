package dev.costspan;

import dev.costspan.attribution.Attribution;
import dev.costspan.attribution.AttributionKey;
import dev.costspan.internal.ThrottledLog;
import dev.costspan.outcome.OutcomeAccount;
import dev.costspan.usage.Operation;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The attribution keys that every operation is to have. The first operation of each place that lacks some is named in the log, with
 * the line of the application that started it. Thread-safe without locks, and without allocation where nothing is missing.
 */
final class RequiredAttribution {

    /** Fewer than a throttled log tells apart. */
    private static final int MOST_PLACES = 200;

    private static final Duration LOG_INTERVAL = Duration.ofMinutes(10);

    private final AttributionKey[] keys;
    private final Set<Place> places = ConcurrentHashMap.newKeySet();
    private final ThrottledLog log = new ThrottledLog(LoggerFactory.getLogger(Costspan.class), LOG_INTERVAL);

    RequiredAttribution(Set<AttributionKey> keys) {
        this.keys = keys.toArray(new AttributionKey[0]);
    }

    /** What an application calls a place, as far as an operation knows it; the keys that are missing are bits by their ordinals. */
    private record Place(
            Operation operation,
            String provider,
            @Nullable String model,
            @Nullable String outcome,
            int missing) {}

    /** Says in the log, once for each place, which of the keys an operation that starts has no value for. Never throws. */
    void check(OperationBuilder builder, Attribution attribution, @Nullable OutcomeAccount outcome) {
        int missing = 0;
        for (AttributionKey key : keys) {
            if (attribution.get(key) == null) {
                missing |= 1 << key.ordinal();
            }
        }
        if (missing != 0) {
            tell(new Place(
                    builder.operation,
                    builder.provider,
                    builder.model,
                    outcome == null ? null : outcome.outcome().name(),
                    missing));
        }
    }

    private void tell(Place place) {
        if (places.contains(place)) {
            return;
        }
        if (places.size() >= MOST_PLACES) {
            log.warn(
                    "more places",
                    "missing attribution at more than " + MOST_PLACES
                            + " places, of which no more are named; LedgerSnapshot.attributionCoverage() counts them all");
        } else if (places.add(place)) {
            log.warn(place.toString(), () -> message(place));
        }
    }

    private String message(Place place) {
        StringBuilder ids = new StringBuilder();
        StringBuilder setters = new StringBuilder();
        for (AttributionKey key : keys) {
            if ((place.missing() & 1 << key.ordinal()) != 0) {
                ids.append(ids.isEmpty() ? "" : ", ").append(key.id());
                setters.append('.').append(setter(key)).append("(...)");
            }
        }
        String caller = ApplicationFrame.current();
        return "missing attribution " + ids + " on " + place.operation().id()
                + (place.model() == null ? "" : " " + place.model())
                + " of " + place.provider()
                + (place.outcome() == null ? "" : ", outcome " + place.outcome())
                + (caller == null ? "" : ", called from " + caller)
                + "; set it with Attribution.builder()" + setters
                + ".build().makeCurrent() around the call, or for all calls with CostspanBuilder.attribution";
    }

    /** Returns what the key's method of the builder is called: {@code costCenter} for {@code cost_center}. */
    private static String setter(AttributionKey key) {
        int word = key.id().indexOf('_');
        return word < 0
                ? key.id()
                : key.id().substring(0, word)
                        + key.id().substring(word + 1, word + 2).toUpperCase(Locale.ROOT)
                        + key.id().substring(word + 2);
    }
}
