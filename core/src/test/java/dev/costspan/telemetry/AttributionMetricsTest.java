package dev.costspan.telemetry;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;

import dev.costspan.attribution.Attribution;
import dev.costspan.attribution.AttributionKey;
import dev.costspan.pricing.Cost;
import dev.costspan.pricing.CostSource;
import dev.costspan.pricing.Money;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AttributionMetricsTest {

    private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setMeterProvider(
                    SdkMeterProvider.builder().registerMetricReader(metrics).build())
            .build();

    @Test
    void collect_untilClosed_hasTheShareOfEachCurrency() {
        Ledger ledger = TestLedger.of(10, new MetricKeys(Set.of(), 10), Set.of(AttributionKey.TEAM));
        ledger.add(spend("1").scope(Attribution.builder().team("support").build(), null));
        ledger.add(spend("3"));

        try (AttributionMetrics registered = AttributionMetrics.register(sdk, ledger)) {
            assertThat(metrics.collectAllMetrics())
                    .singleElement()
                    .satisfies(metric -> assertThat(metric)
                            .hasName("costspan.attribution.coverage")
                            .hasUnit("1")
                            .hasDoubleGaugeSatisfying(gauge -> gauge.hasPointsSatisfying(point -> point.hasValue(0.25)
                                    .hasAttributes(Attributes.of(stringKey("costspan.cost.currency"), "USD")))));
        }
        assertThat(metrics.collectAllMetrics()).isEmpty();
    }

    private static CostRecordBuilder spend(String amount) {
        return CostRecord.builder(Operation.CHAT, "acme", Instant.EPOCH)
                .cost(Cost.stated(Money.of(amount, "USD"), CostSource.PROVIDER, Usage.UNKNOWN));
    }
}
