package dev.costspan.usage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SearchFormatTest {

    /** 41 of 1,442 input tokens are billed; 1,040 cached ones are among the 1,442. */
    @Test
    void cohereStream_whenBilledAndUsedDiffer_takesWhatIsBilled() {
        Corpus.Recording recorded = Corpus.of("cohere", "chat");

        UsageReport report = recorded.read(recorded.chunks());

        assertThat(Quantities.of(report)).isEqualTo(Quantities.listed("input_tokens 41, output_tokens 28"));
        assertThat(report.usage().problem()).isNull();
    }

    @Test
    void cohere_whenVersionOneEndsItsStream_readsTheResponseInside() {
        UsageReport report = UsageFormat.of("cohere", null)
                .read("{\"event_type\":\"stream-end\",\"response\":{\"meta\":{\"api_version\":{\"version\":\"1\"},"
                        + "\"billed_units\":{\"input_tokens\":7.0,\"output_tokens\":3.0},"
                        + "\"tokens\":{\"input_tokens\":70,\"output_tokens\":3}}}}");

        assertThat(Quantities.of(report)).isEqualTo(Quantities.listed("input_tokens 7, output_tokens 3"));
    }

    @Test
    void cohere_whenItEmbedsPictures_addsTheirTokens() {
        UsageReport report = UsageFormat.of("cohere", "embeddings")
                .read("{\"meta\":{\"billed_units\":{\"input_tokens\":4,\"image_tokens\":196}}}");

        assertThat(Quantities.of(report)).isEqualTo(Quantities.listed("input_tokens 200, input_image_tokens 196"));
    }

    @Test
    void cohere_whenItReranks_countsSearchUnits() {
        UsageReport report = UsageFormat.of("cohere", "rerank")
                .read("{\"results\":[{\"index\":3,\"relevance_score\":0.99}],"
                        + "\"meta\":{\"api_version\":{\"version\":\"2\"},\"billed_units\":{\"search_units\":1}}}");

        assertThat(Quantities.of(report)).isEqualTo(Quantities.listed("rerank_searches 1"));
    }

    @Test
    void voyageAndJina_whenTheyEmbed_countAllTokens() {
        String body = "{\"data\":[{\"embedding\":[0.1]}],\"model\":\"voyage-3.5\",\"usage\":{\"total_tokens\":10}}";

        assertThat(Quantities.of(UsageFormat.of("voyageai", "embeddings").read(body)))
                .isEqualTo(Quantities.listed("input_tokens 10"));
        assertThat(Quantities.of(
                        UsageFormat.of("jina", null).read("{\"usage\":{\"total_tokens\":10,\"prompt_tokens\":10}}")))
                .isEqualTo(Quantities.listed("input_tokens 10"));
    }

    @Test
    void pinecone_whenItSearchesText_readsAllThatIsBilled() {
        UsageFormat format = UsageFormat.of("pinecone", null);

        assertThat(Quantities.of(format.read("{\"result\":{\"hits\":[]},\"usage\":{\"read_units\":6,"
                        + "\"embed_total_tokens\":10,\"rerank_units\":1}}")))
                .isEqualTo(Quantities.listed("read_units 6, input_tokens 10, rerank_searches 1"));
        assertThat(Quantities.of(format.read("{\"matches\":[],\"namespace\":\"a\",\"usage\":{\"readUnits\":0.45}}")))
                .isEqualTo(Quantities.listed("read_units 0.45"));
    }

    @Test
    void pinecone_whenItUpserts_statesNoUnits() {
        assertThat(UsageFormat.of("pinecone", "upsert")
                        .read("{\"upsertedCount\":10}")
                        .usage())
                .isSameAs(Usage.UNKNOWN);
    }
}
