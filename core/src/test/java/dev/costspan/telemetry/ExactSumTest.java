package dev.costspan.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.pricing.Cost;
import dev.costspan.pricing.CostSource;
import dev.costspan.pricing.Money;
import dev.costspan.pricing.PriceCard;
import dev.costspan.pricing.Rate;
import dev.costspan.usage.Conditions;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ExactSumTest {

    private static final int LARGEST_SCALE = 30;
    private static final List<PriceCard> ONE_DIGIT_AT_SCALE = IntStream.rangeClosed(0, LARGEST_SCALE)
            .mapToObj(scale -> PriceCard.builder("acme", "scale-" + scale)
                    .rate(Meter.INPUT_DOCUMENT_PAGES, new Rate(BigDecimal.valueOf(1, scale), BigDecimal.ONE))
                    .build())
            .toList();

    record Amount(long digits, int scale, boolean stated) {

        BigDecimal exact() {
            return BigDecimal.valueOf(digits, scale);
        }

        Cost cost() {
            return stated
                    ? Cost.stated(new Money(exact(), "USD"), CostSource.PROVIDER, Usage.UNKNOWN)
                    : ONE_DIGIT_AT_SCALE
                            .get(scale)
                            .price(
                                    Operation.CHAT,
                                    Usage.of(Meter.INPUT_DOCUMENT_PAGES, digits),
                                    Conditions.NONE,
                                    CostSource.CATALOG);
        }
    }

    @Property
    void sum_ofAnyAmounts_isExact(@ForAll("amounts") List<Amount> amounts) {
        ExactSum sum = new ExactSum();
        amounts.forEach(amount -> sum.add(amount.cost()));

        assertThat(sum.sum()).isEqualByComparingTo(oracle(amounts));
        assertThat(sum.sum().scale()).isBetween(0, LARGEST_SCALE);
    }

    @Property(tries = 20)
    void sum_whenAddedToFromFourThreads_isExact(@ForAll("amounts") List<Amount> amounts) throws InterruptedException {
        ExactSum sum = new ExactSum();
        List<Thread> adders = IntStream.range(0, 4)
                .mapToObj(i -> new Thread(() -> amounts.forEach(amount -> sum.add(amount.cost()))))
                .toList();
        adders.forEach(Thread::start);
        for (Thread adder : adders) {
            adder.join();
        }

        assertThat(sum.sum()).isEqualByComparingTo(oracle(amounts).multiply(BigDecimal.valueOf(4)));
    }

    @Test
    void sum_ofVeryLargeAmounts_doesNotOverflow() {
        List<Amount> large = IntStream.range(0, 100)
                .mapToObj(i -> new Amount(Long.MAX_VALUE, 8 + i % 3, false))
                .toList();
        ExactSum sum = new ExactSum();
        large.forEach(amount -> sum.add(amount.cost()));

        assertThat(sum.sum()).isEqualByComparingTo(oracle(large));
    }

    @Test
    void sum_ofNothing_isZeroWithoutPlaces() {
        assertThat(new ExactSum().sum()).isEqualTo(BigDecimal.ZERO);
    }

    @Test
    void sum_ofRoundMoney_isInPlainDigits() {
        ExactSum sum = new ExactSum();
        sum.add(new Amount(100, 0, false).cost());

        assertThat(sum.sum()).hasToString("100");
    }

    @Provide
    Arbitrary<List<Amount>> amounts() {
        Arbitrary<Long> digits = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 1_000_000), Arbitraries.longs().between(0, Long.MAX_VALUE));
        Arbitrary<Integer> scales = Arbitraries.integers().between(0, LARGEST_SCALE);
        return Combinators.combine(digits, scales, Arbitraries.of(true, false))
                .as(Amount::new)
                .list()
                .ofMaxSize(60);
    }

    private static BigDecimal oracle(List<Amount> amounts) {
        return amounts.stream().map(Amount::exact).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
