package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.usage.Meter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardIndexTest {

    private final PriceCard mini = card("openai", "gpt-4o-mini", "GPT-4o-Mini-2024");
    private final PriceCard upper = card("openai", "GLM-5");
    private final PriceCard lower = card("openai", "glm-5");
    private final CardIndex index = new CardIndex(List.of(mini, upper, lower));

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o-mini", "GPT-4O-MINI", "GPT-4o-Mini-2024", "gpt-4o-mini-2024"})
    void find_whenOnlyTheCaseDiffers_finds(String model) {
        assertThat(index.find("openai", model)).containsExactly(mini);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o", "gpt-4o-mini-2", "gpt-4o-mini ", "openai/gpt-4o-mini", "gpt-4o-min", ""})
    void find_whenTheNameIsNotTheSame_findsNothing(String model) {
        assertThat(index.find("openai", model)).isNull();
    }

    @Test
    void find_whenTheProviderDiffers_findsNothing() {
        assertThat(index.find("azure.ai.openai", "gpt-4o-mini")).isNull();
        assertThat(index.find("OpenAI", "gpt-4o-mini")).isNull();
    }

    @Test
    void find_whenTwoIdsDifferInCaseAlone_keepsThemApart() {
        assertThat(index.find("openai", "GLM-5")).containsExactly(upper);
        assertThat(index.find("openai", "glm-5")).containsExactly(lower);
    }

    @Test
    void find_whenThereIsNoModel_findsOnlyCardsWithoutOne() {
        PriceCard store = card("pinecone");

        assertThat(new CardIndex(List.of(store)).find("pinecone", null)).containsExactly(store);
        assertThat(index.find("openai", null)).isNull();
    }

    private static PriceCard card(String provider, String... models) {
        return PriceCard.builder(provider, models)
                .perMillion(Meter.INPUT_TOKENS, "1")
                .build();
    }
}
