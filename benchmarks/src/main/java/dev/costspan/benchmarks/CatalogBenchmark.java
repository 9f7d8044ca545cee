package dev.costspan.benchmarks;

import dev.costspan.pricing.Cost;
import dev.costspan.pricing.PriceBook;
import dev.costspan.usage.Conditions;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The first use of the bundled catalogue in a process, classes not loaded, each in a JVM of its own. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(10)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class CatalogBenchmark {

    /** Opening the catalogue, as building a Costspan does. */
    @Benchmark
    public PriceBook open() {
        return PriceBook.bundled();
    }

    /** Opening it and pricing one call. */
    @Benchmark
    public Cost openAndPrice() {
        return PriceBook.bundled()
                .price(
                        Operation.CHAT,
                        Exchange.PROVIDER,
                        Exchange.REQUEST_MODEL,
                        Conditions.NONE,
                        Instant.now(),
                        Usage.tokens(Exchange.INPUT_TOKENS, Exchange.OUTPUT_TOKENS));
    }
}
