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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiteLlmReaderTest {

    @TempDir
    private Path directory;

    private final PriceFileLog log = new PriceFileLog();

    @Test
    void read_whenAModelHasTokenPrices_readsThemToTheLastDigit() throws IOException {
        PriceCard card = one("""
                {"gpt-x": {"litellm_provider": "openai", "mode": "chat", "max_tokens": "many", "supports_vision": true,
                  "input_cost_per_token": 1.0000000000000002e-07, "output_cost_per_token": 6e-07,
                  "cache_read_input_token_cost": 7.5e-08, "cache_creation_input_token_cost": 3.75e-06,
                  "cache_creation_input_token_cost_above_1hr": 6e-06, "output_cost_per_reasoning_token": 7e-07}}""");

        assertThat(card.provider()).isEqualTo("openai");
        assertThat(card.models()).containsExactly("gpt-x");
        assertThat(card.rate(Meter.INPUT_TOKENS)).isEqualTo(Rate.perMillion("0.10000000000000002"));
        assertThat(card.rate(Meter.OUTPUT_TOKENS)).isEqualTo(Rate.perMillion("0.6"));
        assertThat(card.rate(Meter.CACHE_READ_TOKENS)).isEqualTo(Rate.perMillion("0.075"));
        assertThat(card.rate(Meter.CACHE_WRITE_TOKENS)).isEqualTo(Rate.perMillion("3.75"));
        assertThat(card.rate(Meter.CACHE_WRITE_1H_TOKENS)).isEqualTo(Rate.perMillion("6"));
        assertThat(card.rate(Meter.OUTPUT_REASONING_TOKENS)).isEqualTo(Rate.perMillion("0.7"));
        assertThat(card.unreadKeys()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "gemini/gemini-2.5-pro, gemini, gcp.gemini, gemini-2.5-pro",
        "azure/gpt-4o, azure, azure.ai.openai, gpt-4o",
        "azure/eu/gpt-4o, azure, azure.ai.openai, eu/gpt-4o",
        "xai/grok-4, xai, x_ai, grok-4",
        "mistral/mistral-small, mistral, mistral_ai, mistral-small",
        "bedrock/invoke/mistral.m-v1:0, bedrock, aws.bedrock, invoke/mistral.m-v1:0",
        "vertex_ai/claude-opus-4@20250514, vertex_ai-anthropic_models, gcp.vertex_ai, claude-opus-4@20250514",
        "openrouter/openai/gpt-4o, openrouter, openrouter, openai/gpt-4o",
        "eu.amazon.nova-lite-v1:0, bedrock_converse, aws.bedrock, "
    })
    void read_whenTheKeyBeginsWithItsProvider_isKnownByTheRestToo(String key, String provider, String name, String rest)
            throws IOException {
        PriceCard card =
                one("{\"" + key + "\": {\"litellm_provider\": \"" + provider + "\", \"input_cost_per_token\": 1e-6}}");

        assertThat(card.provider()).isEqualTo(name);
        assertThat(card.models()).isEqualTo(rest == null ? List.of(key) : List.of(key, rest));
    }

    @Test
    void read_whenTwoEntriesClaimAName_itBelongsToTheOneWhoseKeyItIs() throws IOException {
        List<PriceCard> cards = read("""
                {"deepseek/deepseek-chat": {"litellm_provider": "deepseek", "input_cost_per_token": 1e-6},
                 "deepseek-chat": {"litellm_provider": "deepseek", "input_cost_per_token": 2e-6}}""");

        assertThat(cards)
                .extracting(PriceCard::models)
                .containsExactly(List.of("deepseek/deepseek-chat"), List.of("deepseek-chat"));
        assertThat(log.overruled())
                .containsExactly("deepseek deepseek-chat: 'deepseek-chat' before 'deepseek/deepseek-chat'");
    }

    @Test
    void read_whenProvidersOfOneNameClaimAModel_theFirstHasIt() throws IOException {
        List<PriceCard> cards = read("""
                {"bedrock/a.b": {"litellm_provider": "bedrock", "input_cost_per_token": 1e-6},
                 "bedrock_mantle/a.b": {"litellm_provider": "bedrock_mantle", "input_cost_per_token": 1e-6},
                 "bedrock_converse/a.b": {"litellm_provider": "bedrock_converse", "input_cost_per_token": 3e-6}}""");

        assertThat(cards)
                .extracting(PriceCard::models)
                .containsExactly(
                        List.of("bedrock/a.b", "a.b"), List.of("bedrock_mantle/a.b"), List.of("bedrock_converse/a.b"));
        assertThat(log.overruled()).containsExactly("aws.bedrock a.b: 'bedrock/a.b' before 'bedrock_converse/a.b'");
    }

    @Test
    void read_whenThereIsAThreshold_makesACardOnEachSide() throws IOException {
        List<PriceCard> cards = read("""
                {"m": {"litellm_provider": "p", "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6,
                  "output_cost_per_reasoning_token": 2e-6, "cache_read_input_token_cost": 1e-7,
                  "cache_creation_input_token_cost_above_1hr": 5e-6,
                  "input_cost_per_token_above_200k_tokens": 3e-6, "output_cost_per_token_above_200k_tokens": 4e-6}}""");

        assertThat(cards).hasSize(2);
        PriceCard below = cards.get(0);
        PriceCard above = cards.get(1);
        assertThat(below.context().upTo()).isEqualTo(200_000);
        assertThat(below.rate(Meter.OUTPUT_REASONING_TOKENS)).isEqualTo(Rate.perMillion("2"));
        assertThat(above.context().above()).isEqualTo(200_000);
        assertThat(above.rate(Meter.INPUT_TOKENS)).isEqualTo(Rate.perMillion("3"));
        assertThat(above.rate(Meter.OUTPUT_TOKENS)).isEqualTo(Rate.perMillion("4"));
        assertThat(above.rate(Meter.OUTPUT_REASONING_TOKENS)).isNull();
        assertThat(above.hasUnknownRate(Meter.OUTPUT_REASONING_TOKENS)).isFalse();
        assertThat(above.hasUnknownRate(Meter.CACHE_READ_TOKENS)).isTrue();
        assertThat(above.hasUnknownRate(Meter.CACHE_WRITE_1H_TOKENS)).isTrue();
    }

    @Test
    void read_whenOnlyOneRateMovesAboveTheThreshold_keepsTheOthers() throws IOException {
        PriceCard above = read("""
                {"m": {"litellm_provider": "p", "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6,
                  "input_cost_per_token_above_128k_tokens": 3e-6}}""").get(1);

        assertThat(above.rate(Meter.INPUT_TOKENS)).isEqualTo(Rate.perMillion("3"));
        assertThat(above.rate(Meter.OUTPUT_TOKENS)).isEqualTo(Rate.perMillion("2"));
    }

    @Test
    void read_whenTheProviderIsXai_theThresholdItselfIsAbove() throws IOException {
        List<PriceCard> cards = read("""
                {"xai/m": {"litellm_provider": "xai", "input_cost_per_token": 1e-6,
                  "input_cost_per_token_above_128k_tokens": 2e-6}}""");

        assertThat(cards.get(0).context().upTo()).isEqualTo(127_999);
        assertThat(cards.get(1).context().above()).isEqualTo(127_999);
    }

    @Test
    void read_whenThereAreServiceTiers_makesACardForEach() throws IOException {
        List<PriceCard> cards = read("""
                {"m": {"litellm_provider": "p", "input_cost_per_token": 4e-6, "output_cost_per_token": 8e-6,
                  "cache_read_input_token_cost": 1e-6, "output_cost_per_reasoning_token": 8e-6,
                  "input_cost_per_token_priority": 8e-6, "output_cost_per_token_priority": 16e-6,
                  "cache_read_input_token_cost_priority": 2e-6,
                  "input_cost_per_token_flex": 2e-6, "output_cost_per_token_flex": 4e-6,
                  "input_cost_per_token_batches": 2e-6}}""");

        assertThat(cards).extracting(PriceCard::serviceTier).containsExactly(null, "batch", "flex", "priority");
        PriceCard batch = cards.get(1);
        PriceCard flex = cards.get(2);
        PriceCard priority = cards.get(3);
        assertThat(priority.rate(Meter.CACHE_READ_TOKENS)).isEqualTo(Rate.perMillion("2"));
        assertThat(priority.hasUnknownRate(Meter.OUTPUT_REASONING_TOKENS)).isFalse();
        assertThat(flex.hasUnknownRate(Meter.CACHE_READ_TOKENS)).isTrue();
        assertThat(batch.rate(Meter.OUTPUT_TOKENS)).isNull();
        assertThat(batch.price(Operation.CHAT, Usage.tokens(10, 10), Conditions.NONE, CostSource.CATALOG)
                        .status())
                .isEqualTo(CostStatus.PARTIAL);
    }

    @Test
    void read_whenATierHasNoPriceAboveTheStandardThreshold_hasNoCardThere() throws IOException {
        List<PriceCard> cards = read("""
                {"m": {"litellm_provider": "p", "input_cost_per_token": 4e-6,
                  "input_cost_per_token_above_272k_tokens": 6e-6,
                  "input_cost_per_token_flex": 2e-6,
                  "input_cost_per_token_priority": 8e-6, "input_cost_per_token_above_272k_tokens_priority": 12e-6}}""");

        assertThat(cards)
                .extracting(card -> card.serviceTier() + " " + card.context().above() + ".."
                        + card.context().upTo())
                .containsExactly(
                        "null -1..272000",
                        "null 272000.." + Long.MAX_VALUE,
                        "flex -1..272000",
                        "priority -1..272000",
                        "priority 272000.." + Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "output_cost_per_thought",
                "surge_price",
                "tiered_pricing",
                "off_peak_pricing",
                "output_dbu_cost_per_token",
                "regional_endpoint_uplift_multiplier",
                "search_context_cost_per_query",
                "input_cost_per_token_ultra"
            })
    void read_whenAPriceKeyIsNotKnown_makesCostsPartial(String key) throws IOException {
        PriceCard card =
                one("{\"m\": {\"litellm_provider\": \"p\", \"input_cost_per_token\": 1e-6, \"" + key + "\": [1]}}");

        assertThat(card.unreadKeys()).containsExactly(key);
        assertThat(card.price(Operation.CHAT, Usage.tokens(10, 0), Conditions.NONE, CostSource.CATALOG)
                        .status())
                .isEqualTo(CostStatus.PARTIAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "input_cost_per_image",
                "output_cost_per_image",
                "input_cost_per_character",
                "input_dbu_cost_per_token",
                "rpm",
                "source",
                "provider_specific_entry",
                "some_new_flag"
            })
    void read_whenAKeyRestatesThePriceOfTokensOrNothing_leavesTheCardAsItIs(String key) throws IOException {
        PriceCard card =
                one("{\"m\": {\"litellm_provider\": \"p\", \"input_cost_per_token\": 1e-6, \"" + key + "\": 2}}");

        assertThat(card.unreadKeys()).isEmpty();
        assertThat(card.rate(Meter.OUTPUT_IMAGES)).isNull();
        assertThat(card.rate(Meter.INPUT_IMAGES)).isNull();
    }

    @Test
    void read_whenTheCacheHitKeyIsTheOlderOne_readsIt() throws IOException {
        List<PriceCard> cards = read("""
                {"a": {"litellm_provider": "p", "input_cost_per_token": 1e-6, "input_cost_per_token_cache_hit": 1e-7},
                 "b": {"litellm_provider": "p", "input_cost_per_token": 1e-6, "input_cost_per_token_cache_hit": 1e-7,
                   "cache_read_input_token_cost": 2e-7}}""");

        assertThat(cards.get(0).rate(Meter.CACHE_READ_TOKENS)).isEqualTo(Rate.perMillion("0.1"));
        assertThat(cards.get(1).rate(Meter.CACHE_READ_TOKENS)).isEqualTo(Rate.perMillion("0.2"));
    }

    @Test
    void read_whenEveryPriceIsZero_isUnknownUnlessTheModelRunsLocally() throws IOException {
        List<PriceCard> cards = read("""
                {"cloudy": {"litellm_provider": "volcengine", "input_cost_per_token": 0.0, "output_cost_per_token": 0},
                 "ollama/llama3": {"litellm_provider": "ollama", "input_cost_per_token": 0.0, "output_cost_per_token": 0.0},
                 "ollama/big-cloud": {"litellm_provider": "ollama", "input_cost_per_token": 0.0},
                 "rerank": {"litellm_provider": "cohere", "input_cost_per_token": 0.0, "input_cost_per_query": 0.002},
                 "credits": {"litellm_provider": "p", "ocr_cost_per_credit": 0.015},
                 "none": {"litellm_provider": "p", "mode": "chat"}}""");

        assertThat(cards).extracting(card -> card.models().get(0)).containsExactly("ollama/llama3", "rerank");
        assertThat(log.leftOut())
                .containsEntry(PriceFileLog.Reason.ALL_ZERO, List.of("cloudy", "ollama/big-cloud"))
                .containsEntry(PriceFileLog.Reason.OTHER_METERS_ONLY, List.of("credits"))
                .containsEntry(PriceFileLog.Reason.NO_PRICE, List.of("none"));
    }

    @Test
    void read_whenEntriesAreNoModels_skipsThem() throws IOException {
        List<PriceCard> cards = read("""
                {"sample_spec": {"mode": "one of: chat, …", "input_cost_per_token": "a number"},
                 "fallback_generalizations": {"rules": [{"pattern": ".*"}]},
                 "m": {"litellm_provider": "p", "input_cost_per_token": 1e-6, "output_cost_per_token": null}}""");

        assertThat(cards).extracting(PriceCard::models).containsExactly(List.of("m"));
    }

    private PriceCard one(String json) throws IOException {
        List<PriceCard> cards = read(json);
        assertThat(cards).hasSize(1);
        return cards.get(0);
    }

    private List<PriceCard> read(String json) throws IOException {
        Path file = Files.writeString(directory.resolve("litellm.json"), json);
        return PriceFormat.LITELLM.read(file, new PriceSource("litellm", null), log);
    }
}
