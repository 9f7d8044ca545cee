package dev.costspan.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.Test;

class PromptTest {

    @Test
    void from_whenScopesNest_isTheInnermost() {
        assertThat(Prompt.from(Context.current())).isNull();
        try (Scope outer = Prompt.of("plan").makeCurrent();
                Scope inner = Prompt.of("answer", "7").makeCurrent()) {
            assertThat(Prompt.from(Context.current())).isEqualTo(new Prompt("answer", "7"));
        }
        assertThat(Prompt.from(Context.current())).isNull();
    }

    @Test
    void ofTemplate_always_namesTheTextByItsHashAlone() {
        Prompt prompt = Prompt.ofTemplate("Answer {{question}} politely.");

        // the first six bytes that sha256sum prints for the same text
        assertThat(prompt.name()).isEqualTo("template-7c80bf85d0f4");
        assertThat(prompt.version()).isNull();
        assertThat(Prompt.ofTemplate("Answer {{question}} politely.")).isEqualTo(prompt);
        assertThat(Prompt.ofTemplate("Answer {{question}} curtly.")).isNotEqualTo(prompt);
    }

    @Test
    void prompt_whenBlankOrTooLong_throwsWithTheLengths() {
        assertThatThrownBy(() -> Prompt.of(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Prompt.of("a", "9".repeat(129)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("128 characters, but they have 1 and 129");
    }
}
