package dev.costspan.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.attribution.Attribution;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CostChangeTest {

    @Test
    void message_whenAnOutcomeIsDearer_saysAllNumbers() {
        assertThat(outcome(0.012125, 0.02434).message())
                .isEqualTo("outcome support.resolution: cost per success moved from 0.0121 to 0.0243 USD (×2.01);"
                        + " medians of 240 observations and of the newest 15, 1020 in all");
    }

    @Test
    void message_whenAFeatureIsCheaper_namesItsOperation() {
        CostChange change = new CostChange(
                CostChange.Subject.FEATURE,
                "search",
                "chat",
                "EUR",
                12_345.6,
                1_000,
                240,
                60,
                5_000,
                Instant.EPOCH,
                Attribution.NONE);

        assertThat(change.message())
                .startsWith("feature search, chat: cost per operation moved from 12346 to 1000 EUR (×0.081);");
    }

    @Test
    void message_whenItWasFree_hasNoFactor() {
        assertThat(outcome(0, 0.0000005).message()).contains("moved from 0 to 0.0000005 USD (was free);");
    }

    @Test
    void message_whenItIsFree_hasAFactorOfZero() {
        assertThat(outcome(0.02, 0).message()).contains("moved from 0.02 to 0 USD (×0);");
    }

    @Test
    void message_whenTheLocaleWritesOtherDigits_isTheSame() {
        Locale before = Locale.getDefault();
        String message = outcome(0.01, 0.02).message();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(outcome(0.01, 0.02).message()).isEqualTo(message);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void message_whenAnAmountIsNoNumber_saysThat() {
        assertThat(outcome(Double.NaN, 1).message()).contains("moved from NaN to 1 USD (×NaN);");
    }

    @Test
    void measure_whenAsked_isThatOfTheSubject() {
        assertThat(CostChange.Subject.OUTCOME.measure()).isEqualTo("cost_per_success");
        assertThat(CostChange.Subject.FEATURE.measure()).isEqualTo("cost_per_operation");
    }

    private static CostChange outcome(double before, double after) {
        return new CostChange(
                CostChange.Subject.OUTCOME,
                "support.resolution",
                null,
                "USD",
                before,
                after,
                240,
                15,
                1_020,
                Instant.EPOCH,
                Attribution.NONE);
    }
}
