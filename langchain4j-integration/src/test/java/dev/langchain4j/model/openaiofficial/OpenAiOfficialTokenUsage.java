package dev.langchain4j.model.openaiofficial;

import dev.langchain4j.model.output.TokenUsage;

/** Has the name and the getters of the class that {@code langchain4j-open-ai-official} returns, which tests do not depend on. */
public class OpenAiOfficialTokenUsage extends TokenUsage {

    private final InputTokensDetails input;
    private final OutputTokensDetails output;

    public OpenAiOfficialTokenUsage(Integer input, Integer cached, Integer output, Integer reasoning) {
        super(input, output);
        this.input = cached == null ? null : new InputTokensDetails(cached.longValue());
        this.output = reasoning == null ? null : new OutputTokensDetails(reasoning.longValue());
    }

    public record InputTokensDetails(Long cachedTokens) {}

    public record OutputTokensDetails(Long reasoningTokens) {}

    public InputTokensDetails inputTokensDetails() {
        return input;
    }

    public OutputTokensDetails outputTokensDetails() {
        return output;
    }
}
