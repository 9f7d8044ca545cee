package dev.costspan.features;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An OpenTelemetry SDK that keeps its spans and metrics in memory. */
final class TestTelemetry {

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
    private final OpenTelemetrySdk sdk;

    private TestTelemetry(Sampler sampler, List<SpanProcessor> processors) {
        var tracing = SdkTracerProvider.builder().setSampler(sampler);
        processors.forEach(tracing::addSpanProcessor);
        sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(tracing.addSpanProcessor(SimpleSpanProcessor.create(spans))
                        .build())
                .setMeterProvider(
                        SdkMeterProvider.builder().registerMetricReader(metrics).build())
                .build();
    }

    static TestTelemetry sampled(SpanProcessor... processors) {
        return new TestTelemetry(Sampler.alwaysOn(), List.of(processors));
    }

    static TestTelemetry unsampled() {
        return new TestTelemetry(Sampler.alwaysOff(), List.of());
    }

    OpenTelemetry openTelemetry() {
        return sdk;
    }

    List<SpanData> spans() {
        return spans.getFinishedSpanItems();
    }

    SpanData span() {
        List<SpanData> all = spans();
        if (all.size() != 1) {
            throw new AssertionError("expected one span, but there are " + all);
        }
        return all.get(0);
    }

    SpanData span(String name) {
        return spans().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Scope inSpan(String name) {
        Span span = sdk.getTracer("test").spanBuilder(name).startSpan();
        Scope scope = span.makeCurrent();
        return () -> {
            scope.close();
            span.end();
        };
    }

    Set<String> metricNames() {
        return metrics.collectAllMetrics().stream().map(MetricData::getName).collect(Collectors.toSet());
    }

    MetricData metric(String name) {
        return metrics.collectAllMetrics().stream()
                .filter(metric -> metric.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric " + name + " in " + metricNames()));
    }

    /** The values of a counter by the given attribute of its points. */
    Map<String, Number> counter(String name, String attribute) {
        Map<String, Number> values = new TreeMap<>();
        for (PointData point : metric(name).getData().getPoints()) {
            values.put(String.valueOf(plain(point.getAttributes()).get(attribute)), value(point));
        }
        return values;
    }

    static Map<String, Object> plain(Attributes attributes) {
        Map<String, Object> plain = new TreeMap<>();
        attributes.forEach((key, value) -> plain.put(key.getKey(), value));
        return plain;
    }

    private static Number value(PointData point) {
        if (point instanceof LongPointData counted) {
            return counted.getValue();
        }
        return ((DoublePointData) point).getValue();
    }
}
