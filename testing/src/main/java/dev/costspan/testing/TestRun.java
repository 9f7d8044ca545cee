package dev.costspan.testing;

import dev.costspan.Costspan;
import dev.costspan.CostspanBuilder;
import dev.costspan.pricing.PriceBook;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Clock;
import java.util.function.UnaryOperator;

/** The Costspan of one test, with the telemetry it writes to and what it spent. */
final class TestRun implements AutoCloseable {

    final Clock clock;
    final OpenTelemetrySdk openTelemetry;
    final Costspan costspan;
    final Costs costs;

    TestRun(PriceBook prices, Clock clock, UnaryOperator<CostspanBuilder> settings) {
        this.clock = clock;
        CollectedSpans spans = new CollectedSpans();
        openTelemetry = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(spans))
                        .build())
                .build();
        CostCollector collector = new CostCollector();
        costspan = settings.apply(Costspan.builder(openTelemetry).prices(prices).clock(clock))
                .directSink(collector)
                .build();
        costs = new Costs(collector, spans::spans, () -> costspan.ledger().snapshot());
    }

    /** Ends the telemetry; what was collected stays. */
    @Override
    public void close() {
        openTelemetry.close();
    }
}
