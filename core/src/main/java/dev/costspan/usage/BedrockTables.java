package dev.costspan.usage;

import java.util.Map;

/**
 * The usage of Amazon Bedrock's own APIs; models with an API of their own (Claude, Mistral, Cohere) have that one's table.
 *
 * <p>Input leaves out what was read from or written to the cache (Bedrock's reference of {@code TokenUsage}); dropping the cache is
 * braintrustdata/braintrust-sdk-java issue 88, and pricing it as input BerriAI/litellm issue 11364. A body names no model, save for
 * the one a prompt router chose.
 */
final class BedrockTables {

    /** Converse, ConverseStream, and Nova through InvokeModel. Each cache counter stands there under two names. */
    static final FormatTable CONVERSE = FormatTable.of("Bedrock Converse")
            .answers("", "metadata")
            .total(Meter.INPUT_TOKENS, "inputTokens")
            .outside(Meter.CACHE_READ_TOKENS, Meter.INPUT_TOKENS, "cacheReadInputTokens", "cacheReadInputTokenCount")
            .outside(Meter.CACHE_WRITE_TOKENS, Meter.INPUT_TOKENS, "cacheWriteInputTokens", "cacheWriteInputTokenCount")
            .inside(Meter.CACHE_WRITE_5M_TOKENS, "cacheDetails[ttl=5m].inputTokens")
            .inside(Meter.CACHE_WRITE_1H_TOKENS, "cacheDetails[ttl=1h].inputTokens")
            .total(Meter.OUTPUT_TOKENS, "outputTokens")
            .model("/trace.promptRouter.invokedModelId")
            .tier(Map.of(), "/serviceTier.type")
            .known("totalTokens", "serverToolUsage")
            .build();

    /** Titan's and Llama's counters, which stand in the body itself. */
    static final FormatTable INVOKE_MODEL = FormatTable.of("Bedrock InvokeModel")
            .usages("")
            .total(Meter.INPUT_TOKENS, "inputTextTokenCount", "prompt_token_count")
            .total(Meter.OUTPUT_TOKENS, "results[].tokenCount", "totalOutputTextTokenCount", "generation_token_count")
            .build();

    /**
     * What Bedrock itself adds to the last chunk of any InvokeModel stream. None is declared a total, so that a table of the
     * model's own counters comes first.
     */
    static final FormatTable INVOCATION_METRICS = FormatTable.of("Bedrock invocation metrics")
            .usages("amazon-bedrock-invocationMetrics")
            .inside(Meter.INPUT_TOKENS, "inputTokenCount")
            .outside(Meter.CACHE_READ_TOKENS, Meter.INPUT_TOKENS, "cacheReadInputTokenCount")
            .outside(Meter.CACHE_WRITE_TOKENS, Meter.INPUT_TOKENS, "cacheWriteInputTokenCount")
            .inside(Meter.OUTPUT_TOKENS, "outputTokenCount")
            .known("invocationLatency", "firstByteLatency")
            .build();

    private BedrockTables() {}
}
