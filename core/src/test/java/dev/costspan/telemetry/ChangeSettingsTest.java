package dev.costspan.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeSettingsTest {

    private final ChangeSettings defaults = ChangeSettings.defaults();

    @Test
    void defaults_whenNobodySaysOtherwise_areThese() {
        assertThat(defaults).isEqualTo(new ChangeSettings(1.5, 50, 20));
    }

    @Test
    void settings_whenOneIsChanged_keepTheOthers() {
        assertThat(defaults.factor(2).minHistory(200).window(100)).isEqualTo(new ChangeSettings(2, 200, 100));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.5, -2, Double.NaN, Double.POSITIVE_INFINITY})
    void factor_whenItIsNoRise_isNamed(double factor) {
        assertThatThrownBy(() -> defaults.factor(factor))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("factor must be above 1, such as 1.5, but is " + factor);
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 1_001, -1})
    void window_whenItIsOutOfRange_isNamed(int window) {
        assertThatThrownBy(() -> defaults.minHistory(10_000).window(window))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("window must be from 8 to 1000, but is " + window);
    }

    @Test
    void minHistory_whenItIsLessThanTwoWindows_isNamed() {
        assertThatThrownBy(() -> defaults.minHistory(39))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "minHistory must be at least two windows, 40, but is 39; raise it or make the window smaller");
    }
}
