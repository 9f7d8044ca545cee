package dev.costspan.benchmarks;

import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
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

/** One chunk of a stream on its way to the application's handler. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 2,
        jvmArgs = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChunkBenchmark {

    /** Whose Context is current where the client delivers the chunk, or that no wrapper stands between. */
    public enum Delivery {
        /** No wrapper. */
        DIRECT,
        /** The caller's, as on an executor that carries the Context. */
        CALLER_CONTEXT,
        /** The operation's, as on the calling thread. */
        OPERATION_CONTEXT,
        /** None, as on a thread of an HTTP client. */
        NO_CONTEXT
    }

    /** How the chunk is delivered. */
    @Param
    public Delivery delivery = Delivery.DIRECT;

    private final CountingHandler application = new CountingHandler();
    private StreamingChatResponseHandler handler = application;
    private OpenTelemetry openTelemetry = OpenTelemetry.noop();
    private io.opentelemetry.context.Scope scope = io.opentelemetry.context.Scope.noop();

    /** Starts a stream that never ends and takes the handler that the client gets. */
    @Setup
    public void setUp() {
        if (delivery == Delivery.DIRECT) {
            return;
        }
        openTelemetry = Pipeline.SAMPLED.open();
        CapturedStream stream = CapturedStream.start(openTelemetry, application);
        handler = stream.handler();
        scope = switch (delivery) {
            case CALLER_CONTEXT -> stream.callerContext().makeCurrent();
            case OPERATION_CONTEXT -> stream.operationContext().makeCurrent();
            case DIRECT, NO_CONTEXT -> Context.root().makeCurrent();
        };
    }

    /** Closes what {@link #setUp} opened. */
    @TearDown
    public void tearDown() {
        scope.close();
        Pipeline.close(openTelemetry);
    }

    /** The form that clients with a handle to cancel by deliver. */
    @Benchmark
    public long partialResponse() {
        handler.onPartialResponse(Chunk.PARTIAL, Chunk.CONTEXT);
        return application.heard();
    }

    /** The form of older clients. */
    @Benchmark
    public long text() {
        handler.onPartialResponse(Chunk.TEXT);
        return application.heard();
    }
}
