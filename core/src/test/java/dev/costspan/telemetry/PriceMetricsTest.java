package dev.costspan.telemetry;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;

import dev.costspan.pricing.Cost;
import dev.costspan.pricing.CostSource;
import dev.costspan.pricing.Money;
import dev.costspan.pricing.PriceBook;
import dev.costspan.pricing.PriceFeed;
import dev.costspan.pricing.UnpricedReason;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceMetricsTest {

    private static final AttributeKey<String> FEED = stringKey("costspan.price.feed");
    private static final AttributeKey<String> RESULT = stringKey("costspan.price.refresh.result");
    private static final String CARD = """
            {"id": "%s", "provider": "p", "models": ["m"], "rates": {"requests": {"price": "1", "per": 1}}}""";

    @TempDir
    private Path directory;

    private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setMeterProvider(
                    SdkMeterProvider.builder().registerMetricReader(metrics).build())
            .build();

    @Test
    void collect_whenAFeedHasCards_hasAgeCardsAndRefreshes() throws IOException {
        PriceFeed feed =
                feed("{\"format\": \"costspan-prices/1\", \"source\": \"s\", \"as_of\": \"2026-08-20\", \"cards\": ["
                        + CARD.formatted("a") + ", " + CARD.formatted("b") + "]}");
        Attributes ofFeed = Attributes.of(FEED, feed.name());

        try (PriceMetrics registered = register(feed)) {
            // From 2026-08-20T00:00Z to 2026-08-21T00:00:00.5Z.
            assertThat(metric("costspan.price.age"))
                    .hasUnit("s")
                    .hasDoubleGaugeSatisfying(gauge -> gauge.hasPointsSatisfying(
                            point -> point.hasValue(86_400.5).hasAttributes(ofFeed)));
            assertThat(metric("costspan.price.cards"))
                    .hasUnit("{card}")
                    .hasLongGaugeSatisfying(gauge ->
                            gauge.hasPointsSatisfying(point -> point.hasValue(2).hasAttributes(ofFeed)));
            assertThat(metric("costspan.price.refresh"))
                    .hasUnit("{refresh}")
                    .hasLongSumSatisfying(sum -> sum.isMonotonic()
                            .isCumulative()
                            .hasPointsSatisfying(
                                    point -> point.hasValue(1)
                                            .hasAttributes(ofFeed.toBuilder()
                                                    .put(RESULT, "updated")
                                                    .build()),
                                    point -> point.hasValue(0)
                                            .hasAttributes(ofFeed.toBuilder()
                                                    .put(RESULT, "unchanged")
                                                    .build()),
                                    point -> point.hasValue(0)
                                            .hasAttributes(ofFeed.toBuilder()
                                                    .put(RESULT, "failed")
                                                    .build())));
        }
        assertThat(metrics.collectAllMetrics()).isEmpty();
    }

    @Test
    void collect_whenAFeedHasHadNoGoodFile_hasNoAge() throws IOException {
        PriceFeed feed = feed("{");

        try (PriceMetrics registered = register(feed)) {
            assertThat(metrics.collectAllMetrics().stream().map(MetricData::getName))
                    .containsExactlyInAnyOrder("costspan.price.cards", "costspan.price.refresh");
            assertThat(metric("costspan.price.refresh"))
                    .hasLongSumSatisfying(sum -> sum.satisfies(data -> assertThat(data.getPoints())
                            .filteredOn(point ->
                                    "failed".equals(point.getAttributes().get(RESULT)))
                            .singleElement()
                            .satisfies(point -> assertThat(point.getValue()).isEqualTo(1))));
        }
    }

    @Test
    void collect_whenOperationsEnded_hasTheAgeOfTheCatalogueAndTheShareThatIsPriced() {
        Ledger ledger = TestLedger.of(10, new MetricKeys(Set.of(), 10), Set.of());
        ledger.add(chat().cost(Cost.stated(Money.of("1", "USD"), CostSource.PROVIDER, Usage.UNKNOWN)));
        ledger.add(chat().cost(Cost.unpriced(UnpricedReason.UNKNOWN_MODEL, Usage.UNKNOWN)));
        // the older of the catalogue's two lists is of 2026-08-01
        Clock clock = Clock.fixed(Instant.parse("2026-08-02T00:00:00Z"), ZoneOffset.UTC);

        try (PriceMetrics registered = PriceMetrics.register(sdk, PriceBook.bundled(), ledger, clock)) {
            assertThat(metric("costspan.price.age"))
                    .hasDoubleGaugeSatisfying(gauge -> gauge.hasPointsSatisfying(
                            point -> point.hasValue(86_400).hasAttributes(Attributes.of(FEED, "catalog"))));
            assertThat(metric("costspan.price.coverage"))
                    .hasUnit("1")
                    .hasDoubleGaugeSatisfying(gauge -> gauge.hasPointsSatisfying(point -> point.hasValue(0.5)));
        }
    }

    private static CostRecordBuilder chat() {
        return CostRecord.builder(Operation.CHAT, "acme", Instant.EPOCH);
    }

    private PriceMetrics register(PriceFeed feed) {
        PriceBook book = PriceBook.builder().withoutBundledCatalog().feed(feed).build();
        return PriceMetrics.register(
                sdk, book, TestLedger.of(10, new MetricKeys(Set.of(), 10), Set.of()), Clock.systemUTC());
    }

    private PriceFeed feed(String content) throws IOException {
        Path file = Files.writeString(directory.resolve("prices.json"), content);
        Clock clock = Clock.fixed(Instant.parse("2026-08-21T00:00:00.5Z"), ZoneOffset.UTC);
        try (PriceFeed feed = PriceFeed.file(file).clock(clock).build()) {
            return feed.start();
        }
    }

    private MetricData metric(String name) {
        return metrics.collectAllMetrics().stream()
                .filter(metric -> metric.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
