package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class RateTest {

    @Test
    void unitPrice_whenTheDivisionEnds_isExact() {
        assertThat(Rate.perMillion("0.15").unitPrice()).isEqualTo(new BigDecimal("1.5E-7"));
        assertThat(Rate.perUnit("0.002").unitPrice()).isEqualByComparingTo("0.002");
        assertThat(new Rate(new BigDecimal("5"), new BigDecimal("1000")).unitPrice())
                .isEqualByComparingTo("0.005");
    }

    @Test
    void unitPrice_whenTheDivisionHasNoEnd_isRoundedAtEighteenPlaces() {
        Rate hourly = new Rate(new BigDecimal("2"), new BigDecimal("3600"));

        assertThat(hourly.unitPrice()).isEqualTo(new BigDecimal("0.000555555555555556"));
        assertThat(hourly.isUnitPriceExact(hourly.unitPrice())).isFalse();
    }

    @Test
    void new_whenPriceIsNegative_saysSo() {
        assertThatThrownBy(() -> Rate.perMillion("-0.1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("price must not be negative, but is -0.1");
    }

    @Test
    void new_whenDivisorIsNotPositive_saysSo() {
        assertThatThrownBy(() -> new Rate(BigDecimal.ONE, BigDecimal.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("per must be positive, but is 0");
    }

    @Test
    void perMillion_whenNotANumber_throws() {
        assertThatThrownBy(() -> Rate.perMillion("NaN")).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void toString_whenPrinted_readsAsAPriceList() {
        assertThat(Rate.perMillion("0.15")).hasToString("0.15 per 1000000");
    }
}
