package dev.costspan.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SemconvTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gen_ai_latest_experimental",
                "http/dup, gen_ai_latest_experimental",
                " gen_ai_latest_experimental ,x"
            })
    void fromOptIn_whenTheListAsksForIt_isTheLatest(String optIn) {
        assertThat(Semconv.fromOptIn(optIn)).isEqualTo(Semconv.LATEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "http", "gen_ai_latest", "GEN_AI_LATEST_EXPERIMENTAL"})
    void fromOptIn_whenItDoesNot_isTheTaggedVersion(String optIn) {
        assertThat(Semconv.fromOptIn(optIn)).isEqualTo(Semconv.V1_41);
    }
}
