package dev.costspan.pricing;

import dev.costspan.usage.Meter;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a key of LiteLLM's price list means: a meter's rate above a context threshold or for a service tier, a rule, or why it is no
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
        /** A price whose meter depends on what kind of model it is; see {@link LiteLlmByMode}. */
        BY_MODE,
        /** A factor on token rates for requests that are processed in a region. */
        REGIONAL_FACTOR,
        /** Prices of a search by how much context it returns. */
        SEARCH_CONTEXT,
        /** Rates by ranges of input tokens. */
        RANGES,
        /** An object of a provider's own, in which numbers are factors. */
        PROVIDER_SPECIFIC,
        /** A price in a unit of its own, which restates one in USD. */
        RESTATED,
        /** Not a price. */
        NOT_A_PRICE,
        /** A price or a price rule that this version cannot apply; it makes costs partial. */
        UNREAD
    }

    private static final Map<String, Meter> RATES = Map.ofEntries(
            Map.entry("input_cost_per_token", Meter.INPUT_TOKENS),
            Map.entry("output_cost_per_token", Meter.OUTPUT_TOKENS),
            Map.entry("cache_read_input_token_cost", Meter.CACHE_READ_TOKENS),
            Map.entry("cache_creation_input_token_cost", Meter.CACHE_WRITE_TOKENS),
            Map.entry("cache_creation_input_token_cost_above_1hr", Meter.CACHE_WRITE_1H_TOKENS),
            Map.entry("output_cost_per_reasoning_token", Meter.OUTPUT_REASONING_TOKENS),
            Map.entry("citation_cost_per_token", Meter.OUTPUT_CITATION_TOKENS),
            Map.entry("input_cost_per_audio_token", Meter.INPUT_AUDIO_TOKENS),
            Map.entry("input_cost_per_image_token", Meter.INPUT_IMAGE_TOKENS),
            Map.entry("input_cost_per_video_token", Meter.INPUT_VIDEO_TOKENS),
            Map.entry("output_cost_per_audio_token", Meter.OUTPUT_AUDIO_TOKENS),
            Map.entry("output_cost_per_image_token", Meter.OUTPUT_IMAGE_TOKENS),
            Map.entry("output_cost_per_video_token", Meter.OUTPUT_VIDEO_TOKENS),
            Map.entry("cache_read_input_audio_token_cost", Meter.CACHE_AUDIO_READ_TOKENS),
            Map.entry("cache_creation_input_audio_token_cost", Meter.CACHE_AUDIO_WRITE_TOKENS),
            Map.entry("input_cost_per_request", Meter.REQUESTS),
            Map.entry("ocr_cost_per_page", Meter.INPUT_DOCUMENT_PAGES),
            Map.entry("annotation_cost_per_page", Meter.INPUT_ANNOTATED_DOCUMENT_PAGES),
            Map.entry("code_interpreter_cost_per_session", Meter.SESSIONS));

    private static final Map<String, Meter> OLDER_RATES =
            Map.of("input_cost_per_token_cache_hit", Meter.CACHE_READ_TOKENS);

    private static final Map<String, Kind> RULES = Map.of(
            "regional_processing_uplift_multiplier_eu", Kind.REGIONAL_FACTOR,
            "regional_processing_uplift_multiplier_us", Kind.REGIONAL_FACTOR,
            "search_context_cost_per_query", Kind.SEARCH_CONTEXT,
            "tiered_pricing", Kind.RANGES,
            "provider_specific_entry", Kind.PROVIDER_SPECIFIC,
            // Says what search_context_cost_per_query is for; read with it.
            "web_search_billing_unit", Kind.NOT_A_PRICE);

    /** Prices in Databricks' units; the list converts them to USD in the keys beside. */
    private static final Map<String, String> RESTATED = Map.of(
            "input_dbu_cost_per_token", "input_cost_per_token",
            "output_dbu_cost_per_token", "output_cost_per_token");

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

    /** Returns the key that a {@link Kind#RESTATED} one restates. */
    static String restatedBy(String key) {
        return RESTATED.getOrDefault(key, key);
    }

    private static Kind kindOf(String key, String base) {
        if (LiteLlmByMode.KEYS.contains(base)) {
            return Kind.BY_MODE;
        }
        if (RESTATED.containsKey(key)) {
            return Kind.RESTATED;
        }
        Kind rule = RULES.get(key);
        if (rule != null) {
            return rule;
        }
        return LOOKS_LIKE_A_PRICE.matcher(key).find() ? Kind.UNREAD : Kind.NOT_A_PRICE;
    }

    /** Returns the keys of rates in the standard tier, without a threshold. */
    static Set<String> rates() {
        return RATES.keySet();
    }
}
