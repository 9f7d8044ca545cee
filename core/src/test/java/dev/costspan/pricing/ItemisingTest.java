package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.usage.Bucket;
import dev.costspan.usage.Conditions;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Costs where roles and modalities meet, where rates have steps and factors. Amounts are worked out by hand. */
class ItemisingTest {

    // gpt-realtime in genai-prices, USD per million: 4 in, 32 audio in, 0.40 cached, 0.40 cached audio, 16 out, 64
    // audio out
    private final PriceCard realtime = PriceCard.builder("openai", "gpt-realtime")
            .perMillion(Meter.INPUT_TOKENS, "4")
            .perMillion(Meter.INPUT_AUDIO_TOKENS, "32")
            .perMillion(Meter.CACHE_READ_TOKENS, "0.40")
            .perMillion(Meter.CACHE_AUDIO_READ_TOKENS, "0.40")
            .perMillion(Meter.OUTPUT_TOKENS, "16")
            .perMillion(Meter.OUTPUT_AUDIO_TOKENS, "64")
            .build();

    @Test
    void price_whenCachedAudioIsReported_countsTheOverlapOnce() {
        Usage usage = Usage.builder()
                .inputTokens(1_000)
                .cacheReadTokens(400)
                .quantity(Meter.INPUT_AUDIO_TOKENS, 600)
                .quantity(Meter.CACHE_AUDIO_READ_TOKENS, 300)
                .outputTokens(200)
                .quantity(Meter.OUTPUT_AUDIO_TOKENS, 150)
                .build();

        Cost cost = chat(realtime, usage);

        // 300 text x 4 + 300 audio x 32 + 100 cached text x 0.4 + 300 cached audio x 0.4 + 50 x 16 + 150 x 64
        assertThat(cost.amount()).isEqualByComparingTo("0.02136");
        assertThat(cost.status()).isEqualTo(CostStatus.PRICED);
        assertThat(cost.amount(Bucket.INPUT)).isEqualByComparingTo("0.0108");
        assertThat(cost.amount(Bucket.CACHE_READ)).isEqualByComparingTo("0.00016");
    }

    @Test
    void price_whenTotalsAndOverlapsAreKnown_isOneSumOfWholeNumbers() {
        Usage usage = Usage.builder()
                .inputTokens(1_367)
                .cacheReadTokens(1_152)
                .outputTokens(10)
                .build();

        Cost cost = chat(realtime, usage);

        // 215 x 4 + 1,152 x 0.4 + 10 x 16, in units of 1E-7
        assertThat(cost.scale()).isEqualTo(7);
        assertThat(cost.unscaledAmount()).isEqualTo(14_808);
        assertThat(cost.items().stream().map(LineItem::amount).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("0.0014808");
    }

    @Test
    void price_whenTheOverlapIsNotReported_isAnEstimateWithoutOverlap() {
        Usage usage = Usage.builder()
                .inputTokens(1_000)
                .cacheReadTokens(100)
                .quantity(Meter.INPUT_AUDIO_TOKENS, 600)
                .outputTokens(0)
                .build();

        Cost cost = chat(realtime, usage);

        // 300 x 4 + 600 x 32 + 100 x 0.4
        assertThat(cost.amount()).isEqualByComparingTo("0.02044");
        assertThat(cost.status()).isEqualTo(CostStatus.ESTIMATED);
    }

    @Test
    void price_whenTheOverlapMustExistButIsNotReported_isInvalid() {
        Usage usage = Usage.builder()
                .inputTokens(1_000)
                .cacheReadTokens(600)
                .quantity(Meter.INPUT_AUDIO_TOKENS, 600)
                .outputTokens(0)
                .build();

        Cost cost = chat(realtime, usage);

        assertThat(cost.status()).isEqualTo(CostStatus.INVALID);
        assertThat(cost.usage().problem()).isEqualTo("input_tokens is 1000 but its parts add up to 1200");
    }

    @Test
    void price_whenTheCardTellsNoModalityApart_doesNotCareForTheOverlap() {
        PriceCard text = PriceCard.builder("p", "m")
                .perMillion(Meter.INPUT_TOKENS, "4")
                .perMillion(Meter.CACHE_READ_TOKENS, "1")
                .build();
        Usage usage = Usage.builder()
                .inputTokens(1_000)
                .cacheReadTokens(600)
                .quantity(Meter.INPUT_AUDIO_TOKENS, 600)
                .outputTokens(0)
                .build();

        Cost cost = text.price(Operation.EMBEDDINGS, usage, Conditions.NONE, CostSource.CATALOG);

        // 400 x 4 + 600 x 1; the output is 0
        assertThat(cost.amount()).isEqualByComparingTo("0.0022");
        assertThat(cost.status()).isEqualTo(CostStatus.PRICED);
    }

    @Test
    void price_whenOnlyTheModalityHasARate_billsCachedAudioAsAudio() {
        PriceCard audio = PriceCard.builder("p", "m")
                .perMillion(Meter.INPUT_TOKENS, "4")
                .perMillion(Meter.INPUT_AUDIO_TOKENS, "32")
                .build();
        Usage.Builder usage = Usage.builder()
                .inputTokens(1_000)
                .cacheReadTokens(500)
                .quantity(Meter.INPUT_AUDIO_TOKENS, 600)
                .outputTokens(0);

        // 400 x 4 + 600 x 32, cached or not
        assertThat(chat(audio, usage.build()).amount()).isEqualByComparingTo("0.0208");
        assertThat(chat(audio, usage.build()).status()).isEqualTo(CostStatus.PRICED);
        Cost known =
                chat(audio, usage.quantity(Meter.CACHE_AUDIO_READ_TOKENS, 450).build());
        assertThat(known.amount()).isEqualByComparingTo("0.0208");
        assertThat(known.amount(Bucket.CACHE_READ)).isEqualByComparingTo("0.0146");
    }

    @Test
    void price_whenTheOverlapHasNoRate_billsItByWhatItIsForAndSaysSo() {
        PriceCard card = PriceCard.builder("p", "m")
                .perMillion(Meter.INPUT_TOKENS, "4")
                .perMillion(Meter.INPUT_AUDIO_TOKENS, "32")
                .perMillion(Meter.CACHE_READ_TOKENS, "1")
                .build();
        Usage usage = Usage.builder()
                .inputTokens(100)
                .cacheReadTokens(60)
                .quantity(Meter.INPUT_AUDIO_TOKENS, 60)
                .quantity(Meter.CACHE_AUDIO_READ_TOKENS, 40)
                .outputTokens(0)
                .build();

        Cost cost = chat(card, usage);

        // 20 x 4 + 20 audio x 32 + 20 cached x 1 + 40 cached audio x 1
        assertThat(cost.amount()).isEqualByComparingTo("0.00078");
        assertThat(cost.status()).isEqualTo(CostStatus.ESTIMATED);
    }

    @Test
    void price_whenOnlyTheSplitOfACacheIsReported_takesThePartsForTheWhole() {
        PriceCard card = PriceCard.builder("p", "m")
                .perMillion(Meter.INPUT_TOKENS, "3")
                .perMillion(Meter.CACHE_WRITE_TOKENS, "3.75")
                .perMillion(Meter.CACHE_WRITE_1H_TOKENS, "6")
                .build();
        Usage usage = Usage.builder()
                .inputTokens(1_000)
                .quantity(Meter.CACHE_WRITE_5M_TOKENS, 200)
                .quantity(Meter.CACHE_WRITE_1H_TOKENS, 300)
                .outputTokens(0)
                .build();

        // 500 x 3 + 200 x 3.75 + 300 x 6
        assertThat(chat(card, usage).amount()).isEqualByComparingTo("0.00405");
        assertThat(chat(card, usage).status()).isEqualTo(CostStatus.PRICED);
    }

    @Test
    void price_whenFactorsApply_multipliesTokensAndNotTools() {
        PriceCard card = PriceCard.builder("anthropic", "m")
                .perMillion(Meter.INPUT_TOKENS, "3")
                .rate(Meter.WEB_SEARCHES, new Rate(BigDecimal.TEN, BigDecimal.valueOf(1_000)))
                .multiplier(Multiplier.when("inference_geo", "us", "1.1"))
                .multiplier(Multiplier.when("speed", "fast", "6"))
                .build();
        Usage usage = Usage.builder()
                .inputTokens(1_000_000)
                .outputTokens(0)
                .quantity(Meter.WEB_SEARCHES, 2)
                .build();
        Conditions both = Conditions.NONE.option("inference_geo", "us").option("speed", "fast");

        Cost cost = card.price(Operation.CHAT, usage, both, CostSource.CATALOG);

        // 3 x 1.1 x 6 + 2 x 0.01
        assertThat(cost.amount()).isEqualByComparingTo("19.82");
        assertThat(cost.status()).isEqualTo(CostStatus.PRICED);
        assertThat(cost.items())
                .extracting(LineItem::multiplier)
                .containsExactly(new BigDecimal("6.6"), BigDecimal.ONE);
        assertThat(card.price(Operation.CHAT, usage, Conditions.NONE, CostSource.CATALOG)
                        .amount())
                .isEqualByComparingTo("3.02");
    }

    @Test
    void price_whenAFasterSpeedHasNoRule_isPartial() {
        PriceCard card = PriceCard.builder("anthropic", "m")
                .perMillion(Meter.INPUT_TOKENS, "3")
                .build();
        Usage usage = Usage.tokens(10, 0);

        assertThat(card.price(Operation.CHAT, usage, Conditions.NONE.option("speed", "fast"), CostSource.CATALOG)
                        .status())
                .isEqualTo(CostStatus.PARTIAL);
        assertThat(card.price(
                                Operation.EMBEDDINGS,
                                usage,
                                Conditions.NONE.option("speed", "standard"),
                                CostSource.CATALOG)
                        .status())
                .isEqualTo(CostStatus.PRICED);
    }

    @Test
    void price_whenARateHasSteps_billsEachStepAtItsOwn() {
        PriceCard card = PriceCard.builder("p", "m")
                .graduated(
                        Meter.INPUT_TOKENS,
                        List.of(
                                new RateStep(new BigDecimal("128000"), Rate.perMillion("1")),
                                new RateStep(new BigDecimal("256000"), Rate.perMillion("2")),
                                new RateStep(null, Rate.perMillion("3"))))
                .perMillion(Meter.OUTPUT_TOKENS, "10")
                .build();

        Cost cost = chat(card, Usage.tokens(300_000, 1_000));

        // 128,000 x 1 + 128,000 x 2 + 44,000 x 3 + 1,000 x 10
        assertThat(cost.amount()).isEqualByComparingTo("0.526");
        assertThat(cost.items()).hasSize(4);
        assertThat(chat(card, Usage.tokens(128_000, 0)).amount()).isEqualByComparingTo("0.128");
    }

    @Test
    void price_whenLinesShareARateWithSteps_goThroughTheStepsOnce() {
        PriceCard card = PriceCard.builder("p", "m")
                .graduated(
                        Meter.INPUT_TOKENS,
                        List.of(
                                new RateStep(new BigDecimal("128000"), Rate.perMillion("1")),
                                new RateStep(null, Rate.perMillion("2"))))
                .build();
        Usage usage = Usage.builder()
                .inputTokens(200_000)
                .cacheReadTokens(100_000)
                .outputTokens(0)
                .build();

        Cost cost = chat(card, usage);

        // 128,000 x 1 + 72,000 x 2, however the 200,000 are shown
        assertThat(cost.amount()).isEqualByComparingTo("0.272");
        // 28,000 x 1 + 72,000 x 2
        assertThat(cost.amount(Bucket.CACHE_READ)).isEqualByComparingTo("0.172");
    }

    @Test
    void price_whenNothingHasARateForASearch_isPartial() {
        // BerriAI/litellm issue 16996: a web search fee that is missing must not look like a full price.
        PriceCard card =
                PriceCard.builder("p", "m").perMillion(Meter.INPUT_TOKENS, "3").build();
        Usage usage = Usage.builder()
                .inputTokens(1_000)
                .outputTokens(0)
                .quantity(Meter.WEB_SEARCHES, 1)
                .build();

        assertThat(card.price(Operation.EMBEDDINGS, usage, Conditions.NONE, CostSource.CATALOG)
                        .status())
                .isEqualTo(CostStatus.PARTIAL);
    }

    @Test
    void select_whenHoursAndBaseCardsMeet_takesTheCardWithHoursInsideThem() {
        PriceBook book = PriceBook.builder()
                .withoutBundledCatalog()
                .card(PriceCard.builder("p", "m")
                        .perMillion(Meter.INPUT_TOKENS, "1")
                        .build())
                .card(PriceCard.builder("p", "m")
                        .window(TimeWindow.daily(LocalTime.of(22, 0), LocalTime.of(2, 0), ZoneOffset.UTC))
                        .perMillion(Meter.INPUT_TOKENS, "2")
                        .build())
                .build();

        assertThat(million(book, "2026-08-01T21:59:59Z")).isEqualByComparingTo("1");
        assertThat(million(book, "2026-08-01T22:00:00Z")).isEqualByComparingTo("2");
        assertThat(million(book, "2026-08-02T01:59:59Z")).isEqualByComparingTo("2");
        assertThat(million(book, "2026-08-02T02:00:00Z")).isEqualByComparingTo("1");
    }

    private static BigDecimal million(PriceBook book, String at) {
        Usage usage = Usage.of(Meter.INPUT_TOKENS, 1_000_000);
        return book.price(Operation.EMBEDDINGS, "p", "m", Conditions.NONE, Instant.parse(at), usage)
                .amount();
    }

    private static Cost chat(PriceCard card, Usage usage) {
        return card.price(Operation.CHAT, usage, Conditions.NONE, CostSource.CATALOG);
    }
}
