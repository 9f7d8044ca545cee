package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class AllocationPropertyTest {

    private static final BigDecimal LAST_DIGIT = new BigDecimal("0.000000000001");

    @Property(tries = 2_000)
    void allocate_whenWindowAndBusyTimesAreRandom_addsUpToTheCostOfTheWindow(
            @ForAll("prices") BigDecimal price,
            @ForAll @IntRange(min = 1, max = 64) int units,
            @ForAll @IntRange(min = 1, max = 64) int slots,
            @ForAll @LongRange(min = 1, max = 90_000_000_000_000L) long windowNanos,
            @ForAll @Size(max = 20) List<@LongRange(min = 0, max = 40_000_000_000_000L) Long> busyNanos) {
        Allocation.Builder builder = AllocationRule.hourly("gpu", new Money(price, "USD"), slots)
                .units(units)
                .over(Duration.ofNanos(windowNanos));
        for (int i = 0; i < busyNanos.size(); i++) {
            builder.share("key-" + i, Duration.ofNanos(busyNanos.get(i)));
        }
        Allocation allocation = builder.allocate();

        // A window of n nanoseconds is n / 3.6e12 hours.
        BigDecimal cost = price.multiply(BigDecimal.valueOf(units))
                .multiply(BigDecimal.valueOf(windowNanos))
                .divide(new BigDecimal("3.6E+12"), 12, RoundingMode.HALF_EVEN);
        BigDecimal sum = allocation.idle().amount();
        for (Allocation.Share share : allocation.shares()) {
            assertThat(share.amount().amount()).isNotNegative();
            sum = sum.add(share.amount().amount());
        }
        assertThat(allocation.idle().amount()).isNotNegative();
        assertThat(sum)
                .isEqualByComparingTo(cost)
                .isEqualByComparingTo(allocation.cost().amount());
    }

    @Property(tries = 2_000)
    void idle_whenWindowAndBusyTimesAreRandom_isTheUnusedPartOfTheCost(
            @ForAll("prices") BigDecimal price,
            @ForAll @IntRange(min = 1, max = 90_000) int windowSeconds,
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 9_000) Integer> busySeconds) {
        Allocation.Builder builder =
                AllocationRule.hourly("gpu", new Money(price, "USD")).over(Duration.ofSeconds(windowSeconds));
        int busy = 0;
        for (int seconds : busySeconds) {
            builder.share("key-" + seconds, Duration.ofSeconds(seconds));
            busy += seconds;
        }
        Allocation allocation = builder.allocate();

        BigDecimal unused = BigDecimal.valueOf(Math.max(0, windowSeconds - busy));
        BigDecimal exact = allocation
                .cost()
                .amount()
                .multiply(unused)
                .divide(BigDecimal.valueOf(windowSeconds), 30, RoundingMode.HALF_EVEN);
        assertThat(allocation.idle().amount().subtract(exact).abs()).isLessThan(LAST_DIGIT);
        assertThat(allocation.overCapacity()).isEqualTo(busy > windowSeconds);
        assertThat(allocation.used()).isEqualByComparingTo(BigDecimal.valueOf(busy));
    }

    @Provide
    Arbitrary<BigDecimal> prices() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("0.0001"), new BigDecimal("500"))
                .ofScale(4);
    }
}
