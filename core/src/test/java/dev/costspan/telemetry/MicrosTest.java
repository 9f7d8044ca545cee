package dev.costspan.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.pricing.Cost;
import dev.costspan.pricing.CostSource;
import dev.costspan.pricing.Money;
import dev.costspan.pricing.PriceCard;
import dev.costspan.pricing.Rate;
import dev.costspan.pricing.UnpricedReason;
import dev.costspan.usage.Conditions;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MicrosTest {

    @Property
    void of_anyDigitsAtAnyScale_isTheAmountRoundedHalfToEven(
            @ForAll @LongRange(max = 1_000_000_000_000L) long digits, @ForAll @IntRange(max = 24) int scale) {
        PriceCard card = PriceCard.builder("acme", "m")
                .rate(Meter.INPUT_DOCUMENT_PAGES, new Rate(BigDecimal.valueOf(1, scale), BigDecimal.ONE))
                .build();
        Cost computed = card.price(
                Operation.CHAT, Usage.of(Meter.INPUT_DOCUMENT_PAGES, digits), Conditions.NONE, CostSource.CATALOG);
        BigDecimal amount = BigDecimal.valueOf(digits, scale);

        long expected =
                amount.setScale(6, RoundingMode.HALF_EVEN).movePointRight(6).longValueExact();
        assertThat(Micros.of(computed)).isEqualTo(expected);
        assertThat(Micros.of(stated(amount))).isEqualTo(expected);
    }

    @Test
    void of_halves_goesToTheEvenNeighbour() {
        assertThat(Micros.of(stated(new BigDecimal("0.0000005")))).isZero();
        assertThat(Micros.of(stated(new BigDecimal("0.0000015")))).isEqualTo(2);
        assertThat(Micros.of(stated(new BigDecimal("0.0000025")))).isEqualTo(2);
    }

    @Test
    void of_whatIsAbsentOrDoesNotFit_isNone() {
        assertThat(Micros.of(Cost.unpriced(UnpricedReason.UNKNOWN_MODEL, Usage.UNKNOWN)))
                .isEqualTo(Micros.NONE);
        assertThat(Micros.of(stated(new BigDecimal("1E+20")))).isEqualTo(Micros.NONE);
    }

    private static Cost stated(BigDecimal amount) {
        return Cost.stated(new Money(amount, "USD"), CostSource.PROVIDER, Usage.UNKNOWN);
    }
}
