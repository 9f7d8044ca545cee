package dev.costspan.usage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEncodingTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt-4o",
                "gpt-4o-mini-2024-07-18",
                "chatgpt-4o-latest",
                "gpt-4.1",
                "gpt-4.1-nano",
                "gpt-4.5-preview",
                "gpt-5",
                "gpt-5.1-codex",
                "gpt-5-mini-2025-08-07",
                "gpt-oss-120b",
                "o1",
                "o1-pro",
                "o3-mini-2025-01-31",
                "o4-mini",
                "ft:gpt-4o-mini-2024-07-18:acme::abc",
                "ft:gpt-4.1-2025-04-14:acme::abc"
            })
    void of_whenTheModelIsGpt4oOrLater_isO200k(String model) {
        assertThat(TokenEncoding.of(model)).isEqualTo(TokenEncoding.O200K_BASE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt-4",
                "gpt-4-0613",
                "gpt-4-turbo-2024-04-09",
                "gpt-4-32k",
                "gpt-3.5-turbo",
                "gpt-3.5-turbo-0125",
                "gpt-35-turbo-16k",
                "text-embedding-ada-002",
                "text-embedding-3-small",
                "text-embedding-3-large",
                "ft:gpt-4-0613:acme::abc",
                "ft:gpt-3.5-turbo-0125:acme::abc"
            })
    void of_whenTheModelIsGpt4OrEarlier_isCl100k(String model) {
        assertThat(TokenEncoding.of(model)).isEqualTo(TokenEncoding.CL100K_BASE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "o",
                "o1x",
                "o3000",
                "gpt-4x",
                "gpt-4.7",
                "gpt-3.5-instruct-of-another",
                "text-embedding-3",
                "GPT-4O",
                "openai/gpt-4o",
                "claude-sonnet-4-5",
                "gemini-2.5-flash",
                "davinci"
            })
    void of_whenTheTableDoesNotNameTheModel_isNull(String model) {
        assertThat(TokenEncoding.of(model)).isNull();
    }

    @Test
    void of_whenNoModelIsKnown_isNull() {
        assertThat(TokenEncoding.of(null)).isNull();
    }
}
