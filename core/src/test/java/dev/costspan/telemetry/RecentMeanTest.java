package dev.costspan.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentMeanTest {

    @Test
    void mean_whenNothingWasAdded_isUnknown() {
        assertThat(new RecentMean().mean()).isNull();
        assertThat(new RecentMean().count()).isZero();
    }

    @Test
    void mean_whenAmountsAreDecimals_isExact() {
        RecentMean mean = new RecentMean();
        mean.add(new BigDecimal("0.1"));
        mean.add(new BigDecimal("0.2"));
        mean.add(new BigDecimal("0.000000000000000003"));
        mean.add(BigDecimal.ZERO);

        assertThat(mean.mean()).isEqualByComparingTo("0.07500000000000000075");
        assertThat(mean.count()).isEqualTo(4);
    }

    @Test
    void mean_whenItHasNoEnd_isTheNearestDecimalOf34Digits() {
        RecentMean mean = new RecentMean(3);
        mean.add(BigDecimal.ONE);
        mean.add(BigDecimal.ONE);
        mean.add(BigDecimal.ZERO);

        assertThat(mean.mean()).isEqualTo(new BigDecimal("0." + "6".repeat(33) + "7"));
    }

    @Test
    void mean_whenMoreWereAddedThanCount_isThatOfTheLast() {
        RecentMean mean = new RecentMean();
        IntStream.rangeClosed(1, 1_234).forEach(i -> mean.add(BigDecimal.valueOf(i, 3)));

        // 1.135 to 1.234
        assertThat(mean.mean()).isEqualByComparingTo("1.1845");
        assertThat(mean.count()).isEqualTo(100);
    }

    @Test
    void mean_whenAnOddAmountWasForgotten_losesItsDigits() {
        RecentMean mean = new RecentMean(2);
        mean.add(new BigDecimal("1E-900"));
        IntStream.range(0, 3).forEach(i -> mean.add(BigDecimal.ONE));

        assertThat(mean.mean().scale()).isZero();
    }

    @Test
    void new_whenNothingWouldCount_namesTheNumber() {
        assertThatThrownBy(() -> new RecentMean(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a mean must be of at least 1 amount, but is of 0");
    }

    @Test
    void add_whenManyThreadsAdd_losesNothing() throws InterruptedException, ExecutionException {
        RecentMean mean = new RecentMean(8_000);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<Void>> adding = IntStream.range(0, 8)
                .mapToObj(thread -> (Callable<Void>) () -> {
                    for (int i = 1; i <= 1_000; i++) {
                        mean.add(BigDecimal.valueOf(i, 2));
                    }
                    return null;
                })
                .toList();
        for (Future<Void> done : threads.invokeAll(adding, 60, TimeUnit.SECONDS)) {
            done.get();
        }
        threads.shutdown();

        assertThat(mean.mean()).isEqualByComparingTo("5.005");
    }
}
