package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvidersTest {

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1, openai,",
        "https://eu.api.openai.com/v1, openai, eu",
        "HTTPS://API.OpenAI.com:443/v1?x=1#y, openai,",
        "api.openai.com, openai,",
        "api.openai.com:443/v1, openai,",
        "https://api.openai.com./v1, openai,",
        "https://api.anthropic.com, anthropic,",
        "https://acme.openai.azure.com/openai/deployments/d/chat/completions, azure.ai.openai,",
        "https://acme.cognitiveservices.azure.com, azure.ai.openai,",
        "https://acme.services.ai.azure.com/models, azure.ai.inference,",
        "https://grok.eastus2.models.ai.azure.com, azure.ai.inference, eastus2",
        "https://bedrock-runtime.us-east-1.amazonaws.com, aws.bedrock, us-east-1",
        "https://bedrock-runtime-fips.us-gov-west-1.amazonaws.com, aws.bedrock, us-gov-west-1",
        "https://vpce-0a1b.bedrock-runtime.eu-west-1.vpce.amazonaws.com, aws.bedrock, eu-west-1",
        "https://bedrock-mantle.us-west-2.api.aws/v1, aws.bedrock, us-west-2",
        "https://us-central1-aiplatform.googleapis.com/v1/projects/p, gcp.vertex_ai, us-central1",
        "https://aiplatform.googleapis.com, gcp.vertex_ai,",
        "https://aiplatform.eu.rep.googleapis.com, gcp.vertex_ai, eu",
        "https://generativelanguage.googleapis.com/v1beta, gcp.gemini,",
        "https://api.mistral.ai/v1, mistral_ai,",
        "https://api.cohere.com/v2, cohere,",
        "https://api.cohere.ai, cohere,",
        "https://api.deepseek.com, deepseek,",
        "https://api.x.ai/v1, x_ai,",
        "https://eu-west-1.api.x.ai/v1, x_ai, eu-west-1",
        "https://api.groq.com/openai/v1, groq,",
        "https://api.together.xyz/v1, together_ai,",
        "https://api.fireworks.ai/inference/v1, fireworks_ai,",
        "https://api.perplexity.ai, perplexity,",
        "https://openrouter.ai/api/v1, openrouter,",
        "https://api.voyageai.com/v1, voyage,",
        "https://api.jina.ai/v1, jina_ai,",
        "https://api.cerebras.ai/v1, cerebras,",
        "https://api.moonshot.ai/v1, moonshot_ai,",
        "https://api.moonshot.cn/v1, moonshot_ai,",
        "https://router.huggingface.co/v1, huggingface,",
        "wss://api.openai.com/v1/realtime, openai,",
        "https://us-south.ml.cloud.ibm.com, ibm.watsonx.ai, us-south"
    })
    void ofUrl_whenTheHostIsAProviders_isItsName(String url, String provider, String region) {
        assertThat(Providers.ofUrl(url)).isEqualTo(provider);
        assertThat(Providers.regionOfUrl(url)).isEqualTo(region);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "https://evil.example/api.openai.com",
                "https://evil.example/?u=https://api.openai.com",
                "https://api.openai.com.evil.example/v1",
                "https://api.openai.com@evil.example/v1",
                "https://evil.example#api.openai.com",
                "https://notapi.openai.com.example",
                "https://xapi.openai.com",
                "https://api-openai.com",
                "https://a.b.openai.azure.com",
                "https://openai.azure.com",
                "https://.openai.azure.com",
                "https://-aiplatform.googleapis.com",
                "https://storage.googleapis.com",
                "https://gateway.azure-api.net",
                "https://program.modal.run",
                "http://localhost:11434",
                "http://127.0.0.1:8080/v1",
                "http://[::1]/v1",
                "ftp://api.openai.com",
                "file:///api.openai.com",
                "https:///api.openai.com",
                "https://api.openai.com\\@evil.example",
                "https://api.openai.com\n.evil.example",
                "not an address"
            })
    void ofUrl_whenTheHostIsNoProviders_isNull(String url) {
        assertThat(Providers.ofUrl(url)).isNull();
        assertThat(Providers.regionOfUrl(url)).isNull();
    }

    @Test
    void ofUrl_whenTheAddressIsTooLong_isNull() {
        String longest = "https://api.openai.com/" + "v".repeat(2_048 - 23);

        assertThat(Providers.ofUrl(longest)).isEqualTo("openai");
        assertThat(Providers.ofUrl(longest + "v")).isNull();
    }

    @Property(tries = 2_000)
    void ofUrl_whenGivenAnyPathAndQuery_goesByTheHostAlone(@ForAll String rest) {
        assertThat(Providers.ofUrl("https://evil.example/" + rest)).isNull();
    }

    @Property(tries = 2_000)
    void ofUrl_whenGivenAnyText_neverThrows(@ForAll String url) {
        assertThat(Providers.ofUrl(url)).isNull();
    }
}
