package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.usage.Conditions;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import dev.costspan.usage.UsageFormat;
import dev.costspan.usage.UsageReport;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prices that other tools got wrong, each with the public report of it. Amounts are worked out by hand. */
class PriceTrapsTest {

    private static final Instant AUGUST = Instant.parse("2026-08-01T12:00:00Z");

    @TempDir
    private Path directory;

    // BerriAI/litellm issue 30135: the above_200k keys of a custom price were ignored
    @Test
    void customPrice_whenTheRequestIsLong_isTheLongPrice() {
        String keys = """
                {"input_cost_per_token": "3e-6", "input_cost_per_token_above_200k_tokens": "6e-6",
                 "output_cost_per_token": "1.5e-5", "output_cost_per_token_above_200k_tokens": "2.25e-5"}""";

        // 200,000 x 3 + 1,000 x 15, and 200,001 x 6 + 1,000 x 22.5, by a million
        assertThat(price(keys, Usage.tokens(200_000, 1_000), null).amount()).isEqualByComparingTo("0.615");
        assertThat(price(keys, Usage.tokens(200_001, 1_000), null).amount()).isEqualByComparingTo("1.222506");
    }

    // BerriAI/litellm issue 15338: xAI's threshold was not applied; it begins with its first token
    @Test
    void threshold_whenTheProviderIsXai_isInclusive() throws IOException {
        Path file = Files.writeString(directory.resolve("prices.json"), """
                {"xai/grok-x": {"litellm_provider": "xai", "mode": "chat",
                  "input_cost_per_token": 3e-06, "input_cost_per_token_above_128k_tokens": 6e-06,
                  "output_cost_per_token": 1.5e-05, "output_cost_per_token_above_128k_tokens": 3e-05}}""");
        PriceBook book = PriceBook.builder().withoutBundledCatalog().file(file).build();

        assertThat(price(book, "x_ai", "grok-x", Usage.tokens(127_999, 0)).amount())
                .isEqualByComparingTo("0.383997");
        assertThat(price(book, "x_ai", "grok-x", Usage.tokens(128_000, 0)).amount())
                .isEqualByComparingTo("0.768");
    }

    // BerriAI/litellm issue 13810: flex was billed as standard
    @Test
    void tier_whenFlexServed_isTheFlexPrice() {
        String keys = """
                {"input_cost_per_token": "2e-6", "input_cost_per_token_flex": "1e-6",
                 "output_cost_per_token": "8e-6", "output_cost_per_token_flex": "4e-6"}""";

        // 1,000 x 1 + 100 x 4, by a million
        assertThat(price(keys, Usage.tokens(1_000, 100), "flex").amount()).isEqualByComparingTo("0.0014");
        assertThat(price(keys, Usage.tokens(1_000, 100), "default").amount()).isEqualByComparingTo("0.0028");
    }

    // BerriAI/litellm issue 37046: without priority keys, priority fell back to the standard price in silence
    @Test
    void tier_whenTheListHasNoPriceForIt_hasNoAmount() {
        String keys = """
                {"input_cost_per_token": "2e-6", "output_cost_per_token": "8e-6"}""";

        Cost cost = price(keys, Usage.tokens(1_000, 100), "priority");

        assertThat(cost.amount()).isNull();
        assertThat(cost.unpricedReason()).isEqualTo(UnpricedReason.NO_CARD_FOR_TIER);
    }

    // BerriAI/litellm pull request 35925: reasoning was billed at the standard rate under priority
    @Test
    void tier_whenReasoningHasOnlyAStandardRate_doesNotUseIt() {
        String own = """
                {"input_cost_per_token": "1e-6", "input_cost_per_token_priority": "2e-6",
                 "output_cost_per_token": "1e-5", "output_cost_per_token_priority": "2e-5",
                 "output_cost_per_reasoning_token": "3e-5"}""";
        String none = """
                {"input_cost_per_token": "1e-6", "input_cost_per_token_priority": "2e-6",
                 "output_cost_per_token": "1e-5", "output_cost_per_token_priority": "2e-5"}""";
        Usage usage = Usage.builder()
                .inputTokens(0)
                .outputTokens(100)
                .outputReasoningTokens(40)
                .build();

        // 60 x 20 by a million; what 40 reasoning tokens cost under priority is not known
        assertThat(price(own, usage, "priority").amount()).isEqualByComparingTo("0.0012");
        assertThat(price(own, usage, "priority").status()).isEqualTo(CostStatus.PARTIAL);
        // 100 x 20 by a million
        assertThat(price(none, usage, "priority").amount()).isEqualByComparingTo("0.002");
        assertThat(price(none, usage, "priority").status()).isEqualTo(CostStatus.PRICED);
    }

    // BerriAI/litellm pull request 39861: batch above 272k was billed at the flat batch rate
    @Test
    void tier_whenBatchHasNoPriceForALongRequest_hasNoAmount() {
        String keys = """
                {"input_cost_per_token": "2e-6", "input_cost_per_token_above_272k_tokens": "4e-6",
                 "input_cost_per_token_batches": "1e-6",
                 "output_cost_per_token": "8e-6", "output_cost_per_token_batches": "4e-6"}""";

        assertThat(price(keys, Usage.tokens(272_000, 0), "batch").amount()).isEqualByComparingTo("0.272");
        assertThat(price(keys, Usage.tokens(272_001, 0), "batch").amount()).isNull();
    }

    // langfuse issues 10592 and 12306: inclusive input beside cache buckets was counted twice
    @Test
    void cache_whenInputIsInclusive_isTakenOffIt() {
        Usage usage = Usage.builder()
                .inputTokens(1_000)
                .cacheReadTokens(800)
                .outputTokens(0)
                .build();

        // gpt-4o: 200 x 2.50 + 800 x 1.25, by a million
        assertThat(price(PriceBook.bundled(), "openai", "gpt-4o", usage).amount())
                .isEqualByComparingTo("0.0015");
    }

    // langfuse/codex-observability-plugin issue 22: a usage key without a price made cached tokens free
    @Test
    void cache_whenItHasNoRateOfItsOwn_isBilledAsInput() {
        Usage usage = Usage.builder()
                .inputTokens(1_000)
                .cacheReadTokens(800)
                .outputTokens(0)
                .build();
        PriceCard card = PriceCard.builder("p", "m")
                .perMillion(Meter.INPUT_TOKENS, "2.50")
                .build();

        assertThat(card.price(Operation.EMBEDDINGS, usage, Conditions.NONE, CostSource.CATALOG)
                        .amount())
                .isEqualByComparingTo("0.0025");
    }

    // langfuse issue 15856: there was no price for Anthropic's web search, which is 10 USD per 1,000
    @Test
    void tools_whenClaudeSearchesTheWeb_haveTheirFee() {
        Usage usage = Usage.builder()
                .inputTokens(0)
                .outputTokens(0)
                .quantity(Meter.WEB_SEARCHES, 2)
                .build();

        assertThat(price(PriceBook.bundled(), "anthropic", "claude-sonnet-4-5", usage)
                        .amount())
                .isEqualByComparingTo("0.02");
    }

    // langfuse issue 2112: an answer from a cache that the gateway bills at nothing is a real zero, not a list price
    @Test
    void reportedCost_whenItIsZero_isARealZero() {
        BigDecimal reported = UsageFormat.reportedCost("0.0");

        Cost cost = Cost.stated(new Money(reported, "USD"), CostSource.PROVIDER, Usage.tokens(1_000, 10));

        assertThat(cost.amount()).isEqualByComparingTo("0");
        assertThat(cost.status()).isEqualTo(CostStatus.PRICED);
    }

    // vstorm-co/pydantic-ai-shields issue 24: prices that could not be loaded never said so, and nothing ever cost
    // anything
    @Test
    void file_whenItCannotBeRead_throwsAtOnce() {
        Path missing = directory.resolve("none.json");

        assertThatThrownBy(() -> PriceBook.builder().file(missing))
                .isInstanceOf(PriceFileException.class)
                .hasMessageContaining(missing.toString());
    }

    // comet-ml/opik issue 6982: the price above 200,000 tokens was ignored
    @Test
    void threshold_whenGeminiReadsMoreThan200k_isTheLongPrice() {
        // gemini-2.5-pro: 200,000 x 1.25 + 10 x 10, and 200,001 x 2.50 + 10 x 15, by a million
        assertThat(price(PriceBook.bundled(), "gcp.gemini", "gemini-2.5-pro", Usage.tokens(200_000, 10))
                        .amount())
                .isEqualByComparingTo("0.2501");
        assertThat(price(PriceBook.bundled(), "gcp.gemini", "gemini-2.5-pro", Usage.tokens(200_001, 10))
                        .amount())
                .isEqualByComparingTo("0.5001525");
    }

    // Portkey-AI/models issue 900: a stale card without a time axis. 2026-08-19 is a Wednesday, 2026-08-22 a Saturday
    @Test
    void hours_whenDeepSeekIsBusy_costTwice() {
        assertThat(deepSeek("2026-08-16T15:59:59Z")).isEqualByComparingTo("0.14");
        assertThat(deepSeek("2026-08-16T16:00:00Z")).isEqualByComparingTo("0.22");
        assertThat(deepSeek("2026-08-19T00:59:59Z")).isEqualByComparingTo("0.22");
        assertThat(deepSeek("2026-08-19T01:00:00Z")).isEqualByComparingTo("0.44");
        assertThat(deepSeek("2026-08-19T04:00:00Z")).isEqualByComparingTo("0.22");
        assertThat(deepSeek("2026-08-19T06:00:00Z")).isEqualByComparingTo("0.44");
        assertThat(deepSeek("2026-08-19T10:00:00Z")).isEqualByComparingTo("0.22");
        assertThat(deepSeek("2026-08-22T02:00:00Z")).isEqualByComparingTo("0.22");
    }

    // Aider-AI/aider issue 5516: DeepSeek's cached tokens, which stand in two fields, were counted twice
    @Test
    void deepSeek_whenItReportsHitsTwice_countsThemOnce() {
        UsageReport report = UsageFormat.of("deepseek", "chat").read("""
                {"model": "deepseek-v4-flash", "usage": {"prompt_tokens": 1000, "completion_tokens": 10,
                  "prompt_cache_hit_tokens": 800, "prompt_cache_miss_tokens": 200,
                  "prompt_tokens_details": {"cached_tokens": 800}}}""");

        // 200 x 0.14 + 800 x 0.0028 + 10 x 0.28, by a million
        assertThat(price(PriceBook.bundled(), "deepseek", "deepseek-v4-flash", report.usage())
                        .amount())
                .isEqualByComparingTo("0.00003304");
    }

    // Anthropic's price list: 1.1 times for inference in the US and 6 times for the fast speed of Opus 4.6, both at
    // once
    @Test
    void factors_whenGeoAndSpeedMeet_areMultiplied() {
        Conditions both = Conditions.NONE.option("inference_geo", "us").option("speed", "fast");

        Cost cost = PriceBook.bundled()
                .price(Operation.CHAT, "anthropic", "claude-opus-4-6", both, AUGUST, Usage.tokens(1_000_000, 100_000));

        // (1,000,000 x 5 + 100,000 x 25) x 1.1 x 6, by a million
        assertThat(cost.amount()).isEqualByComparingTo("49.5");
    }

    private static BigDecimal deepSeek(String at) {
        return PriceBook.bundled()
                .price(
                        Operation.CHAT,
                        "deepseek",
                        "deepseek-v4-flash",
                        Conditions.NONE,
                        Instant.parse(at),
                        Usage.tokens(1_000_000, 0))
                .amount();
    }

    private static Cost price(String liteLlmKeys, Usage usage, String tier) {
        PriceBookBuilder book = PriceBook.builder().withoutBundledCatalog();
        PriceFormat.LITELLM.card("acme", "m", liteLlmKeys).forEach(book::card);
        return book.build().price(Operation.CHAT, "acme", "m", Conditions.NONE.serviceTier(tier), AUGUST, usage);
    }

    private static Cost price(PriceBook book, String provider, String model, Usage usage) {
        return book.price(Operation.CHAT, provider, model, Conditions.NONE, AUGUST, usage);
    }
}
