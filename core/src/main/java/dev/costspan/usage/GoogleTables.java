package dev.costspan.usage;

import java.util.Map;

/**
 * The usage metadata of Gemini, on the Gemini API and on Vertex AI.
 *
 * <p>Cached tokens are inside the prompt (BerriAI/litellm issue 14849 counted them twice); thoughts are outside the candidates and
 * tool prompts outside the prompt (Google's reference of {@code UsageMetadata}). Counts of zero are left out. Documents are priced
 * as images.
 */
final class GoogleTables {

    /**
     * The models whose searches are billed by the query: from Gemini 3 on, 14 US dollars per 1,000 queries; before, 35 per 1,000
     * prompts that were grounded, however many queries that took (Google's pricing page; LiteLLM's {@code web_search_billing_unit}
     * has it as data).
     */
    private static final String BILLED_BY_QUERY = "gemini-3";

    /** What a traffic type of Vertex AI says of the price: a tier, or nothing for pay as you go. */
    private static final Map<String, String> TRAFFIC_TYPES = Map.of(
            "traffic_type_unspecified", "",
            "on_demand", "",
            "on_demand_priority", "priority",
            "on_demand_flex", "flex",
            "provisioned_throughput", "provisioned");

    /** generateContent, streamGenerateContent, the Live API and embeddings. */
    static final FormatTable GENERATE_CONTENT = FormatTable.of("Gemini")
            .answers("", "response")
            .usages("usageMetadata")
            .omitsZeros()
            .total(Meter.INPUT_TOKENS, "promptTokenCount", "/predictions[].embeddings.statistics.token_count")
            .inside(Meter.CACHE_READ_TOKENS, "cachedContentTokenCount")
            .inside(Meter.CACHE_TEXT_READ_TOKENS, "cacheTokensDetails[modality=TEXT].tokenCount")
            .inside(Meter.CACHE_AUDIO_READ_TOKENS, "cacheTokensDetails[modality=AUDIO].tokenCount")
            .inside(Meter.CACHE_IMAGE_READ_TOKENS, "cacheTokensDetails[modality=IMAGE].tokenCount")
            .inside(Meter.CACHE_IMAGE_READ_TOKENS, "cacheTokensDetails[modality=DOCUMENT].tokenCount")
            .inside(Meter.CACHE_VIDEO_READ_TOKENS, "cacheTokensDetails[modality=VIDEO].tokenCount")
            .inside(Meter.INPUT_TEXT_TOKENS, prompt("TEXT"))
            .inside(Meter.INPUT_AUDIO_TOKENS, prompt("AUDIO"))
            .inside(Meter.INPUT_IMAGE_TOKENS, prompt("IMAGE"))
            .inside(Meter.INPUT_IMAGE_TOKENS, prompt("DOCUMENT"))
            .inside(Meter.INPUT_VIDEO_TOKENS, prompt("VIDEO"))
            .outside(Meter.INPUT_TOOL_TOKENS, Meter.INPUT_TOKENS, "toolUsePromptTokenCount")
            .outside(Meter.INPUT_TEXT_TOOL_TOKENS, Meter.INPUT_TEXT_TOKENS, tool("TEXT"))
            .outside(Meter.INPUT_AUDIO_TOOL_TOKENS, Meter.INPUT_AUDIO_TOKENS, tool("AUDIO"))
            .outside(Meter.INPUT_IMAGE_TOOL_TOKENS, Meter.INPUT_IMAGE_TOKENS, tool("IMAGE"))
            .outside(Meter.INPUT_IMAGE_TOOL_TOKENS, Meter.INPUT_IMAGE_TOKENS, tool("DOCUMENT"))
            .outside(Meter.INPUT_VIDEO_TOOL_TOKENS, Meter.INPUT_VIDEO_TOKENS, tool("VIDEO"))
            .total(Meter.OUTPUT_TOKENS, "candidatesTokenCount", "responseTokenCount")
            .inside(Meter.OUTPUT_TEXT_TOKENS, candidates("TEXT"))
            .inside(Meter.OUTPUT_AUDIO_TOKENS, candidates("AUDIO"))
            .inside(Meter.OUTPUT_IMAGE_TOKENS, candidates("IMAGE"))
            .inside(Meter.OUTPUT_IMAGE_TOKENS, candidates("DOCUMENT"))
            .inside(Meter.OUTPUT_VIDEO_TOKENS, candidates("VIDEO"))
            .outside(Meter.OUTPUT_REASONING_TOKENS, Meter.OUTPUT_TOKENS, "thoughtsTokenCount")
            .perPromptExceptFor(
                    BILLED_BY_QUERY, Meter.WEB_SEARCHES, "/candidates[].groundingMetadata.webSearchQueries[]")
            .model("/modelVersion")
            .tier(TRAFFIC_TYPES, "trafficType")
            .tier(Map.of(), "serviceTier")
            .known("totalTokenCount")
            .build();

    private GoogleTables() {}

    /** Embeddings spell the list without the s. */
    private static String[] prompt(String modality) {
        String element = "[modality=" + modality + "].tokenCount";
        return new String[] {"promptTokensDetails" + element, "promptTokenDetails" + element};
    }

    private static String tool(String modality) {
        return "toolUsePromptTokensDetails[modality=" + modality + "].tokenCount";
    }

    /** The Live API calls candidates a response. */
    private static String[] candidates(String modality) {
        String element = "[modality=" + modality + "].tokenCount";
        return new String[] {"candidatesTokensDetails" + element, "responseTokensDetails" + element};
    }
}
