package dev.costspan.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostSketchTest {

    private static final double ONE_PERCENT = 0.01;
    private static final int COSTS = 50_000;

    private final CostSketch sketch = new CostSketch();

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999})
    void quantile_whenCostsAreSpread_isWithinOnePercentOfTheCostAtItsRank(double q) {
        double[] costs = logNormal(COSTS, 1.5, 7);
        Arrays.stream(costs).forEach(sketch::add);

        Arrays.sort(costs);
        double exact = costs[(int) (q * (COSTS - 1))];
        assertThat(sketch.quantile(q)).isCloseTo(exact, within(exact * ONE_PERCENT));
    }

    @Test
    void quantile_whenNothingWasAdded_isNotANumber() {
        assertThat(sketch.quantile(0.5)).isNaN();
        assertThat(sketch.min()).isNaN();
        assertThat(sketch.max()).isNaN();
        assertThat(sketch.count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
    void quantile_whenAskedForNoShare_namesIt(double q) {
        assertThatThrownBy(() -> sketch.quantile(q))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a quantile must be from 0 to 1, but is " + q);
    }

    @Test
    void minAndMax_whenCostsAreSpread_areExact() {
        sketch.add(0.012345678901);
        sketch.add(0.5);
        sketch.add(123.456789);

        assertThat(sketch.min()).isEqualTo(0.012345678901);
        assertThat(sketch.max()).isEqualTo(123.456789);
    }

    @Test
    void quantile_whenThereIsOneCost_isThatCost() {
        sketch.add(0.0123);

        assertThat(sketch.quantile(0.5)).isEqualTo(0.0123);
    }

    @Test
    void quantile_whenMostWasFree_isZeroUpToThere() {
        for (int i = 0; i < 70; i++) {
            sketch.add(0);
        }
        for (int i = 0; i < 30; i++) {
            sketch.add(0.02);
        }

        assertThat(sketch.count()).isEqualTo(100);
        assertThat(sketch.quantile(0.6)).isZero();
        assertThat(sketch.quantile(0.9)).isCloseTo(0.02, within(0.02 * ONE_PERCENT));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MAX_VALUE})
    void add_whenItIsNoCost_leavesItOut(double none) {
        sketch.add(none);

        assertThat(sketch.count()).isZero();
    }

    @Test
    void merge_whenBothHoldCosts_isAsIfAllWereAddedHere() {
        double[] costs = logNormal(COSTS, 1, 11);
        CostSketch whole = new CostSketch();
        CostSketch other = new CostSketch();
        for (int i = 0; i < COSTS; i++) {
            whole.add(costs[i]);
            (i % 3 == 0 ? sketch : other).add(costs[i]);
        }

        sketch.merge(other);

        assertThat(quantiles(sketch)).isEqualTo(quantiles(whole));
        assertThat(sketch.count()).isEqualTo(COSTS);
    }

    @Test
    void merge_whenItIsTheSameSketch_doublesIt() {
        sketch.add(0.01);
        sketch.add(0.03);

        sketch.merge(sketch);

        assertThat(sketch.count()).isEqualTo(4);
        assertThat(sketch.max()).isEqualTo(0.03);
    }

    @Test
    void copy_whenTheOriginalGoesOn_staysAsItWas() {
        sketch.add(0.01);
        CostSketch copy = sketch.copy();

        sketch.add(1);

        assertThat(copy.count()).isEqualTo(1);
        assertThat(copy.max()).isEqualTo(0.01);
        assertThat(copy.quantile(0.99)).isEqualTo(0.01);
    }

    @Test
    void quantile_whenCostsAreTooFarApart_isStillExactAboveAndTooHighBelow() {
        for (int exponent = -20; exponent < 10; exponent++) {
            sketch.add(Math.pow(10, exponent));
        }

        assertThat(sketch.quantile(0.9)).isCloseTo(1e6, within(1e4));
        assertThat(sketch.quantile(0.1)).isGreaterThan(1e-18);
        assertThat(sketch.min()).isEqualTo(1e-20);
    }

    @Test
    void memory_whenCostsAreAsFarApartAsCanBe_staysWithinItsBound() throws IllegalAccessException {
        long empty = RetainedBytes.of(sketch);
        double[] costs = logNormal(COSTS, 1, 3);
        for (double cost : costs) {
            sketch.add(Math.min(Math.max(cost, 0.001), 1));
        }
        long usual = RetainedBytes.of(sketch);
        for (double cost = 1e-300; cost < 1e300; cost *= 1.01) {
            sketch.add(cost);
        }
        long most = RetainedBytes.of(sketch);

        assertThat(empty).isLessThan(350);
        assertThat(usual).isLessThan(3_450);
        assertThat(most).isBetween(CostSketch.MOST_BINS * 8L, CostSketch.MOST_BINS * 8L + 350);
    }

    @Test
    void add_whenManyThreadsAddAndMergeBothWays_losesNothing() throws InterruptedException, ExecutionException {
        CostSketch other = new CostSketch();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<Void>> adding = IntStream.range(0, 8)
                .mapToObj(thread -> (Callable<Void>) () -> {
                    for (int i = 0; i < 5_000; i++) {
                        (thread % 2 == 0 ? sketch : other).add(0.001 * (i + 1));
                        if (i % 500 == 0) {
                            new CostSketch().merge(thread % 2 == 0 ? other : sketch);
                        }
                    }
                    return null;
                })
                .collect(Collectors.toList());
        for (Future<Void> done : threads.invokeAll(adding, 60, TimeUnit.SECONDS)) {
            done.get();
        }
        threads.shutdown();

        sketch.merge(other);

        assertThat(sketch.count()).isEqualTo(40_000);
        assertThat(sketch.quantile(0.5)).isCloseTo(2.5, within(2.5 * ONE_PERCENT));
    }

    private static List<Double> quantiles(CostSketch sketch) {
        return IntStream.rangeClosed(0, 100)
                .mapToObj(percent -> sketch.quantile(percent / 100.0))
                .toList();
    }

    private static double[] logNormal(int size, double sigma, long seed) {
        Random random = new Random(seed);
        double[] costs = new double[size];
        Arrays.setAll(costs, i -> 0.02 * Math.exp(sigma * random.nextGaussian()));
        return costs;
    }
}
