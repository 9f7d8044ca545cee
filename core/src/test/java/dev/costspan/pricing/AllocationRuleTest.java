package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Amounts are worked out by hand; prices are made up so that they are easy to follow. */
class AllocationRuleTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void hourly_whenUnitsAreIdlePartOfTheWindow_givesIdleALineOfItsOwn() {
        Allocation hour = AllocationRule.hourly("house/a100", usd("3.60"))
                .units(2)
                .over(HOUR)
                .share("team-a/chat", Duration.ofSeconds(1_800))
                .share("team-b/rag", Duration.ofSeconds(900))
                .allocate();

        // 2 × 3.60 × 1 h = 7.20, for 2 × 3,600 s = 7,200 s:
        // 1,800 / 7,200 × 7.20 = 1.80; 900 / 7,200 × 7.20 = 0.90; the other 4,500 / 7,200 × 7.20 = 4.50.
        assertThat(hour.resource()).isEqualTo("house/a100");
        assertThat(hour.cost()).isEqualTo(usd("7.2"));
        assertThat(hour.shares())
                .containsExactly(share("team-a/chat", "1800", "1.8"), share("team-b/rag", "900", "0.9"));
        assertThat(hour.idle()).isEqualTo(usd("4.5"));
        assertThat(hour.used()).isEqualTo("2700");
        assertThat(hour.capacity()).isEqualTo("7200");
        assertThat(hour.overCapacity()).isFalse();
        assertThat(hour).hasToString("house/a100: 7.2 USD over 2 shares, of it 4.5 USD idle");
    }

    @Test
    void hourly_whenOperationsOverlapMoreThanThereAreSlots_sharesInProportionAndSaysSo() {
        Allocation hour = AllocationRule.hourly("gpu", usd("3.60"))
                .over(HOUR)
                .share("a", HOUR)
                .share("b", Duration.ofMinutes(30))
                .allocate();

        // 5,400 s of 3,600 s: 3,600 / 5,400 × 3.60 = 2.40 and 1,800 / 5,400 × 3.60 = 1.20; nothing is left to be idle.
        assertThat(hour.shares()).containsExactly(share("a", "3600", "2.4"), share("b", "1800", "1.2"));
        assertThat(hour.idle()).isEqualTo(usd("0"));
        assertThat(hour.overCapacity()).isTrue();
    }

    @Test
    void hourly_whenAUnitHasSlots_measuresIdleAgainstAllOfThem() {
        Allocation hour = AllocationRule.hourly("gpu", usd("3.60"), 2)
                .over(HOUR)
                .share("a", HOUR)
                .share("b", Duration.ofMinutes(30))
                .allocate();

        // 2 slots × 3,600 s = 7,200 s: 1/2, 1/4, and 1/4 idle.
        assertThat(hour.shares()).containsExactly(share("a", "3600", "1.8"), share("b", "1800", "0.9"));
        assertThat(hour.idle()).isEqualTo(usd("0.9"));
    }

    @Test
    void hourly_whenExactlyUsedUp_isNotOverCapacity() {
        Allocation hour = AllocationRule.hourly("gpu", usd("3.60"))
                .over(HOUR)
                .share("a", HOUR)
                .allocate();

        assertThat(hour.shares()).containsExactly(share("a", "3600", "3.6"));
        assertThat(hour.idle()).isEqualTo(usd("0"));
        assertThat(hour.overCapacity()).isFalse();
    }

    @Test
    void over_whenTheCostHasNoEnd_isRoundedToTwelvePlaces() {
        Allocation window = AllocationRule.hourly("gpu", usd("2"))
                .over(Duration.ofMinutes(20))
                .share("a", Duration.ofMinutes(10))
                .allocate();

        // 2 × 1/3 h = 0.666…7 at 12 places; halves are 0.3333333333335, and the odd unit goes to the share, which comes
        // first.
        assertThat(window.cost()).isEqualTo(usd("0.666666666667"));
        assertThat(window.shares()).containsExactly(share("a", "600", "0.333333333334"));
        assertThat(window.idle()).isEqualTo(usd("0.333333333333"));
    }

    @Test
    void over_whenThePriceHasMoreThanTwelvePlaces_keepsThem() {
        Allocation hour = AllocationRule.nodes("tiny", usd("0.00000000000003"))
                .over(HOUR)
                .share("a", 2)
                .share("b", 1)
                .allocate();

        // 3E-14 split 2 : 1.
        assertThat(hour.shares())
                .containsExactly(share("a", "2", "0.00000000000002"), share("b", "1", "0.00000000000001"));
    }

    @Test
    void provisioned_whenPartOfTheThroughputIsUsed_weighsTokensAgainstIt() {
        Allocation hour = AllocationRule.provisioned("azure/ptu", usd("1.10"), 2_500)
                .units(2)
                .over(HOUR)
                .share("a", 120_000)
                .share("b", new BigDecimal("30000"))
                .allocate();

        // 2 × 1.10 = 2.20 for 2 × 2,500 × 60 = 300,000 tokens:
        // 120 / 300 × 2.20 = 0.88; 30 / 300 × 2.20 = 0.22; 150 / 300 × 2.20 = 1.10 idle.
        assertThat(hour.shares()).containsExactly(share("a", "120000", "0.88"), share("b", "30000", "0.22"));
        assertThat(hour.idle()).isEqualTo(usd("1.1"));
        assertThat(hour.capacity()).isEqualTo("300000");
    }

    @Test
    void nodes_whenThereWereQueries_letsThemBearTheWholeCost() {
        Allocation day = AllocationRule.nodes("qdrant", usd("0.25"))
                .units(3)
                .over(Duration.ofDays(1))
                .share("search", 600)
                .share("chat", 300)
                .share("batch", 100)
                .allocate();

        // 3 × 0.25 × 24 h = 18.00, by 600 : 300 : 100.
        assertThat(day.shares())
                .containsExactly(
                        share("search", "600", "10.8"), share("chat", "300", "5.4"), share("batch", "100", "1.8"));
        assertThat(day.idle()).isEqualTo(usd("0"));
        assertThat(day.capacity()).isNull();
        assertThat(day.overCapacity()).isFalse();
    }

    @Test
    void allocate_whenNothingWasUsed_isAllIdle() {
        Allocation.Builder empty = AllocationRule.nodes("qdrant", usd("0.25")).over(HOUR);
        Allocation.Builder zero =
                AllocationRule.hourly("gpu", usd("3.60")).over(HOUR).share("a", Duration.ZERO);

        assertThat(empty.allocate().shares()).isEmpty();
        assertThat(empty.allocate().idle()).isEqualTo(usd("0.25"));
        assertThat(zero.allocate().shares()).containsExactly(share("a", "0", "0"));
        assertThat(zero.allocate().idle()).isEqualTo(usd("3.6"));
    }

    static Stream<Arguments> invalid() {
        AllocationRule gpu = AllocationRule.hourly("gpu", usd("1"));
        AllocationRule nodes = AllocationRule.nodes("db", usd("1"));
        return Stream.of(
                wrong(() -> AllocationRule.nodes(" ", usd("1")), "a shared resource must have a name, but it is blank"),
                wrong(
                        () -> AllocationRule.nodes("db", usd("0.00")),
                        "the price per hour of 'db' must be positive, but is 0.00"),
                wrong(
                        () -> AllocationRule.hourly("gpu", usd("-1")),
                        "the price per hour of 'gpu' must be positive, but is -1"),
                wrong(
                        () -> AllocationRule.hourly("gpu", usd("1E+999999999")),
                        "the price per hour of 'gpu' has more than 60 digits before or after the point"),
                wrong(
                        () -> AllocationRule.hourly("gpu", usd("1"), 0),
                        "the slots of a unit of 'gpu' must be positive, but is 0"),
                wrong(
                        () -> AllocationRule.provisioned("ptu", usd("1"), -5),
                        "the tokens per minute of a unit of 'ptu' must be positive, but is -5"),
                wrong(() -> gpu.units(0), "the number of units of 'gpu' must be positive, but is 0"),
                wrong(
                        () -> gpu.over(Duration.ZERO),
                        "the seconds of a window of 'gpu' must be positive, but is 0.000000000"),
                wrong(
                        () -> gpu.over(Duration.ofMillis(-1_500)),
                        "the seconds of a window of 'gpu' must be positive, but is -1.500000000"),
                wrong(
                        () -> gpu.over(HOUR).share("a", Duration.ofSeconds(-1)),
                        "the share of 'a' in 'gpu' must not be negative, but is -1.000000000"),
                wrong(
                        () -> gpu.over(HOUR).share("a", 7),
                        "'gpu' is shared by busy time, but the share of 'a' is a count"),
                wrong(
                        () -> nodes.over(HOUR).share("a", HOUR),
                        "'db' is shared by a count, but the share of 'a' is a time"),
                wrong(
                        () -> nodes.over(HOUR).share("a", -7),
                        "the share of 'a' in 'db' must not be negative, but is -7"),
                wrong(
                        () -> nodes.over(HOUR).share("a", new BigDecimal("1E-61")),
                        "the share of 'a' in 'db' has more than 60 digits before or after the point"),
                wrong(() -> nodes.over(HOUR).share("", 1), "a share of 'db' must have a name, but it is blank"));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void rule_whenAFigureIsInvalid_namesItAndItsValue(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    private static Arguments wrong(ThrowingCallable call, String message) {
        return Arguments.of(call, message);
    }

    private static Allocation.Share share(String key, String weight, String amount) {
        return new Allocation.Share(key, new BigDecimal(weight), usd(amount));
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }
}
