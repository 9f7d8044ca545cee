package dev.costspan.benchmarks;

import dev.costspan.Costspan;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import io.opentelemetry.api.OpenTelemetry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The data path without telemetry and without a framework around it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 2,
        jvmArgs = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
public class CorePathBenchmark {

    private static final int MOST_INPUT = 8191;

    /** 2^32 over the golden ratio: Knuth's multiplicative hash. */
    private static final int SCATTER = 0x9E3779B9;

    private static final int SCATTER_SHIFT = 16;

    private final Costspan costspan = Instrumentation.costspan(OpenTelemetry.noop());
    private final Costspan costspanWithoutBudgets = Costspan.create(OpenTelemetry.noop());
    private final HandWrittenPath path = new HandWrittenPath();
    private io.opentelemetry.context.Scope scope = io.opentelemetry.context.Scope.noop();
    private int calls;

    /** Makes the caller's Context current on the measured thread. */
    @Setup
    public void setUp() {
        scope = Scenario.makeCurrent();
    }

    /** Closes what {@link #setUp} opened. */
    @TearDown
    public void tearDown() {
        scope.close();
    }

    /** Reserve, price, cost, settle, ledger and record by hand. */
    @Benchmark
    public Object floor() {
        Owner owner = Owner.current();
        AtomicLong reserved = path.reserve(owner);
        long startNanos = System.nanoTime();
        int input = nextInput();
        return path.settle(
                owner,
                reserved,
                startNanos,
                Exchange.RESPONSE_MODEL,
                Exchange.RESPONSE_ID,
                input,
                input >> 2,
                Exchange.OUTPUT_TOKENS);
    }

    /** The same by Costspan. */
    @Benchmark
    public Object costspan() {
        return call(costspan);
    }

    /** The same by Costspan, as it is when no budget is set. */
    @Benchmark
    public Object costspanWithoutBudgets() {
        return call(costspanWithoutBudgets);
    }

    private Object call(Costspan costspan) {
        int input = nextInput();
        return costspan.operation(Operation.CHAT)
                .provider(Exchange.PROVIDER)
                .model(Exchange.REQUEST_MODEL)
                .call(operation -> operation
                        .responseModel(Exchange.RESPONSE_MODEL)
                        .responseId(Exchange.RESPONSE_ID)
                        .usage(Usage.builder()
                                .inputTokens(input)
                                .cacheReadTokens(input >> 2)
                                .outputTokens(Exchange.OUTPUT_TOKENS)
                                .build()));
    }

    /** Differs from call to call around one level, since a level that moves would be told of. */
    private int nextInput() {
        return calls++ * SCATTER >>> SCATTER_SHIFT & MOST_INPUT;
    }
}
