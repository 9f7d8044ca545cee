package dev.costspan.telemetry;

import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import java.util.List;

/**
 * The {@code gen_ai.client.*} metrics of the conventions, in one of their two texts. Names, units and bucket boundaries are those
 * of semantic-conventions v1.41.0 and of {@code semantic-conventions-genai}.
 */
interface ClientMetrics {

    /** Writes nothing. */
    ClientMetrics NONE = (facts, series, context) -> {};

    /** Powers of four from 1, as the conventions ask for. */
    List<Long> TOKEN_BUCKETS = List.of(
            1L, 4L, 16L, 64L, 256L, 1024L, 4096L, 16384L, 65536L, 262144L, 1048576L, 4194304L, 16777216L, 67108864L);

    /** Powers of two from a hundredth of a second, as the conventions ask for. */
    List<Double> SECOND_BUCKETS =
            List.of(0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);

    double NANOS_PER_SECOND = 1e9;

    void write(CostRecordBuilder facts, Series series, Context context);

    static ClientMetrics create(io.opentelemetry.api.metrics.Meter meter, Semconv semconv) {
        return semconv == Semconv.LATEST ? new LatestClientMetrics(meter) : new V141ClientMetrics(meter);
    }

    static boolean describes(CostRecordBuilder facts) {
        return facts.operation.domain() == Operation.Domain.GEN_AI;
    }

    static Attributes withError(Attributes attributes, CostRecordBuilder facts) {
        String errorType = facts.errorType;
        return errorType == null
                ? attributes
                : attributes.toBuilder().put(Names.ERROR_TYPE, errorType).build();
    }

    /** The conventions' token metrics must not hold counts that nobody asked to be made offline. */
    static boolean has(Usage usage, Meter meter) {
        return usage.problem() == null && !usage.isEstimated() && usage.has(meter);
    }
}
