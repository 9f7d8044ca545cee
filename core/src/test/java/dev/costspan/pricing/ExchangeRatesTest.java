package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExchangeRatesTest {

    private static final LocalDate MONDAY = LocalDate.parse("2026-08-03");
    private static final ExchangeRates RATES = ExchangeRates.builder()
            .rate("EUR", "USD", "1.0834", MONDAY)
            .rate("EUR", "USD", "1.0901", MONDAY.plusDays(2))
            .rate("USD", "JPY", "147.25", MONDAY)
            .build();

    @Test
    void convert_whenThereIsARate_isTheExactProduct() {
        ExchangeRates.Converted converted = RATES.convert(Money.of("12.34", "EUR"), "USD", MONDAY);

        // 12.34 × 1.0834 = 12.34 + 12.34 × 0.0834 = 12.34 + 1.029156
        assertThat(converted)
                .isEqualTo(new ExchangeRates.Converted(
                        Money.of("12.34", "EUR"), Money.of("13.369156", "USD"), new BigDecimal("1.0834"), MONDAY));
    }

    @Test
    void convert_whenTheAmountIsACredit_keepsItsSign() {
        // −0.000001 × 147.25
        assertThat(RATES.convert(Money.of("-0.000001", "USD"), "JPY", MONDAY).to())
                .isEqualTo(Money.of("-0.00014725", "JPY"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-08-03, 1.0834, 2026-08-03",
        "2026-08-04, 1.0834, 2026-08-03",
        "2026-08-05, 1.0901, 2026-08-05",
        "2031-01-01, 1.0901, 2026-08-05"
    })
    void convert_whenThereAreSeveralDates_takesTheNewestThatIsNotLater(LocalDate on, BigDecimal rate, LocalDate of) {
        ExchangeRates.Converted converted = RATES.convert(Money.of("1", "EUR"), "USD", on);

        assertThat(converted.rate()).isEqualTo(rate);
        assertThat(converted.rateDate()).isEqualTo(of);
    }

    @Test
    void convert_whenEveryRateIsLater_namesPairAndDate() {
        assertThatThrownBy(() -> RATES.convert(Money.of("1", "EUR"), "USD", MONDAY.minusDays(1)))
                .isInstanceOf(MissingExchangeRateException.class)
                .hasMessage("there is no exchange rate from EUR to USD for 2026-08-02 or before; "
                        + "the first is for 2026-08-03");
    }

    @ParameterizedTest
    @CsvSource({"USD, EUR", "EUR, JPY", "GBP, USD"})
    void convert_whenOnlyTheInverseOrADetourIsKnown_throws(String from, String to) {
        assertThatThrownBy(() -> RATES.convert(Money.of("1", from), to, MONDAY))
                .isInstanceOf(MissingExchangeRateException.class)
                .hasMessage("there is no exchange rate from " + from + " to " + to
                        + " for 2026-08-03 or before; none is stated for this pair");
    }

    @Test
    void convert_whenItIsTheSameCurrency_isTheAmountItself() {
        Money amount = Money.of("5.00", "GBP");

        assertThat(RATES.convert(amount, "GBP", MONDAY))
                .isEqualTo(new ExchangeRates.Converted(amount, amount, BigDecimal.ONE, MONDAY));
    }

    @Test
    void convert_whenTheTargetIsNoCode_saysSo() {
        assertThatThrownBy(() -> RATES.convert(Money.of("1", "EUR"), "usd", MONDAY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'usd'");
    }

    @ParameterizedTest
    @CsvSource({
        "0, must be positive; but is 0",
        "-1.08, must be positive; but is -1.08",
        "NaN, must be a decimal number such as 1.25; but is 'NaN'",
        "1;08, must be a decimal number such as 1.25; but is '1;08'",
        "1e-61, has more than 60 digits before or after the point",
        "1e2147483647, has more than 60 digits before or after the point"
    })
    void rate_whenItIsNoPositiveNumber_namesThePairTheDateAndTheValue(String rate, String problem) {
        ExchangeRates.Builder builder = ExchangeRates.builder();

        assertThatThrownBy(() -> builder.rate("EUR", "USD", rate.replace(';', ','), MONDAY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the exchange rate from EUR to USD for 2026-08-03 " + problem.replace(';', ','));
    }

    @Test
    void rate_whenTheTextIsEndless_isNotEvenParsed() {
        assertThatThrownBy(() -> ExchangeRates.builder().rate("EUR", "USD", "1".repeat(121), MONDAY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("has 121 characters, which no figure needs");
    }

    @Test
    void rate_whenBothCurrenciesAreTheSame_saysSo() {
        assertThatThrownBy(() -> ExchangeRates.builder().rate("EUR", "EUR", "1", MONDAY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an exchange rate needs two currencies, but both are EUR");
    }

    @Test
    void rate_whenTheDateHasOneAlready_namesBoth() {
        ExchangeRates.Builder builder = ExchangeRates.builder().rate("EUR", "USD", "1.08", MONDAY);

        assertThatThrownBy(() -> builder.rate("EUR", "USD", "1.09", MONDAY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the exchange rate from EUR to USD for 2026-08-03 is stated twice, as 1.08 and as 1.09");
    }

    @Test
    void build_whenTheBuilderIsUsedOn_leavesTheTableAlone() {
        ExchangeRates.Builder builder = ExchangeRates.builder().rate("EUR", "USD", "1.08", MONDAY);
        ExchangeRates rates = builder.build();
        builder.rate("EUR", "USD", "1.09", MONDAY.plusDays(1));

        assertThat(rates.convert(Money.of("1", "EUR"), "USD", MONDAY.plusDays(5))
                        .rate())
                .isEqualTo("1.08");
    }
}
