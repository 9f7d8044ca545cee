package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.usage.Bucket;
import dev.costspan.usage.Conditions;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Savings by random cards and usages, against pricing the same tokens once more as if they had never been cached. */
class CacheSavingsPropertyTest {

    private static final Conditions US = Conditions.NONE.region("us");
    private static final List<Meter> INPUT = Stream.of(Meter.values())
            .filter(meter -> meter == Meter.INPUT_TOKENS
                    || Meter.INPUT_TOKENS.contains(meter)
                    || meter == Meter.CACHE_TOKEN_HOURS
                    || meter == Meter.OUTPUT_TOKENS)
            .toList();

    @Property(tries = 2_000)
    void cacheSavings_ofAnyUsage_isWhatItCostsUncachedLessWhatItCosts(
            @ForAll("rates") Map<Meter, BigDecimal> rates,
            @ForAll("quantities") Map<Meter, Long> quantities,
            @ForAll boolean us) {
        Conditions conditions = us ? US : Conditions.NONE;
        Cost cost = price(rates, CostPropertyTest.usage(quantities), conditions);
        Cost uncached = price(rates, CostPropertyTest.usage(uncached(quantities, meter -> true)), conditions);

        if (hasCached(quantities, meter -> true)) {
            assertThat(cost.cacheSavings())
                    .isEqualByComparingTo(uncached.amount().subtract(cost.amount()));
        } else {
            assertThat(cost.cacheSavings()).isNull();
        }
    }

    @Property(tries = 2_000)
    void cacheWritePremium_ofAnyUsage_isWhatItCostsLessWhatItCostsWithoutWrites(
            @ForAll("rates") Map<Meter, BigDecimal> rates, @ForAll("quantities") Map<Meter, Long> quantities) {
        Predicate<Meter> written = meter -> meter.bucket() == Bucket.CACHE_WRITE;
        Cost cost = price(rates, CostPropertyTest.usage(quantities), Conditions.NONE);
        Cost unwritten = price(rates, CostPropertyTest.usage(uncached(quantities, written)), Conditions.NONE);

        if (hasCached(quantities, written)) {
            assertThat(cost.cacheWritePremium())
                    .isEqualByComparingTo(cost.amount().subtract(unwritten.amount()));
        } else {
            assertThat(cost.cacheWritePremium()).isNull();
        }
    }

    /** Input and what is kept by the hour always have a rate; without one, there may be no savings to tell. */
    @Provide
    Arbitrary<Map<Meter, BigDecimal>> rates() {
        Arbitrary<BigDecimal> price = Arbitraries.longs().between(0, 50_000).map(cents -> BigDecimal.valueOf(cents, 3));
        return Arbitraries.maps(Arbitraries.of(INPUT), price).ofMaxSize(9).map(rates -> {
            rates.putIfAbsent(Meter.INPUT_TOKENS, new BigDecimal("3"));
            rates.putIfAbsent(Meter.CACHE_TOKEN_HOURS, new BigDecimal("1"));
            return rates;
        });
    }

    @Provide
    Arbitrary<Map<Meter, Long>> quantities() {
        return Arbitraries.maps(Arbitraries.of(INPUT), Arbitraries.longs().between(0, 2_000_000))
                .ofMaxSize(9);
    }

    private static Cost price(Map<Meter, BigDecimal> rates, Usage usage, Conditions conditions) {
        PriceCardBuilder card = PriceCard.builder("p", "m").multiplier(Multiplier.when("region", "us", "1.1"));
        rates.forEach((meter, price) -> card.rate(meter, new Rate(price, Rate.MILLION)));
        Cost cost = card.build().price(Operation.GPU_TIME, usage, conditions, CostSource.OVERRIDE);
        return cost.hasAmount() ? cost : Cost.stated(Money.of("0", "USD"), CostSource.OVERRIDE, usage);
    }

    private static boolean hasCached(Map<Meter, Long> quantities, Predicate<Meter> chosen) {
        return quantities.entrySet().stream()
                .anyMatch(entry -> entry.getValue() > 0 && isCached(entry.getKey()) && chosen.test(entry.getKey()));
    }

    private static boolean isCached(Meter meter) {
        return meter.id().startsWith("cache_");
    }

    /** Moves disjoint quantities to the meter of the same modality that is not cached. */
    private static Map<Meter, Long> uncached(Map<Meter, Long> quantities, Predicate<Meter> chosen) {
        Map<Meter, Long> moved = new EnumMap<>(Meter.class);
        quantities.forEach((meter, count) -> {
            if (!isCached(meter) || !chosen.test(meter)) {
                moved.merge(meter, count, Long::sum);
            } else if (meter.isTokens()) {
                String modality = meter.id().replaceAll("cache_|read_|write_|5m_|1h_", "");
                moved.merge(Meter.of("input_" + modality), count, Long::sum);
            }
        });
        return moved;
    }
}
