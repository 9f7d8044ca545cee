package dev.costspan.benchmarks;

import dev.costspan.pricing.Cost;
import dev.costspan.pricing.PriceBook;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.time.Instant;
import java.util.Random;
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

/** Tokens to money: the price found by provider, model and instant, and the exact sum for input, cached input and output. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 2,
        jvmArgs = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PriceBenchmark {

    private static final int USAGES = 1024;
    private static final int SEED = 7;

    private final PriceBook prices = PriceBook.bundled();
    private final HandWrittenPrices handWritten = new HandWrittenPrices();
    private final Instant at = Instant.parse("2026-08-01T12:00:00Z");
    private final Usage[] usages = usages();
    private int calls;

    /** Look-up and sum by hand. */
    @Benchmark
    public long floor() {
        Usage usage = usages[calls++ & USAGES - 1];
        return handWritten.cost(
                Exchange.PROVIDER,
                Exchange.RESPONSE_MODEL,
                at,
                usage.unscaled(Meter.INPUT_TOKENS),
                usage.unscaled(Meter.CACHE_READ_INPUT_TOKENS),
                usage.unscaled(Meter.OUTPUT_TOKENS));
    }

    /** The same from the bundled catalogue; the result takes 48 bytes of its own. */
    @Benchmark
    public Cost costspan() {
        Usage usage = usages[calls++ & USAGES - 1];
        return prices.price(Operation.CHAT, Exchange.PROVIDER, Exchange.RESPONSE_MODEL, null, at, usage);
    }

    private static Usage[] usages() {
        Random random = new Random(SEED);
        Usage[] usages = new Usage[USAGES];
        for (int i = 0; i < USAGES; i++) {
            int cached = random.nextInt(2000);
            usages[i] = Usage.builder()
                    .inputTokens(cached + random.nextInt(6000))
                    .cacheReadInputTokens(cached)
                    .outputTokens(random.nextInt(1000))
                    .build();
        }
        return usages;
    }
}
