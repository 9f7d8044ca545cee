package dev.costspan.benchmarks;

import dev.costspan.Costspan;
import dev.costspan.outcome.CostedOutcome;
import dev.costspan.outcome.OutcomeScope;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What an outcome around some operations costs, beside a span around the same. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 2,
        jvmArgs = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
public class OutcomeBenchmark {

    private static final String NAME = "support.resolution";

    /** What an application annotates. */
    public interface Desk {

        /** Runs operations as one outcome. */
        @CostedOutcome(NAME)
        void resolve();
    }

    /** Where spans and metrics go. */
    @Param
    public Pipeline pipeline = Pipeline.SAMPLED;

    /** How many operations run inside. */
    @Param({"0", "1", "10"})
    public int operations;

    private OpenTelemetry openTelemetry = OpenTelemetry.noop();
    private Tracer tracer = openTelemetry.getTracer("benchmark");
    private Costspan costspan = Costspan.create(openTelemetry);
    private Desk desk = this::call;
    private io.opentelemetry.context.Scope scope = io.opentelemetry.context.Scope.noop();

    /** Makes a Costspan, and the caller's Context current on the measured thread. */
    @Setup
    public void setUp() {
        openTelemetry = pipeline.open();
        tracer = openTelemetry.getTracer("benchmark");
        costspan = Costspan.create(openTelemetry);
        desk = costspan.outcomes().proxy(Desk.class, this::call);
        scope = Scenario.makeCurrent();
    }

    /** Closes what {@link #setUp} opened. */
    @TearDown
    public void tearDown() {
        scope.close();
        Pipeline.close(openTelemetry);
    }

    /** A span around the operations. */
    @Benchmark
    public Object span() {
        Span span = tracer.spanBuilder(NAME).startSpan();
        try (io.opentelemetry.context.Scope ignored = span.makeCurrent()) {
            call();
        } finally {
            span.end();
        }
        return span;
    }

    /** An outcome around the operations, which has a span of its own. */
    @Benchmark
    public Object outcome() {
        try (OutcomeScope outcome = costspan.outcome(NAME)) {
            call();
            outcome.succeed();
            return outcome;
        }
    }

    /** The same by the annotation of an interface, through a proxy. */
    @Benchmark
    public void annotated() {
        desk.resolve();
    }

    private void call() {
        for (int i = 0; i < operations; i++) {
            costspan.operation(Operation.CHAT)
                    .provider(Exchange.PROVIDER)
                    .model(Exchange.REQUEST_MODEL)
                    .call(operation -> operation
                            .responseModel(Exchange.RESPONSE_MODEL)
                            .responseId(Exchange.RESPONSE_ID)
                            .usage(Usage.builder()
                                    .inputTokens(Exchange.INPUT_TOKENS)
                                    .cacheReadTokens(Exchange.CACHED_TOKENS)
                                    .outputTokens(Exchange.OUTPUT_TOKENS)
                                    .build()));
        }
    }
}
