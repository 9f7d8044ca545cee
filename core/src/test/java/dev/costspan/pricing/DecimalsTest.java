package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class DecimalsTest {

    @Property
    void toDouble_whenAnyDecimal_isTheDoubleThatParsingItsTextGives(
            @ForAll long unscaled, @ForAll @IntRange(max = 30) int scale) {
        assertParsed(unscaled, scale);
    }

    @Property
    void toDouble_whenTheDigitsFitADouble_isTheDoubleThatParsingItsTextGives(
            @ForAll @LongRange(min = -(1L << 53), max = 1L << 53) long unscaled,
            @ForAll @IntRange(max = 22) int scale) {
        assertParsed(unscaled, scale);
    }

    private static void assertParsed(long unscaled, int scale) {
        String text = BigDecimal.valueOf(unscaled, scale).toString();

        assertThat(Decimals.toDouble(unscaled, scale)).isEqualTo(Double.parseDouble(text));
    }
}
