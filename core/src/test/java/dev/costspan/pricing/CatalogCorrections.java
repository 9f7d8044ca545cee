package dev.costspan.pricing;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known to be wrong in genai-prices and right, or no longer true, elsewhere. Kept by hand; each line says why. */
final class CatalogCorrections {

    /** Ids for which LiteLLM's entry is taken instead, with the reason. */
    private static final Map<String, String> LITELLM_DECIDES = Map.of(
            name("openai", "gpt-4o-2024-05-13"),
            "genai-prices groups it under gpt-4o at 2.50 and 10 USD; LiteLLM has its own prices, with tiers in proportion",
            name("deepseek", "deepseek-chat"),
            "genai-prices has the prices by the hour that DeepSeek ended on 2025-09-05",
            name("deepseek", "deepseek-reasoner"),
            "genai-prices has the prices by the hour that DeepSeek ended on 2025-09-05");

    /**
     * The end of DeepSeek's prices by the hour, by its pricing page as stored in September 2025
     * (https://api-docs.deepseek.com/quick_start/pricing). What these two ids cost since is in neither list.
     */
    private static final Instant NIGHT_DISCOUNT_END = Instant.parse("2025-09-05T16:00:00Z");

    private static final Map<String, Instant> ENDED = Map.of(
            name("deepseek", "deepseek-chat-v3-0324"),
            NIGHT_DISCOUNT_END,
            name("deepseek", "deepseek-r1-0528"),
            NIGHT_DISCOUNT_END);

    private CatalogCorrections() {}

    /** Returns why LiteLLM's entry is taken for an id that genai-prices knows, or null when it is not. */
    static @Nullable String liteLlmDecides(String provider, String id) {
        return LITELLM_DECIDES.get(name(provider, id));
    }

    /** Returns when the prices of genai-prices ended, or null when they have not. */
    static @Nullable Instant ended(String provider, String id) {
        return ENDED.get(name(provider, id));
    }

    /** Returns one key for all spellings of an id. */
    static String name(String provider, String id) {
        return provider + '\n' + id.toLowerCase(Locale.ROOT);
    }
}
