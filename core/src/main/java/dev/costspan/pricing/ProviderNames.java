package dev.costspan.pricing;

import java.util.Locale;
import java.util.Map;

/**
 * The provider names of price lists, turned into values of {@code gen_ai.provider.name}.
 *
 * <p>The right-hand side is a well-known value of the OpenTelemetry GenAI conventions v1.41 where one exists. Where none does
 * and the two lists differ, it is LiteLLM's name, so that both lists meet under one; a provider that is not in the table
 * keeps its own name in lower case.
 */
final class ProviderNames {

    private static final Map<String, String> NAMES = Map.ofEntries(
            // LiteLLM: litellm_provider, and the prefix of a model's key
            Map.entry("text-completion-openai", "openai"),
            Map.entry("azure", "azure.ai.openai"),
            Map.entry("azure_text", "azure.ai.openai"),
            Map.entry("azure_ai", "azure.ai.inference"),
            Map.entry("bedrock", "aws.bedrock"),
            Map.entry("bedrock_converse", "aws.bedrock"),
            Map.entry("bedrock_mantle", "aws.bedrock"),
            Map.entry("gemini", "gcp.gemini"),
            Map.entry("cohere_chat", "cohere"),
            Map.entry("xai", "x_ai"),
            Map.entry("watsonx", "ibm.watsonx.ai"),
            Map.entry("moonshot", "moonshot_ai"),
            Map.entry("fireworks_ai-embedding-models", "fireworks_ai"),
            // both lists
            Map.entry("mistral", "mistral_ai"),
            // genai-prices: the id of a provider
            Map.entry("aws", "aws.bedrock"),
            Map.entry("google", "gcp.gemini"),
            Map.entry("x-ai", "x_ai"),
            Map.entry("moonshotai", "moonshot_ai"),
            Map.entry("fireworks", "fireworks_ai"),
            Map.entry("together", "together_ai"),
            Map.entry("voyageai", "voyage"));

    private static final String VERTEX = "gcp.vertex_ai";

    private ProviderNames() {}

    /** Returns the name for a {@code litellm_provider}; all of {@code vertex_ai-…} is one provider. */
    static String ofLiteLlm(String provider) {
        return provider.equals("vertex_ai") || provider.startsWith("vertex_ai-") ? VERTEX : named(provider);
    }

    /**
     * Returns the name for a provider of genai-prices. Its {@code google} holds the models of the Gemini API and, beside
     * them, the Claude models that only Vertex serves.
     */
    static String ofGenAiPrices(String provider, String model) {
        return provider.equals("google") && model.startsWith("claude") ? VERTEX : named(provider);
    }

    private static String named(String provider) {
        String lower = provider.toLowerCase(Locale.ROOT);
        return NAMES.getOrDefault(lower, lower);
    }
}
