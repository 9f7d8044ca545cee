package dev.costspan.telemetry;

import dev.costspan.pricing.PriceBook;
import dev.costspan.pricing.PriceFeed;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of prices: {@code costspan.price.age} in seconds and {@code costspan.price.cards} of each feed, {@code
 * costspan.price.refresh} by result, and {@code costspan.price.coverage}, the share of ended operations that have an amount. A feed
 * that has had no good file has no age; without an ended operation there is no coverage. The age of the bundled catalogue stands under
 * the feed {@code catalog}.
 *
 * <p>{@code Costspan} registers them; applications have no need to. Read when metrics are collected, on the collecting thread.
 * Thread-safe.
 */
public final class PriceMetrics implements AutoCloseable {

    private static final double NANOS = 1e9;

    private static final Attributes CATALOG = Attributes.of(Names.PRICE_FEED, "catalog");

    private final List<Feed> feeds;
    private final @Nullable LocalDate catalogDate;
    private final Ledger ledger;
    private final Clock clock;
    private final List<AutoCloseable> instruments;

    private PriceMetrics(Meter meter, PriceBook prices, Ledger ledger, Clock clock) {
        this.feeds = prices.feeds().stream().map(Feed::new).toList();
        this.catalogDate = prices.catalogDate();
        this.ledger = ledger;
        this.clock = clock;
        instruments = List.of(
                meter.gaugeBuilder("costspan.price.age")
                        .setUnit("s")
                        .setDescription("Time since the date of the prices of a feed, or since they were last fetched")
                        .buildWithCallback(this::observeAge),
                meter.gaugeBuilder("costspan.price.cards")
                        .ofLongs()
                        .setUnit("{card}")
                        .setDescription("Price cards of a feed")
                        .buildWithCallback(this::observeCards),
                meter.counterBuilder("costspan.price.refresh")
                        .setUnit("{refresh}")
                        .setDescription("Tries to refresh a feed, by result")
                        .buildWithCallback(this::observeRefreshes),
                meter.gaugeBuilder("costspan.price.coverage")
                        .setUnit("1")
                        .setDescription("Share of ended operations that have an amount")
                        .buildWithCallback(this::observeCoverage));
    }

    /**
     * Registers the metrics of an application's prices, which must be done once.
     *
     * @param openTelemetry where the metrics go
     * @param prices the book, whose feeds are told apart by their names
     * @param ledger the operations that ended
     * @param clock what ages are measured by
     * @return what unregisters them when closed
     */
    public static PriceMetrics register(OpenTelemetry openTelemetry, PriceBook prices, Ledger ledger, Clock clock) {
        return new PriceMetrics(openTelemetry.getMeter(Telemetry.SCOPE), prices, ledger, clock);
    }

    /** Unregisters the metrics. Never throws. */
    @Override
    public void close() {
        for (AutoCloseable instrument : instruments) {
            try {
                instrument.close();
            } catch (Exception ignored) {
                // an instrument that stays is read once more at worst
            }
        }
    }

    private void observeAge(ObservableDoubleMeasurement measurement) {
        if (catalogDate != null) {
            Instant since = catalogDate.atStartOfDay(ZoneOffset.UTC).toInstant();
            measurement.record(seconds(Duration.between(since, clock.instant())), CATALOG);
        }
        for (Feed feed : feeds) {
            Duration age = feed.feed.age();
            if (age != null) {
                measurement.record(seconds(age), feed.attributes);
            }
        }
    }

    private static double seconds(Duration age) {
        return age.toSeconds() + age.toNanosPart() / NANOS;
    }

    private void observeCoverage(ObservableDoubleMeasurement measurement) {
        LedgerSnapshot totals = ledger.snapshot();
        long operations = totals.operations();
        if (operations > 0) {
            measurement.record((double) (operations - totals.unpricedOperations()) / operations);
        }
    }

    private void observeCards(ObservableLongMeasurement measurement) {
        for (Feed feed : feeds) {
            measurement.record(feed.feed.cards(), feed.attributes);
        }
    }

    private void observeRefreshes(ObservableLongMeasurement measurement) {
        for (Feed feed : feeds) {
            feed.byResult.forEach((result, attributes) -> measurement.record(feed.feed.refreshes(result), attributes));
        }
    }

    /** A feed and the attributes its points have. */
    private static final class Feed {

        final PriceFeed feed;
        final Attributes attributes;
        final Map<PriceFeed.Refresh, Attributes> byResult = new EnumMap<>(PriceFeed.Refresh.class);

        Feed(PriceFeed feed) {
            this.feed = feed;
            attributes = Attributes.of(Names.PRICE_FEED, feed.name());
            for (PriceFeed.Refresh result : PriceFeed.Refresh.values()) {
                Attributes both = attributes.toBuilder()
                        .put(Names.REFRESH_RESULT, result.id())
                        .build();
                byResult.put(result, both);
            }
        }
    }
}
