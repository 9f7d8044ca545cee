package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.usage.Conditions;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prices of LiteLLM's list that are not for tokens of text, and rules that change prices. */
class LiteLlmMetersTest {

    @TempDir
    private Path directory;

    private final PriceFileLog log = new PriceFileLog();

    @ParameterizedTest
    @CsvSource({
        "input_cost_per_audio_token, INPUT_AUDIO_TOKENS",
        "output_cost_per_audio_token, OUTPUT_AUDIO_TOKENS",
        "input_cost_per_image_token, INPUT_IMAGE_TOKENS",
        "output_cost_per_image_token, OUTPUT_IMAGE_TOKENS",
        "output_cost_per_video_token, OUTPUT_VIDEO_TOKENS",
        "cache_read_input_audio_token_cost, CACHE_AUDIO_READ_TOKENS",
        "cache_creation_input_audio_token_cost, CACHE_AUDIO_WRITE_TOKENS",
        "citation_cost_per_token, OUTPUT_CITATION_TOKENS"
    })
    void read_whenTokensHaveAModality_areRatedByTheMillion(String key, Meter meter) throws IOException {
        PriceCard card = one("chat", "\"input_cost_per_token\": 1e-6, \"" + key + "\": 3.2e-05");

        assertThat(card.rate(meter)).isEqualTo(Rate.perMillion("32"));
        assertThat(card.unreadKeys()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "rerank, input_cost_per_query, RERANK_SEARCHES, 0.002",
        "search, input_cost_per_query, WEB_SEARCHES, 0.002",
        "vector_store, input_cost_per_query, QUERIES, 0.002",
        "chat, input_cost_per_request, REQUESTS, 0.002",
        "chat, code_interpreter_cost_per_session, SESSIONS, 0.002",
        "chat, file_search_cost_per_1k_calls, STORAGE_SEARCHES, 0.000002",
        "ocr, ocr_cost_per_page, INPUT_DOCUMENT_PAGES, 0.002",
        "ocr, annotation_cost_per_page, INPUT_ANNOTATED_DOCUMENT_PAGES, 0.002",
        "image_generation, output_cost_per_image, OUTPUT_IMAGES, 0.002",
        "image_generation, input_cost_per_image, OUTPUT_IMAGES, 0.002",
        "image_generation, input_cost_per_pixel, OUTPUT_PIXELS, 0.002",
        "embedding, input_cost_per_image, INPUT_IMAGES, 0.002",
        "embedding, input_cost_per_pixel, INPUT_PIXELS, 0.002",
        "audio_speech, input_cost_per_character, INPUT_CHARACTERS, 0.002",
        "audio_speech, output_cost_per_second, OUTPUT_AUDIO_SECONDS, 0.002",
        "chat, output_cost_per_character, OUTPUT_CHARACTERS, 0.002",
        "audio_transcription, input_cost_per_second, AUDIO_SECONDS, 0.002",
        "video_generation, output_cost_per_second, OUTPUT_VIDEO_SECONDS, 0.002",
        "video_generation, output_cost_per_video_per_second, OUTPUT_VIDEO_SECONDS, 0.002",
        "embedding, input_cost_per_audio_per_second, INPUT_AUDIO_SECONDS, 0.002",
        "chat, input_cost_per_video_per_second, INPUT_VIDEO_SECONDS, 0.002",
        // Bedrock's provisioned model units, by the hour in its own list
        "chat, input_cost_per_second, NODE_HOURS, 7.2"
    })
    void read_whenAMeterStandsAlone_isPricedByTheUnit(String mode, String key, Meter meter, String price)
            throws IOException {
        PriceCard card = one(mode, "\"" + key + "\": 0.002");

        assertThat(card.rate(meter)).isEqualTo(Rate.perUnit(price));
        assertThat(card.unreadKeys()).isEmpty();
    }

    @Test
    void read_whenBothSidesNameOnePrice_billsItOnce() throws IOException {
        PriceCard whisper =
                one("audio_transcription", "\"input_cost_per_second\": 0.0001, \"output_cost_per_second\": 0.0001");
        PriceCard soniox =
                one("audio_transcription", "\"input_cost_per_second\": 0.0, \"output_cost_per_second\": 0.0002");

        assertThat(whisper.rate(Meter.AUDIO_SECONDS)).isEqualTo(Rate.perUnit("0.0001"));
        assertThat(soniox.rate(Meter.AUDIO_SECONDS)).isEqualTo(Rate.perUnit("0.0002"));
    }

    @Test
    void read_whenTheTwoSidesDiffer_neitherIsBilled() throws IOException {
        assertThat(read("audio_transcription", "\"input_cost_per_second\": 0.0001, \"output_cost_per_second\": 0.0002"))
                .isEmpty();
        assertThat(log.leftOut().get(PriceFileLog.Reason.OTHER_METERS_ONLY)).containsExactly("m");
    }

    @Test
    void read_whenAnEmbeddingOfAPictureIsPricedByThePicture_itsTokensHaveNoKnownPrice() throws IOException {
        PriceCard card = one("embedding", "\"input_cost_per_token\": 2e-7, \"input_cost_per_image\": 0.00012");

        assertThat(card.rate(Meter.INPUT_IMAGES)).isEqualTo(Rate.perUnit("0.00012"));
        assertThat(status(card, Usage.of(Meter.INPUT_TOKENS, 10))).isEqualTo(CostStatus.PRICED);
        assertThat(status(
                        card,
                        Usage.of(Meter.INPUT_TOKENS, 10).toBuilder()
                                .quantity(Meter.INPUT_IMAGE_TOKENS, 5)
                                .build()))
                .isEqualTo(CostStatus.PARTIAL);
    }

    @Test
    void read_whenThePriceOfASecondDependsOnSampling_itIsNotKnown() throws IOException {
        PriceCard card = one(
                "embedding",
                "\"input_cost_per_token\": 8e-7, \"input_cost_per_video_per_second\": 0.0005,"
                        + "\"input_cost_per_video_per_second_above_15s_interval\": 0.002");

        assertThat(card.hasUnknownRate(Meter.INPUT_VIDEO_SECONDS)).isTrue();
        assertThat(card.rate(Meter.INPUT_VIDEO_SECONDS)).isNull();
    }

    @Test
    void read_whenRangesAreOfInputTokens_makesACardForEach() throws IOException {
        List<PriceCard> cards = read("chat", """
                "tiered_pricing": [{"range": [0, 32000.0], "input_cost_per_token": 1e-6, "output_cost_per_token": 5e-6},
                  {"range": [32000.0, 128000.0], "input_cost_per_token": 2e-6, "output_cost_per_token": 9e-6}]""");

        assertThat(cards)
                .extracting(card ->
                        card.context().above() + ".." + card.context().upTo() + " " + card.rate(Meter.INPUT_TOKENS))
                .containsExactly("-1..32000 1 per 1000000", "32000.." + Long.MAX_VALUE + " 2 per 1000000");
        assertThat(cards).allSatisfy(card -> assertThat(card.unreadKeys()).isEmpty());
    }

    @Test
    void read_whenRangesAreOfResults_isPartial() throws IOException {
        PriceCard card = one("search", """
                "input_cost_per_query": 0.01,
                "tiered_pricing": [{"max_results_range": [0, 25], "input_cost_per_query": 0.005}]""");

        assertThat(card.unreadKeys()).containsExactly("tiered_pricing");
    }

    @Test
    void read_whenSearchesCostTheSame_isThePriceOfASearch() throws IOException {
        PriceCard card = one("chat", """
                "input_cost_per_token": 3e-6, "search_context_cost_per_query": {"search_context_size_low": 0.01,
                  "search_context_size_medium": 0.01, "search_context_size_high": 0.01}""");

        assertThat(card.rate(Meter.WEB_SEARCHES)).isEqualTo(Rate.perUnit("0.01"));
    }

    @Test
    void read_whenSearchesCostByTheContext_mediumIsTheDefault() throws IOException {
        List<PriceCard> cards = read("chat", """
                "input_cost_per_token": 3e-6, "search_context_cost_per_query": {"search_context_size_low": 0.03,
                  "search_context_size_medium": 0.035, "search_context_size_high": 0.05}""");

        assertThat(cards)
                .extracting(card ->
                        card.options() + " " + card.rate(Meter.WEB_SEARCHES).price())
                .containsExactly(
                        "{} 0.035",
                        "{search_context_size=high} 0.05",
                        "{search_context_size=low} 0.03",
                        "{search_context_size=medium} 0.035");
    }

    @Test
    void read_whenASizeOfSearchIsNotKnown_isPartial() throws IOException {
        PriceCard card = one("chat", """
                "input_cost_per_token": 3e-6, "search_context_cost_per_query": {"search_context_size_low": null,
                  "search_context_size_huge": 1}""");

        assertThat(card.unreadKeys()).containsExactly("search_context_cost_per_query.search_context_size_huge");
    }

    @Test
    void read_whenPerplexityChargesForEveryAnswer_theFeeIsKnownByTheContextOnly() throws IOException {
        List<PriceCard> cards = read("""
                {"perplexity/sonar": {"litellm_provider": "perplexity", "input_cost_per_token": 1e-6,
                  "output_cost_per_token": 1e-6, "search_context_cost_per_query": {"search_context_size_low": 0.005,
                  "search_context_size_medium": 0.008, "search_context_size_high": 0.012}}}""");

        assertThat(status(cards.get(0), Usage.tokens(1_000, 1_000))).isEqualTo(CostStatus.PARTIAL);
        assertThat(cards.get(2).options()).containsEntry("search_context_size", "low");
        // 1,000 x 1 + 1,000 x 1 by a million, and 0.005 for the answer
        assertThat(price(cards.get(2), Usage.tokens(1_000, 1_000)).amount()).isEqualByComparingTo("0.007");
    }

    @Test
    void read_whenGoogleBillsGroundedPrompts_billsTheFirstSearchOnly() throws IOException {
        String search =
                "\"input_cost_per_token\": 3e-7, \"search_context_cost_per_query\": {\"search_context_size_low\":"
                        + " 0.035, \"search_context_size_medium\": 0.035, \"search_context_size_high\": 0.035}";
        PriceCard prompt = read("{\"gemini/gemini-2.5-flash\": {\"litellm_provider\": \"gemini\", " + search + "}}")
                .get(0);
        PriceCard query = read("{\"gemini/gemini-3-flash\": {\"litellm_provider\": \"gemini\", "
                        + "\"web_search_billing_unit\": \"per_query\", " + search + "}}")
                .get(0);
        Usage searches = Usage.of(Meter.WEB_SEARCHES, 3);

        assertThat(prompt.price(Operation.EVALUATION, searches, Conditions.NONE, CostSource.CATALOG)
                        .amount())
                .isEqualByComparingTo("0.035");
        assertThat(query.price(Operation.EVALUATION, searches, Conditions.NONE, CostSource.CATALOG)
                        .amount())
                .isEqualByComparingTo("0.105");
    }

    @Test
    void read_whenRegionsAndSpeedsCostMore_hasFactors() throws IOException {
        PriceCard card = one("chat", """
                "input_cost_per_token": 1e-6, "regional_processing_uplift_multiplier_eu": 1.1,
                "provider_specific_entry": {"us": 1.1, "fast": 6.0, "bedrock_invocation_schema": "titan_v2"}""");

        assertThat(card.multipliers())
                .containsExactly(
                        Multiplier.when("region", "eu", "1.1"),
                        Multiplier.when("inference_geo", "us", "1.1"),
                        Multiplier.when("speed", "fast", "6.0"));
        assertThat(card.unreadKeys()).isEmpty();
    }

    @Test
    void read_whenAFactorIsNotKnown_isPartial() throws IOException {
        PriceCard card = one("chat", "\"input_cost_per_token\": 1e-6, \"provider_specific_entry\": {\"moon\": 2}");

        assertThat(card.unreadKeys()).containsExactly("provider_specific_entry.moon");
    }

    @Test
    void read_whenAKeyHasASize_isAlsoTheModelWithOptions() throws IOException {
        List<PriceCard> cards = read("""
                {"azure/hd/1024-x-1792/dall-e-3": {"litellm_provider": "azure", "mode": "image_generation",
                   "input_cost_per_pixel": 6.539e-08, "output_cost_per_token": 0.0},
                 "azure/dall-e-3": {"litellm_provider": "azure", "mode": "image_generation", "output_cost_per_image": 0.04},
                 "low/1024-x-1024/gpt-image-1": {"litellm_provider": "openai", "mode": "image_generation",
                   "input_cost_per_image": 0.011, "input_cost_per_pixel": 1.0490417e-08, "output_cost_per_pixel": 0.0},
                 "gpt-image-1": {"litellm_provider": "openai", "mode": "image_generation", "input_cost_per_token": 5e-6}}""");

        // 6.539e-08 x 1,024 x 1,792
        assertThat(cards)
                .extracting(card -> card.models().get(0) + " " + new TreeMap<>(card.options()) + " "
                        + card.context().upTo() + " " + card.rate(Meter.OUTPUT_IMAGES))
                .containsExactly(
                        "azure/hd/1024-x-1792/dall-e-3 {} " + Long.MAX_VALUE + " 0.11999117312 per 1",
                        "dall-e-3 {quality=hd, size=1024x1792} " + Long.MAX_VALUE + " 0.11999117312 per 1",
                        "azure/dall-e-3 {} " + Long.MAX_VALUE + " 0.04 per 1",
                        "low/1024-x-1024/gpt-image-1 {} " + Long.MAX_VALUE + " 0.011 per 1",
                        // where the answer counts tokens, these are billed
                        "gpt-image-1 {quality=low, size=1024x1024} 0 0.011 per 1",
                        "gpt-image-1 {} " + Long.MAX_VALUE + " null");
        assertThat(cards.get(1).models()).containsExactly("dall-e-3", "azure/dall-e-3");
    }

    @Test
    void read_whenAKeyHasARegionOfAws_isAlsoTheModelThere() throws IOException {
        List<PriceCard> cards = read("""
                {"bedrock/us-gov-west-1/a.m-v1:0": {"litellm_provider": "bedrock", "input_cost_per_token": 3e-6},
                 "bedrock/us-east-1/1-month-commitment/a.m-v1:0": {"litellm_provider": "bedrock", "mode": "chat",
                   "input_cost_per_second": 0.01}}""");

        assertThat(cards)
                .extracting(card -> card.models() + " " + card.region())
                .containsExactly(
                        "[bedrock/us-gov-west-1/a.m-v1:0, us-gov-west-1/a.m-v1:0] null",
                        "[a.m-v1:0] us-gov-west-1",
                        "[bedrock/us-east-1/1-month-commitment/a.m-v1:0, us-east-1/1-month-commitment/a.m-v1:0] null");
    }

    @Test
    void read_whenVideoCostsMoreInFullHd_hasACardForIt() throws IOException {
        List<PriceCard> cards =
                read("video_generation", "\"output_cost_per_second\": 0.05, \"output_cost_per_second_1080p\": 0.08");

        assertThat(cards)
                .extracting(card -> card.options() + " "
                        + card.rate(Meter.OUTPUT_VIDEO_SECONDS).price())
                .containsExactly("{} 0.05", "{resolution=1080p} 0.08");
    }

    @Test
    void read_whenATierHasNoPriceOfATool_theToolCostsTheSame() throws IOException {
        List<PriceCard> cards = read("chat", """
                "input_cost_per_token": 4e-6, "input_cost_per_audio_token": 9e-6, "input_cost_per_token_flex": 2e-6,
                "code_interpreter_cost_per_session": 0.03""");

        PriceCard flex = cards.get(1);
        assertThat(flex.serviceTier()).isEqualTo("flex");
        assertThat(flex.rate(Meter.SESSIONS)).isEqualTo(Rate.perUnit("0.03"));
        assertThat(flex.hasUnknownRate(Meter.INPUT_AUDIO_TOKENS)).isTrue();
    }

    private static CostStatus status(PriceCard card, Usage usage) {
        return price(card, usage).status();
    }

    private static Cost price(PriceCard card, Usage usage) {
        Operation operation = usage.has(Meter.OUTPUT_TOKENS) ? Operation.CHAT : Operation.EMBEDDINGS;
        return card.price(operation, usage, Conditions.NONE, CostSource.CATALOG);
    }

    private PriceCard one(String mode, String prices) throws IOException {
        List<PriceCard> cards = read(mode, prices);
        assertThat(cards).hasSize(1);
        return cards.get(0);
    }

    private List<PriceCard> read(String mode, String prices) throws IOException {
        return read("{\"m\": {\"litellm_provider\": \"p\", \"mode\": \"" + mode + "\", " + prices + "}}");
    }

    private List<PriceCard> read(String json) throws IOException {
        Path file = Files.writeString(directory.resolve("litellm.json"), json);
        return PriceFormat.LITELLM.read(file, new PriceSource("litellm", null), log);
    }
}
