package dev.costspan.usage;

import java.util.Map;

/** The usage objects of APIs that look like OpenAI's and count in their own way. */
final class CompatibleTables {

    /**
     * Chat of whoever follows OpenAI: cached tokens are inside the prompt and reasoning is inside the completion, and some write
     * them one level up (Moonshot, Together, Modal) or under another name (DeepSeek's models on other hosts).
     */
    static final FormatTable CHAT = FormatTable.of("OpenAI-compatible chat")
            .usages("usage", "x_groq.usage")
            .total(Meter.INPUT_TOKENS, "prompt_tokens")
            .inside(
                    Meter.CACHE_READ_TOKENS,
                    "prompt_tokens_details.cached_tokens",
                    "cached_tokens",
                    "prompt_cache_hit_tokens")
            .inside(Meter.CACHE_WRITE_TOKENS, "prompt_tokens_details.cache_write_tokens")
            .inside(Meter.INPUT_AUDIO_TOKENS, "prompt_tokens_details.audio_tokens")
            .total(Meter.OUTPUT_TOKENS, "completion_tokens")
            .inside(Meter.OUTPUT_AUDIO_TOKENS, "completion_tokens_details.audio_tokens")
            .inside(Meter.OUTPUT_REASONING_TOKENS, "completion_tokens_details.reasoning_tokens", "reasoning_tokens")
            .model("/model")
            .tier(OpenAiTables.TIERS, "/service_tier")
            .known("total_tokens", "completion_tokens_details.accepted_prediction_tokens")
            .known("completion_tokens_details.rejected_prediction_tokens", "prompt_cache_miss_tokens")
            .known("queue_time", "prompt_time", "completion_time", "total_time")
            .build();

    /** DeepSeek: the prompt is hits plus misses, and the hits stand there twice. */
    static final FormatTable DEEPSEEK = FormatTable.of("DeepSeek chat")
            .total(Meter.INPUT_TOKENS, "prompt_tokens", "prompt_cache_hit_tokens + prompt_cache_miss_tokens")
            .inside(Meter.CACHE_READ_TOKENS, "prompt_cache_hit_tokens", "prompt_tokens_details.cached_tokens")
            .total(Meter.OUTPUT_TOKENS, "completion_tokens")
            .inside(Meter.OUTPUT_AUDIO_TOKENS, "completion_tokens_details.audio_tokens")
            .inside(Meter.OUTPUT_REASONING_TOKENS, "completion_tokens_details.reasoning_tokens")
            .model("/model")
            .tier(OpenAiTables.TIERS, "/service_tier")
            .known("total_tokens")
            .build();

    /**
     * xAI chat: reasoning is outside the completion (UKGovernmentBEIS/inspect_ai issue 5528), and text tokens are the whole prompt
     * again (BerriAI/litellm issue 14874), so they are left out. Live search is billed by the source. The amount is in ticks, of
     * which ten to the tenth are a dollar (xAI's guide to cost tracking).
     */
    static final FormatTable XAI = FormatTable.of("xAI chat")
            .total(Meter.INPUT_TOKENS, "prompt_tokens")
            .inside(Meter.CACHE_READ_TOKENS, "prompt_tokens_details.cached_tokens")
            .total(Meter.OUTPUT_TOKENS, "completion_tokens")
            .outside(Meter.OUTPUT_REASONING_TOKENS, Meter.OUTPUT_TOKENS, "completion_tokens_details.reasoning_tokens")
            .inside(Meter.OUTPUT_AUDIO_TOKENS, "completion_tokens_details.audio_tokens")
            .inside(Meter.WEB_SEARCHES, "server_side_tool_usage_details.web_search_calls", "num_sources_used")
            .inside(Meter.SOCIAL_SEARCHES, "server_side_tool_usage_details.x_search_calls")
            .inside(Meter.CODE_EXECUTIONS, "server_side_tool_usage_details.code_interpreter_calls")
            .inside(Meter.STORAGE_SEARCHES, "server_side_tool_usage_details.file_search_calls")
            .model("/model")
            .tier(OpenAiTables.TIERS, "/service_tier")
            .amount("cost_in_usd_ticks", 10)
            .known("total_tokens", "prompt_tokens_details.text_tokens")
            .build();

    /** xAI's own SDK, whose counters have no details. */
    static final FormatTable XAI_SDK = FormatTable.of("xAI SDK")
            .total(Meter.INPUT_TOKENS, "prompt_tokens")
            .inside(Meter.CACHE_READ_TOKENS, "cached_prompt_text_tokens")
            .total(Meter.OUTPUT_TOKENS, "completion_tokens")
            .outside(Meter.OUTPUT_REASONING_TOKENS, Meter.OUTPUT_TOKENS, "reasoning_tokens")
            .inside(Meter.WEB_SEARCHES, "num_sources_used")
            .model("/model")
            .known("total_tokens", "prompt_text_tokens", "prompt_image_tokens")
            .build();

    /** xAI's responses, in which reasoning is inside the output as it is with OpenAI. */
    static final FormatTable XAI_RESPONSES = OpenAiTables.TOKENS.toBuilder("xAI responses")
            .amount("cost_in_usd_ticks", 10)
            .build();

    /** Perplexity: reasoning and citations are outside the completion, and searches are billed beside the tokens. */
    static final FormatTable PERPLEXITY = FormatTable.of("Perplexity chat")
            .total(Meter.INPUT_TOKENS, "prompt_tokens")
            .total(Meter.OUTPUT_TOKENS, "completion_tokens")
            .outside(Meter.OUTPUT_REASONING_TOKENS, Meter.OUTPUT_TOKENS, "reasoning_tokens")
            .outside(Meter.OUTPUT_CITATION_TOKENS, Meter.OUTPUT_TOKENS, "citation_tokens")
            .inside(Meter.WEB_SEARCHES, "num_search_queries")
            .model("/model")
            .option("search_context_size", Map.of(), "search_context_size")
            .amount("cost.total_cost", 0)
            .known("total_tokens")
            .build();

    /** Perplexity's Agent API, which has the form of OpenAI's responses. */
    static final FormatTable PERPLEXITY_RESPONSES = OpenAiTables.TOKENS.toBuilder("Perplexity responses")
            .amount("cost.total_cost", 0)
            .build();

    /**
     * OpenRouter, which states what it charges. With the caller's own key that is its fee, and the provider's bill comes on top
     * (OpenRouter's guide to usage accounting).
     */
    static final FormatTable OPENROUTER = OpenAiTables.CHAT.toBuilder("OpenRouter chat")
            .inside(Meter.INPUT_VIDEO_TOKENS, "prompt_tokens_details.video_tokens")
            .inside(Meter.OUTPUT_IMAGE_TOKENS, "completion_tokens_details.image_tokens")
            .amount("cost", 0)
            .amountWhen("is_byok", "cost_details.upstream_inference_cost")
            .build();

    /** OpenRouter's responses. */
    static final FormatTable OPENROUTER_RESPONSES = OpenAiTables.TOKENS.toBuilder("OpenRouter responses")
            .amount("cost", 0)
            .amountWhen("is_byok", "cost_details.upstream_inference_cost")
            .build();

    /**
     * The LiteLLM proxy: it turns every provider's usage into OpenAI's form, cache reads and writes inside the prompt, and leaves
     * Anthropic's own counters beside it, which must not be added again (BerriAI/litellm issue 9812).
     */
    static final FormatTable LITELLM = FormatTable.of("LiteLLM chat")
            .total(Meter.INPUT_TOKENS, "prompt_tokens")
            .inside(Meter.CACHE_READ_TOKENS, "prompt_tokens_details.cached_tokens", "cache_read_input_tokens")
            .inside(
                    Meter.CACHE_WRITE_TOKENS,
                    "prompt_tokens_details.cache_creation_tokens",
                    "prompt_tokens_details.cache_write_tokens",
                    "cache_creation_input_tokens")
            .inside(
                    Meter.CACHE_WRITE_5M_TOKENS,
                    "prompt_tokens_details.cache_creation_token_details.ephemeral_5m_input_tokens")
            .inside(
                    Meter.CACHE_WRITE_1H_TOKENS,
                    "prompt_tokens_details.cache_creation_token_details.ephemeral_1h_input_tokens")
            .inside(Meter.INPUT_AUDIO_TOKENS, "prompt_tokens_details.audio_tokens")
            .total(Meter.OUTPUT_TOKENS, "completion_tokens")
            .inside(Meter.OUTPUT_AUDIO_TOKENS, "completion_tokens_details.audio_tokens")
            .inside(Meter.OUTPUT_REASONING_TOKENS, "completion_tokens_details.reasoning_tokens")
            .inside(
                    Meter.WEB_SEARCHES,
                    "server_tool_use.web_search_requests",
                    "prompt_tokens_details.web_search_requests")
            .model("/model")
            .tier(OpenAiTables.TIERS, "/service_tier")
            .known("total_tokens")
            .build();

    /**
     * Mistral: chat, and OCR, which is billed by the page. {@code num_cached_tokens} is what the server happened to have at hand;
     * only {@code prompt_tokens_details} says what is billed as cached.
     */
    static final FormatTable MISTRAL = CHAT.toBuilder("Mistral")
            .known("num_cached_tokens")
            .inside(Meter.INPUT_AUDIO_SECONDS, "prompt_audio_seconds")
            .inside(Meter.INPUT_DOCUMENT_PAGES, "/usage_info.pages_processed")
            .build();

    /** Ollama's native API, whose counters stand in the body itself. */
    static final FormatTable OLLAMA = FormatTable.of("Ollama")
            .usages("")
            .total(Meter.INPUT_TOKENS, "prompt_eval_count")
            .total(Meter.OUTPUT_TOKENS, "eval_count")
            .model("/model")
            .build();

    private CompatibleTables() {}
}
