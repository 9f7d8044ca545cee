package dev.costspan.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    @Test
    void parse_whenNothingIsGiven_turnsEverythingOff() {
        assertThat(Arguments.parse(List.of())).isEqualTo(new Arguments(false, false, false));
    }

    @Test
    void parse_whenAllAreGiven_turnsAllOn() {
        assertThat(Arguments.parse(List.of("--live", "--help", "--zipkin"))).isEqualTo(new Arguments(true, true, true));
    }

    @Test
    void parse_whenSomeAreUnknown_namesEachOfThem() {
        assertThatThrownBy(() -> Arguments.parse(List.of("--zipkin", "--trace", "-x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown arguments: --trace -x");
    }
}
