package dev.costspan.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.usage.Meter;
import dev.costspan.usage.Usage;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.bedrock.BedrockTokenUsage;
import dev.langchain4j.model.googleai.GoogleAiGeminiTokenUsage;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.openaiofficial.OpenAiOfficialTokenUsage;
import dev.langchain4j.model.output.TokenUsage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TokenUsageReaderTest {

    /** The native usage; then inclusive input, cache read, cache write, inclusive output and reasoning, null where unknown. */
    static Stream<Arguments> usages() {
        return Stream.of(
                row("OpenAI includes all", openAi(1200, 1024, 300, 128), 1200, 1024, null, 300, 128),
                row("OpenAI without details", openAi(1200, null, 300, null), 1200, null, null, 300, null),
                row("OpenAI with zero details", openAi(10, 0, 3, 0), 10, 0, null, 3, 0),
                row("OpenAI official", new OpenAiOfficialTokenUsage(1200, 1024, 300, 128), 1200, 1024, null, 300, 128),
                row(
                        "OpenAI official, no details",
                        new OpenAiOfficialTokenUsage(9, null, 3, null),
                        9,
                        null,
                        null,
                        3,
                        null),
                row("Anthropic excludes both caches", anthropic(100, 2000, 300, 50), 2400, 2000, 300, 50, null),
                row("Anthropic without caches", anthropic(100, null, null, 50), 100, null, null, 50, null),
                row("Anthropic, all input cached", anthropic(0, 2000, 0, 50), 2000, 2000, 0, 50, null),
                row(
                        "Bedrock excludes both caches",
                        new BedrockTokenUsage(100, 2000, 300, 50),
                        2400,
                        2000,
                        300,
                        50,
                        null),
                row("Bedrock without caches", new BedrockTokenUsage(100, null, null, 50), 100, null, null, 50, null),
                row("Gemini excludes thoughts only", gemini(500, 200, 40, 60, 600), 500, 200, null, 100, 60),
                row("Gemini without thoughts", gemini(500, null, 40, null, 540), 500, null, null, 40, null),
                row("Gemini with tool prompts", gemini(500, 200, 40, 60, 675), 575, 200, null, 100, 60),
                row("Gemini, answer not counted", gemini(500, null, null, null, 600), 500, null, null, null, null),
                row("Gemini without a total", gemini(500, null, 40, null, null), 500, null, null, 40, null),
                row("plain: Mistral, Ollama", new TokenUsage(80, 20), 80, null, null, 20, null),
                row("plain, input only", new TokenUsage(8), 8, null, null, null, null),
                row("plain, no output", new TokenUsage(8, 0), 8, null, null, 0, null),
                row("plain, output only", new TokenUsage(null, 20), null, null, null, 20, null),
                row("a subclass of a known class", new LoudUsage(100, 2000), 2100, 2000, null, 5, null),
                row("a subclass nobody knows", new OwnUsage(7, 2), 7, null, null, 2, null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("usages")
    void read_whenReported_makesTotalsInclusive(
            String name,
            TokenUsage tokens,
            Integer input,
            Integer cacheRead,
            Integer cacheWrite,
            Integer output,
            Integer reasoning) {
        Usage usage = TokenUsageReader.INSTANCE.read(tokens);

        assertThat(usage).isNotNull();
        assertThat(count(usage, Meter.INPUT_TOKENS)).isEqualTo(input);
        assertThat(count(usage, Meter.CACHE_READ_TOKENS)).isEqualTo(cacheRead);
        assertThat(count(usage, Meter.CACHE_WRITE_TOKENS)).isEqualTo(cacheWrite);
        assertThat(count(usage, Meter.OUTPUT_TOKENS)).isEqualTo(output);
        assertThat(count(usage, Meter.OUTPUT_REASONING_TOKENS)).isEqualTo(reasoning);
        assertThat(usage.problem()).isNull();
        assertThat(usage.isEstimated()).isFalse();
    }

    static Stream<TokenUsage> nothingReported() {
        return Stream.of(
                new TokenUsage(),
                new TokenUsage(0, 0),
                new TokenUsage(null, 0),
                new TokenUsage(0),
                openAi(0, null, 0, null),
                openAi(0, 0, 0, 0),
                new OpenAiOfficialTokenUsage(0, 0, 0, 0),
                anthropic(0, 0, 0, 0),
                anthropic(null, null, null, null),
                new BedrockTokenUsage(0, 0, 0, 0),
                gemini(0, null, 0, null, 0),
                gemini(null, null, null, null, null));
    }

    @ParameterizedTest
    @MethodSource("nothingReported")
    void read_whenAllIsNullOrZero_isUnknownAndNotFree(TokenUsage tokens) {
        assertThat(TokenUsageReader.INSTANCE.read(tokens)).isNull();
    }

    @Test
    void read_whenCountsContradictEachOther_keepsThemAndSaysSo() {
        Usage cachedBeyondInput = TokenUsageReader.INSTANCE.read(openAi(100, 150, 10, 0));
        Usage negative = TokenUsageReader.INSTANCE.read(new TokenUsage(-5, 10));

        assertThat(cachedBeyondInput.problem()).contains("input_tokens is 100").contains("150");
        assertThat(negative.problem()).contains("input_tokens is -5");
    }

    @Test
    void read_whenCountsAreHuge_doesNotOverflow() {
        Usage usage = TokenUsageReader.INSTANCE.read(anthropic(2_000_000_000, 2_000_000_000, 0, 1));

        assertThat(usage.unscaled(Meter.INPUT_TOKENS)).isEqualTo(4_000_000_000L);
    }

    private static Arguments row(
            String name,
            TokenUsage tokens,
            Integer input,
            Integer cacheRead,
            Integer cacheWrite,
            Integer output,
            Integer reasoning) {
        return Arguments.of(name, tokens, input, cacheRead, cacheWrite, output, reasoning);
    }

    private static Integer count(Usage usage, Meter meter) {
        return usage.has(meter) ? (int) usage.unscaled(meter) : null;
    }

    private static TokenUsage openAi(Integer input, Integer cached, Integer output, Integer reasoning) {
        return OpenAiTokenUsage.builder()
                .inputTokenCount(input)
                .inputTokensDetails(
                        cached == null
                                ? null
                                : OpenAiTokenUsage.InputTokensDetails.builder()
                                        .cachedTokens(cached)
                                        .build())
                .outputTokenCount(output)
                .outputTokensDetails(
                        reasoning == null
                                ? null
                                : OpenAiTokenUsage.OutputTokensDetails.builder()
                                        .reasoningTokens(reasoning)
                                        .build())
                .build();
    }

    private static TokenUsage anthropic(Integer input, Integer cacheRead, Integer cacheWrite, Integer output) {
        return AnthropicTokenUsage.builder()
                .inputTokenCount(input)
                .cacheReadInputTokens(cacheRead)
                .cacheCreationInputTokens(cacheWrite)
                .outputTokenCount(output)
                .build();
    }

    private static TokenUsage gemini(Integer input, Integer cached, Integer output, Integer thoughts, Integer total) {
        return GoogleAiGeminiTokenUsage.builder()
                .inputTokenCount(input)
                .cachedContentTokenCount(cached)
                .outputTokenCount(output)
                .thoughtsTokenCount(thoughts)
                .totalTokenCount(total)
                .build();
    }

    /** Not public, as a class of an application may be. */
    private static final class LoudUsage extends AnthropicTokenUsage {
        LoudUsage(int input, int cacheRead) {
            super(AnthropicTokenUsage.builder()
                    .inputTokenCount(input)
                    .cacheReadInputTokens(cacheRead)
                    .outputTokenCount(5));
        }
    }

    private static final class OwnUsage extends TokenUsage {
        OwnUsage(int input, int output) {
            super(input, output);
        }
    }
}
