package dev.costspan.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * The most that a path may cost. Above a baseline where it has one: a chat call above the same call without anybody listening.
 *
 * <p>Allocation repeats from run to run, so the build fails on it; time does not, and is only printed.
 */
enum Limit {
    /** Cost, budget, ledger, span and metrics around a LangChain4j call. */
    SAMPLED("ChatBenchmark", "costspan, sampled", "1.5 × floor", 2_500),
    /** The same without a span. */
    UNSAMPLED("ChatBenchmark", "costspan, unsampled", "1.0 µs", 1_200, 1_300),
    /** The same without span and metrics. */
    NO_SDK("ChatBenchmark", "costspan, no sdk", "0.3 µs", 400, 540),
    /** The data path without telemetry and framework. */
    CORE_PATH("CorePathBenchmark", "costspan", "250 ns", 300, 560),
    /** Price look-up and cost: 24 bytes beside the result, which has 48. */
    PRICE("PriceBenchmark", "costspan", "25 ns", 48 + 24),
    /** Reading for whom a call is made. */
    ATTRIBUTION("AttributionBenchmark", "costspan", "10 ns", 0),
    /** A chunk of a stream that is delivered on the calling thread. */
    CHUNK("ChunkBenchmark", "partial response, operation context", "10 ns", 0),
    /** A chunk of a stream that is delivered on a thread of the client. */
    CHUNK_ELSEWHERE("ChunkBenchmark", "partial response, no context", "10 ns", 0),
    /** The first use of the catalogue, whose bytes are those it holds, not those it allocates. */
    CATALOG("CatalogBenchmark", "open and price", "60 ms", 5_000_000);

    private final String benchmark;
    private final String row;
    private final String time;
    private final long bytes;
    private final long heldTo;

    Limit(String benchmark, String row, String time, long bytes) {
        this(benchmark, row, time, bytes, bytes);
    }

    Limit(String benchmark, String row, String time, long bytes, long heldTo) {
        this.benchmark = benchmark;
        this.row = row;
        this.time = time;
        this.bytes = bytes;
        this.heldTo = heldTo;
    }

    static @Nullable Limit of(String benchmark, String row) {
        for (Limit limit : values()) {
            if (limit.benchmark.equals(benchmark) && limit.row.equals(row)) {
                return limit;
            }
        }
        return null;
    }

    long bytes() {
        return bytes;
    }

    /** The bytes above which the build fails: the limit, or what was reached where that is missed. */
    long heldTo() {
        return heldTo;
    }

    @Override
    public String toString() {
        return time + (this == CATALOG ? "" : ", " + bytes + " B");
    }
}
