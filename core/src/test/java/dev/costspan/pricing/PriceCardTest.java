package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.usage.Bucket;
import dev.costspan.usage.Conditions;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriceCardTest {

    /** Claude Sonnet 4.5 up to 200,000 tokens, in USD a million, from genai-prices. */
    private final PriceCard sonnet = PriceCard.builder("anthropic", "claude-sonnet-4-5")
            .perMillion(Meter.INPUT_TOKENS, "3")
            .perMillion(Meter.CACHE_READ_TOKENS, "0.30")
            .perMillion(Meter.CACHE_WRITE_TOKENS, "3.75")
            .perMillion(Meter.CACHE_WRITE_1H_TOKENS, "6")
            .perMillion(Meter.OUTPUT_TOKENS, "15")
            .build();

    @Test
    void price_whenEveryMeterIsUsed_billsEachTokenOnce() {
        Usage usage = Usage.builder()
                .inputTokens(10_000)
                .cacheReadTokens(5_000)
                .cacheWriteTokens(2_000)
                .quantity(Meter.CACHE_WRITE_1H_TOKENS, 500)
                .outputTokens(1_000)
                .outputReasoningTokens(400)
                .build();

        Cost cost = chat(sonnet, usage);

        // 3,000 x 3 + 5,000 x 0.30 + 1,500 x 3.75 + 500 x 6 + 1,000 x 15, all by a million
        assertThat(cost.amount()).isEqualByComparingTo("0.034125");
        assertThat(cost.status()).isEqualTo(CostStatus.PRICED);
        assertThat(cost.amount(Bucket.INPUT)).isEqualByComparingTo("0.009");
        assertThat(cost.amount(Bucket.CACHE_READ)).isEqualByComparingTo("0.0015");
        assertThat(cost.amount(Bucket.CACHE_WRITE)).isEqualByComparingTo("0.008625");
        assertThat(cost.amount(Bucket.OUTPUT)).isEqualByComparingTo("0.009");
        assertThat(cost.amount(Bucket.REASONING)).isEqualByComparingTo("0.006");
        assertThat(cost.amount(Bucket.OTHER)).isEqualByComparingTo("0");
        assertThat(cost.toDouble()).isEqualTo(0.034125);
        assertThat(cost.toDouble(Bucket.CACHE_WRITE)).isEqualTo(0.008625);
    }

    @Test
    void price_whenAPartHasNoRate_usesTheRateOfWhatContainsIt() {
        Usage usage = Usage.builder()
                .outputTokens(10)
                .outputReasoningTokens(10)
                .inputTokens(0)
                .build();

        Cost cost = chat(sonnet, usage);

        assertThat(cost.amount()).isEqualByComparingTo("0.00015");
        assertThat(cost.items()).singleElement().satisfies(item -> {
            assertThat(item.meter()).isEqualTo(Meter.OUTPUT_REASONING_TOKENS);
            assertThat(item.ratedAs()).isEqualTo(Meter.OUTPUT_TOKENS);
            assertThat(item.quantity()).isEqualByComparingTo("10");
            assertThat(item.rate()).isEqualTo(Rate.perMillion("15"));
        });
    }

    @Test
    void price_whenUsageContradictsItself_isInvalidWithoutAmount() {
        Cost cost =
                chat(sonnet, Usage.builder().inputTokens(1).cacheReadTokens(2).build());

        assertThat(cost.status()).isEqualTo(CostStatus.INVALID);
        assertThat(cost.unpricedReason()).isEqualTo(UnpricedReason.INVALID_USAGE);
        assertThat(cost.amount()).isNull();
        assertThat(cost.toDouble()).isNaN();
    }

    @Test
    void price_whenNothingWasReported_isUnpriced() {
        Cost cost = chat(sonnet, Usage.UNKNOWN);

        assertThat(cost.unpricedReason()).isEqualTo(UnpricedReason.MISSING_USAGE);
        assertThat(cost.items()).isEmpty();
        assertThat(cost.currency()).isNull();
    }

    @Test
    void price_whenATotalIsMissing_isPartial() {
        Cost cost = chat(sonnet, Usage.of(Meter.INPUT_TOKENS, 1_000_000));

        assertThat(cost.status()).isEqualTo(CostStatus.PARTIAL);
        assertThat(cost.amount()).isEqualByComparingTo("3");
    }

    @Test
    void price_whenATotalIsMissingAndTheOtherIsZero_hasNoAmountOfZero() {
        assertThat(chat(sonnet, Usage.of(Meter.OUTPUT_TOKENS, 0)).unpricedReason())
                .isEqualTo(UnpricedReason.MISSING_USAGE);
    }

    @Test
    void price_whenBothTotalsAreReportedAsZero_isARealZero() {
        Cost cost = chat(sonnet, Usage.tokens(0, 0));

        assertThat(cost.status()).isEqualTo(CostStatus.PRICED);
        assertThat(cost.amount()).isEqualByComparingTo("0");
        assertThat(cost.items()).isEmpty();
    }

    @Test
    void price_whenSomethingUsedHasNoRate_isPartial() {
        Cost cost = chat(
                sonnet,
                Usage.tokens(1_000_000, 0).toBuilder()
                        .quantity(Meter.OUTPUT_IMAGES, 2)
                        .build());

        assertThat(cost.status()).isEqualTo(CostStatus.PARTIAL);
        assertThat(cost.amount()).isEqualByComparingTo("3");
    }

    @Test
    void price_whenNothingUsedHasARate_isUnpricedEvenWhereUnusedThingsHave() {
        PriceCard outputOnly =
                PriceCard.builder("p", "m").perMillion(Meter.OUTPUT_TOKENS, "1").build();

        assertThat(chat(outputOnly, Usage.tokens(100, 0)).unpricedReason()).isEqualTo(UnpricedReason.MISSING_RATE);
    }

    @Test
    void price_whenARateIsUnknown_letsNoOtherStandIn() {
        PriceCard batch = PriceCard.builder("p", "m")
                .perMillion(Meter.INPUT_TOKENS, "1")
                .perMillion(Meter.OUTPUT_TOKENS, "2")
                .unknownRate(Meter.CACHE_READ_TOKENS)
                .build();
        Usage cached = Usage.builder()
                .inputTokens(100)
                .cacheReadTokens(60)
                .outputTokens(0)
                .build();

        assertThat(chat(batch, Usage.tokens(100, 0)).status()).isEqualTo(CostStatus.PRICED);
        assertThat(chat(batch, cached).status()).isEqualTo(CostStatus.PARTIAL);
        assertThat(chat(batch, cached).amount()).isEqualByComparingTo("0.00004");
        assertThat(chat(batch, cached).items()).extracting(LineItem::meter).containsExactly(Meter.INPUT_TOKENS);
    }

    @Test
    void price_whenTheCardHasUnreadKeys_isPartial() {
        PriceCard card = PriceCard.builder("p", "m")
                .perMillion(Meter.INPUT_TOKENS, "1")
                .unreadKeys(List.of("surge_pricing"))
                .build();

        assertThat(chat(card, Usage.tokens(1, 0)).status()).isEqualTo(CostStatus.PARTIAL);
        assertThat(card.unreadKeys()).containsExactly("surge_pricing");
    }

    @Test
    void price_whenUsageIsEstimated_saysSo() {
        Usage usage = Usage.tokens(1, 1).toBuilder().estimated().build();

        assertThat(chat(sonnet, usage).status()).isEqualTo(CostStatus.ESTIMATED);
    }

    @Test
    void price_whenEveryRateIsZero_isARealZero() {
        Cost cost = chat(PriceCard.free("ollama", "llama3"), Usage.tokens(100, 100));

        assertThat(cost.status()).isEqualTo(CostStatus.PRICED);
        assertThat(cost.amount()).isEqualByComparingTo("0");
        assertThat(chat(PriceCard.free("ollama", "llama3"), Usage.UNKNOWN).amount())
                .isEqualByComparingTo("0");
    }

    @Test
    void price_whenTheCardBillsEachCall_countsOneThatNobodyReported() {
        PriceCard rerank = PriceCard.builder("cohere", "rerank-v3.5")
                .rate(Meter.RERANK_SEARCHES, Rate.perUnit("0.002"))
                .build();

        Cost one = rerank.price(Operation.RERANK, Usage.UNKNOWN, Conditions.NONE, CostSource.CATALOG);
        Cost three =
                rerank.price(Operation.RERANK, Usage.of(Meter.RERANK_SEARCHES, 3), Conditions.NONE, CostSource.CATALOG);

        assertThat(one.amount()).isEqualByComparingTo("0.002");
        assertThat(one.status()).isEqualTo(CostStatus.PRICED);
        assertThat(one.usage().quantity(Meter.RERANK_SEARCHES)).isEqualByComparingTo("1");
        assertThat(one.items())
                .singleElement()
                .satisfies(item -> assertThat(item.meter()).isEqualTo(Meter.RERANK_SEARCHES));
        assertThat(three.amount()).isEqualByComparingTo("0.006");
        assertThat(chat(rerank, Usage.UNKNOWN).unpricedReason()).isEqualTo(UnpricedReason.MISSING_USAGE);
    }

    @Test
    void price_whenTheRateOfACallIsUnknown_isPartial() {
        PriceCard card = PriceCard.builder("p", "m")
                .perMillion(Meter.INPUT_TOKENS, "1")
                .unknownRate(Meter.REQUESTS)
                .build();

        assertThat(chat(card, Usage.tokens(10, 0)).status()).isEqualTo(CostStatus.PARTIAL);
    }

    @Test
    void price_whenAMeteredCallReportsItsCountOnACardWithoutThatRate_isNotPartial() {
        Usage usage =
                Usage.tokens(10, 0).toBuilder().quantity(Meter.REQUESTS, 1).build();

        assertThat(chat(sonnet, usage).status()).isEqualTo(CostStatus.PRICED);
    }

    @Test
    void price_whenTheSumLeavesTheRangeOfALong_staysExact() {
        Cost cost = chat(sonnet, Usage.tokens(Long.MAX_VALUE, Long.MAX_VALUE));

        BigDecimal expected = BigDecimal.valueOf(Long.MAX_VALUE).multiply(new BigDecimal("0.000018"));
        assertThat(cost.amount()).isEqualByComparingTo(expected);
        assertThat(cost.scale()).isEqualTo(-1);
        assertThat(cost.amount(Bucket.INPUT).add(cost.amount(Bucket.OUTPUT))).isEqualByComparingTo(expected);
        assertThat(cost.toDouble()).isEqualTo(expected.doubleValue());
    }

    @Test
    void price_whenTheDivisionHasNoEnd_roundsEachLineAndSumsThoseLines() {
        PriceCard gpu = PriceCard.builder("own", "a100")
                .rate(Meter.GPU_SECONDS, new Rate(new BigDecimal("2"), new BigDecimal("3600")))
                .rate(Meter.AUDIO_SECONDS, new Rate(new BigDecimal("1"), new BigDecimal("7")))
                .build();
        Usage usage = Usage.builder()
                .quantity(Meter.GPU_SECONDS, 1)
                .quantity(Meter.AUDIO_SECONDS, 1)
                .build();

        Cost cost = gpu.price(Operation.GPU_TIME, usage, Conditions.NONE, CostSource.OVERRIDE);

        assertThat(cost.items())
                .extracting(LineItem::amount)
                .containsExactlyInAnyOrder(
                        new BigDecimal("0.000555555555555556"), new BigDecimal("0.142857142857142857"));
        assertThat(cost.amount()).isEqualTo(new BigDecimal("0.143412698412698413"));
    }

    @Test
    void id_whenNotGiven_namesSourceProviderModelAndConditions() {
        PriceCardBuilder builder = PriceCard.builder("openai", "gpt-5.4", "gpt-5.4-2026-03-05")
                .perMillion(Meter.INPUT_TOKENS, "5")
                .serviceTier("priority")
                .inputAbove(272_000)
                .from(Instant.parse("2026-07-30T00:00:00Z"));

        assertThat(builder.build().id()).isEqualTo("application:openai/gpt-5.4;priority;above=272000;from=2026-07-30");
        assertThat(builder.id("contract-7").build().id()).isEqualTo("contract-7");
    }

    @Test
    void source_whenTheApplicationStatesTheCard_hasNoDate() {
        assertThat(sonnet.source())
                .isEqualTo(new PriceSource("application", null))
                .hasToString("application");
    }

    private static Cost chat(PriceCard card, Usage usage) {
        return card.price(Operation.CHAT, usage, Conditions.NONE, CostSource.OVERRIDE);
    }
}
