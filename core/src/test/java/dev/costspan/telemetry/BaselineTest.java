package dev.costspan.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BaselineTest {

    private static final double PRECISION = 1e-12;

    private final Baseline baseline = new Baseline(4);

    @Test
    void median_whenAmountsComeInAnyOrder_isTheMiddle() {
        baseline.add(3);
        baseline.add(1);
        baseline.add(9);
        assertThat(baseline.median()).isEqualTo(3);

        baseline.add(2);
        assertThat(baseline.median()).isEqualTo(2.5);
    }

    @Test
    void add_whenItIsFull_leavesTheAmountOut() {
        for (double amount : new double[] {1, 1, 3, 3, 100, 100, 100}) {
            baseline.add(amount);
        }

        assertThat(baseline.size()).isEqualTo(4);
        assertThat(baseline.median()).isEqualTo(2);
    }

    @Test
    void restart_whenItHeldAmounts_holdsTheNewOnes() {
        baseline.add(100);

        baseline.restart(new double[] {3, 1, 2});

        assertThat(baseline.size()).isEqualTo(3);
        assertThat(baseline.median()).isEqualTo(2);
    }

    @Test
    void rankShift_whenAllAreDearer_isThatOfTheRankSum() {
        baseline.restart(new double[] {1, 2, 3});

        // 6 of 6 pairs, 3 on average, with a variance of 2 * 3 * (2 + 3 + 1) / 12 = 3
        assertThat(baseline.rankShift(new double[] {4, 5})).isCloseTo(Math.sqrt(3), within(PRECISION));
        assertThat(baseline.rankShift(new double[] {0, 0.5})).isCloseTo(-Math.sqrt(3), within(PRECISION));
    }

    @Test
    void rankShift_whenAmountsAreEqual_countsThemHalf() {
        baseline.restart(new double[] {1, 1, 2, 2});

        assertThat(baseline.rankShift(new double[] {1, 2})).isZero();
        // 3 of 4 pairs of the first and 2 of 4 of the second; a variance of 2 * 4 * (2 + 4 + 1) / 12
        assertThat(baseline.rankShift(new double[] {2, 1.5}))
                .isCloseTo((5 - 4) / Math.sqrt(56 / 12.0), within(PRECISION));
    }
}
