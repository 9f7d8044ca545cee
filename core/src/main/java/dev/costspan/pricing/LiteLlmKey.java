package dev.costspan.pricing;

import dev.costspan.usage.Meter;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a key of LiteLLM's price list means: a meter's rate above a context threshold or for a service tier, or why it is no
 * rate here.
 *
 * @param kind how the key is treated
 * @param meter the meter of a {@link Kind#RATE}, else null
 * @param above the input tokens a request must exceed, -1 without threshold
 * @param tier the service tier as providers answer it, null for the standard tier
 */
record LiteLlmKey(
        Kind kind,
        @Nullable Meter meter,
        long above,
        @Nullable String tier) {

    enum Kind {
        /** A rate that is billed. */
        RATE,
        /** The older spelling of a rate, which counts where the newer one is absent. */
        OLDER_RATE,
        /** A rate whose meter depends on what kind of model it is. */
        BY_MODE,
        /** A price of output tokens that are not text; they are part of the output total, so the total's rate is not enough. */
        OUTPUT_MODALITY,
        /** A price of something counted apart, or of a modality or an option that a plain call does not use. */
        OTHER_METER,
        /** Not a price. */
        NOT_A_PRICE,
        /** A price or a price rule that this version cannot apply; it makes costs partial. */
        UNREAD
    }

    private static final Map<String, Meter> RATES = Map.of(
            "input_cost_per_token", Meter.INPUT_TOKENS,
            "output_cost_per_token", Meter.OUTPUT_TOKENS,
            "cache_read_input_token_cost", Meter.CACHE_READ_INPUT_TOKENS,
            "cache_creation_input_token_cost", Meter.CACHE_WRITE_INPUT_TOKENS,
            "cache_creation_input_token_cost_above_1hr", Meter.CACHE_WRITE_1H_INPUT_TOKENS,
            "output_cost_per_reasoning_token", Meter.REASONING_OUTPUT_TOKENS,
            "input_cost_per_query", Meter.QUERIES,
            "input_cost_per_request", Meter.REQUESTS);

    private static final Map<String, Meter> OLDER_RATES =
            Map.of("input_cost_per_token_cache_hit", Meter.CACHE_READ_INPUT_TOKENS);

    private static final Set<String> BY_MODE = Set.of(
            "output_cost_per_image", "input_cost_per_character", "input_cost_per_second", "output_cost_per_second");

    private static final Set<String> OUTPUT_MODALITIES =
            Set.of("output_cost_per_audio_token", "output_cost_per_image_token", "output_cost_per_video_token");

    private static final Set<String> OTHER_METERS = Set.of(
            "annotation_cost_per_page",
            "cache_creation_input_audio_token_cost",
            "cache_read_input_audio_token_cost",
            "code_interpreter_cost_per_session",
            "computer_use_input_cost_per_1k_tokens",
            "computer_use_output_cost_per_1k_tokens",
            "file_search_cost_per_1k_calls",
            "file_search_cost_per_gb_per_day",
            "input_cost_per_audio_per_second",
            "input_cost_per_audio_token",
            "input_cost_per_image",
            "input_cost_per_image_token",
            "input_cost_per_pixel",
            "input_cost_per_video_per_second",
            "input_cost_per_video_per_second_above_15s_interval",
            "input_cost_per_video_per_second_above_8s_interval",
            "ocr_cost_per_credit",
            "ocr_cost_per_page",
            "output_cost_per_character",
            "output_cost_per_pixel",
            "output_cost_per_second_1080p",
            "output_cost_per_video_per_second",
            "search_context_cost_per_query",
            "vector_store_cost_per_gb_per_day",
            // factors on a request that asks for a region, which leave all others as they are
            "regional_endpoint_uplift_multiplier",
            "regional_processing_uplift_multiplier_eu",
            "regional_processing_uplift_multiplier_us");

    private static final Pattern LOOKS_LIKE_A_PRICE =
            Pattern.compile("cost|pric|uplift|multiplier|surcharge|discount|_fee\\b");

    /** {@code _above_200k_tokens} is 200,000 input tokens: LiteLLM's own code takes the k times 1,000. */
    private static final Pattern SUFFIXES =
            Pattern.compile("(.+?)(?:_above_(\\d{1,9})k_tokens)?(?:_(priority|flex|batches))?", Pattern.DOTALL);

    static LiteLlmKey of(String key) {
        Matcher parts = SUFFIXES.matcher(key);
        if (!parts.matches()) {
            return new LiteLlmKey(Kind.NOT_A_PRICE, null, -1, null);
        }
        String base = parts.group(1);
        long above = parts.group(2) == null ? -1 : Long.parseLong(parts.group(2)) * 1_000;
        String suffix = parts.group(3);
        String tier = "batches".equals(suffix) ? "batch" : suffix;
        if (RATES.containsKey(base)) {
            return new LiteLlmKey(Kind.RATE, RATES.get(base), above, tier);
        }
        if (OLDER_RATES.containsKey(key)) {
            return new LiteLlmKey(Kind.OLDER_RATE, OLDER_RATES.get(key), -1, null);
        }
        return new LiteLlmKey(kindOf(key, base), null, above, tier);
    }

    private static Kind kindOf(String key, String base) {
        if (BY_MODE.contains(key)) {
            return Kind.BY_MODE;
        }
        if (OUTPUT_MODALITIES.contains(base)) {
            return Kind.OUTPUT_MODALITY;
        }
        if (OTHER_METERS.contains(base) || BY_MODE.contains(base)) {
            return Kind.OTHER_METER;
        }
        return LOOKS_LIKE_A_PRICE.matcher(key).find() ? Kind.UNREAD : Kind.NOT_A_PRICE;
    }
}
