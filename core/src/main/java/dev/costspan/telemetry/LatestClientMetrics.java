package dev.costspan.telemetry;

import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.context.Context;
import java.util.EnumMap;
import java.util.Map;

/**
 * The metrics of {@code semantic-conventions-genai}: counters of tokens for spend, histograms per operation, and durations named
 * after the kind of operation. The modality of tokens is {@code unknown} where the answer does not split them.
 */
final class LatestClientMetrics implements ClientMetrics {

    private final Map<Meter, LongCounter> counters = new EnumMap<>(Meter.class);
    private final LongHistogram inputTokens;
    private final LongHistogram outputTokens;
    private final LongHistogram embeddingsInputTokens;
    private final DoubleHistogram inferenceDuration;
    private final DoubleHistogram embeddingsDuration;
    private final DoubleHistogram otherDuration;
    private final DoubleHistogram firstChunk;

    LatestClientMetrics(io.opentelemetry.api.metrics.Meter meter) {
        counters.put(Meter.INPUT_TOKENS, counter(meter, "input_tokens"));
        counters.put(Meter.OUTPUT_TOKENS, counter(meter, "output_tokens"));
        counters.put(Meter.CACHE_READ_TOKENS, counter(meter, "cache_read.input_tokens"));
        counters.put(Meter.CACHE_WRITE_TOKENS, counter(meter, "cache_write.input_tokens"));
        counters.put(Meter.OUTPUT_REASONING_TOKENS, counter(meter, "reasoning.output_tokens"));
        inputTokens = tokens(meter, "gen_ai.client.inference.operation.input_tokens");
        outputTokens = tokens(meter, "gen_ai.client.inference.operation.output_tokens");
        embeddingsInputTokens = tokens(meter, "gen_ai.client.embeddings.operation.input_tokens");
        inferenceDuration = seconds(meter, "gen_ai.client.inference.duration");
        embeddingsDuration = seconds(meter, "gen_ai.client.embeddings.duration");
        otherDuration = seconds(meter, "gen_ai.client.operation.duration");
        firstChunk = seconds(meter, "gen_ai.client.inference.time_to_first_chunk");
    }

    @Override
    public void write(CostRecordBuilder facts, Series series, Context context) {
        if (!ClientMetrics.describes(facts)) {
            return;
        }
        duration(facts.operation)
                .record(
                        facts.durationNanos / NANOS_PER_SECOND,
                        ClientMetrics.withError(series.standard(), facts),
                        context);
        if (facts.operation == Operation.CHAT) {
            writeInference(facts, series, context);
        } else if (facts.operation == Operation.EMBEDDINGS) {
            record(embeddingsInputTokens, facts.cost.usage(), Meter.INPUT_TOKENS, series.standard(), context);
        }
    }

    private void writeInference(CostRecordBuilder facts, Series series, Context context) {
        Attributes attributes = series.standard();
        Usage usage = facts.cost.usage();
        record(inputTokens, usage, Meter.INPUT_TOKENS, attributes, context);
        record(outputTokens, usage, Meter.OUTPUT_TOKENS, attributes, context);
        counters.forEach((meter, counter) -> {
            if (ClientMetrics.has(usage, meter)) {
                counter.add(usage.unscaled(meter), series.standardCounted(), context);
            }
        });
        if (facts.firstChunkNanos >= 0) {
            firstChunk.record(facts.firstChunkNanos / NANOS_PER_SECOND, attributes, context);
        }
    }

    private DoubleHistogram duration(Operation operation) {
        return switch (operation) {
            case CHAT -> inferenceDuration;
            case EMBEDDINGS -> embeddingsDuration;
            default -> otherDuration;
        };
    }

    private static void record(
            LongHistogram histogram, Usage usage, Meter meter, Attributes attributes, Context context) {
        if (ClientMetrics.has(usage, meter)) {
            histogram.record(usage.unscaled(meter), attributes, context);
        }
    }

    private static LongCounter counter(io.opentelemetry.api.metrics.Meter meter, String name) {
        return meter.counterBuilder("gen_ai.client.inference.usage." + name)
                .setUnit("{token}")
                .build();
    }

    private static LongHistogram tokens(io.opentelemetry.api.metrics.Meter meter, String name) {
        return meter.histogramBuilder(name)
                .ofLongs()
                .setUnit("{token}")
                .setExplicitBucketBoundariesAdvice(TOKEN_BUCKETS)
                .build();
    }

    private static DoubleHistogram seconds(io.opentelemetry.api.metrics.Meter meter, String name) {
        return meter.histogramBuilder(name)
                .setUnit("s")
                .setExplicitBucketBoundariesAdvice(SECOND_BUCKETS)
                .build();
    }
}
