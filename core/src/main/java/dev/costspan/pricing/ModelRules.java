package dev.costspan.pricing;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which one name follows from another, in the order in which they are applied, each once to what those before it
 * gave. A rule is exact where the provider's own documents say that both names are one price; the others are estimates.
 */
final class ModelRules {

    private static final Set<String> ALL = Set.of();
    private static final Set<String> AZURE = Set.of(ProviderAliases.AZURE_OPENAI, ProviderAliases.AZURE_INFERENCE);
    private static final Set<String> GOOGLE = Set.of(ProviderAliases.GEMINI, ProviderAliases.VERTEX);
    private static final Set<String> VERTEX = Set.of(ProviderAliases.VERTEX);
    private static final Set<String> BEDROCK = Set.of(ProviderAliases.BEDROCK);
    private static final Set<String> OPENROUTER = Set.of(ProviderAliases.OPENROUTER);

    private static final boolean EXACT = false;
    private static final boolean ESTIMATED = true;

    static final List<ModelRule> IN_ORDER = List.of(
            // Wrapping that is no part of the model's name.
            new ModelRule("provider_prefix", ALL, EXACT, GatewayNames::withoutOwnPrefix),
            new ModelRule("bedrock_route", BEDROCK, EXACT, BedrockNames::withoutRoute),
            new ModelRule("bedrock_arn", ALL, EXACT, BedrockNames::ofArn),
            new ModelRule("google_resource", GOOGLE, EXACT, GoogleNames::ofResource),
            new ModelRule("google_publisher", GOOGLE, EXACT, GoogleNames::withPublisher),
            new ModelRule("fireworks_account", Set.of(ProviderAliases.FIREWORKS), EXACT, GatewayNames::fireworks),
            new ModelRule("huggingface_router", Set.of(ProviderAliases.HUGGING_FACE), EXACT, GatewayNames::huggingFace),
            new ModelRule(
                    "fine_tune",
                    Set.of(ProviderAliases.OPENAI, ProviderAliases.AZURE_OPENAI),
                    EXACT,
                    GatewayNames::fineTuned),
            // Spellings of one model.
            new ModelRule("bedrock_regional", BEDROCK, EXACT, BedrockNames::regional),
            new ModelRule("bedrock_version", BEDROCK, EXACT, BedrockNames::otherVersion),
            new ModelRule("bedrock_revision", BEDROCK, EXACT, BedrockNames::otherRevision),
            new ModelRule("vertex_version", VERTEX, EXACT, GoogleNames::otherVersion),
            // Both lists: of 237 ids with a date beside one without, 12 have another price (gpt-4o-2024-05-13: twice).
            new ModelRule("date_suffix", ALL, ESTIMATED, DateSuffix::dropped),
            // Variants of a model that may cost more or less than it.
            new ModelRule("bedrock_region_path", BEDROCK, ESTIMATED, BedrockNames::withoutRegion),
            new ModelRule("bedrock_without_profile", BEDROCK, ESTIMATED, BedrockNames::withoutProfile),
            new ModelRule("openrouter_routing", OPENROUTER, ESTIMATED, GatewayNames::withoutRouting),
            new ModelRule("azure_zone", AZURE, ESTIMATED, GatewayNames::withoutZone),
            // Microsoft sells a model at one price through both of its APIs; the lists know most under one of them.
            new ModelRule("azure_other_api", AZURE, EXACT, ModelRules::otherAzure),
            // Another seller's price. Of the names that both list, so many have other rates for input or output: Azure
            // and
            // OpenAI 21 of 118, Vertex and Gemini 3 of 39, Vertex and Anthropic 1 of 16 (the lists of August 2026).
            new ModelRule("price_of_gemini", VERTEX, ESTIMATED, from -> from.provider(ProviderAliases.GEMINI)),
            new ModelRule("price_of_vertex", Set.of(ProviderAliases.GEMINI), ESTIMATED, ModelRules::ofVertex),
            new ModelRule(
                    "price_of_anthropic",
                    Set.of(ProviderAliases.AZURE_INFERENCE, ProviderAliases.VERTEX),
                    ESTIMATED,
                    ModelRules::ofAnthropic),
            new ModelRule("price_of_openai", AZURE, ESTIMATED, ModelRules::ofOpenAi));

    private ModelRules() {}

    /** Returns whether a name stands for something of the account's own that does not say which model it is. */
    static boolean hideModel(ModelCandidate name) {
        return BedrockNames.hideModel(name.model()) || GoogleNames.hideModel(name) || GatewayNames.hideModel(name);
    }

    private static ModelCandidate otherAzure(ModelCandidate from) {
        return from.provider(
                from.provider().equals(ProviderAliases.AZURE_OPENAI)
                        ? ProviderAliases.AZURE_INFERENCE
                        : ProviderAliases.AZURE_OPENAI);
    }

    private static @Nullable ModelCandidate ofVertex(ModelCandidate from) {
        return from.model().startsWith("gemini-") ? from.provider(ProviderAliases.VERTEX) : null;
    }

    private static @Nullable ModelCandidate ofAnthropic(ModelCandidate from) {
        return from.model().startsWith("claude-") ? from.provider(ProviderAliases.ANTHROPIC) : null;
    }

    private static @Nullable ModelCandidate ofOpenAi(ModelCandidate from) {
        return from.model().startsWith("claude-") ? null : from.provider(ProviderAliases.OPENAI);
    }
}
