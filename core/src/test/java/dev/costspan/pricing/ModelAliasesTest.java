package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ModelAliasesTest {

    @Test
    void find_whenTheNameIsDeclared_isItsModelUnderEveryNameOfTheProvider() {
        ModelAliases aliases = ModelAliases.NONE.with("azure", "prod-chat", "gpt-4o");

        assertThat(aliases.find("azure.ai.openai", "prod-chat")).isEqualTo("gpt-4o");
        assertThat(aliases.find("azure.ai.inference", "prod-chat")).isEqualTo("gpt-4o");
        assertThat(aliases.find("azure", "prod-chat")).isEqualTo("gpt-4o");
        assertThat(aliases.find("openai", "prod-chat")).isNull();
        assertThat(aliases.find("azure.ai.openai", "prod-chat-2")).isNull();
        assertThat(aliases.find("azure.ai.openai", null)).isNull();
        assertThat(ModelAliases.NONE.find("azure.ai.openai", "prod-chat")).isNull();
    }

    @Test
    void with_whenTheNameStandsForAnotherModel_namesBoth() {
        ModelAliases aliases = ModelAliases.NONE.with("azure.ai.openai", "prod", "gpt-4o");

        assertThat(aliases.with("azure.ai.openai", "prod", "gpt-4o").find("azure.ai.openai", "prod"))
                .isEqualTo("gpt-4o");
        assertThatThrownBy(() -> aliases.with("azure.ai.openai", "prod", "gpt-5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("prod", "azure.ai.openai", "gpt-4o", "gpt-5");
    }

    @Test
    void with_whenAPartCannotBeOne_saysWhich() {
        assertThatThrownBy(() -> ModelAliases.NONE.with(" ", "a", "b")).hasMessageContaining("provider");
        assertThatThrownBy(() -> ModelAliases.NONE.with("p", "", "b")).hasMessageContaining("name");
        assertThatThrownBy(() -> ModelAliases.NONE.with("p", "a", "b".repeat(513)))
                .hasMessageContainingAll("model", "513");
        assertThatThrownBy(() -> ModelAliases.NONE.with("p", "a", "a")).hasMessageContaining("stands for itself");
    }
}
