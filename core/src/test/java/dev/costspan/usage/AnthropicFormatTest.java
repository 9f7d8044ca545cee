package dev.costspan.usage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnthropicFormatTest {

    private static final String BODY = """
            {"id":"msg","type":"message","model":"claude-sonnet-4-20250514",
             "content":[{"type":"text","text":"The answer"}],
             "usage":{"input_tokens":504,"cache_creation_input_tokens":123,"cache_read_input_tokens":2000,
              "cache_creation":{"ephemeral_5m_input_tokens":100,"ephemeral_1h_input_tokens":23},
              "output_tokens":97,"output_tokens_details":{"thinking_tokens":60},"service_tier":"batch",
              "inference_geo":"US","speed":"fast",
              "server_tool_use":{"web_search_requests":3,"web_fetch_requests":9,"code_execution_requests":1}}}
            """;

    /** 504 + 123 + 2,000: input leaves the cache out. Writes are once in the sum and once by lifetime: BerriAI/litellm issue 9812. */
    @Test
    void messages_whenTheCacheWasUsed_addsReadsAndWritesToTheInput() {
        UsageReport report = UsageFormat.of("anthropic", "messages").read(BODY);

        assertThat(Quantities.of(report))
                .isEqualTo(Quantities.listed("input_tokens 2627, cache_read_tokens 2000, cache_write_tokens 123,"
                        + "cache_write_5m_tokens 100, cache_write_1h_tokens 23, output_tokens 97,"
                        + "output_reasoning_tokens 60, web_searches 3, code_executions 1"));
        assertThat(report.usage().tokens(Bucket.INPUT)).isEqualTo(504);
        assertThat(report.usage().problem()).isNull();
    }

    @Test
    void messages_whenThePriceDependsOnMore_readsTierRegionAndSpeed() {
        UsageReport report = UsageFormat.of("anthropic", null).read(BODY);

        assertThat(report.conditions())
                .isEqualTo(Conditions.NONE
                        .serviceTier("batch")
                        .option("inference_geo", "us")
                        .option("speed", "fast"));
        assertThat(report.model()).isEqualTo("claude-sonnet-4-20250514");
    }

    @Test
    void messages_whenTheRegionIsNotAvailable_leavesItOut() {
        UsageReport report = UsageFormat.of("anthropic", "messages")
                .read("{\"usage\":{\"input_tokens\":1,\"output_tokens\":1,\"inference_geo\":\"not_available\"}}");

        assertThat(report.conditions().options()).isEmpty();
    }

    @Test
    void messages_whenWritesAreOnlySplitByLifetime_addsThemUp() {
        UsageReport report = UsageFormat.of("anthropic", "messages")
                .read("{\"input_tokens\":10,\"output_tokens\":1,\"cache_creation\":{"
                        + "\"ephemeral_5m_input_tokens\":5,\"ephemeral_1h_input_tokens\":7}}");

        assertThat(report.usage().quantity(Meter.CACHE_WRITE_TOKENS)).isEqualByComparingTo("12");
        assertThat(report.usage().quantity(Meter.INPUT_TOKENS)).isEqualByComparingTo("22");
    }

    /** Input of nothing but a cache is not known: the rest of it may be anything. */
    @Test
    void messages_whenTheInputIsMissing_leavesTheTotalUnknown() {
        UsageReport report = UsageFormat.of("anthropic", "messages")
                .read("{\"usage\":{\"cache_read_input_tokens\":2000,\"output_tokens\":5}}");

        assertThat(report.usage().has(Meter.INPUT_TOKENS)).isFalse();
        assertThat(report.usage().quantity(Meter.CACHE_READ_TOKENS)).isEqualByComparingTo("2000");
    }

    /**
     * BerriAI/litellm issue 11789 (right without streaming, wrong with it) and pull 32073 (one-hour writes of a stream): the first
     * event has the input, the last one a cumulative output of 97, not 4 + 60 + 97.
     */
    @Test
    void stream_whenCountersGrow_equalsTheBody() {
        Corpus.Recording recorded = Corpus.of("anthropic", "messages");

        UsageReport report = recorded.read(recorded.chunks());

        assertThat(Quantities.of(report))
                .isEqualTo(Quantities.listed("input_tokens 2627, cache_read_tokens 2000, cache_write_tokens 123,"
                        + "cache_write_5m_tokens 100, cache_write_1h_tokens 23, output_tokens 97, web_searches 2"));
        assertThat(report.model()).isEqualTo("claude-sonnet-4-5-20250929");
        assertThat(report.conditions().option("inference_geo")).isEqualTo("us");
    }

    /**
     * Compaction is billed and not in the totals: 180 + 100 + 55,096 written; 8 + 82 output. Message rounds are in the totals
     * already, and an advisor is another model.
     */
    @Test
    void messages_whenTheContextWasCompacted_addsThatRound() {
        UsageReport report = UsageFormat.of("anthropic", "messages").read("""
                        {"usage":{"input_tokens":180,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,
                         "output_tokens":8,"iterations":[
                          {"type":"compaction","input_tokens":100,"output_tokens":82,
                           "cache_creation_input_tokens":55096,"cache_read_input_tokens":0,
                           "cache_creation":{"ephemeral_5m_input_tokens":55096,"ephemeral_1h_input_tokens":0}},
                          {"input_tokens":2518,"output_tokens":22,"model":"claude-opus-4-8","type":"advisor_message"},
                          {"type":"message","input_tokens":180,"output_tokens":8}]}}
                        """);

        assertThat(Quantities.of(report))
                .isEqualTo(Quantities.listed("input_tokens 55376, cache_read_tokens 0, cache_write_tokens 55096,"
                        + "cache_write_5m_tokens 55096, cache_write_1h_tokens 0, output_tokens 90"));
    }

    @Test
    void chat_whenServedInOpenAisForm_keepsCachedTokensInside() {
        UsageReport report = UsageFormat.of("anthropic", null)
                .read("{\"model\":\"claude-sonnet-4-5\",\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":20,"
                        + "\"cached_tokens\":400,\"completion_tokens_details\":{\"reasoning_tokens\":5}}}");

        assertThat(Quantities.of(report))
                .isEqualTo(Quantities.listed(
                        "input_tokens 1000, cache_read_tokens 400, output_tokens 20," + "output_reasoning_tokens 5"));
    }

    @Test
    void batchLine_whenRead_isTheMessageInside() {
        UsageReport report = UsageFormat.of("anthropic", "messages")
                .read(
                        "{\"custom_id\":\"a\",\"result\":{\"type\":\"succeeded\",\"message\":{\"model\":\"claude-opus-4-5\","
                                + "\"usage\":{\"input_tokens\":11,\"output_tokens\":36,\"service_tier\":\"batch\"}}}}");

        assertThat(Quantities.of(report)).isEqualTo(Quantities.listed("input_tokens 11, output_tokens 36"));
        assertThat(report.conditions().serviceTier()).isEqualTo("batch");
    }
}
