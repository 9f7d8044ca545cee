package dev.costspan.usage;

import java.util.List;
import java.util.Locale;

/**
 * A provider, or providers whose answers are read alike.
 *
 * @param name the family, for messages
 * @param providers the names of the providers, separated by spaces: those of {@code gen_ai.provider.name}, of price lists and of
 *     everyday use, written without points and dashes; a star stands for any ending
 * @param apis what they offer
 */
record FormatFamily(String name, String providers, FormatApis apis) {

    /** All families; the last is everybody else. */
    private static final List<FormatFamily> ALL = List.of(
            new FormatFamily("openai", "openai", FormatApis.openAi(OpenAiTables.CHAT, OpenAiTables.TOKENS)),
            new FormatFamily(
                    "azure",
                    "azure*",
                    FormatApis.openAi(OpenAiTables.CHAT, OpenAiTables.TOKENS)
                            .and("anthropic messages", AnthropicTables.MESSAGES)),
            new FormatFamily(
                    "anthropic",
                    "anthropic claude",
                    FormatApis.of("default messages anthropic", AnthropicTables.MESSAGES)
                            .and("chat", AnthropicTables.CHAT)),
            new FormatFamily(
                    "google",
                    "google* gemini* gcp* vertex*",
                    FormatApis.of("default generate_content embeddings", GoogleTables.GENERATE_CONTENT)
                            .and("chat", CompatibleTables.CHAT)
                            .and("anthropic messages", AnthropicTables.MESSAGES)),
            new FormatFamily(
                    "aws",
                    "aws* amazon* bedrock*",
                    FormatApis.of("default converse", BedrockTables.CONVERSE)
                            .and("anthropic messages", AnthropicTables.MESSAGES, BedrockTables.INVOCATION_METRICS)
                            .and("chat", CompatibleTables.CHAT, BedrockTables.INVOCATION_METRICS)
                            .and("responses", OpenAiTables.TOKENS)
                            .and("embeddings", BedrockTables.INVOKE_MODEL, SearchTables.COHERE)
                            .and("rerank", SearchTables.COHERE)
                            .and(
                                    "invoke_model",
                                    BedrockTables.CONVERSE,
                                    AnthropicTables.MESSAGES,
                                    CompatibleTables.CHAT,
                                    BedrockTables.INVOKE_MODEL,
                                    SearchTables.COHERE,
                                    BedrockTables.INVOCATION_METRICS)),
            new FormatFamily(
                    "mistral",
                    "mistral*",
                    FormatApis.openAi(CompatibleTables.MISTRAL, OpenAiTables.TOKENS)
                            .and("default ocr", CompatibleTables.MISTRAL)),
            new FormatFamily(
                    "cohere",
                    "cohere*",
                    FormatApis.of("default chat embeddings rerank", SearchTables.COHERE)
                            .and("tokens", SearchTables.COHERE_TOKENS)),
            new FormatFamily(
                    "deepseek",
                    "deepseek*",
                    FormatApis.openAi(CompatibleTables.DEEPSEEK, OpenAiTables.TOKENS)
                            .and("anthropic messages", AnthropicTables.MESSAGES)),
            new FormatFamily(
                    "xai",
                    "xai",
                    FormatApis.openAi(CompatibleTables.XAI, CompatibleTables.XAI_RESPONSES)
                            .and("default sdk", CompatibleTables.XAI_SDK)),
            new FormatFamily(
                    "perplexity",
                    "perplexity*",
                    FormatApis.openAi(CompatibleTables.PERPLEXITY, CompatibleTables.PERPLEXITY_RESPONSES)
                            .and("default", CompatibleTables.PERPLEXITY)),
            new FormatFamily(
                    "openrouter",
                    "openrouter*",
                    FormatApis.openAi(CompatibleTables.OPENROUTER, CompatibleTables.OPENROUTER_RESPONSES)),
            new FormatFamily(
                    "litellm",
                    "litellm*",
                    FormatApis.openAi(CompatibleTables.LITELLM, OpenAiTables.TOKENS)
                            .and("anthropic messages", AnthropicTables.MESSAGES)),
            new FormatFamily(
                    "minimax",
                    "minimax*",
                    FormatApis.of("default anthropic messages", AnthropicTables.MESSAGES)
                            .and("chat", CompatibleTables.CHAT)
                            .and("responses", OpenAiTables.TOKENS)),
            new FormatFamily(
                    "voyage", "voyage*", FormatApis.of("default embeddings rerank", SearchTables.TOTAL_TOKENS)),
            new FormatFamily(
                    "jina",
                    "jina*",
                    FormatApis.of("default embeddings rerank", SearchTables.TOTAL_TOKENS)
                            .and("chat", CompatibleTables.CHAT)),
            new FormatFamily(
                    "pinecone",
                    "pinecone*",
                    FormatApis.of("default query upsert embeddings rerank", SearchTables.PINECONE)),
            new FormatFamily(
                    "ollama",
                    "ollama*",
                    FormatApis.openAi(CompatibleTables.CHAT, OpenAiTables.TOKENS)
                            .and("default native", CompatibleTables.OLLAMA)),
            new FormatFamily(
                    "compatible",
                    "*",
                    FormatApis.openAi(CompatibleTables.CHAT, OpenAiTables.TOKENS)
                            .and("default", CompatibleTables.CHAT)
                            .and("anthropic messages", AnthropicTables.MESSAGES)));

    /** Returns the family of a provider. */
    static FormatFamily of(String provider) {
        String plain = provider.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        for (FormatFamily family : ALL) {
            for (String name : family.providers.split(" ")) {
                boolean prefix = name.endsWith("*");
                if (prefix ? plain.startsWith(name.substring(0, name.length() - 1)) : plain.equals(name)) {
                    return family;
                }
            }
        }
        throw new IllegalStateException("no family of usage formats for provider '" + provider + "'");
    }
}
