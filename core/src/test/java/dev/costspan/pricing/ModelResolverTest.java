package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.usage.Conditions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names as clients send them, against the cards of the bundled catalogue: ids of both price lists. */
class ModelResolverTest {

    private static final CardLookup CATALOG = BundledCatalog.cards();

    @ParameterizedTest
    @CsvSource({
        // provider aliases
        "OpenAI, gpt-4o-mini, openai, gpt-4o-mini, provider_alias",
        "OPEN_AI, gpt-4o, openai, gpt-4o, provider_alias",
        "google, gemini-2.5-pro, gcp.gemini, gemini-2.5-pro, provider_alias",
        "google, claude-opus-5, gcp.vertex_ai, claude-opus-5, provider_alias",
        "gcp.gen_ai, gemini-2.5-flash, gcp.gemini, gemini-2.5-flash, provider_alias",
        "vertex_ai, claude-sonnet-4-5@20250929, gcp.vertex_ai, claude-sonnet-4-5@20250929, provider_alias",
        "azure, gpt-4o, azure.ai.openai, gpt-4o, provider_alias",
        "azure, claude-sonnet-4-5, azure.ai.inference, claude-sonnet-4-5, provider_alias",
        "azure_ai, grok-3, azure.ai.inference, grok-3, provider_alias",
        "az.ai.openai, o3-mini, azure.ai.openai, o3-mini, provider_alias",
        "bedrock_converse, amazon.nova-lite-v1:0, aws.bedrock, amazon.nova-lite-v1:0, provider_alias",
        "AMAZON_BEDROCK, us.anthropic.claude-opus-4-7, aws.bedrock, us.anthropic.claude-opus-4-7, provider_alias",
        "x-ai, grok-4, x_ai, grok-4, provider_alias",
        "xai, grok-4, x_ai, grok-4, provider_alias",
        "mistral, mistral-large-latest, mistral_ai, mistral-large-latest, provider_alias",
        "together, meta-llama/Llama-3.3-70B-Instruct-Turbo, together_ai, meta-llama/Llama-3.3-70B-Instruct-Turbo, provider_alias",
        "moonshotai, kimi-k2.5, moonshot_ai, kimi-k2.5, provider_alias",
        "voyageai, voyage-3, voyage, voyage-3, provider_alias",
        // the provider in front of the model
        "openai, openai/gpt-4o, openai, gpt-4o, provider_prefix",
        "mistral_ai, mistral-ai/codestral-2508, mistral_ai, codestral-2508, provider_prefix",
        "gcp.vertex_ai, google/gemini-2.5-pro, gcp.vertex_ai, gemini-2.5-pro, provider_prefix",
        "litellm, anthropic/claude-sonnet-4-5, anthropic, claude-sonnet-4-5, model_prefix",
        "litellm, azure/eu/gpt-5.1, azure.ai.openai, eu/gpt-5.1, model_prefix",
        "litellm_proxy, openrouter/openai/gpt-4o, openrouter, openai/gpt-4o, model_prefix",
        "litellm, bedrock/converse/amazon.nova-pro-v1:0, aws.bedrock, amazon.nova-pro-v1:0, model_prefix+bedrock_route",
        "litellm, vertex_ai/meta/llama-4-scout-17b-16e-instruct-maas, gcp.vertex_ai, meta/llama-4-scout-17b-16e-instruct-maas, model_prefix",
        // Bedrock
        "aws.bedrock, us.anthropic.claude-sonnet-4-6-v1:0, aws.bedrock, regional.anthropic.claude-sonnet-4-6-v1:0, bedrock_regional",
        "aws.bedrock, au.anthropic.claude-fable-5, aws.bedrock, regional.anthropic.claude-fable-5-v1:0, bedrock_regional+bedrock_version+bedrock_revision",
        "aws.bedrock, jp.anthropic.claude-opus-4-6-v1, aws.bedrock, regional.anthropic.claude-opus-4-6-v1:0, bedrock_regional+bedrock_revision",
        "aws.bedrock, global.anthropic.claude-opus-4-7-v1, aws.bedrock, global.anthropic.claude-opus-4-7, bedrock_version",
        "aws.bedrock, amazon.titan-text-express-v1:0, aws.bedrock, amazon.titan-text-express-v1, bedrock_revision",
        // Google's resource names
        "gcp.gemini, models/gemini-2.5-flash, gcp.gemini, gemini-2.5-flash, google_resource",
        "gcp.vertex_ai, publishers/google/models/gemini-2.5-pro, gcp.vertex_ai, gemini-2.5-pro, google_resource",
        "gcp.vertex_ai, publishers/meta/models/llama-4-scout-17b-16e-instruct-maas, gcp.vertex_ai, meta/llama-4-scout-17b-16e-instruct-maas, google_publisher",
        "gcp.vertex_ai, claude-opus-4-1-20250805, gcp.vertex_ai, claude-opus-4-1@20250805, vertex_version",
        "gcp.vertex_ai, claude-sonnet-4-6@default, gcp.vertex_ai, claude-sonnet-4-6, vertex_version",
        // hosts
        "fireworks_ai, accounts/fireworks/models/glm-5p1-fast, fireworks_ai, glm-5p1-fast, fireworks_account",
        "fireworks_ai, dbrx-instruct, fireworks_ai, accounts/fireworks/models/dbrx-instruct, fireworks_account",
        "huggingface, meta-llama/Llama-3.3-70B-Instruct:groq, huggingface_groq, meta-llama/Llama-3.3-70B-Instruct, huggingface_router",
        "huggingface, huggingface/groq/meta-llama/Llama-3.3-70B-Instruct, huggingface_groq, meta-llama/Llama-3.3-70B-Instruct, provider_prefix+huggingface_router",
        "openai, ft:gpt-4o-mini-2024-07-18:acme:support:AbC123, openai, ft:gpt-4o-mini-2024-07-18, fine_tune",
        "azure.ai.inference, gpt-4o-mini-2024-07-18, azure.ai.openai, gpt-4o-mini-2024-07-18, azure_other_api"
    })
    void resolve_whenARuleIsExact_findsTheCard(
            String provider, String model, String toProvider, String toModel, String rule) {
        ModelCandidate found = find(provider, model);

        assertThat(found).isNotNull();
        assertThat(found.provider()).isEqualTo(toProvider);
        assertThat(found.model()).isEqualTo(toModel);
        assertThat(found.rule()).isEqualTo(rule);
        assertThat(found.estimated()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "aws.bedrock, us-gov.anthropic.claude-opus-4-7, aws.bedrock, anthropic.claude-opus-4-7, bedrock_without_profile",
        "aws.bedrock, ca.amazon.nova-lite-v1:0, aws.bedrock, amazon.nova-lite-v1:0, bedrock_without_profile",
        "aws.bedrock, eu-west-1/amazon.nova-lite-v1:0, aws.bedrock, amazon.nova-lite-v1:0, bedrock_region_path",
        "openrouter, openai/gpt-4o:nitro, openrouter, openai/gpt-4o, openrouter_routing",
        "openrouter, anthropic/claude-sonnet-4.5:floor, openrouter, anthropic/claude-sonnet-4.5, openrouter_routing",
        "azure.ai.openai, us/gpt-5-pro, azure.ai.openai, gpt-5-pro, azure_zone",
        "openai, gpt-4o-2029-02-01, openai, gpt-4o, date_suffix",
        "anthropic, claude-opus-5-20261201, anthropic, claude-opus-5, date_suffix",
        "gcp.vertex_ai, claude-opus-5@20261201, gcp.vertex_ai, claude-opus-5, date_suffix",
        "openai, gpt-4o-audio-preview-2029-02-01, openai, gpt-4o-audio-preview, date_suffix",
        "azure.ai.openai, gpt-5-search-api, openai, gpt-5-search-api, price_of_openai",
        "gcp.vertex_ai, gemini-3.7-flash, gcp.gemini, gemini-3.7-flash, price_of_gemini",
        "azure.ai.inference, claude-3-haiku-20240307, anthropic, claude-3-haiku-20240307, price_of_anthropic",
        "unknown, anthropic/claude-sonnet-4-5, anthropic, claude-sonnet-4-5, model_prefix",
        ", gpt-4o-mini, openai, gpt-4o-mini, first_party",
        "unknown, claude-sonnet-4-5, anthropic, claude-sonnet-4-5, first_party",
        "litellm, gpt-4o-mini, openai, gpt-4o-mini, first_party"
    })
    void resolve_whenThePriceMayBeAnother_saysEstimated(
            String provider, String model, String toProvider, String toModel, String rule) {
        ModelCandidate found = find(provider, model);

        assertThat(found).isNotNull();
        assertThat(found.provider()).isEqualTo(toProvider);
        assertThat(found.model()).isEqualTo(toModel);
        assertThat(found.rule()).isEqualTo(rule);
        assertThat(found.estimated()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "openai, gpt-4o-minimal",
        "openai, gpt-4o-mini-custom",
        "openai, gpt-4o-mini:batch",
        "openai, gpt-5-0801",
        "mistral_ai, mistral-large-9912",
        // pydantic/genai-prices issue 173: a preview model at the price of another
        "gcp.gemini, gemini-2.5-pro-preview-99-99",
        "gcp.gemini, gemini-3.5-flash-preview",
        "openai, gpt-4o-preview",
        // an alias that moves is only what a list says it is
        "anthropic, claude-opus-5-latest",
        "openai, gpt-4o-2029-13-01",
        "openai, gpt-4o-20290230x",
        // variants with a price or a fee of their own
        "openrouter, openai/gpt-4o:free",
        "openrouter, openai/gpt-4o:online",
        "openrouter, openai/gpt-4o:batch",
        "openrouter, google/gemini-2.5-pro:thinking",
        "huggingface, meta-llama/Llama-3.3-70B-Instruct:cheapest",
        // a maker's name is no provider's
        "openai, anthropic/claude-sonnet-4-5",
        "groq, openai/gpt-4o",
        "unknown, mistralai/mistral-large-latest",
        // deployments and other names of the application's own
        "azure, my-deployment",
        "aws.bedrock, a1b2c3d4e5f6",
        // the second version is another model
        "aws.bedrock, amazon.titan-embed-text",
        "aws.bedrock, anthropic.claude",
        "aws.bedrock, anthropic.claude-3-5-sonnet-20240620-v2:0"
    })
    void resolve_whenNoRuleLeadsToACard_findsNone(String provider, String model) {
        assertThat(find(provider, model)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0, anthropic.claude-3-haiku-20240307-v1:0, us-east-1,",
        "arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.anthropic.claude-opus-4-7, eu.anthropic.claude-opus-4-7, eu-central-1, eu",
        "arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:inference-profile/us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0, us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0, us-gov-west-1, us-gov",
        "arn:aws:bedrock:us-west-2:123456789012:inference-profile/global.anthropic.claude-opus-5, global.anthropic.claude-opus-5, us-west-2, global"
    })
    void resolve_whenAnArnNamesTheModel_learnsRegionAndProfile(
            String arn, String model, String region, String profile) {
        for (String provider : List.of("aws.bedrock", "bedrock", "anthropic", "unknown")) {
            ModelCandidate found = find(provider, arn);

            assertThat(found).as(provider).isNotNull();
            assertThat(found.provider()).isEqualTo("aws.bedrock");
            assertThat(found.model()).isEqualTo(model);
            assertThat(found.conditions().region()).isEqualTo(region);
            assertThat(found.conditions().option("inference_profile")).isEqualTo(profile);
            assertThat(found.estimated()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        // langfuse issue 13325: an application profile's ARN hides the model
        "aws.bedrock, arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3d4e5f6",
        "litellm, bedrock/arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3d4e5f6",
        "bedrock, bedrock/converse/arn:aws:bedrock:us-east-1:123456789012:provisioned-model/a1b2c3d4e5f6",
        "unknown, arn:aws:bedrock:us-east-1:123456789012:provisioned-model/a1b2c3d4e5f6",
        "aws.bedrock, arn:aws:bedrock:us-east-1:123456789012:custom-model/amazon.nova-lite-v1:0/abc",
        "aws.bedrock, arn:aws:sagemaker:us-east-1:123456789012:endpoint/amazon.nova-lite-v1:0",
        "aws.bedrock, arn:aws:bedrock:us-east-1",
        "gcp.vertex_ai, projects/p/locations/us-central1/endpoints/123",
        "gcp.gemini, tunedModels/mine",
        "fireworks_ai, accounts/acme/models/mine",
        "fireworks_ai, accounts/fireworks/models/glm-5p1#accounts/acme/deployments/d"
    })
    void resolve_whenTheNameHidesTheModel_saysSo(String provider, String model) {
        ModelResolution resolution = ModelResolver.resolve(provider, model, Conditions.NONE);

        assertThat(resolution.candidates()).isEmpty();
        assertThat(resolution.reason()).isEqualTo(UnpricedReason.HIDDEN_MODEL);
    }

    @Test
    void resolve_whenTheRequestKnowsItsRegion_keepsIt() {
        Conditions frankfurt = Conditions.NONE.region("eu-central-1").serviceTier("flex");

        ModelResolution resolution = ModelResolver.resolve(
                "bedrock", "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0", frankfurt);

        assertThat(resolution.candidates())
                .isNotEmpty()
                .allSatisfy(candidate -> assertThat(candidate.conditions()).isEqualTo(frankfurt));
    }

    @Test
    void resolve_whenAVertexPathNamesTheRegion_learnsIt() {
        ModelCandidate found = find(
                "google", "projects/p/locations/europe-west1/publishers/anthropic/models/claude-opus-4-1@20250805");

        assertThat(found.provider()).isEqualTo("gcp.vertex_ai");
        assertThat(found.model()).isEqualTo("claude-opus-4-1@20250805");
        assertThat(found.conditions().region()).isEqualTo("europe-west1");
    }

    @Test
    void resolve_whenNoProviderIsNamed_wantsOneVendorAlone() {
        ModelResolution resolution = ModelResolver.resolve(null, "m", Conditions.NONE);

        assertThat(resolution.reason()).isEqualTo(UnpricedReason.MISSING_PROVIDER);
        assertThat(resolution.pick(candidate -> candidate.provider().equals("cohere")))
                .isNotNull()
                .extracting(ModelCandidate::provider)
                .isEqualTo("cohere");
        assertThat(resolution.pick(candidate -> candidate.provider().startsWith("co")
                        || candidate.provider().equals("openai")))
                .isNull();
        assertThat(resolution.pick(candidate -> false)).isNull();
    }

    @Test
    void resolve_whenExactAndEstimatedNamesExist_triesTheExactFirst() {
        List<ModelCandidate> candidates = ModelResolver.resolve(
                        "aws.bedrock", "us.anthropic.claude-opus-4-5-20251101-v1:0", Conditions.NONE)
                .candidates();

        int firstEstimate =
                candidates.stream().map(ModelCandidate::estimated).toList().indexOf(true);
        assertThat(candidates.subList(0, firstEstimate)).noneMatch(ModelCandidate::estimated);
        assertThat(candidates.subList(firstEstimate, candidates.size())).allMatch(ModelCandidate::estimated);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "gpt-4o\n", "\u007f"})
    void resolve_whenTheNameHoldsControlCharacters_refusesIt(String model) {
        assertThat(ModelResolver.resolve("openai", model, Conditions.NONE).reason())
                .isEqualTo(UnpricedReason.UNREADABLE_MODEL);
        assertThat(ModelResolver.resolve(model, "gpt-4o", Conditions.NONE).reason())
                .isEqualTo(UnpricedReason.UNREADABLE_MODEL);
    }

    @Test
    void resolve_whenTheNameIsLongerThan512Characters_refusesIt() {
        String longest = "openai/" + "m".repeat(505);

        assertThat(ModelResolver.resolve("openai", longest, Conditions.NONE).candidates())
                .hasSize(1);
        assertThat(ModelResolver.resolve("openai", longest + "m", Conditions.NONE))
                .isEqualTo(ModelResolution.none(UnpricedReason.UNREADABLE_MODEL));
    }

    @Test
    void resolve_whenNoModelIsNamed_hasNothingToTry() {
        assertThat(ModelResolver.resolve("openai", null, Conditions.NONE)).isSameAs(ModelResolution.NONE);
        assertThat(ModelResolver.resolve("openai", " ", Conditions.NONE)).isSameAs(ModelResolution.NONE);
    }

    @Test
    void inRegion_whenTheListHasARowForTheRegion_isItsName() {
        Conditions london = Conditions.NONE.region("eu-west-2");

        String name = ModelResolver.inRegion("aws.bedrock", "meta.llama3-8b-instruct-v1:0", london);

        assertThat(name).isEqualTo("eu-west-2/meta.llama3-8b-instruct-v1:0");
        assertThat(ModelResolver.inRegion("openai", "gpt-4o", london)).isNull();
        assertThat(ModelResolver.inRegion("aws.bedrock", "gpt-4o", Conditions.NONE))
                .isNull();
        assertThat(ModelResolver.inRegion("aws.bedrock", "gpt-4o", Conditions.NONE.region("../etc")))
                .isNull();
    }

    private static ModelCandidate find(String provider, String model) {
        return ModelResolver.resolve(provider, model, Conditions.NONE)
                .pick(candidate -> CATALOG.find(candidate.provider(), candidate.model()) != null);
    }
}
