package dev.costspan.usage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoogleFormatTest {

    /**
     * BerriAI/litellm issue 14849 counted cached tokens twice. Input 1,000 + 70 of a tool, output 50 + 80 thoughts; 258 tokens of a
     * document and 142 of an image are 400 of images. The three chunks' counters are cumulative.
     */
    @Test
    void stream_whenEverythingIsUsed_addsToolsAndThoughtsAndNothingElse() {
        Corpus.Recording recorded = Corpus.of("google", "generate_content");

        UsageReport report = recorded.read(recorded.chunks());

        assertThat(Quantities.of(report))
                .isEqualTo(Quantities.listed(
                        "input_tokens 1070, cache_read_tokens 400, cache_text_read_tokens 400,cache_image_read_tokens 0,"
                                + "input_text_tokens 670, input_image_tokens 400, input_tool_tokens 70,"
                                + "input_text_tool_tokens 70, input_image_tool_tokens 0, output_tokens 130,"
                                + "output_text_tokens 50, output_reasoning_tokens 80, output_text_reasoning_tokens 0,"
                                + "web_searches 1"));
        assertThat(report.usage().problem()).isNull();
        assertThat(report.usage().hasUnknownOverlap()).isFalse();
        assertThat(report.model()).isEqualTo("gemini-2.5-flash");
        assertThat(report.conditions()).isEqualTo(Conditions.NONE);
    }

    /** Without server-sent events, streamGenerateContent answers with a list of the chunks. */
    @Test
    void read_whenTheChunksComeAsAList_equalsTheStream() {
        Corpus.Recording recorded = Corpus.of("google", "generate_content");

        UsageReport report = recorded.format().read("[" + String.join(",", recorded.chunks()) + "]");

        assertThat(Quantities.of(report)).isEqualTo(Quantities.of(recorded.read(recorded.chunks())));
        assertThat(report.model()).isEqualTo("gemini-2.5-flash");
    }

    @Test
    void read_whenCountsOfZeroAreLeftOut_takesThoughtsAsTheWholeOutput() {
        UsageReport report = UsageFormat.of("gcp.gemini", null)
                .read(
                        "{\"usageMetadata\":{\"promptTokenCount\":20,\"thoughtsTokenCount\":95,\"totalTokenCount\":115}}");

        assertThat(Quantities.of(report))
                .isEqualTo(Quantities.listed("input_tokens 20, output_tokens 95, output_reasoning_tokens 95"));
    }

    /** Per 1,000: 14 US dollars a query from Gemini 3 on, 35 a grounded prompt before (Google's pricing page). */
    @ParameterizedTest
    @CsvSource({
        "gemini-3-pro-preview, 3",
        "publishers/google/models/gemini-3.5-flash, 3",
        "gemini-2.5-pro, 1",
        "models/gemini-2.0-flash, 1"
    })
    void read_whenGrounded_countsWhatTheModelIsBilledBy(String model, int searches) {
        UsageReport report = UsageFormat.of("google", null)
                .read("{\"modelVersion\":\"" + model + "\",\"candidates\":[{\"groundingMetadata\":{"
                        + "\"webSearchQueries\":[\"a\",\"b\",\"c\"]}}],\"usageMetadata\":{\"promptTokenCount\":1}}");

        assertThat(report.usage().quantity(Meter.WEB_SEARCHES)).isEqualByComparingTo(String.valueOf(searches));
    }

    @Test
    void read_whenNotGrounded_statesNoSearch() {
        UsageReport report = UsageFormat.of("google", null)
                .read("{\"modelVersion\":\"gemini-3-pro-preview\",\"candidates\":[{\"groundingMetadata\":{"
                        + "\"webSearchQueries\":[]}},{\"content\":{}}],\"usageMetadata\":{\"promptTokenCount\":1}}");

        assertThat(report.usage().has(Meter.WEB_SEARCHES)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "trafficType, ON_DEMAND, ",
        "trafficType, ON_DEMAND_FLEX, flex",
        "trafficType, ON_DEMAND_PRIORITY, priority",
        "trafficType, PROVISIONED_THROUGHPUT, provisioned",
        "serviceTier, priority, priority"
    })
    void read_whenTheTrafficHasAType_readsTheTier(String field, String value, String tier) {
        UsageReport report = UsageFormat.of("gcp.vertex_ai", null)
                .read("{\"usageMetadata\":{\"promptTokenCount\":1,\"" + field + "\":\"" + value + "\"}}");

        assertThat(report.conditions().serviceTier()).isEqualTo(tier);
    }

    @Test
    void read_whenVertexServesClaude_followsAnthropic() {
        UsageReport report = UsageFormat.of("gcp.vertex_ai", null)
                .read("{\"model\":\"claude-sonnet-4-5\",\"usage\":{\"input_tokens\":10,\"output_tokens\":2,"
                        + "\"cache_read_input_tokens\":90,\"cache_creation_input_tokens\":0}}");

        assertThat(report.usage().quantity(Meter.INPUT_TOKENS)).isEqualByComparingTo("100");
    }

    @Test
    void read_whenVertexEmbeds_addsTheTextsUp() {
        UsageReport report = UsageFormat.of("gcp.vertex_ai", "embeddings")
                .read(
                        "{\"predictions\":[{\"embeddings\":{\"statistics\":{\"token_count\":6,\"truncated\":false},"
                                + "\"values\":[0.1]}},{\"embeddings\":{\"values\":[0.2],\"statistics\":{\"token_count\":7}}}]}");

        assertThat(Quantities.of(report)).isEqualTo(Quantities.listed("input_tokens 13"));
    }
}
