package dev.costspan.contract;

import dev.costspan.Costspan;
import dev.costspan.CostspanBuilder;
import dev.costspan.pricing.PriceBook;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.telemetry.StandardMetrics;
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
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A Costspan whose spans, metrics and records are kept. */
public final class Recording {

    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
    private final List<CostRecord> records = new ArrayList<>();
    private final OpenTelemetrySdk sdk;
    private final Costspan costspan;

    private Recording(Sampler sampler, PriceBook prices, UnaryOperator<CostspanBuilder> settings) {
        sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .setSampler(sampler)
                        .addSpanProcessor(SimpleSpanProcessor.create(spans))
                        .build())
                .setMeterProvider(
                        SdkMeterProvider.builder().registerMetricReader(metrics).build())
                .build();
        costspan = settings.apply(Costspan.builder(sdk).prices(prices).standardMetrics(StandardMetrics.OFF))
                .directSink(this::keep)
                .build();
    }

    /** Returns one that samples every span. */
    public static Recording of(PriceBook prices) {
        return with(prices, settings -> settings);
    }

    /** Returns one that samples every span and has other settings. */
    public static Recording with(PriceBook prices, UnaryOperator<CostspanBuilder> settings) {
        return new Recording(Sampler.alwaysOn(), prices, settings);
    }

    /** Returns one that samples no span. */
    public static Recording unsampled(PriceBook prices) {
        return new Recording(Sampler.alwaysOff(), prices, settings -> settings);
    }

    public Costspan costspan() {
        return costspan;
    }

    /** Returns what was recorded so far. */
    public synchronized List<CostRecord> records() {
        return List.copyOf(records);
    }

    /** Returns what was recorded once there are as many records as that; other threads may have to end first. */
    public synchronized List<CostRecord> records(int count) {
        long deadline = System.nanoTime() + LONGEST_WAIT_NANOS;
        try {
            for (long left = LONGEST_WAIT_NANOS;
                    records.size() < count && left > 0;
                    left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (records.size() != count) {
            throw new AssertionError("expected " + count + " records, but there are " + records);
        }
        return List.copyOf(records);
    }

    /** Returns the only record, once it is there. */
    public CostRecord only() {
        return records(1).get(0);
    }

    /** Returns the ended spans in the order of their ends. */
    public List<SpanData> spans() {
        return spans.getFinishedSpanItems();
    }

    /** Returns the only ended span. */
    public SpanData span() {
        List<SpanData> all = spans();
        if (all.size() != 1) {
            throw new AssertionError("expected one span, but there are " + all);
        }
        return all.get(0);
    }

    /** Returns the first ended span of that name. */
    public SpanData span(String name) {
        return spans().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span " + name + " in " + spans()));
    }

    /** Makes a span of the application current. */
    public Scope inSpan(String name) {
        Span span = sdk.getTracer("test").spanBuilder(name).startSpan();
        Scope scope = span.makeCurrent();
        return () -> {
            scope.close();
            span.end();
        };
    }

    /** Returns the values of a counter by one attribute of its points; empty when it has none. */
    public Map<String, Double> counter(String name, String attribute) {
        Map<String, Double> values = new TreeMap<>();
        for (MetricData metric : metrics.collectAllMetrics()) {
            if (metric.getName().equals(name)) {
                for (PointData point : metric.getData().getPoints()) {
                    String key = String.valueOf(plain(point.getAttributes()).get(attribute));
                    values.merge(key, value(point), Double::sum);
                }
            }
        }
        return values;
    }

    /** Returns attributes by their plain names. */
    public static Map<String, Object> plain(Attributes attributes) {
        Map<String, Object> plain = new TreeMap<>();
        attributes.forEach((key, value) -> plain.put(key.getKey(), value));
        return plain;
    }

    private synchronized void keep(CostRecord entry) {
        records.add(entry);
        notifyAll();
    }

    private static double value(PointData point) {
        return point instanceof LongPointData counted ? counted.getValue() : ((DoublePointData) point).getValue();
    }
}
