package dev.costspan.benchmarks;

import dev.costspan.attribution.Attribution;
import java.util.concurrent.TimeUnit;
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

/** For whom the current thread works. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 2,
        jvmArgs = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AttributionBenchmark {

    private io.opentelemetry.context.Scope scope = io.opentelemetry.context.Scope.noop();

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

    /** A bare Context key. */
    @Benchmark
    public Object floor() {
        return Owner.current();
    }

    /** The attribution in scope. */
    @Benchmark
    public Attribution costspan() {
        return Attribution.current();
    }
}
