package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.usage.Meter;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PriceCardBuilderTest {

    @Test
    void build_whenThereIsNoRate_namesTheCard() {
        assertThatThrownBy(() -> PriceCard.builder("openai", "gpt-4o").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("price card 'application:openai/gpt-4o' has no rate");
    }

    @Test
    void build_whenTheIntervalIsEmpty_namesBothEnds() {
        Instant at = Instant.parse("2026-09-01T00:00:00Z");

        assertThatThrownBy(() -> card().from(at).to(at).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("valid from 2026-09-01T00:00:00Z to 2026-09-01T00:00:00Z, which is never");
    }

    @Test
    void build_whenTheRangeIsEmpty_namesBothEnds() {
        assertThatThrownBy(() -> card().inputAbove(200).inputUpTo(200).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 200 and at most 200 tokens, which is never");
    }

    @Test
    void builder_whenProviderOrModelIsBlank_saysWhich() {
        assertThatThrownBy(() -> PriceCard.builder(" ", "m")).hasMessageContaining("needs a provider");
        assertThatThrownBy(() -> PriceCard.builder("p", ""))
                .hasMessage("a price card of provider 'p' names a blank model");
    }

    @Test
    void currency_whenNoCode_throws() {
        assertThatThrownBy(() -> card().currency("dollar"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'dollar'");
    }

    private static PriceCardBuilder card() {
        return PriceCard.builder("p", "m").perMillion(Meter.INPUT_TOKENS, "1");
    }
}
