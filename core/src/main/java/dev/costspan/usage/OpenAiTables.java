package dev.costspan.usage;

import java.util.Map;

/**
 * The usage objects of OpenAI's APIs and of those that follow them.
 *
 * <p>Cached, audio and reasoning tokens are inside their totals (OpenAI's API reference, {@code CompletionUsage} and {@code
 * ResponseUsage}); reading them as exclusive bills them twice (BerriAI/litellm issue 6215). Predicted tokens are inside the output
 * whether accepted or rejected and have no price of their own.
 */
final class OpenAiTables {

    /** A request that asks for it is told the tier; {@code auto} is what was asked, not what served it. */
    static final Map<String, String> TIERS = Map.of("auto", "");

    /** Embeddings; moderation has the same form and no usage, since it is free. */
    static final FormatTable EMBEDDINGS = FormatTable.of("OpenAI embeddings")
            .answers("", "response.body")
            .total(Meter.INPUT_TOKENS, "prompt_tokens")
            .model("/model")
            .known("total_tokens")
            .build();

    /** Chat completions and completions. */
    static final FormatTable CHAT = FormatTable.of("OpenAI chat")
            .answers("", "response.body")
            .usages("usage", "x_groq.usage")
            .total(Meter.INPUT_TOKENS, "prompt_tokens")
            .inside(Meter.CACHE_READ_TOKENS, "prompt_tokens_details.cached_tokens")
            .inside(Meter.CACHE_WRITE_TOKENS, "prompt_tokens_details.cache_write_tokens")
            .inside(Meter.INPUT_AUDIO_TOKENS, "prompt_tokens_details.audio_tokens")
            .total(Meter.OUTPUT_TOKENS, "completion_tokens")
            .inside(Meter.OUTPUT_AUDIO_TOKENS, "completion_tokens_details.audio_tokens")
            .inside(Meter.OUTPUT_REASONING_TOKENS, "completion_tokens_details.reasoning_tokens")
            .model("/model")
            .tier(TIERS, "/service_tier")
            .known("total_tokens", "completion_tokens_details.accepted_prediction_tokens")
            .known("completion_tokens_details.rejected_prediction_tokens")
            .known("prompt_tokens_details.text_tokens", "completion_tokens_details.text_tokens")
            .build();

    /**
     * Everything that counts {@code input_tokens}: responses, realtime, images, transcription and speech. Realtime and
     * transcription spell the details without the s. Tool calls are counted where the answer lists them; of the three actions of a
     * web search call only the search is billed (OpenAI's guide to web search).
     */
    static final FormatTable TOKENS = FormatTable.of("OpenAI responses")
            .answers("", "response", "response.body")
            .total(Meter.INPUT_TOKENS, "input_tokens")
            .inside(Meter.CACHE_READ_TOKENS, "input_tokens_details.cached_tokens", "input_token_details.cached_tokens")
            .inside(Meter.CACHE_WRITE_TOKENS, "input_tokens_details.cache_write_tokens")
            .inside(Meter.INPUT_TEXT_TOKENS, "input_tokens_details.text_tokens", "input_token_details.text_tokens")
            .inside(Meter.INPUT_AUDIO_TOKENS, "input_tokens_details.audio_tokens", "input_token_details.audio_tokens")
            .inside(Meter.INPUT_IMAGE_TOKENS, "input_tokens_details.image_tokens", "input_token_details.image_tokens")
            .inside(Meter.CACHE_TEXT_READ_TOKENS, "input_token_details.cached_tokens_details.text_tokens")
            .inside(Meter.CACHE_AUDIO_READ_TOKENS, "input_token_details.cached_tokens_details.audio_tokens")
            .inside(Meter.CACHE_IMAGE_READ_TOKENS, "input_token_details.cached_tokens_details.image_tokens")
            .total(Meter.OUTPUT_TOKENS, "output_tokens")
            .inside(Meter.OUTPUT_TEXT_TOKENS, "output_tokens_details.text_tokens", "output_token_details.text_tokens")
            .inside(
                    Meter.OUTPUT_AUDIO_TOKENS,
                    "output_tokens_details.audio_tokens",
                    "output_token_details.audio_tokens")
            .inside(
                    Meter.OUTPUT_IMAGE_TOKENS,
                    "output_tokens_details.image_tokens",
                    "output_token_details.image_tokens")
            .inside(Meter.OUTPUT_REASONING_TOKENS, "output_tokens_details.reasoning_tokens")
            .inside(
                    Meter.WEB_SEARCHES,
                    "/output[type=web_search_call,action.type!=open_page,action.type!=find_in_page]")
            .inside(Meter.STORAGE_SEARCHES, "/output[type=file_search_call]")
            .inside(Meter.CODE_EXECUTIONS, "/output[type=code_interpreter_call]")
            .inside(Meter.INPUT_AUDIO_SECONDS, "seconds")
            .model("/model")
            .tier(TIERS, "/service_tier")
            .marks(Meter.CACHE_READ_TOKENS, Meter.OUTPUT_REASONING_TOKENS)
            .marks(Meter.INPUT_TEXT_TOKENS, Meter.INPUT_AUDIO_TOKENS, Meter.OUTPUT_TEXT_TOKENS)
            .known("total_tokens", "type")
            .build();

    /** Images by the token. */
    static final FormatTable IMAGES = TOKENS.toBuilder("OpenAI images")
            .option("size", Map.of(), "/size")
            .option("quality", Map.of(), "/quality")
            .build();

    /** Images of older models, which are billed by the piece and come without a usage object. */
    static final FormatTable IMAGES_BY_PIECE = FormatTable.of("OpenAI images by the piece")
            .inside(Meter.OUTPUT_IMAGES, "/data[]")
            .model("/model")
            .option("size", Map.of(), "/size")
            .option("quality", Map.of(), "/quality")
            .build();

    private OpenAiTables() {}
}
