package dev.langchain4j.model.bedrock;

import dev.langchain4j.model.output.TokenUsage;

/** Has the name and the getters of the class that {@code langchain4j-bedrock} returns, which tests do not depend on. */
public class BedrockTokenUsage extends TokenUsage {

    private final Integer cacheRead;
    private final Integer cacheWrite;

    public BedrockTokenUsage(Integer input, Integer cacheRead, Integer cacheWrite, Integer output) {
        super(input, output);
        this.cacheRead = cacheRead;
        this.cacheWrite = cacheWrite;
    }

    public Integer cacheReadInputTokens() {
        return cacheRead;
    }

    public Integer cacheWriteInputTokens() {
        return cacheWrite;
    }
}
