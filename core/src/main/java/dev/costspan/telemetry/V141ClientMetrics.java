package dev.costspan.telemetry;

import dev.costspan.usage.Meter;
import dev.costspan.usage.Usage;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.context.Context;

/** The metrics of semantic-conventions v1.41.0: token usage, duration and time to first chunk as histograms. */
final class V141ClientMetrics implements ClientMetrics {

    private final LongHistogram tokens;
    private final DoubleHistogram duration;
    private final DoubleHistogram firstChunk;

    V141ClientMetrics(io.opentelemetry.api.metrics.Meter meter) {
        tokens = meter.histogramBuilder("gen_ai.client.token.usage")
                .ofLongs()
                .setUnit("{token}")
                .setDescription("Number of input and output tokens used")
                .setExplicitBucketBoundariesAdvice(TOKEN_BUCKETS)
                .build();
        duration = meter.histogramBuilder("gen_ai.client.operation.duration")
                .setUnit("s")
                .setDescription("GenAI operation duration")
                .setExplicitBucketBoundariesAdvice(SECOND_BUCKETS)
                .build();
        firstChunk = meter.histogramBuilder("gen_ai.client.operation.time_to_first_chunk")
                .setUnit("s")
                .setDescription("Time to the first chunk of a streamed answer")
                .setExplicitBucketBoundariesAdvice(SECOND_BUCKETS)
                .build();
    }

    @Override
    public void write(CostRecordBuilder facts, Series series, Context context) {
        if (!ClientMetrics.describes(facts)) {
            return;
        }
        duration.record(
                facts.durationNanos / NANOS_PER_SECOND, ClientMetrics.withError(series.standard(), facts), context);
        Usage usage = facts.cost.usage();
        if (ClientMetrics.has(usage, Meter.INPUT_TOKENS)) {
            tokens.record(usage.unscaled(Meter.INPUT_TOKENS), series.standardInput(), context);
        }
        if (ClientMetrics.has(usage, Meter.OUTPUT_TOKENS)) {
            tokens.record(usage.unscaled(Meter.OUTPUT_TOKENS), series.standardOutput(), context);
        }
        if (facts.firstChunkNanos >= 0) {
            firstChunk.record(facts.firstChunkNanos / NANOS_PER_SECOND, series.standard(), context);
        }
    }
}
