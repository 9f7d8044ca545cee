package dev.costspan.usage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeterTest {

    @Test
    void contains_whenRoleAndModalityAreWider_isTrue() {
        assertThat(Meter.INPUT_TOKENS.contains(Meter.CACHE_AUDIO_WRITE_1H_TOKENS))
                .isTrue();
        assertThat(Meter.CACHE_WRITE_TOKENS.contains(Meter.CACHE_WRITE_1H_TOKENS))
                .isTrue();
        assertThat(Meter.INPUT_AUDIO_TOKENS.contains(Meter.CACHE_AUDIO_READ_TOKENS))
                .isTrue();
        assertThat(Meter.AUDIO_SECONDS.contains(Meter.INPUT_AUDIO_SECONDS)).isTrue();
        assertThat(Meter.INPUT_DOCUMENT_PAGES.contains(Meter.INPUT_ANNOTATED_DOCUMENT_PAGES))
                .isTrue();
    }

    @Test
    void contains_whenNeitherIsWider_isFalse() {
        assertThat(Meter.INPUT_TOKENS.contains(Meter.INPUT_TOKENS)).isFalse();
        assertThat(Meter.INPUT_TOKENS.contains(Meter.OUTPUT_AUDIO_TOKENS)).isFalse();
        assertThat(Meter.CACHE_READ_TOKENS.contains(Meter.INPUT_AUDIO_TOKENS)).isFalse();
        assertThat(Meter.INPUT_TOKENS.contains(Meter.TRAINING_TOKENS)).isFalse();
        assertThat(Meter.REQUESTS.contains(Meter.WEB_SEARCHES)).isFalse();
    }

    @Test
    void overlap_whenTwoMetersMeet_isTheMeterOfWhatBothCount() {
        assertThat(Meter.CACHE_READ_TOKENS.overlap(Meter.INPUT_AUDIO_TOKENS)).isEqualTo(Meter.CACHE_AUDIO_READ_TOKENS);
        assertThat(Meter.CACHE_AUDIO_WRITE_TOKENS.overlap(Meter.CACHE_WRITE_5M_TOKENS))
                .isEqualTo(Meter.CACHE_AUDIO_WRITE_5M_TOKENS);
        assertThat(Meter.CACHE_READ_TOKENS.overlap(Meter.CACHE_WRITE_TOKENS)).isNull();
        assertThat(Meter.INPUT_TOKENS.overlap(Meter.CACHE_READ_TOKENS)).isNull();
        assertThat(Meter.INPUT_AUDIO_TOKENS.overlap(Meter.INPUT_TEXT_TOKENS)).isNull();
        assertThat(Meter.REQUESTS.overlap(Meter.INPUT_TOKENS)).isNull();
    }

    @Test
    void values_whenInDeclarationOrder_haveEachMeterBeforeItsPartsAndTokensFirst() {
        for (Meter meter : Meter.values()) {
            assertThat(meter.isTokens()).isEqualTo(meter.ordinal() < Meter.TOKENS);
            for (Meter other : Meter.values()) {
                assertThat(meter.contains(other) && other.ordinal() < meter.ordinal())
                        .isFalse();
            }
        }
    }

    @Test
    void of_whenGivenAnId_findsTheMeter() {
        assertThat(Meter.of("cache_write_1h_tokens")).isEqualTo(Meter.CACHE_WRITE_1H_TOKENS);
        assertThat(Meter.of("tokens")).isNull();
    }
}
