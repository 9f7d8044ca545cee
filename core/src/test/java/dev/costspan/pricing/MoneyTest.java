package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

    @Test
    void toString_whenTheAmountIsTiny_isPlain() {
        assertThat(Money.of("0.00000042", "USD")).hasToString("0.00000042 USD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "usd", "US", "USDT", "U5D"})
    void of_whenTheCurrencyIsNoCode_saysWhatIsWrong(String currency) {
        assertThatThrownBy(() -> Money.of("1", currency))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("currency must be an ISO 4217 code such as USD, but is '" + currency + "'");
    }

    @Test
    void of_whenTheAmountIsNotANumber_throws() {
        assertThatThrownBy(() -> Money.of("1,5", "USD")).isInstanceOf(NumberFormatException.class);
    }
}
