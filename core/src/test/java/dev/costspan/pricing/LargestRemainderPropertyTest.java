package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

class LargestRemainderPropertyTest {

    @Property(tries = 2_000)
    void split_whenTotalAndWeightsAreRandom_addsUpAndNoPartIsNegative(
            @ForAll("totals") BigInteger total, @ForAll("weights") List<BigDecimal> weights) {
        List<BigInteger> parts = LargestRemainder.split(total, weights);

        assertThat(parts).hasSameSizeAs(weights).allMatch(part -> part.signum() >= 0);
        assertThat(parts.stream().reduce(BigInteger.ZERO, BigInteger::add)).isEqualTo(total);
    }

    /** |part − total × weight ÷ sum| < 1, multiplied out by the sum so that nothing is divided. */
    @Property(tries = 2_000)
    void split_whenTotalAndWeightsAreRandom_staysWithinOneUnitOfTheQuotient(
            @ForAll("totals") BigInteger total, @ForAll("weights") List<BigDecimal> weights) {
        List<BigInteger> parts = LargestRemainder.split(total, weights);

        BigDecimal sum = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        for (int i = 0; i < parts.size(); i++) {
            BigDecimal difference =
                    new BigDecimal(parts.get(i)).multiply(sum).subtract(new BigDecimal(total).multiply(weights.get(i)));
            assertThat(difference.abs()).isLessThan(sum);
        }
    }

    @Property(tries = 2_000)
    void split_whenAWeightIsZero_givesItNothing(
            @ForAll("totals") BigInteger total, @ForAll("weights") List<BigDecimal> weights) {
        List<BigInteger> parts = LargestRemainder.split(total, weights);

        for (int i = 0; i < parts.size(); i++) {
            if (weights.get(i).signum() == 0) {
                assertThat(parts.get(i)).isZero();
            }
        }
    }

    @Property
    void split_whenWeightsAreEqual_givesTheUnitsLeftOverToTheFirst(
            @ForAll("totals") BigInteger total,
            @ForAll("weight") BigDecimal weight,
            @ForAll @IntRange(min = 1, max = 50) int n) {
        List<BigInteger> parts = LargestRemainder.split(total, Collections.nCopies(n, weight));

        BigInteger[] each = total.divideAndRemainder(BigInteger.valueOf(n));
        int extra = each[1].intValueExact();
        assertThat(parts.subList(0, extra)).allMatch(each[0].add(BigInteger.ONE)::equals);
        assertThat(parts.subList(extra, n)).allMatch(each[0]::equals);
    }

    /** Another order may only move a unit between parts whose remainders are equal. */
    @Property(tries = 1_000)
    void split_whenWeightsArePermuted_changesAPartByAtMostOneUnit(
            @ForAll("totals") BigInteger total, @ForAll("weights") List<BigDecimal> weights, @ForAll long seed) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, weights.size()).boxed().toList());
        Collections.shuffle(order, new Random(seed));

        List<BigInteger> parts = LargestRemainder.split(total, weights);
        List<BigInteger> permuted =
                LargestRemainder.split(total, order.stream().map(weights::get).toList());

        for (int i = 0; i < order.size(); i++) {
            assertThat(permuted.get(i).subtract(parts.get(order.get(i))).abs()).isLessThanOrEqualTo(BigInteger.ONE);
        }
    }

    @Property
    void split_whenEveryWeightIsMultiplied_isTheSame(
            @ForAll("totals") BigInteger total,
            @ForAll("weights") List<BigDecimal> weights,
            @ForAll("weight") BigDecimal by) {
        List<BigDecimal> multiplied = weights.stream().map(by::multiply).toList();

        assertThat(LargestRemainder.split(total, multiplied)).isEqualTo(LargestRemainder.split(total, weights));
    }

    @Provide
    Arbitrary<BigInteger> totals() {
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.bigIntegers().between(BigInteger.ZERO, BigInteger.TEN)),
                Tuple.of(3, Arbitraries.bigIntegers().between(BigInteger.ZERO, BigInteger.TEN.pow(30))));
    }

    @Provide
    Arbitrary<BigDecimal> weight() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("0.000000001"), new BigDecimal("1000000"))
                .ofScale(9);
    }

    /** From one to forty weights, some of them zero and some of them equal, but never all of them zero. */
    @Provide
    Arbitrary<List<BigDecimal>> weights() {
        Arbitrary<BigDecimal> any = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(BigDecimal.ZERO)),
                Tuple.of(2, Arbitraries.of("1", "2", "3", "1E+3", "0.5").map(BigDecimal::new)),
                Tuple.of(3, weight()));
        return any.list()
                .ofMinSize(1)
                .ofMaxSize(40)
                .filter(weights -> weights.stream().anyMatch(weight -> weight.signum() > 0));
    }
}
