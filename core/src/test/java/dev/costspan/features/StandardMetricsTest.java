package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.MeteredOperation;
import dev.costspan.telemetry.Semconv;
import dev.costspan.telemetry.StandardMetrics;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StandardMetricsTest {

    private final Observed tagged = Observed.with(
            settings -> settings.standardMetrics(StandardMetrics.ON).semconv(Semconv.V1_41));
    private final Observed latest = Observed.with(
            settings -> settings.standardMetrics(StandardMetrics.ON).semconv(Semconv.LATEST));

    @Test
    void metrics_whenOff_areOursAlone() {
        Observed off = Observed.create();
        off.chat().call(Answer.USUAL::tell);

        assertThat(off.telemetry.metricNames()).allMatch(name -> name.startsWith("costspan."));
    }

    @Test
    void metrics_whenAutoAndNobodyElseWritesThem_areOn() {
        Observed auto = Observed.with(settings -> settings.standardMetrics(StandardMetrics.AUTO));
        auto.chat().call(Answer.USUAL::tell);

        assertThat(auto.telemetry.metricNames()).contains("gen_ai.client.token.usage");
    }

    @Test
    void metrics_inVersion141_areHistogramsWithInclusiveTotals() {
        stream(tagged);

        assertThat(standard(tagged))
                .containsExactlyInAnyOrder(
                        "gen_ai.client.token.usage",
                        "gen_ai.client.operation.duration",
                        "gen_ai.client.operation.time_to_first_chunk");
        assertThat(points(tagged, "gen_ai.client.token.usage").stream()
                        .collect(Collectors.toMap(
                                point -> TestTelemetry.plain(point.getAttributes())
                                        .get("gen_ai.token.type"),
                                HistogramPointData::getSum)))
                .isEqualTo(Map.of("input", 1000.0, "output", 50.0));
        assertBuckets(tagged, "gen_ai.client.token.usage", "{token}", 1, 67108864, 14);
        assertBuckets(tagged, "gen_ai.client.operation.duration", "s", 0.01, 81.92, 14);
        assertThat(TestTelemetry.plain(points(tagged, "gen_ai.client.operation.duration")
                        .iterator()
                        .next()
                        .getAttributes()))
                .isEqualTo(Map.of(
                        "gen_ai.operation.name", "chat",
                        "gen_ai.provider.name", "openai",
                        "gen_ai.request.model", "gpt-4o",
                        "gen_ai.response.model", "gpt-4o-2024-08-06"));
    }

    @Test
    void metrics_inTheLatestText_areCountersAndHistogramsOfInference() {
        stream(latest);

        assertThat(standard(latest))
                .containsExactlyInAnyOrder(
                        "gen_ai.client.inference.usage.input_tokens",
                        "gen_ai.client.inference.usage.output_tokens",
                        "gen_ai.client.inference.usage.cache_read.input_tokens",
                        "gen_ai.client.inference.operation.input_tokens",
                        "gen_ai.client.inference.operation.output_tokens",
                        "gen_ai.client.inference.duration",
                        "gen_ai.client.inference.time_to_first_chunk");
        assertThat(latest.telemetry
                        .metric("gen_ai.client.inference.usage.input_tokens")
                        .getType())
                .isEqualTo(MetricDataType.LONG_SUM);
        assertThat(latest.telemetry.counter("gen_ai.client.inference.usage.input_tokens", "gen_ai.token.modality"))
                .isEqualTo(Map.of("unknown", 1000L));
        assertBuckets(latest, "gen_ai.client.inference.operation.input_tokens", "{token}", 1, 67108864, 14);
        assertBuckets(latest, "gen_ai.client.inference.duration", "s", 0.01, 81.92, 14);
    }

    @Test
    void metrics_whenTextIsEmbedded_haveNamesOfTheirOwnInTheLatestText() {
        for (Observed observed : new Observed[] {tagged, latest}) {
            observed.costspan
                    .operation(Operation.EMBEDDINGS)
                    .provider("acme")
                    .model("embedder")
                    .call(operation -> operation.usage(Usage.of(Meter.INPUT_TOKENS, 5)));
        }

        assertThat(standard(tagged))
                .containsExactlyInAnyOrder("gen_ai.client.token.usage", "gen_ai.client.operation.duration");
        assertThat(standard(latest))
                .containsExactlyInAnyOrder(
                        "gen_ai.client.embeddings.operation.input_tokens", "gen_ai.client.embeddings.duration");
    }

    @Test
    void metrics_whenModelIsNeitherAskedNorEmbedding_areItsDurationAlone() {
        for (Observed observed : new Observed[] {tagged, latest}) {
            observed.costspan
                    .operation(Operation.RERANK)
                    .provider("acme")
                    .model("reranker")
                    .call(operation -> operation.usage(Usage.of(Meter.QUERIES, 1)));
            assertThat(standard(observed)).containsExactly("gen_ai.client.operation.duration");
        }
    }

    @Test
    void metrics_whenACallFails_nameTheError() {
        tagged.chat().start().fail("429");
        latest.chat().start().fail("429");

        assertThat(points(tagged, "gen_ai.client.operation.duration")
                        .iterator()
                        .next()
                        .getAttributes()
                        .toString())
                .contains("error.type=\"429\"");
        assertThat(standard(latest)).containsExactly("gen_ai.client.inference.duration");
    }

    @Test
    void metrics_whenStoreIsAskedOrChargeIsMade_areNone() {
        for (Observed observed : new Observed[] {tagged, latest}) {
            observed.costspan
                    .operation(Operation.VECTOR_QUERY)
                    .provider("vectors")
                    .record(Usage.of(Meter.READ_UNITS, 1));
            observed.costspan
                    .operation(Operation.GPU_TIME)
                    .provider("acme")
                    .model("h100")
                    .record(Usage.of(Meter.GPU_SECONDS, 1));
            assertThat(standard(observed)).isEmpty();
        }
    }

    @Test
    void metrics_whenUsageContradictsItself_leaveTokensOut() {
        tagged.chat().call(operation -> operation.usage(Usage.tokens(-5, 1)));

        assertThat(standard(tagged)).containsExactly("gen_ai.client.operation.duration");
    }

    private static void stream(Observed observed) {
        MeteredOperation stream = observed.chat().start();
        stream.chunk();
        stream.chunk();
        Answer.USUAL.tell(stream);
        stream.end();
    }

    private static Set<String> standard(Observed observed) {
        return observed.telemetry.metricNames().stream()
                .filter(name -> name.startsWith("gen_ai."))
                .collect(Collectors.toSet());
    }

    private static Collection<HistogramPointData> points(Observed observed, String name) {
        return observed.telemetry.metric(name).getHistogramData().getPoints();
    }

    private static void assertBuckets(
            Observed observed, String name, String unit, double first, double last, int count) {
        assertThat(observed.telemetry.metric(name).getUnit()).isEqualTo(unit);
        assertThat(points(observed, name).iterator().next().getBoundaries())
                .hasSize(count)
                .startsWith(first)
                .endsWith(last);
    }
}
