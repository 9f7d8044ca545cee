package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StorageAccrualTest {

    private static final Instant START = Instant.parse("2026-08-03T00:00:00Z");
    private static final long GB = 1_000_000_000L;

    @Test
    void gbMonths_whenOneGigabyteLasts730Hours_isOne() {
        assertThat(StorageAccrual.start(START, GB).gbMonths(after(730))).isEqualByComparingTo("1");
    }

    @Test
    void gbMonths_whenTheSizeChanges_addsUpTheSteps() {
        StorageAccrual accrual =
                StorageAccrual.start(START, 10 * GB).change(after(365), 30 * GB).change(after(438), 0);

        // 10 × 365 / 730 = 5; 30 × 73 / 730 = 3; nothing after that.
        assertThat(accrual.gbMonths(after(438))).isEqualByComparingTo("8");
        assertThat(accrual.gbMonths(after(10_000))).isEqualByComparingTo("8");
        assertThat(accrual.bytes()).isZero();
    }

    @Test
    void gbMonths_whenTheMonthHasThirtyDays_isLessThanItsAverageSize() {
        StorageAccrual accrual =
                StorageAccrual.start(START, 100 * GB).change(START.plus(Duration.ofDays(10)), 130 * GB);

        // Elastic Cloud's example of a bill (its docs, "billing dimensions"): 100 GB for 10 days, then 130 GB for 20,
        // on average
        // 120 GB over 720 hours. In months of 730 hours: 120 × 720 / 730 = 86,400 / 730 = 118.3561643835…
        assertThat(accrual.gbMonths(START.plus(Duration.ofDays(30)))).isEqualTo("118.356164384");
    }

    @Test
    void gbMonths_whenTheFigureIsHuge_isExact() {
        // 9,223,372,036,854,775,807 bytes for 730 h are 9,223,372,036.854775807 GB-months.
        assertThat(StorageAccrual.start(START, Long.MAX_VALUE).gbMonths(after(730)))
                .isEqualTo("9223372036.854775807");
    }

    @Test
    void gbMonths_whenNoTimePassed_isZero() {
        assertThat(StorageAccrual.start(START, 5 * GB).gbMonths(START)).isZero();
    }

    @Test
    void gbMonths_whenTimeIsShorterThanASecond_countsNanoseconds() {
        // 2,628 TB for a microsecond: 2.628E15 B × 1E-6 s = 2.628E9 B·s; a GB-month is 1E9 B × 2,628,000 s = 2.628E15
        // B·s.
        assertThat(StorageAccrual.start(START, 2_628_000L * GB).gbMonths(START.plusNanos(1_000)))
                .isEqualTo("0.000001000");
    }

    @Test
    void change_whenBeforeTheLastOne_namesBothInstants() {
        StorageAccrual accrual = StorageAccrual.start(START, GB).change(after(1), 2 * GB);

        assertThatThrownBy(() -> accrual.change(START, GB))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("storage accrued until 2026-08-03T01:00:00Z cannot be told at 2026-08-03T00:00:00Z, "
                        + "which is before that");
        assertThatThrownBy(() -> accrual.gbMonths(START)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void start_whenBytesAreNegative_namesThem() {
        assertThatThrownBy(() -> StorageAccrual.start(START, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the bytes stored at 2026-08-03T00:00:00Z must not be negative, but are -1");
    }

    @Test
    void change_whenCalled_leavesTheEarlierAccrualAlone() {
        StorageAccrual first = StorageAccrual.start(START, GB);
        StorageAccrual second = first.change(after(1), 3 * GB);

        assertThat(first.gbMonths(after(730))).isEqualByComparingTo("1");
        assertThat(second).hasToString("3000000000 bytes since 2026-08-03T01:00:00Z");
    }

    private static Instant after(long hours) {
        return START.plus(Duration.ofHours(hours));
    }
}
