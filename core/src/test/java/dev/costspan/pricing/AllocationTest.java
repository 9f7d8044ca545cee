package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class AllocationTest {

    @Test
    void of_whenARunJudgedSevenCases_givesTheOddDigitToTheFirst() {
        Allocation.Builder run = Allocation.of("eval/nightly", Money.of("1.00", "EUR"));
        for (int i = 1; i <= 7; i++) {
            run.share("case-" + i, 1);
        }
        Allocation allocation = run.allocate();

        // 1 / 7 = 0.142857142857…; seven of them are 0.999999999999, so one unit of the twelfth place is left over.
        assertThat(allocation.shares().get(0).amount()).isEqualTo(Money.of("0.142857142858", "EUR"));
        assertThat(allocation.shares().subList(1, 7))
                .extracting(Allocation.Share::amount)
                .containsOnly(Money.of("0.142857142857", "EUR"));
        assertThat(allocation.idle()).isEqualTo(Money.of("0", "EUR"));
    }

    @Test
    void of_whenRemaindersDiffer_givesTheOddDigitToTheLargest() {
        Allocation allocation = Allocation.of("eval", Money.of("0.000000000010", "USD"))
                .share("small", 1)
                .share("large", 2)
                .allocate();

        // 10 units by 1 : 2 are 3.33 and 6.67: rounded down 3 and 6, and the one left over goes to the .67.
        assertThat(allocation.shares())
                .extracting(Allocation.Share::amount)
                .containsExactly(Money.of("0.000000000003", "USD"), Money.of("0.000000000007", "USD"));
    }

    @Test
    void of_whenCandidatesTookUnequalParts_splitsByWeight() {
        Allocation allocation = Allocation.of("eval/compare", Money.of("0.90", "USD"))
                .share("candidate-a", new BigDecimal("0.5"))
                .share("candidate-b", 1)
                .share("candidate-a", new BigDecimal("1.5"))
                .allocate();

        // The same key adds up: 2 : 1 of 0.90.
        assertThat(allocation.shares())
                .containsExactly(
                        new Allocation.Share("candidate-a", new BigDecimal("2"), Money.of("0.6", "USD")),
                        new Allocation.Share("candidate-b", new BigDecimal("1"), Money.of("0.3", "USD")));
        assertThat(allocation.used()).isEqualTo("3");
        assertThat(allocation.capacity()).isNull();
    }

    @Test
    void of_whenTheRunWasFree_sharesARealZero() {
        Allocation allocation =
                Allocation.of("eval", Money.of("0", "USD")).share("case", 1).allocate();

        assertThat(allocation.cost()).isEqualTo(Money.of("0", "USD"));
        assertThat(allocation.shares())
                .containsExactly(new Allocation.Share("case", BigDecimal.ONE, Money.of("0", "USD")));
    }

    @Test
    void of_whenTheCostIsNegative_namesIt() {
        assertThatThrownBy(() -> Allocation.of("eval", Money.of("-0.5", "USD")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the cost of 'eval' must not be negative, but is -0.5");
    }

    @Test
    void allocate_whenMoreIsAddedAfterwards_leavesTheFirstAlone() {
        Allocation.Builder run = Allocation.of("eval", Money.of("6", "USD")).share("a", 1);
        Allocation first = run.allocate();
        Allocation second = run.share("b", 2).allocate();

        assertThat(first.shares()).extracting(Allocation.Share::amount).containsExactly(Money.of("6", "USD"));
        assertThat(second.shares())
                .extracting(Allocation.Share::amount)
                .containsExactly(Money.of("2", "USD"), Money.of("4", "USD"));
        assertThatThrownBy(() -> first.shares().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
