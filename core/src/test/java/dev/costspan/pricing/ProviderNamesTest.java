package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderNamesTest {

    @ParameterizedTest
    @CsvSource({
        "openai, openai",
        "text-completion-openai, openai",
        "anthropic, anthropic",
        "azure, azure.ai.openai",
        "azure_text, azure.ai.openai",
        "azure_ai, azure.ai.inference",
        "bedrock, aws.bedrock",
        "bedrock_converse, aws.bedrock",
        "gemini, gcp.gemini",
        "vertex_ai, gcp.vertex_ai",
        "vertex_ai-language-models, gcp.vertex_ai",
        "mistral, mistral_ai",
        "cohere, cohere",
        "cohere_chat, cohere",
        "deepseek, deepseek",
        "groq, groq",
        "perplexity, perplexity",
        "xai, x_ai",
        "watsonx, ibm.watsonx.ai",
        "moonshot, moonshot_ai",
        "Voyage, voyage",
        "some_new_one, some_new_one"
    })
    void ofLiteLlm_whenGivenAProvider_isTheConventionsNameOrItsOwn(String listed, String name) {
        assertThat(ProviderNames.ofLiteLlm(listed)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "openai, gpt-4o, openai", "aws, amazon.nova-lite-v1:0, aws.bedrock", "azure, o1, azure.ai.openai",
        "google, gemini-2.5-pro, gcp.gemini", "google, claude-opus-5, gcp.vertex_ai", "x-ai, grok-4, x_ai",
        "moonshotai, kimi-k2, moonshot_ai", "mistral, codestral, mistral_ai", "fireworks, m, fireworks_ai",
        "together, m, together_ai", "voyageai, voyage-3, voyage", "cerebras, m, cerebras"
    })
    void ofGenAiPrices_whenGivenAProvider_meetsLiteLlmsNames(String listed, String model, String name) {
        assertThat(ProviderNames.ofGenAiPrices(listed, model)).isEqualTo(name);
    }
}
