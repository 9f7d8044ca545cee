package dev.costspan.usage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompatibleFormatTest {

    /**
     * UKGovernmentBEIS/inspect_ai issue 5528: 94 tokens of reasoning are not among the 9 of the completion. BerriAI/litellm issue
     * 14874: text tokens are the prompt again. 100,000,000 ticks are a cent.
     */
    @Test
    void xai_whenItReasoned_addsReasoningToTheOutput() {
        UsageReport report = UsageFormat.of("x_ai", "chat").read("""
                        {"model":"grok-4","usage":{"prompt_tokens":32,"completion_tokens":9,"total_tokens":135,
                         "prompt_tokens_details":{"text_tokens":32,"audio_tokens":0,"image_tokens":0,"cached_tokens":6},
                         "completion_tokens_details":{"reasoning_tokens":94,"audio_tokens":0},
                         "num_sources_used":2,"cost_in_usd_ticks":100000000}}
                        """);

        assertThat(Quantities.of(report))
                .isEqualTo(Quantities.listed("input_tokens 32, cache_read_tokens 6, output_tokens 103,"
                        + "output_reasoning_tokens 94, output_audio_tokens 0,"
                        + "web_searches 2"));
        assertThat(report.reportedCost()).isEqualByComparingTo("0.01");
        assertThat(report.currency()).isEqualTo("USD");
    }

    @Test
    void xai_whenServerToolsRan_countsEach() {
        UsageReport report = UsageFormat.of("xai", "chat")
                .read("{\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1,\"num_sources_used\":0,"
                        + "\"server_side_tool_usage_details\":{\"web_search_calls\":3,\"x_search_calls\":2}}}");

        assertThat(report.usage().quantity(Meter.WEB_SEARCHES)).isEqualByComparingTo("3");
        assertThat(report.usage().quantity(Meter.SOCIAL_SEARCHES)).isEqualByComparingTo("2");
    }

    /** 33 input; 7,163 + 73,997 reasoning + 20,028 cited. */
    @Test
    void perplexity_whenItSearched_addsReasoningAndCitations() {
        Corpus.Recording recorded = Corpus.of("perplexity", "chat");

        UsageReport report = recorded.read(recorded.chunks());

        assertThat(Quantities.of(report))
                .isEqualTo(Quantities.listed("input_tokens 33, output_tokens 101188, output_reasoning_tokens 73997,"
                        + "output_citation_tokens 20028, web_searches 18"));
        assertThat(report.conditions().option("search_context_size")).isEqualTo("low");
        assertThat(report.reportedCost()).isEqualByComparingTo("0.409");
    }

    @Test
    void deepSeek_whenTheCacheIsStatedTwice_countsItOnce() {
        UsageReport report = UsageFormat.of("deepseek", "chat")
                .read("{\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":20,\"prompt_cache_hit_tokens\":64,"
                        + "\"prompt_cache_miss_tokens\":36,\"prompt_tokens_details\":{\"cached_tokens\":64},"
                        + "\"completion_tokens_details\":{\"reasoning_tokens\":15}}}");

        assertThat(Quantities.of(report))
                .isEqualTo(Quantities.listed(
                        "input_tokens 100, cache_read_tokens 64, output_tokens 20," + "output_reasoning_tokens 15"));
    }

    @Test
    void deepSeek_whenOnlyHitsAndMissesAreStated_addsThemUp() {
        UsageReport report = UsageFormat.of("deepseek", "chat")
                .read("{\"prompt_cache_hit_tokens\":64,\"prompt_cache_miss_tokens\":36,\"completion_tokens\":20}");

        assertThat(report.usage().quantity(Meter.INPUT_TOKENS)).isEqualByComparingTo("100");
    }

    @Test
    void openRouter_whenItStatesWhatItCharges_reportsIt() {
        UsageReport report = UsageFormat.of("openrouter", null)
                .read("{\"model\":\"anthropic/claude-4.6-sonnet\",\"usage\":{\"prompt_tokens\":4819,"
                        + "\"completion_tokens\":1906,\"prompt_tokens_details\":{\"cached_tokens\":0,"
                        + "\"cache_write_tokens\":4800},\"cost\":1.3850000000000001e-05,\"is_byok\":false,"
                        + "\"cost_details\":{\"upstream_inference_cost\":9}}}");

        assertThat(report.reportedCost()).isEqualByComparingTo("0.000013850000000000001");
        assertThat(report.usage().quantity(Meter.CACHE_WRITE_TOKENS)).isEqualByComparingTo("4800");
    }

    /** With the caller's own key the provider's bill comes on top of OpenRouter's fee: 0.05 + 0.95. */
    @Test
    void openRouter_whenTheKeyIsTheCallers_addsTheProvidersBill() {
        UsageFormat format = UsageFormat.of("openrouter", "chat");

        assertThat(format.read("{\"usage\":{\"cost\":0.05,\"is_byok\":true,"
                                + "\"cost_details\":{\"upstream_inference_cost\":0.95}}}")
                        .reportedCost())
                .isEqualByComparingTo("1");
        assertThat(format.read("{\"usage\":{\"cost\":0.05,\"is_byok\":true,"
                                + "\"cost_details\":{\"upstream_inference_cost\":null}}}")
                        .reportedCost())
                .isNull();
    }

    /** BerriAI/litellm issue 9812: 4,923 includes 4,800 written to the cache, which stands there in two spellings. */
    @Test
    void liteLlm_whenAnthropicsCountersStandBesideTheTotals_addsNothing() {
        UsageReport report = UsageFormat.of("litellm", null).read("""
                        {"usage":{"prompt_tokens":4923,"completion_tokens":10,"total_tokens":4933,
                         "prompt_tokens_details":{"cached_tokens":100,"cache_creation_tokens":4800},
                         "cache_creation_input_tokens":4800,"cache_read_input_tokens":100}}
                        """);

        assertThat(report.usage().tokens(Bucket.INPUT)).isEqualTo(23);
        assertThat(report.usage().tokens(Bucket.CACHE_WRITE)).isEqualTo(4800);
        assertThat(report.usage().tokens(Bucket.CACHE_READ)).isEqualTo(100);
    }

    @Test
    void groqStream_whenUsageIsUnderItsOwnName_readsIt() {
        Corpus.Recording recorded = Corpus.of("groq", "chat");

        assertThat(Quantities.of(recorded.read(recorded.chunks())))
                .isEqualTo(Quantities.listed("input_tokens 19038, cache_read_tokens 18944, output_tokens 135,"
                        + "output_reasoning_tokens 94"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "groq",
                "together_ai",
                "fireworks",
                "cerebras",
                "huggingface_novita",
                "moonshotai",
                "vllm",
                "zai",
                "some-gateway"
            })
    void chat_whenTheProviderFollowsOpenAi_keepsPartsInside(String provider) {
        UsageReport report = UsageFormat.of(provider, null)
                .read("{\"model\":\"m\",\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":50,"
                        + "\"prompt_tokens_details\":{\"cached_tokens\":60},\"cached_tokens\":60,"
                        + "\"completion_tokens_details\":{\"reasoning_tokens\":30}}}");

        assertThat(Quantities.of(report))
                .isEqualTo(Quantities.listed(
                        "input_tokens 100, cache_read_tokens 60, output_tokens 50," + "output_reasoning_tokens 30"));
    }

    @Test
    void unknownProvider_whenItFollowsAnthropic_isRecognised() {
        UsageReport report = UsageFormat.of("some-gateway", null)
                .read("{\"type\":\"message\",\"usage\":{\"input_tokens\":10,\"output_tokens\":2,"
                        + "\"cache_read_input_tokens\":90,\"cache_creation_input_tokens\":0}}");

        assertThat(report.usage().quantity(Meter.INPUT_TOKENS)).isEqualByComparingTo("100");
    }

    @Test
    void mistral_whenItReadsDocuments_countsPages() {
        UsageReport report = UsageFormat.of("mistral_ai", "ocr")
                .read("{\"model\":\"mistral-ocr-2505\",\"pages\":[{\"markdown\":\"a\"}],"
                        + "\"usage_info\":{\"pages_processed\":29,\"doc_size_bytes\":null}}");

        assertThat(Quantities.of(report)).isEqualTo(Quantities.listed("input_document_pages 29"));
    }

    /** {@code num_cached_tokens} is no billed quantity. */
    @Test
    void mistral_whenTheServerHadTokensAtHand_billsThemAsInput() {
        UsageReport report = UsageFormat.of("mistral", "chat")
                .read("{\"usage\":{\"prompt_tokens\":70,\"completion_tokens\":12,\"num_cached_tokens\":69}}");

        assertThat(Quantities.of(report)).isEqualTo(Quantities.listed("input_tokens 70, output_tokens 12"));
    }

    @Test
    void ollama_whenNativeOrCompatible_isRecognised() {
        Corpus.Recording recorded = Corpus.of("ollama", "native");

        assertThat(Quantities.of(recorded.read(recorded.chunks())))
                .isEqualTo(Quantities.listed("input_tokens 26, output_tokens 282"));
        assertThat(Quantities.of(UsageFormat.of("ollama", null)
                        .read("{\"usage\":{\"prompt_tokens\":26,\"completion_tokens\":282}}")))
                .isEqualTo(Quantities.listed("input_tokens 26, output_tokens 282"));
        assertThat(UsageFormat.of("ollama", null).read(recorded.chunks().get(1)).model())
                .isEqualTo("qwen3:0.6b");
    }
}
