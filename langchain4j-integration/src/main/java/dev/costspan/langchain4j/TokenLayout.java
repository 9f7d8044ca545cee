package dev.costspan.langchain4j;

import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a subclass of {@link TokenUsage} keeps its details, and whether its totals already include them.
 *
 * <p>Subclasses are known by name and read through method handles that are looked up once per class, so that no provider module
 * has to be on the class path and a subclass that lacks a getter in some version is read without it.
 *
 * <p>Sources of the flags: OpenAI's {@code prompt_tokens} and {@code completion_tokens} include cached and reasoning tokens;
 * Anthropic's {@code input_tokens} and Bedrock's {@code inputTokens} exclude both kinds of cache; Gemini's {@code
 * promptTokenCount} includes cached content, {@code candidatesTokenCount} excludes thoughts, and what {@code totalTokenCount} has
 * beyond them are the prompts of tools, {@code toolUsePromptTokenCount}, which LangChain4j does not keep. Plain {@code TokenUsage},
 * which Mistral, Ollama and others return, has totals only.
 */
final class TokenLayout {

    /** A detail that was not reported. */
    static final long ABSENT = -1;

    private static final List<String> NOWHERE = List.of();

    private static final Spec OPENAI = new Spec(
            true,
            true,
            false,
            List.of("inputTokensDetails", "cachedTokens"),
            List.of("inputTokensDetails", "cacheWriteTokens"),
            List.of("outputTokensDetails", "reasoningTokens"));
    private static final Spec PLAIN = new Spec(true, true, false, NOWHERE, NOWHERE, NOWHERE);

    private static final Map<String, Spec> BY_CLASS = Map.of(
            "dev.langchain4j.model.openai.OpenAiTokenUsage", OPENAI,
            "dev.langchain4j.model.openaiofficial.OpenAiOfficialTokenUsage", OPENAI,
            "dev.langchain4j.model.anthropic.AnthropicTokenUsage",
                    new Spec(
                            false,
                            true,
                            false,
                            List.of("cacheReadInputTokens"),
                            List.of("cacheCreationInputTokens"),
                            NOWHERE),
            "dev.langchain4j.model.bedrock.BedrockTokenUsage",
                    new Spec(
                            false,
                            true,
                            false,
                            List.of("cacheReadInputTokens"),
                            List.of("cacheWriteInputTokens"),
                            NOWHERE),
            "dev.langchain4j.model.googleai.GoogleAiGeminiTokenUsage",
                    new Spec(
                            true,
                            false,
                            true,
                            List.of("cachedContentTokenCount"),
                            NOWHERE,
                            List.of("thoughtsTokenCount")));

    private static final ClassValue<TokenLayout> LAYOUTS = new ClassValue<>() {
        @Override
        protected TokenLayout computeValue(Class<?> type) {
            return new TokenLayout(type, spec(type));
        }
    };

    private final boolean cacheIsInsideInput;
    private final boolean reasoningIsInsideOutput;
    private final boolean totalHoldsToolPrompts;
    private final @Nullable Getter cacheRead;
    private final @Nullable Getter cacheWrite;
    private final @Nullable Getter reasoning;

    private TokenLayout(Class<?> type, Spec spec) {
        cacheIsInsideInput = spec.cacheIsInsideInput();
        reasoningIsInsideOutput = spec.reasoningIsInsideOutput();
        totalHoldsToolPrompts = spec.totalHoldsToolPrompts();
        cacheRead = Getter.find(type, spec.cacheRead());
        cacheWrite = Getter.find(type, spec.cacheWrite());
        reasoning = Getter.find(type, spec.reasoning());
    }

    private record Spec(
            boolean cacheIsInsideInput,
            boolean reasoningIsInsideOutput,
            boolean totalHoldsToolPrompts,
            List<String> cacheRead,
            List<String> cacheWrite,
            List<String> reasoning) {}

    static TokenLayout of(Class<? extends TokenUsage> type) {
        return LAYOUTS.get(type);
    }

    boolean cacheIsInsideInput() {
        return cacheIsInsideInput;
    }

    boolean reasoningIsInsideOutput() {
        return reasoningIsInsideOutput;
    }

    boolean totalHoldsToolPrompts() {
        return totalHoldsToolPrompts;
    }

    long cacheRead(TokenUsage tokens) {
        return count(cacheRead, tokens);
    }

    long cacheWrite(TokenUsage tokens) {
        return count(cacheWrite, tokens);
    }

    long reasoning(TokenUsage tokens) {
        return count(reasoning, tokens);
    }

    private static long count(@Nullable Getter getter, TokenUsage tokens) {
        return getter != null && getter.get(tokens) instanceof Number number ? number.longValue() : ABSENT;
    }

    private static Spec spec(Class<?> type) {
        for (Class<?> current = type; current != null; current = current.getSuperclass()) {
            Spec spec = BY_CLASS.get(current.getName());
            if (spec != null) {
                return spec;
            }
        }
        return PLAIN;
    }
}
