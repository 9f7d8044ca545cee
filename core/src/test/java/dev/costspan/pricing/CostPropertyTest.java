package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.usage.Bucket;
import dev.costspan.usage.Conditions;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Costs of random cards and usages, against a naive calculation that shares no code with the one under test. */
class CostPropertyTest {

    private static final Map<Bucket, Meter> HEADS = Map.of(
            Bucket.CACHE_READ, Meter.CACHE_READ_TOKENS,
            Bucket.CACHE_WRITE, Meter.CACHE_WRITE_TOKENS,
            Bucket.REASONING, Meter.OUTPUT_REASONING_TOKENS);

    @Property(tries = 2_000)
    void amount_whenCardAndUsageAreRandom_isTheNaiveSum(
            @ForAll("rates") Map<Meter, Rate> rates, @ForAll("quantities") Map<Meter, Long> quantities) {
        Usage usage = usage(quantities);
        Cost cost = price(rates, usage);

        BigDecimal expected = naive(rates, quantities);
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

    @Property(tries = 2_000)
    void amount_ofASumOfUsages_isTheSumOfTheirAmounts(
            @ForAll("exactRates") Map<Meter, Rate> rates,
            @ForAll("quantities") Map<Meter, Long> first,
            @ForAll("quantities") Map<Meter, Long> second) {
        Cost one = price(rates, usage(first));
        Cost other = price(rates, usage(second));

        Cost both = price(rates, one.usage().plus(other.usage()));

        assertThat(both.usage().problem()).isNull();
        assertThat(orZero(both)).isEqualByComparingTo(orZero(one).add(orZero(other)));
    }

    private static BigDecimal orZero(Cost cost) {
        return cost.amount() == null ? BigDecimal.ZERO : cost.amount();
    }

    /** Without prices per 3,600 or 7 units, whose lines are rounded one by one. */
    @Provide
    Arbitrary<Map<Meter, Rate>> exactRates() {
        return rates().filter(rates -> rates.values().stream()
                .allMatch(rate -> rate.per().stripTrailingZeros().precision() == 1
                        && rate.per().compareTo(BigDecimal.valueOf(7)) != 0));
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
                Tuple.of(1, Arbitraries.longs().between(0, Long.MAX_VALUE / 16)));
        return Arbitraries.maps(Arbitraries.of(Meter.class), counts).ofMaxSize(8);
    }

    private static Cost price(Map<Meter, Rate> rates, Usage usage) {
        PriceCardBuilder card = PriceCard.builder("p", "m");
        rates.forEach(card::rate);
        // GPU_TIME bills nothing that was not reported unless the card has a price for each request.
        return card.build().price(Operation.GPU_TIME, usage, Conditions.NONE, CostSource.OVERRIDE);
    }

    /** Reports every meter that counts some of the disjoint quantities, and zeros, so that no overlap is left open. */
    static Usage usage(Map<Meter, Long> disjoint) {
        Usage.Builder usage = Usage.builder();
        for (Meter meter : Meter.values()) {
            long count = 0;
            boolean counts = false;
            for (Map.Entry<Meter, Long> part : disjoint.entrySet()) {
                if (meter == part.getKey() || meter.contains(part.getKey())) {
                    counts = true;
                    count += part.getValue();
                }
            }
            long wider = disjoint.keySet().stream()
                    .filter(part -> part.isTokens() && meter.isTokens())
                    .count();
            if (counts || wider > 1) {
                usage.quantity(meter, BigDecimal.valueOf(count, meter.scale()));
            }
        }
        return usage.build();
    }

    private record Line(Set<Meter> around, Bucket bucket) {}

    /** A bucket has lines of its own where the card has a rate for all of it. */
    private static Bucket bucket(Meter meter, Map<Meter, Rate> rates) {
        Meter head = HEADS.get(meter.bucket());
        boolean hasLines = head == null || rates.keySet().stream().anyMatch(r -> r == head || r.contains(head));
        return hasLines ? meter.bucket() : meter.bucket() == Bucket.REASONING ? Bucket.OUTPUT : Bucket.INPUT;
    }

    /** Adds up what has the same line, quantity by quantity: the innermost rates around it and its bucket name the line. */
    private static BigDecimal naive(Map<Meter, Rate> rates, Map<Meter, Long> disjoint) {
        Map<Meter, Long> all = new EnumMap<>(Meter.class);
        all.putAll(disjoint);
        all.putIfAbsent(Meter.REQUESTS, 1L);
        Map<Line, BigDecimal> lines = new HashMap<>();
        all.forEach((meter, count) -> {
            Set<Meter> around = EnumSet.noneOf(Meter.class);
            rates.keySet().stream().filter(r -> r == meter || r.contains(meter)).forEach(around::add);
            around.removeIf(outer -> around.stream().anyMatch(outer::contains));
            if (!around.isEmpty()) {
                lines.merge(
                        new Line(around, bucket(meter, rates)),
                        BigDecimal.valueOf(count, meter.scale()),
                        BigDecimal::add);
            }
        });
        return lines.entrySet().stream()
                .map(line -> naive(rates.get(decisive(line.getKey().around())), line.getValue()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Where two rates meet, the one that says what the tokens are for decides. */
    private static Meter decisive(Set<Meter> around) {
        return around.stream()
                .filter(meter -> around.size() == 1 || !meter.hasModality())
                .findFirst()
                .orElseThrow();
    }

    private static BigDecimal naive(Rate rate, BigDecimal count) {
        BigDecimal product = count.multiply(rate.price());
        BigDecimal rounded = product.divide(rate.per(), 18, RoundingMode.HALF_EVEN);
        BigDecimal precise = product.divide(rate.per(), 60, RoundingMode.HALF_EVEN);
        return precise.multiply(rate.per()).compareTo(product) == 0 ? precise : rounded;
    }
}
