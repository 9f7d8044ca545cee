package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.CostspanBuilder;
import dev.costspan.MeteredOperation;
import dev.costspan.attribution.Attribution;
import dev.costspan.attribution.AttributionKey;
import dev.costspan.outcome.OutcomeScope;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.PointData;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class MetricContractTest {

    private static final Attribution ASKER = Attribution.builder()
            .team("support")
            .product("shop")
            .feature("faq")
            .tenant("acme-gmbh")
            .user("u-1")
            .tag("experiment", "b")
            .build();

    private final Observed observed = Observed.create();

    @Test
    void metrics_whenCallsEnd_haveTheseNamesKindsAndUnits() {
        usual();
        observed.chat().start().fail("timeout");
        observed.chat().call(operation -> {
            operation.attempt().succeed();
            return Answer.USUAL.tell(operation);
        });

        assertThat(observed.telemetry.metricNames())
                .containsExactlyInAnyOrder(
                        "costspan.cost",
                        "costspan.operation.cost",
                        "costspan.tokens",
                        "costspan.attempts",
                        "costspan.unpriced.operations",
                        "costspan.cache.savings",
                        "costspan.price.coverage");
        assertKind("costspan.cost", MetricDataType.DOUBLE_SUM, "{currency}");
        assertKind("costspan.operation.cost", MetricDataType.HISTOGRAM, "{currency}");
        assertKind("costspan.tokens", MetricDataType.LONG_SUM, "{token}");
        assertKind("costspan.attempts", MetricDataType.LONG_SUM, "{attempt}");
        assertKind("costspan.unpriced.operations", MetricDataType.LONG_SUM, "{operation}");
        assertKind("costspan.cache.savings", MetricDataType.DOUBLE_SUM, "{currency}");
        assertKind("costspan.price.coverage", MetricDataType.DOUBLE_GAUGE, "1");
    }

    @Test
    void cost_whenACallEnds_isSplitByDisjointTokenTypesUnderTheScopesInForce() {
        try (Scope whom = ASKER.makeCurrent();
                OutcomeScope what = observed.costspan.outcome("support.resolution")) {
            usual();
        }

        assertThat(observed.telemetry.counter("costspan.cost", "costspan.token.type"))
                .isEqualTo(Map.of("input", 0.002, "cache_read", 0.00025, "output", 0.0005));
        Map<String, Object> common = new TreeMap<>(Map.of(
                "gen_ai.operation.name", "chat",
                "gen_ai.provider.name", "openai",
                "gen_ai.request.model", "gpt-4o",
                "gen_ai.response.model", "gpt-4o-2024-08-06",
                "costspan.team", "support",
                "costspan.product", "shop",
                "costspan.feature", "faq",
                "costspan.outcome.name", "support.resolution"));
        assertThat(pointOf("costspan.tokens", "costspan.token.type", "input"))
                .isEqualTo(plus(common, "costspan.token.type", "input"));
        common.put("costspan.cost.currency", "USD");
        assertThat(pointOf("costspan.cost", "costspan.token.type", "input"))
                .isEqualTo(plus(common, "costspan.token.type", "input"));
        assertThat(pointOf("costspan.operation.cost", "costspan.cost.currency", "USD"))
                .isEqualTo(common);
    }

    @Test
    void cost_whenATokenTypeHasNoRate_hasNoPointForIt() {
        observed.costspan
                .operation(Operation.CHAT)
                .provider("acme")
                .model("embedder")
                .record(Usage.tokens(100, 5));

        assertThat(observed.telemetry.counter("costspan.cost", "costspan.token.type"))
                .isEqualTo(Map.of("input", 0.000002));
    }

    @Test
    void cost_whenTheModelIsFree_hasAPointOfZero() {
        observed.costspan
                .operation(Operation.CHAT)
                .provider("local")
                .model("minilm")
                .record(Usage.tokens(100, 5));

        assertThat(observed.telemetry.counter("costspan.cost", "costspan.token.type"))
                .containsEntry("input", 0.0)
                .containsEntry("output", 0.0);
    }

    @Test
    void tokens_whenSummedOverAllTypes_giveTheInclusiveTotals() {
        usual();

        Map<String, Number> tokens = observed.telemetry.counter("costspan.tokens", "costspan.token.type");
        assertThat(tokens).isEqualTo(Map.of("input", 800L, "cache_read", 200L, "output", 50L));
        assertThat(tokens.values().stream().mapToLong(Number::longValue).sum()).isEqualTo(1050);
    }

    @Test
    void operationCost_always_hasBucketsOfMoney() {
        usual();

        assertThat(histogram("costspan.operation.cost").getBoundaries())
                .containsExactly(
                        0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
                        25.0);
        assertThat(histogram("costspan.operation.cost").getSum()).isEqualTo(0.00275);
    }

    @Test
    void exemplar_whenAStreamEndsOnABareThread_pointsAtTheOperationsSpan() throws InterruptedException {
        MeteredOperation stream = observed.chat().start();
        Thread answering = new Thread(() -> {
            Answer.USUAL.tell(stream);
            stream.end();
        });
        answering.start();
        answering.join();

        assertThat(histogram("costspan.operation.cost").getExemplars())
                .singleElement()
                .extracting(DoubleExemplarData::getSpanContext)
                .extracting(context -> context.getSpanId())
                .isEqualTo(observed.telemetry.span().getSpanId());
    }

    @Test
    void metrics_whenNothingIsSampled_areComplete() {
        Observed unsampled = Observed.over(TestTelemetry.unsampled(), settings -> settings);
        for (int i = 0; i < 20; i++) {
            unsampled.chat().call(Answer.USUAL::tell);
        }
        unsampled.chat().model("gpt-99").start().end();

        assertThat(unsampled.telemetry.spans()).isEmpty();
        assertThat(unsampled.records).hasSize(21);
        assertThat(unsampled.telemetry.counter("costspan.tokens", "costspan.token.type"))
                .isEqualTo(Map.of("input", 16_000L, "cache_read", 4_000L, "output", 1_000L));
        assertThat(unsampled.telemetry.counter("costspan.unpriced.operations", "costspan.cost.unpriced_reason"))
                .isEqualTo(Map.of("unknown_model", 1L));
        assertThat(unsampled.costspan.ledger().snapshot().cost().get(0).amount())
                .isEqualByComparingTo("0.055");
    }

    @Test
    void keys_whenChosen_areTheOnesOnMetrics() {
        Observed chosen =
                Observed.with(settings -> settings.metricKeys(AttributionKey.TENANT, AttributionKey.COST_CENTER));
        try (Scope ignored = ASKER.makeCurrent()) {
            chosen.chat().call(Answer.USUAL::tell);
        }

        assertThat(attributesOf(chosen, "costspan.operation.cost"))
                .containsEntry("costspan.tenant", "acme-gmbh")
                .doesNotContainKeys("costspan.team", "costspan.cost_center");
    }

    @Test
    void keys_whenAValueIsBeyondTheCap_becomeOtherAndAreCounted() {
        Observed capped = capped(settings -> settings);

        assertThat(capped.telemetry.counter("costspan.tokens", "costspan.tenant"))
                .containsOnlyKeys("tenant-0", "tenant-1", "_other");
        assertThat(capped.costspan.ledger().snapshot().replacedMetricValues()).isEqualTo(3);
        assertThat(capped.costspan.ledger().snapshot().rows()).hasSize(5);
    }

    @Test
    void keys_whenTheLedgerIsFull_stayTheSameOnMetrics() {
        Observed full = capped(settings -> settings.maxLedgerRows(1));

        assertThat(full.telemetry.counter("costspan.tokens", "costspan.tenant"))
                .containsOnlyKeys("tenant-0", "tenant-1", "_other");
        assertThat(full.costspan.ledger().snapshot().overflowedOperations()).isEqualTo(8);
    }

    @Test
    void cost_whenAmountIsZero_isARealPoint() {
        observed.costspan
                .operation(Operation.EMBEDDINGS)
                .provider("local")
                .model("minilm")
                .call(operation -> operation.usage(Usage.tokens(7, 0)));

        assertThat(observed.telemetry.counter("costspan.cost", "costspan.token.type"))
                .containsEntry("input", 0.0);
    }

    private static Observed capped(UnaryOperator<CostspanBuilder> settings) {
        Observed capped = Observed.with(builder ->
                settings.apply(builder.metricKeys(AttributionKey.TENANT).maxMetricValues(2)));
        for (int i = 0; i < 10; i++) {
            try (Scope ignored =
                    Attribution.builder().tenant("tenant-" + i % 5).build().makeCurrent()) {
                capped.chat().call(operation -> operation.usage(Usage.tokens(1, 0)));
            }
        }
        return capped;
    }

    private void usual() {
        observed.chat().call(Answer.USUAL::tell);
    }

    private HistogramPointData histogram(String name) {
        return observed.telemetry
                .metric(name)
                .getHistogramData()
                .getPoints()
                .iterator()
                .next();
    }

    private void assertKind(String name, MetricDataType type, String unit) {
        MetricData metric = observed.telemetry.metric(name);
        assertThat(metric.getType()).isEqualTo(type);
        assertThat(metric.getUnit()).isEqualTo(unit);
        assertThat(metric.getDescription()).isNotEmpty();
        assertThat(metric.getInstrumentationScopeInfo().getName()).isEqualTo("dev.costspan");
    }

    private Map<String, Object> pointOf(String metric, String attribute, Object value) {
        for (PointData point : observed.telemetry.metric(metric).getData().getPoints()) {
            Map<String, Object> attributes = TestTelemetry.plain(point.getAttributes());
            if (value.equals(attributes.get(attribute))) {
                return attributes;
            }
        }
        throw new AssertionError("no point with " + attribute + " " + value);
    }

    private static Map<String, Object> attributesOf(Observed observed, String metric) {
        return TestTelemetry.plain(observed.telemetry
                .metric(metric)
                .getData()
                .getPoints()
                .iterator()
                .next()
                .getAttributes());
    }

    private static Map<String, Object> plus(Map<String, Object> attributes, String key, Object value) {
        Map<String, Object> more = new TreeMap<>(attributes);
        more.put(key, value);
        return more;
    }
}
