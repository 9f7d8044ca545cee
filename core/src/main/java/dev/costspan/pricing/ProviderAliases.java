package dev.costspan.pricing;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The names that clients, gateways and price lists give to providers, and the providers whose cards they mean. A name means
 * what the table says or, beside it, what {@link ProviderNames} makes of it; it is compared in lower case and never in part.
 */
final class ProviderAliases {

    static final String AZURE_OPENAI = "azure.ai.openai";
    static final String AZURE_INFERENCE = "azure.ai.inference";
    static final String BEDROCK = "aws.bedrock";
    static final String GEMINI = "gcp.gemini";
    static final String VERTEX = "gcp.vertex_ai";
    static final String OPENAI = "openai";
    static final String ANTHROPIC = "anthropic";
    static final String OPENROUTER = "openrouter";
    static final String FIREWORKS = "fireworks_ai";
    static final String HUGGING_FACE = "huggingface";

    /** Providers by what they are called, beside their own names and those of the two price lists. */
    private static final Map<String, List<String>> TABLE = table(
            // Several providers: OpenTelemetry's and genai-prices' "google" and "azure" do not say which API was
            // called.
            "google: gcp.gemini gcp.vertex_ai",
            "gcp: gcp.gemini gcp.vertex_ai",
            "gcp.gen_ai: gcp.gemini gcp.vertex_ai",
            "azure: azure.ai.openai azure.ai.inference",
            // OpenTelemetry's earlier gen_ai.system, LangChain4j's ModelProvider, Spring AI's AiProvider, and LiteLLM
            "open_ai: openai",
            "openai_official: openai",
            "az.ai.openai: azure.ai.openai",
            "azure_open_ai: azure.ai.openai",
            "azure_openai: azure.ai.openai",
            "azure-openai: azure.ai.openai",
            "az.ai.inference: azure.ai.inference",
            "azure_ai_inference: azure.ai.inference",
            "azure-ai-inference: azure.ai.inference",
            "azure_ai_foundry: azure.ai.inference",
            "microsoft_foundry: azure.ai.inference",
            "amazon_bedrock: aws.bedrock",
            "amazon-bedrock: aws.bedrock",
            "aws_bedrock: aws.bedrock",
            "aws-bedrock: aws.bedrock",
            "bedrock-converse: aws.bedrock",
            "google_ai_gemini: gcp.gemini",
            "google_genai: gcp.gemini",
            "google_genai_ai: gcp.gemini",
            "google_ai_studio: gcp.gemini",
            "google-gla: gcp.gemini",
            "vertex: gcp.vertex_ai",
            "vertexai: gcp.vertex_ai",
            "vertex-ai: gcp.vertex_ai",
            "vertex_ai_beta: gcp.vertex_ai",
            "google-vertex: gcp.vertex_ai",
            "google_vertex_ai_gemini: gcp.vertex_ai",
            "google_vertex_ai_anthropic: gcp.vertex_ai",
            "x.ai: x_ai",
            "mistralai: mistral_ai",
            "mistral-ai: mistral_ai",
            "moonshot-ai: moonshot_ai",
            "togetherai: together_ai",
            "together-ai: together_ai",
            "fireworks-ai: fireworks_ai",
            "voyage_ai: voyage",
            "voyage-ai: voyage",
            "jina: jina_ai",
            "jina-ai: jina_ai",
            "watsonx.ai: ibm.watsonx.ai",
            "perplexity_ai: perplexity",
            "perplexity-ai: perplexity",
            "hugging_face: huggingface",
            "hugging-face: huggingface",
            "z.ai: zai",
            "z-ai: zai",
            "z_ai: zai",
            "zhipu: zhipuai",
            "zhipu_ai: zhipuai");

    /** What stands in a provider's place where it is not known: LangChain4j's OTHER, OpenTelemetry's _OTHER, ours. */
    private static final Set<String> UNKNOWN = Set.of("unknown", "other", "_other", "none", "null");

    /** Gateways that name the provider in front of the model and bill nothing themselves. */
    private static final Set<String> NAMED_BY_MODEL = Set.of("litellm", "litellm_proxy");

    /**
     * What stands in front of a model as its provider: the prefixes of LiteLLM's keys. Not those of Hugging Face, whose
     * {@code mistralai/…} and {@code meta-llama/…} say who made a model and not who serves it.
     */
    private static final Set<String> PREFIXES = Set.of(
            "ai21",
            "amazon-nova",
            "anthropic",
            "azure",
            "azure_ai",
            "bedrock",
            "bedrock_mantle",
            "cerebras",
            "cloudflare",
            "codestral",
            "cohere",
            "dashscope",
            "databricks",
            "deepgram",
            "deepinfra",
            "deepseek",
            "fireworks_ai",
            "gemini",
            "github_copilot",
            "groq",
            "huggingface",
            "hyperbolic",
            "jina_ai",
            "lambda_ai",
            "minimax",
            "mistral",
            "moonshot",
            "nebius",
            "novita",
            "nscale",
            "oci",
            "ollama",
            "openai",
            "openrouter",
            "ovhcloud",
            "perplexity",
            "replicate",
            "sambanova",
            "scaleway",
            "snowflake",
            "together_ai",
            "vercel_ai_gateway",
            "vertex_ai",
            "vertex_ai_beta",
            "volcengine",
            "voyage",
            "wandb",
            "watsonx",
            "xai",
            "zai");

    /** Providers that sell what they made, and so have a claim to a model's name where none is given. */
    static final List<String> FIRST_PARTY = List.of(
            OPENAI,
            ANTHROPIC,
            GEMINI,
            "mistral_ai",
            "cohere",
            "deepseek",
            "x_ai",
            "perplexity",
            "moonshot_ai",
            "voyage",
            "jina_ai",
            "ai21",
            "minimax",
            "dashscope",
            "zai");

    private ProviderAliases() {}

    /** Returns the providers that a name means, likeliest first; never empty, itself in lower case when nothing is known. */
    static List<String> of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        List<String> listed = TABLE.get(lower);
        return listed != null ? listed : List.of(ProviderNames.ofLiteLlm(lower));
    }

    /** Returns whether a provider's name says nothing. */
    static boolean isUnknown(String name) {
        return name.isBlank() || UNKNOWN.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Returns whether the provider is a gateway that leaves it to the model's name to say who bills. */
    static boolean isNamedByModel(String name) {
        return NAMED_BY_MODEL.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Returns whether the part of a model's name before its first slash says who bills. */
    static boolean isPrefix(String name) {
        return PREFIXES.contains(name.toLowerCase(Locale.ROOT));
    }

    private static Map<String, List<String>> table(String... lines) {
        Map<String, List<String>> table = new HashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(": ");
            table.put(
                    line.substring(0, colon), List.of(line.substring(colon + 2).split(" ")));
        }
        return Map.copyOf(table);
    }
}
