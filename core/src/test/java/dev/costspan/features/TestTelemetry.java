package dev.costspan.features;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
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
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An OpenTelemetry SDK that keeps its spans and metrics in memory. */
final class TestTelemetry {

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
    private final OpenTelemetrySdk sdk;

    private TestTelemetry(Sampler sampler, List<SpanProcessor> processors, TextMapPropagator propagator) {
        var tracing = SdkTracerProvider.builder().setSampler(sampler);
        processors.forEach(tracing::addSpanProcessor);
        sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(tracing.addSpanProcessor(SimpleSpanProcessor.create(spans))
                        .build())
                .setMeterProvider(
                        SdkMeterProvider.builder().registerMetricReader(metrics).build())
                .setPropagators(ContextPropagators.create(propagator))
                .build();
    }

    static TestTelemetry sampled(SpanProcessor... processors) {
        return new TestTelemetry(Sampler.alwaysOn(), List.of(processors), TextMapPropagator.noop());
    }

    static TestTelemetry unsampled() {
        return new TestTelemetry(Sampler.alwaysOff(), List.of(), TextMapPropagator.noop());
    }

    /** Sends and receives the trace, and what the propagator does. */
    static TestTelemetry propagating(TextMapPropagator propagator) {
        return new TestTelemetry(
                Sampler.alwaysOn(),
                List.of(),
                TextMapPropagator.composite(W3CTraceContextPropagator.getInstance(), propagator));
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

    /** The sums of a counter's or histogram's points by the given attribute; empty when nothing was written. */
    Map<String, Double> sums(String name, String attribute) {
        Map<String, Double> sums = new TreeMap<>();
        for (MetricData metric : metrics.collectAllMetrics()) {
            if (metric.getName().equals(name)) {
                for (PointData point : metric.getData().getPoints()) {
                    String value = String.valueOf(plain(point.getAttributes()).get(attribute));
                    sums.merge(value, value(point).doubleValue(), Double::sum);
                }
            }
        }
        return sums;
    }

    /** The sum of all points of a counter or histogram; 0 when nothing was written. */
    double sum(String name) {
        return sums(name, "").values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** The sum of an attribute over all spans that have it. */
    double sumOverSpans(String attribute) {
        return spans().stream()
                .map(span -> plain(span.getAttributes()).get(attribute))
                .filter(Objects::nonNull)
                .mapToDouble(value -> ((Number) value).doubleValue())
                .sum();
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
        if (point instanceof HistogramPointData recorded) {
            return recorded.getSum();
        }
        return ((DoublePointData) point).getValue();
    }
}
