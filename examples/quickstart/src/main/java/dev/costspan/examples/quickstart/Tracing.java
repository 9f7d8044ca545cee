package dev.costspan.examples.quickstart;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.zipkin.ZipkinSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.jspecify.annotations.Nullable;

/** The OpenTelemetry set-up of the application. */
final class Tracing {
    static final String SERVICE_NAME = "costspan-quickstart";

    private Tracing() {}

    /** An SDK that samples everything and sends spans to Zipkin, or nowhere when there is none. Closing it flushes. */
    static OpenTelemetrySdk create(@Nullable Zipkin zipkin) {
        Attributes service = Attributes.of(AttributeKey.stringKey("service.name"), SERVICE_NAME);
        SdkTracerProviderBuilder tracerProvider =
                SdkTracerProvider.builder().setResource(Resource.getDefault().merge(Resource.create(service)));
        if (zipkin != null) {
            tracerProvider.addSpanProcessor(
                    BatchSpanProcessor.builder(exporter(zipkin)).build());
        }
        return OpenTelemetrySdk.builder()
                .setTracerProvider(tracerProvider.build())
                .build();
    }

    // OpenTelemetry deprecated its Zipkin exporter in favour of OTLP, which a Zipkin server does not take by itself.
    @SuppressWarnings("deprecation")
    private static SpanExporter exporter(Zipkin zipkin) {
        return ZipkinSpanExporter.builder().setEndpoint(zipkin.spansUrl()).build();
    }
}
