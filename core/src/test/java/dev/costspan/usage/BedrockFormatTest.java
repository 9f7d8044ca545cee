package dev.costspan.usage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BedrockFormatTest {

    /**
     * braintrustdata/braintrust-sdk-java issue 88 dropped the cache; BerriAI/litellm issue 11364 priced it as input. 30 + 700 +
     * 300, each cache counter once although it stands there twice.
     */
    @Test
    void converseStream_whenTheCacheWasUsed_addsItToTheInput() {
        Corpus.Recording recorded = Corpus.of("aws.bedrock", "converse");

        UsageReport report = recorded.read(recorded.chunks());

        assertThat(Quantities.of(report))
                .isEqualTo(Quantities.listed("input_tokens 1030, cache_read_tokens 700, cache_write_tokens 300,"
                        + "cache_write_5m_tokens 100, cache_write_1h_tokens 200, output_tokens 628"));
        assertThat(report.conditions().serviceTier()).isEqualTo("flex");
        assertThat(report.model()).isNull();
    }

    @Test
    void converse_whenARouterChoseTheModel_namesIt() {
        UsageReport report = UsageFormat.of("aws.bedrock", null)
                .read("{\"usage\":{\"inputTokens\":1,\"outputTokens\":2},\"trace\":{\"promptRouter\":{"
                        + "\"invokedModelId\":\"us.anthropic.claude-3-5-haiku-20241022-v1:0\"}}}");

        assertThat(report.model()).isEqualTo("us.anthropic.claude-3-5-haiku-20241022-v1:0");
    }

    /** Claude's own counters and Bedrock's metrics of the same call are one call. */
    @Test
    void invokeModelStream_whenBothCount_countsOnce() {
        Corpus.Recording recorded = Corpus.of("aws.bedrock", "invoke_model");

        UsageReport report = recorded.read(recorded.chunks());

        assertThat(Quantities.of(report))
                .isEqualTo(Quantities.listed(
                        "input_tokens 1030, cache_read_tokens 700, cache_write_tokens 300," + "output_tokens 628"));
        assertThat(report.model()).isEqualTo("claude-3-5-haiku-20241022");
    }

    @Test
    void invokeModelStream_whenOnlyBedrockCounts_takesItsMetrics() {
        UsageReport report = UsageFormat.of("aws", "anthropic")
                .read(
                        "{\"type\":\"message_stop\",\"amazon-bedrock-invocationMetrics\":{\"inputTokenCount\":30,"
                                + "\"outputTokenCount\":628,\"cacheReadInputTokenCount\":700,\"cacheWriteInputTokenCount\":0}}");

        assertThat(Quantities.of(report))
                .isEqualTo(Quantities.listed(
                        "input_tokens 730, cache_read_tokens 700, cache_write_tokens 0, output_tokens 628"));
    }

    @Test
    void invokeModel_whenNovaAnswers_followsConverse() {
        UsageReport report = UsageFormat.of("aws", null)
                .read("{\"output\":{\"message\":{}},\"usage\":{\"inputTokens\":9,\"outputTokens\":4,\"totalTokens\":13,"
                        + "\"cacheReadInputTokenCount\":6,\"cacheWriteInputTokenCount\":0}}");

        assertThat(Quantities.of(report))
                .isEqualTo(Quantities.listed(
                        "input_tokens 15, cache_read_tokens 6, cache_write_tokens 0, output_tokens 4"));
    }

    @Test
    void invokeModel_whenTitanGivesSeveralResults_addsThemUp() {
        UsageReport report = UsageFormat.of("aws", null)
                .read("{\"inputTextTokenCount\":5,\"results\":[{\"tokenCount\":20,\"outputText\":\"a\"},"
                        + "{\"tokenCount\":3,\"outputText\":\"b\"}]}");

        assertThat(Quantities.of(report)).isEqualTo(Quantities.listed("input_tokens 5, output_tokens 23"));
    }

    @Test
    void invokeModel_whenTitanEmbeds_hasInputOnly() {
        UsageReport report =
                UsageFormat.of("aws", "embeddings").read("{\"embedding\":[0.1,0.2],\"inputTextTokenCount\":5}");

        assertThat(Quantities.of(report)).isEqualTo(Quantities.listed("input_tokens 5"));
    }

    @Test
    void invokeModelStream_whenLlamaAnswers_takesTheLargestCounters() {
        UsageFormat.Stream stream = UsageFormat.of("bedrock", null).stream();
        stream.add("{\"generation\":\"The\",\"prompt_token_count\":18,\"generation_token_count\":1}");
        stream.add("{\"generation\":\"\",\"prompt_token_count\":null,\"generation_token_count\":46}");

        assertThat(Quantities.of(stream.report())).isEqualTo(Quantities.listed("input_tokens 18, output_tokens 46"));
    }

    @Test
    void invokeModel_whenMistralAnswersInOpenAisForm_followsIt() {
        UsageReport report = UsageFormat.of("aws", null)
                .read("{\"model\":\"mistral-large\",\"choices\":[],\"usage\":{\"prompt_tokens\":17,"
                        + "\"completion_tokens\":3,\"total_tokens\":20}}");

        assertThat(Quantities.of(report)).isEqualTo(Quantities.listed("input_tokens 17, output_tokens 3"));
    }
}
