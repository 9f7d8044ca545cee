package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.usage.Bucket;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Costs of random cards and usages, against a naive calculation that shares no code with the one under test. */
class CostPropertyTest {

    @Property(tries = 2_000)
    void amount_whenCardAndUsageAreRandom_isTheNaiveSum(
            @ForAll("rates") Map<Meter, Rate> rates, @ForAll("quantities") Map<Meter, Long> quantities) {
        Usage usage = usage(quantities);
        Cost cost = price(rates, usage);

        BigDecimal expected = BigDecimal.ZERO;
        for (Meter meter : Meter.values()) {
            expected = expected.add(naive(meter, rates, quantities));
        }
        if (cost.amount() == null) {
            assertThat(expected).isEqualByComparingTo("0");
        } else {
            assertThat(cost.amount()).isEqualByComparingTo(expected);
        }
    }

    @Property(tries = 2_000)
    void itemsAndBuckets_whenCardAndUsageAreRandom_addUpToTheLastDigit(
            @ForAll("rates") Map<Meter, Rate> rates, @ForAll("quantities") Map<Meter, Long> quantities) {
        Cost cost = price(rates, usage(quantities));

        if (cost.amount() != null) {
            assertThat(cost.items().stream().map(LineItem::amount).reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(cost.amount());
            BigDecimal buckets = BigDecimal.ZERO;
            for (Bucket bucket : Bucket.values()) {
                buckets = buckets.add(cost.amount(bucket));
                assertThat(cost.toDouble(bucket)).isEqualTo(cost.amount(bucket).doubleValue());
            }
            assertThat(buckets).isEqualByComparingTo(cost.amount());
            assertThat(cost.toDouble()).isEqualTo(cost.amount().doubleValue());
        }
    }

    @Provide
    Arbitrary<Map<Meter, Rate>> rates() {
        Arbitrary<BigDecimal> prices = Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, new BigDecimal("100"))
                .ofScale(9)
                .map(BigDecimal::stripTrailingZeros);
        Arbitrary<BigDecimal> units =
                Arbitraries.of("1", "1000", "1000000", "3600", "7").map(BigDecimal::new);
        Arbitrary<Rate> rate = Combinators.combine(prices, units).as(Rate::new);
        return Arbitraries.maps(Arbitraries.of(Meter.class), rate).ofMinSize(1).ofMaxSize(8);
    }

    /** Disjoint quantities by meter, from which inclusive totals are made: usages without contradiction. */
    @Provide
    Arbitrary<Map<Meter, Long>> quantities() {
        Arbitrary<Long> counts = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.longs().between(0, 2_000_000)),
                Tuple.of(1, Arbitraries.longs().between(0, Long.MAX_VALUE / 4)));
        return Arbitraries.maps(Arbitraries.of(Meter.class), counts).ofMaxSize(8);
    }

    private static Cost price(Map<Meter, Rate> rates, Usage usage) {
        PriceCardBuilder card = PriceCard.builder("p", "m");
        rates.forEach(card::rate);
        // GPU_TIME bills nothing that was not reported unless the card has a price for each request.
        return card.build().price(Operation.GPU_TIME, usage, CostSource.OVERRIDE);
    }

    private static Usage usage(Map<Meter, Long> disjoint) {
        Map<Meter, Long> inclusive = new EnumMap<>(Meter.class);
        disjoint.forEach((meter, count) -> {
            for (Meter m = meter; m != null; m = m.parent()) {
                if (m == meter || disjoint.containsKey(m)) {
                    inclusive.merge(m, count, Long::sum);
                }
            }
        });
        Usage.Builder usage = Usage.builder();
        inclusive.forEach((meter, count) -> usage.quantity(meter, BigDecimal.valueOf(count, meter.scale())));
        return usage.build();
    }

    private static BigDecimal naive(Meter meter, Map<Meter, Rate> rates, Map<Meter, Long> disjoint) {
        Meter rated = meter;
        while (rated != null && !rates.containsKey(rated)) {
            rated = rated.parent();
        }
        Long count = disjoint.get(meter);
        if (meter == Meter.REQUESTS && count == null) {
            count = 1L;
        }
        if (rated == null || count == null) {
            return BigDecimal.ZERO;
        }
        Rate rate = rates.get(rated);
        BigDecimal product = BigDecimal.valueOf(count, meter.scale()).multiply(rate.price());
        BigDecimal rounded = product.divide(rate.per(), 18, RoundingMode.HALF_EVEN);
        BigDecimal precise = product.divide(rate.per(), 60, RoundingMode.HALF_EVEN);
        return precise.multiply(rate.per()).compareTo(product) == 0 ? precise : rounded;
    }
}
