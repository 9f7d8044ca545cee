package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.usage.Conditions;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What caching saved. Amounts are worked out by hand from published rates, which are per million tokens. */
class CacheSavingsTest {

    private static final Instant NOW = Instant.parse("2026-08-20T12:00:00Z");

    // Claude Sonnet 4.5: writing costs 1.25 times the input for 5 minutes and 2 times for an hour, reading 0.1 times
    private final PriceCard sonnet = PriceCard.builder("anthropic", "claude-sonnet-4-5")
            .perMillion(Meter.INPUT_TOKENS, "3")
            .perMillion(Meter.CACHE_READ_TOKENS, "0.30")
            .perMillion(Meter.CACHE_WRITE_TOKENS, "3.75")
            .perMillion(Meter.CACHE_WRITE_1H_TOKENS, "6")
            .perMillion(Meter.OUTPUT_TOKENS, "15")
            .multiplier(Multiplier.when("inference_geo", "us", "1.1"))
            .build();
    private final PriceCard gpt4o = PriceCard.builder("openai", "gpt-4o")
            .perMillion(Meter.INPUT_TOKENS, "2.50")
            .perMillion(Meter.CACHE_READ_TOKENS, "1.25")
            .perMillion(Meter.OUTPUT_TOKENS, "10")
            .build();

    private final Usage written =
            usage(10_000).cacheWriteTokens(8_000).outputTokens(100).build();
    private final Usage read =
            usage(10_000).cacheReadTokens(8_000).outputTokens(100).build();

    @Test
    void cacheSavings_whenClaudeReadsTheCache_isNineTenthsOfTheInput() {
        Cost cost = chat(sonnet, read);

        // 8,000 x (3 - 0.3)
        assertThat(cost.cacheSavings()).isEqualByComparingTo("0.0216");
        assertThat(cost.cacheWritePremium()).isNull();
    }

    @Test
    void cacheSavings_whenClaudeOnlyWrites_isMinusThePremium() {
        Cost cost = chat(sonnet, written);

        // 8,000 x (3 - 3.75)
        assertThat(cost.cacheSavings()).isEqualByComparingTo("-0.006");
        assertThat(cost.cacheWritePremium()).isEqualByComparingTo("0.006");
    }

    @Test
    void cacheSavings_whenClaudeReadsAndWritesForBothTimes_addsUp() {
        Usage usage = usage(20_000)
                .cacheReadTokens(10_000)
                .cacheWriteTokens(6_000)
                .quantity(Meter.CACHE_WRITE_5M_TOKENS, 4_000)
                .quantity(Meter.CACHE_WRITE_1H_TOKENS, 2_000)
                .outputTokens(0)
                .build();

        // premium: 4,000 x 0.75 + 2,000 x 3; reading saves 10,000 x 2.7
        assertThat(chat(sonnet, usage).cacheWritePremium()).isEqualByComparingTo("0.009");
        assertThat(chat(sonnet, usage).cacheSavings()).isEqualByComparingTo("0.018");
    }

    @Test
    void cacheSavings_whenAFactorApplies_isMultipliedToo() {
        Conditions us = Conditions.NONE.option("inference_geo", "us");

        Cost cost = sonnet.price(Operation.CHAT, read, us, CostSource.CATALOG);

        // 0.0216 x 1.1
        assertThat(cost.cacheSavings()).isEqualByComparingTo("0.02376");
    }

    @Test
    void cacheSavings_whenGpt4oReadsItsCache_isHalfOfTheInput() {
        // 8,000 x (2.5 - 1.25)
        assertThat(chat(gpt4o, read).cacheSavings()).isEqualByComparingTo("0.01");
    }

    @Test
    void cacheSavings_whenGpt41ReadsItsCache_isThreeQuartersOfTheInput() {
        PriceCard gpt41 = PriceCard.builder("openai", "gpt-4.1")
                .perMillion(Meter.INPUT_TOKENS, "2")
                .perMillion(Meter.CACHE_READ_TOKENS, "0.50")
                .perMillion(Meter.OUTPUT_TOKENS, "8")
                .build();

        // 8,000 x (2 - 0.5)
        assertThat(chat(gpt41, read).cacheSavings()).isEqualByComparingTo("0.012");
    }

    @Test
    void cacheSavings_whenRealtimeCachesAudio_isAgainstTheRateOfAudio() {
        // gpt-realtime: 4 in, 32 audio in, 0.40 cached of either
        PriceCard realtime = PriceCard.builder("openai", "gpt-realtime")
                .perMillion(Meter.INPUT_TOKENS, "4")
                .perMillion(Meter.INPUT_AUDIO_TOKENS, "32")
                .perMillion(Meter.CACHE_READ_TOKENS, "0.40")
                .perMillion(Meter.CACHE_AUDIO_READ_TOKENS, "0.40")
                .build();
        Usage usage = usage(1_000)
                .cacheReadTokens(400)
                .quantity(Meter.INPUT_AUDIO_TOKENS, 600)
                .quantity(Meter.CACHE_AUDIO_READ_TOKENS, 300)
                .outputTokens(0)
                .build();

        // 100 of text x 3.6 + 300 of audio x 31.6
        assertThat(chat(realtime, usage).cacheSavings()).isEqualByComparingTo("0.00984");
    }

    @Test
    void cacheSavings_whenGeminiIsAboveItsThreshold_isAtTheRatesOfLongRequests() {
        // Gemini 2.5 Pro: 1.25 in and 0.125 cached, 2.50 and 0.25 for requests of more than 200,000 tokens
        PriceBook book = PriceBook.builder()
                .withoutBundledCatalog()
                .card(gemini("1.25", "0.125").inputUpTo(200_000).build())
                .card(gemini("2.50", "0.25").inputAbove(200_000).build())
                .build();
        Usage longer = usage(200_001).cacheReadTokens(200_000).outputTokens(0).build();
        Usage shorter = usage(200_000).cacheReadTokens(200_000).outputTokens(0).build();

        // 200,000 x 2.25, and 200,000 x 1.125
        assertThat(price(book, "gcp.gemini", "gemini-2.5-pro", longer).cacheSavings())
                .isEqualByComparingTo("0.45");
        assertThat(price(book, "gcp.gemini", "gemini-2.5-pro", shorter).cacheSavings())
                .isEqualByComparingTo("0.225");
    }

    @Test
    void cacheSavings_whenKeepingTheCacheIsBilledByTheHour_isLessThat() {
        PriceCard card = gemini("1.25", "0.125")
                .perMillion(Meter.CACHE_TOKEN_HOURS, "4.50")
                .build();
        Usage usage = usage(10_000)
                .cacheReadTokens(8_000)
                .quantity(Meter.CACHE_TOKEN_HOURS, 1_000)
                .outputTokens(0)
                .build();

        // 8,000 x 1.125 - 1,000 x 4.5
        assertThat(chat(card, usage).cacheSavings()).isEqualByComparingTo("0.0045");
        assertThat(chat(card, Usage.of(Meter.CACHE_TOKEN_HOURS, 1_000)).cacheSavings())
                .isEqualByComparingTo("-0.0045");
    }

    @Test
    void cacheSavings_whenTheTotalWasNotReported_billsTheCachedTokensAsInput() {
        Usage usage = Usage.builder().cacheReadTokens(8_000).build();

        assertThat(chat(sonnet, usage).cacheSavings()).isEqualByComparingTo("0.0216");
    }

    @Test
    void cacheSavings_whenTheCardMakesNoDifference_isZero() {
        PriceCard flat =
                PriceCard.builder("p", "m").perMillion(Meter.INPUT_TOKENS, "3").build();

        assertThat(chat(flat, read).cacheSavings()).isEqualByComparingTo("0");
        assertThat(chat(flat, written).cacheWritePremium()).isEqualByComparingTo("0");
    }

    @Test
    void cacheSavings_whenInputHasSteps_goesOnWhereTheInputEnded() {
        PriceCard steps = PriceCard.builder("p", "m")
                .graduated(
                        Meter.INPUT_TOKENS,
                        List.of(
                                new RateStep(BigDecimal.valueOf(5_000), Rate.perMillion("1")),
                                new RateStep(null, Rate.perMillion("2"))))
                .perMillion(Meter.CACHE_READ_TOKENS, "0.5")
                .perMillion(Meter.CACHE_WRITE_TOKENS, "1.5")
                .build();
        Usage both = usage(10_000)
                .cacheReadTokens(2_000)
                .cacheWriteTokens(6_000)
                .outputTokens(0)
                .build();

        // 2,000 at 1 were input; of the 8,000 read, 3,000 at 1 and 5,000 at 2, instead of 0.5
        assertThat(chat(steps, read).cacheSavings()).isEqualByComparingTo("0.009");
        // 2,000 at 1 instead of 0.5; then 1,000 at 1 and 5,000 at 2, instead of 1.5
        assertThat(chat(steps, both).cacheSavings()).isEqualByComparingTo("0.003");
    }

    @Test
    void cacheSavings_whenNothingWasCachedOrItCannotBeTold_isNull() {
        PriceCard cachedOnly = PriceCard.builder("p", "m")
                .perMillion(Meter.CACHE_READ_TOKENS, "1")
                .perMillion(Meter.OUTPUT_TOKENS, "1")
                .build();
        PriceCard unknownRate = PriceCard.builder("p", "m")
                .perMillion(Meter.INPUT_TOKENS, "1")
                .unknownRate(Meter.CACHE_READ_TOKENS)
                .build();
        PriceCard outputOnly =
                PriceCard.builder("p", "m").perMillion(Meter.OUTPUT_TOKENS, "1").build();

        assertThat(chat(sonnet, Usage.tokens(10, 10)).cacheSavings()).isNull();
        assertThat(chat(sonnet, usage(10).cacheReadTokens(0).outputTokens(0).build())
                        .cacheSavings())
                .isNull();
        assertThat(chat(cachedOnly, read).amount()).isNotNull();
        assertThat(chat(cachedOnly, read).cacheSavings()).isNull();
        assertThat(chat(unknownRate, read).amount()).isNotNull();
        assertThat(chat(unknownRate, read).cacheSavings()).isNull();
        assertThat(chat(outputOnly, read).amount()).isNotNull();
        assertThat(chat(outputOnly, read).cacheSavings()).isNull();
        assertThat(Cost.unpriced(UnpricedReason.UNKNOWN_MODEL, read).cacheSavings())
                .isNull();
        assertThat(Cost.stated(Money.of("1", "USD"), CostSource.PROVIDER, read).cacheSavings())
                .isNull();
    }

    @Test
    void cacheSavings_ofSeveralRequests_isTheirSum() {
        Cost plain = chat(sonnet, Usage.tokens(10, 10));
        Cost unknown = Cost.unpriced(UnpricedReason.UNKNOWN_MODEL, read);
        Cost sum = chat(sonnet, written).plus(plain).plus(chat(gpt4o, read));

        // -0.006 + 0.01
        assertThat(sum.cacheSavings()).isEqualByComparingTo("0.004");
        assertThat(sum.cacheWritePremium()).isEqualByComparingTo("0.006");
        assertThat(plain.plus(plain).cacheSavings()).isNull();
        assertThat(sum.plus(unknown).cacheSavings()).isNull();
        assertThat(sum.plus(unknown).cacheWritePremium()).isEqualByComparingTo("0.006");
    }

    @Test
    void cacheSavings_underAPercentage_isThatMuchOfTheListSavings() {
        Contract contract = Contract.builder("openai")
                .discountPercent("20")
                .feePerRequest(Money.of("0.001", "USD"))
                .build();

        // 0.01 less a fifth; the fee is due either way
        assertThat(contracted(gpt4o, contract, read).cacheSavings()).isEqualByComparingTo("0.008");
    }

    @Test
    void cacheSavings_underALowerInputRate_isAgainstThatRate() {
        Contract contract = Contract.builder("openai")
                .discount(Meter.INPUT_TOKENS, Rate.perMillion("0.50"))
                .build();
        Usage allRead = usage(8_000).cacheReadTokens(8_000).outputTokens(0).build();

        // 8,000 x (2.5 - 0.5 - 1.25), although no line bills input
        assertThat(contracted(gpt4o, contract, allRead).cacheSavings()).isEqualByComparingTo("0.006");
    }

    @Test
    void cacheSavings_underAnAllowanceOfInput_countsWhatWasFreeAsFree() {
        Allowance free = Allowance.monthly(Meter.INPUT_TOKENS, BigDecimal.valueOf(6_000), ZoneOffset.UTC);

        Cost cost = contracted(gpt4o, Contract.builder("openai").allowance(free).build(), read);

        // 2,000 of input and 4,000 of the cached ones were free; the other 4,000 x (2.5 - 1.25)
        assertThat(cost.cacheSavings()).isEqualByComparingTo("0.005");
        assertThat(free.remaining(NOW)).isEqualByComparingTo("0");
    }

    @Test
    void cacheSavings_underAnAllowance_usesNothingOfIt() {
        Allowance free = Allowance.monthly(Meter.INPUT_TOKENS, BigDecimal.valueOf(25_000), ZoneOffset.UTC);
        Cost cost = contracted(gpt4o, Contract.builder("openai").allowance(free).build(), read);

        assertThat(cost.cacheSavings()).isEqualByComparingTo("0");
        assertThat(free.remaining(NOW)).isEqualByComparingTo("15000");
    }

    @Test
    void cacheSavings_whenCachedTokensInParticularAreFree_cannotBeTold() {
        Allowance free = Allowance.monthly(Meter.CACHE_READ_TOKENS, BigDecimal.valueOf(1_000), ZoneOffset.UTC);

        assertThat(contracted(gpt4o, Contract.builder("openai").allowance(free).build(), read)
                        .cacheSavings())
                .isNull();
    }

    @Test
    void cacheSavings_whenTheContractHasACard_isAtTheRatesOfTheContract() {
        Contract contract = Contract.builder("openai")
                .card(PriceCard.builder("openai", "gpt-4o")
                        .perMillion(Meter.INPUT_TOKENS, "2")
                        .perMillion(Meter.CACHE_READ_TOKENS, "1.50")
                        .perMillion(Meter.OUTPUT_TOKENS, "8")
                        .build())
                .build();

        // 8,000 x (2 - 1.5)
        assertThat(contracted(gpt4o, contract, read).cacheSavings()).isEqualByComparingTo("0.004");
    }

    private static Usage.Builder usage(long input) {
        return Usage.builder().inputTokens(input);
    }

    private static PriceCardBuilder gemini(String input, String cached) {
        return PriceCard.builder("gcp.gemini", "gemini-2.5-pro")
                .perMillion(Meter.INPUT_TOKENS, input)
                .perMillion(Meter.CACHE_READ_TOKENS, cached)
                .perMillion(Meter.OUTPUT_TOKENS, "10");
    }

    private static Cost chat(PriceCard card, Usage usage) {
        return card.price(Operation.CHAT, usage, Conditions.NONE, CostSource.CATALOG);
    }

    private static Cost contracted(PriceCard list, Contract contract, Usage usage) {
        PriceBook book = PriceBook.builder()
                .withoutBundledCatalog()
                .card(list)
                .contract(contract)
                .build();
        return price(book, list.provider(), list.models().get(0), usage);
    }

    private static Cost price(PriceBook book, String provider, String model, Usage usage) {
        return book.price(Operation.CHAT, provider, model, Conditions.NONE, NOW, usage);
    }
}
