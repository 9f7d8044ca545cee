package dev.costspan.benchmarks;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.opentelemetry.api.OpenTelemetry;
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

/** A LangChain4j chat call whose model answers at once. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 2,
        jvmArgs = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
public class ChatBenchmark {

    /** A model that nobody instruments. */
    @State(Scope.Thread)
    public static class Bare {

        /** Who listens all the same. */
        @Param
        public Listening listening = Listening.NONE;

        private ChatModel model = new InstantChatModel(Listening.NONE.listeners());

        /** Makes the model. */
        @Setup
        public void setUp() {
            model = new InstantChatModel(listening.listeners());
        }
    }

    /** A model and what stands around it. */
    @State(Scope.Thread)
    public static class Instrumented {

        /** What stands around the model. */
        @Param
        public Instrumentation instrumentation = Instrumentation.COSTSPAN;

        /** Where its spans and metrics go. */
        @Param
        public Pipeline pipeline = Pipeline.SAMPLED;

        private OpenTelemetry openTelemetry = OpenTelemetry.noop();
        private ChatModel model = new InstantChatModel(Listening.NONE.listeners());
        private io.opentelemetry.context.Scope scope = io.opentelemetry.context.Scope.noop();

        /** Makes the model, and the caller's Context current on the measured thread. */
        @Setup
        public void setUp() {
            openTelemetry = pipeline.open();
            model = instrumentation.chatModel(openTelemetry);
            scope = Scenario.makeCurrent();
        }

        /** Closes what {@link #setUp} opened. */
        @TearDown
        public void tearDown() {
            scope.close();
            Pipeline.close(openTelemetry);
        }
    }

    /** The call alone. */
    @Benchmark
    public ChatResponse bare(Bare state) {
        return state.model.chat(Exchange.REQUEST);
    }

    /** The call with telemetry. */
    @Benchmark
    public ChatResponse instrumented(Instrumented state) {
        return state.model.chat(Exchange.REQUEST);
    }
}
