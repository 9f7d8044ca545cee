package dev.costspan.benchmarks;

import dev.costspan.benchmarks.ChunkBenchmark.Delivery;
import java.util.concurrent.Callable;

/** A path as the probe runs it: the benchmark of the same name, set up as JMH sets it up. */
enum MeasuredPath {
    BARE {
        @Override
        Callable<?> operation() {
            ChatBenchmark benchmark = new ChatBenchmark();
            ChatBenchmark.Bare state = new ChatBenchmark.Bare();
            state.setUp();
            return () -> benchmark.bare(state);
        }
    },
    SAMPLED {
        @Override
        Callable<?> operation() {
            return chat(Pipeline.SAMPLED);
        }
    },
    UNSAMPLED {
        @Override
        Callable<?> operation() {
            return chat(Pipeline.UNSAMPLED);
        }
    },
    NO_SDK {
        @Override
        Callable<?> operation() {
            return chat(Pipeline.NO_SDK);
        }
    },
    CORE_PATH {
        @Override
        Callable<?> operation() {
            CorePathBenchmark state = new CorePathBenchmark();
            state.setUp();
            return state::costspan;
        }
    },
    PRICE {
        @Override
        Callable<?> operation() {
            return new PriceBenchmark()::costspan;
        }
    },
    ATTRIBUTION {
        @Override
        Callable<?> operation() {
            AttributionBenchmark state = new AttributionBenchmark();
            state.setUp();
            return state::costspan;
        }
    },
    CHUNK {
        @Override
        Callable<?> operation() {
            return chunk(Delivery.OPERATION_CONTEXT);
        }
    },
    CHUNK_ELSEWHERE {
        @Override
        Callable<?> operation() {
            return chunk(Delivery.NO_CONTEXT);
        }
    },
    CATALOG_HEAP {
        @Override
        Callable<?> operation() {
            throw new UnsupportedOperationException("the heap it holds is not allocated per operation");
        }
    };

    abstract Callable<?> operation();

    private static Callable<?> chat(Pipeline pipeline) {
        ChatBenchmark benchmark = new ChatBenchmark();
        ChatBenchmark.Instrumented state = new ChatBenchmark.Instrumented();
        state.instrumentation = Instrumentation.COSTSPAN;
        state.pipeline = pipeline;
        state.setUp();
        return () -> benchmark.instrumented(state);
    }

    private static Callable<?> chunk(Delivery delivery) {
        ChunkBenchmark state = new ChunkBenchmark();
        state.delivery = delivery;
        state.setUp();
        return () -> {
            state.partialResponse();
            return state;
        };
    }
}
