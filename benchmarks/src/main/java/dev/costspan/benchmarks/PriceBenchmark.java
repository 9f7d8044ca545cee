package dev.costspan.benchmarks;

import dev.costspan.pricing.Cost;
import dev.costspan.pricing.PriceBook;
import dev.costspan.usage.Conditions;
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
    private final PriceBook tieredBook = TieredPrices.book();
    private final TieredPrices tieredByHand = new TieredPrices();
    private final Instant later = Instant.parse("2026-10-01T12:00:00Z");
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
                usage.unscaled(Meter.CACHE_READ_TOKENS),
                usage.unscaled(Meter.OUTPUT_TOKENS));
    }

    /** The same from the bundled catalogue; the result takes 48 bytes of its own. */
    @Benchmark
    public Cost costspan() {
        Usage usage = usages[calls++ & USAGES - 1];
        return prices.price(Operation.CHAT, Exchange.PROVIDER, Exchange.RESPONSE_MODEL, Conditions.NONE, at, usage);
    }

    /** A card with an interval and a context threshold. */
    @Benchmark
    public Cost costspanTiered() {
        Usage usage = usages[calls++ & USAGES - 1];
        return tieredBook.price(
                Operation.CHAT, TieredPrices.PROVIDER, TieredPrices.MODEL, Conditions.NONE, later, usage);
    }

    /** The same card by hand, with {@link java.math.BigDecimal}. */
    @Benchmark
    public Object bigDecimalTiered() {
        Usage usage = usages[calls++ & USAGES - 1];
        return tieredByHand.naive(
                TieredPrices.MODEL,
                later,
                usage.unscaled(Meter.INPUT_TOKENS),
                usage.unscaled(Meter.CACHE_READ_TOKENS),
                usage.unscaled(Meter.OUTPUT_TOKENS));
    }

    /** The same card by hand, with doubles, which loses digits. */
    @Benchmark
    public double doublesTiered() {
        Usage usage = usages[calls++ & USAGES - 1];
        return tieredByHand.doubles(
                TieredPrices.MODEL,
                later,
                usage.unscaled(Meter.INPUT_TOKENS),
                usage.unscaled(Meter.CACHE_READ_TOKENS),
                usage.unscaled(Meter.OUTPUT_TOKENS));
    }

    private static Usage[] usages() {
        Random random = new Random(SEED);
        Usage[] usages = new Usage[USAGES];
        for (int i = 0; i < USAGES; i++) {
            int cached = random.nextInt(2000);
            usages[i] = Usage.builder()
                    .inputTokens(cached + random.nextInt(6000))
                    .cacheReadTokens(cached)
                    .outputTokens(random.nextInt(1000))
                    .build();
        }
        return usages;
    }
}
