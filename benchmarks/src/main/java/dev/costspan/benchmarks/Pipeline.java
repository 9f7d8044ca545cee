package dev.costspan.benchmarks;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;

/** Where spans and metrics go. What exporters receive is counted and dropped, so that no network is measured. */
public enum Pipeline {
    /** Every span is recorded and exported by the thread that ends it; metrics are read every ten seconds. */
    SAMPLED,
    /** No span is recorded; metrics are complete all the same. */
    UNSAMPLED,
    /** The API without an SDK, as in an application that has not set OpenTelemetry up. */
    NO_SDK;

    private static final Duration METRIC_INTERVAL = Duration.ofSeconds(10);

    OpenTelemetry open() {
        return switch (this) {
            case SAMPLED -> sdk(Sampler.alwaysOn());
            case UNSAMPLED -> sdk(Sampler.alwaysOff());
            case NO_SDK -> OpenTelemetry.noop();
        };
    }

    static void close(OpenTelemetry openTelemetry) {
        if (openTelemetry instanceof OpenTelemetrySdk sdk) {
            sdk.close();
        }
    }

    private static OpenTelemetrySdk sdk(Sampler sampler) {
        return OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .setSampler(sampler)
                        .addSpanProcessor(SimpleSpanProcessor.create(new CountingSpanExporter()))
                        .build())
                .setMeterProvider(SdkMeterProvider.builder()
                        .registerMetricReader(PeriodicMetricReader.builder(new CountingMetricExporter())
                                .setInterval(METRIC_INTERVAL)
                                .build())
                        .build())
                .build();
    }
}
