package dev.costspan.usage;

import java.util.Map;

/**
 * The usage object of Anthropic's Messages API, wherever it is served.
 *
 * <p>{@code input_tokens} leaves out what was read from or written to the cache (Anthropic's guide to prompt caching); adding the
 * cache twice is BerriAI/litellm issue 9812. A stream states input in its first event and output, cumulative, in a later one.
 */
final class AnthropicTables {

    /**
     * Messages. The rounds that {@code iterations} calls compaction are billed and not in the totals (Anthropic's guide to
     * compaction); its message rounds are in them, and an advisor's rounds belong to another model, so they are left out.
     */
    static final FormatTable MESSAGES = FormatTable.of("Anthropic messages")
            .answers("", "message", "result.message")
            .total(Meter.INPUT_TOKENS, "input_tokens")
            .outside(Meter.CACHE_READ_TOKENS, Meter.INPUT_TOKENS, "cache_read_input_tokens")
            .outside(
                    Meter.CACHE_WRITE_TOKENS,
                    Meter.INPUT_TOKENS,
                    "cache_creation_input_tokens",
                    "cache_creation.ephemeral_5m_input_tokens + cache_creation.ephemeral_1h_input_tokens")
            .inside(Meter.CACHE_WRITE_5M_TOKENS, "cache_creation.ephemeral_5m_input_tokens")
            .inside(Meter.CACHE_WRITE_1H_TOKENS, "cache_creation.ephemeral_1h_input_tokens")
            .total(Meter.OUTPUT_TOKENS, "output_tokens")
            .inside(Meter.OUTPUT_REASONING_TOKENS, "output_tokens_details.thinking_tokens")
            .outside(Meter.INPUT_TOKENS, Meter.INPUT_TOKENS, "iterations[type=compaction].input_tokens")
            .outside(Meter.CACHE_READ_TOKENS, Meter.INPUT_TOKENS, "iterations[type=compaction].cache_read_input_tokens")
            .outside(
                    Meter.CACHE_WRITE_TOKENS,
                    Meter.INPUT_TOKENS,
                    "iterations[type=compaction].cache_creation_input_tokens")
            .inside(Meter.CACHE_WRITE_5M_TOKENS, "iterations[type=compaction].cache_creation.ephemeral_5m_input_tokens")
            .inside(Meter.CACHE_WRITE_1H_TOKENS, "iterations[type=compaction].cache_creation.ephemeral_1h_input_tokens")
            .outside(Meter.OUTPUT_TOKENS, Meter.OUTPUT_TOKENS, "iterations[type=compaction].output_tokens")
            .inside(Meter.WEB_SEARCHES, "server_tool_use.web_search_requests")
            .inside(Meter.CODE_EXECUTIONS, "server_tool_use.code_execution_requests")
            .model("/model")
            .tier(Map.of(), "service_tier")
            .option("inference_geo", Map.of("not_available", ""), "inference_geo")
            .option("speed", Map.of(), "speed")
            .marks(Meter.CACHE_READ_TOKENS, Meter.CACHE_WRITE_TOKENS)
            .known("server_tool_use.web_fetch_requests")
            .build();

    /** Anthropic's chat completions for clients of OpenAI, which name cached tokens in their own way. */
    static final FormatTable CHAT = OpenAiTables.CHAT.toBuilder("Anthropic chat")
            .inside(Meter.CACHE_READ_TOKENS, "cached_tokens")
            .build();

    private AnthropicTables() {}
}
