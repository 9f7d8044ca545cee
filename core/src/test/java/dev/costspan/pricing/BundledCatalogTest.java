package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.usage.Conditions;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The catalogue as shipped. Rates were copied by hand from the two price lists at the dates the catalogue names; amounts are for
 * the tokens given and were worked out apart from the code.
 */
class BundledCatalogTest {

    private static final Instant AUGUST = Instant.parse("2026-08-20T00:00:00Z");

    private final PriceBook book = PriceBook.bundled();
    private final BundledCatalog catalog = new BundledCatalog(BundledCatalog.RESOURCE);

    /** Prices of a million tokens, in USD: input, cache read, output. */
    @ParameterizedTest
    @CsvSource({
        // genai-prices; the tiers and gpt-4o-2024-05-13 from LiteLLM
        "openai, gpt-4o-mini, , 0.15, 0.075, 0.60",
        "openai, gpt-4o, , 2.50, 1.25, 10",
        "openai, gpt-4o-2024-05-13, , 5, , 15",
        "openai, gpt-4.1, , 2, 0.50, 8",
        "openai, gpt-5, , 1.25, 0.125, 10",
        "openai, gpt-5, flex, 0.625, 0.0625, 5",
        "openai, gpt-5, priority, 2.50, 0.25, 20",
        "openai, gpt-4o-mini, batch, 0.075, , 0.30",
        "anthropic, claude-haiku-4-5, , 1, 0.10, 5",
        "anthropic, claude-sonnet-4-5, , 3, 0.30, 15",
        "anthropic, claude-sonnet-4-5-20250929, , 3, 0.30, 15",
        "anthropic, claude-opus-4-5, , 5, 0.50, 25",
        "gcp.gemini, gemini-2.5-pro, , 1.25, 0.125, 10",
        "gcp.gemini, gemini/gemini-2.5-pro, , 1.25, 0.125, 10",
        // DeepSeek's pricing page, off-peak
        "deepseek, deepseek-v4-pro, , 0.66, 0.022, 1.98",
        "deepseek, deepseek/deepseek-v4-flash, , 0.22, 0.007, 0.66"
    })
    void price_whenTheModelIsWellKnown_isTheVendorsFigure(
            String provider, String model, String tier, String input, String cacheRead, String output) {
        Cost cost = book.price(
                Operation.CHAT, provider, model, Conditions.NONE.serviceTier(tier), AUGUST, Usage.tokens(1_000, 1_000));

        assertThat(cost.status()).isEqualTo(CostStatus.PRICED);
        PriceCard card = cost.card();
        assertThat(card.rate(Meter.INPUT_TOKENS).price()).isEqualByComparingTo(input);
        assertThat(card.rate(Meter.OUTPUT_TOKENS).price()).isEqualByComparingTo(output);
        if (cacheRead == null) {
            assertThat(card.rate(Meter.CACHE_READ_TOKENS)).isNull();
        } else {
            assertThat(card.rate(Meter.CACHE_READ_TOKENS).price()).isEqualByComparingTo(cacheRead);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // 200,000 x 3 + 1,000 x 15, then 200,001 x 6 + 1,000 x 22.5 by a million
        "anthropic, claude-sonnet-4-5-20250929, 200000, 0.615",
        "anthropic, claude-sonnet-4-5-20250929, 200001, 1.222506",
        "anthropic, claude-sonnet-4-5, 200001, 1.222506",
        // 200,000 x 1.25 + 1,000 x 10, then 200,001 x 2.5 + 1,000 x 15
        "gcp.gemini, gemini-2.5-pro, 200000, 0.26",
        "gcp.gemini, gemini-2.5-pro, 200001, 0.5150025",
        // 272,001 x 5 + 1,000 x 22.5: genai_prices_data.json
        "openai, gpt-5.4, 272001, 1.382505"
    })
    void price_whenTheContextIsLong_billsTheWholeRequestAtTheHigherRate(
            String provider, String model, long input, String amount) {
        Cost cost = book.price(Operation.CHAT, provider, model, Conditions.NONE, AUGUST, Usage.tokens(input, 1_000));

        assertThat(cost.amount()).isEqualByComparingTo(amount);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-08-31T23:59:59.999Z, 2, 10, 2.5, 4",
        "2026-09-01T00:00:00Z, 3, 15, 3.75, 6",
    })
    void price_whenClaudeSonnet5Changes_goesByTheDay(
            Instant at, String input, String output, String cacheWrite, String cacheWrite1h) {
        PriceCard card = book.price(
                        Operation.CHAT, "anthropic", "claude-sonnet-5", Conditions.NONE, at, Usage.tokens(1, 1))
                .card();

        assertThat(card.rate(Meter.INPUT_TOKENS)).isEqualTo(Rate.perMillion(input));
        assertThat(card.rate(Meter.OUTPUT_TOKENS)).isEqualTo(Rate.perMillion(output));
        assertThat(card.rate(Meter.CACHE_WRITE_TOKENS)).isEqualTo(Rate.perMillion(cacheWrite));
        assertThat(card.rate(Meter.CACHE_WRITE_1H_TOKENS)).isEqualTo(Rate.perMillion(cacheWrite1h));
    }

    @Test
    void price_whenClaudeSonnet45WritesItsCache_hasBothRates() {
        Usage usage = Usage.builder()
                .inputTokens(3_000)
                .cacheWriteTokens(2_000)
                .quantity(Meter.CACHE_WRITE_1H_TOKENS, 1_000)
                .outputTokens(0)
                .build();

        Cost cost =
                book.price(Operation.CHAT, "anthropic", "claude-sonnet-4-5-20250929", Conditions.NONE, AUGUST, usage);

        // 1,000 x 3 + 1,000 x 3.75 + 1,000 x 6 by a million
        assertThat(cost.amount()).isEqualByComparingTo("0.01275");
    }

    @Test
    void price_whenEmbedding_isTheInputAlone() {
        Usage usage = Usage.of(Meter.INPUT_TOKENS, 1_000_000);

        Cost cost =
                book.price(Operation.EMBEDDINGS, "openai", "text-embedding-3-small", Conditions.NONE, AUGUST, usage);

        assertThat(cost.amount()).isEqualByComparingTo("0.02");
        assertThat(cost.status()).isEqualTo(CostStatus.PRICED);
    }

    @Test
    void price_whenReranking_isByTheSearch() {
        // LiteLLM: 0.002 USD a search
        Cost cost = book.price(
                Operation.RERANK, "cohere", "rerank-v3.5", Conditions.NONE, AUGUST, Usage.of(Meter.RERANK_SEARCHES, 3));

        assertThat(cost.amount()).isEqualByComparingTo("0.006");
        assertThat(cost.status()).isEqualTo(CostStatus.PRICED);
    }

    @Test
    void price_whenTranscribing_isByTheSecond() {
        // LiteLLM: 0.0001 USD a second
        Usage minute = Usage.builder().quantity(Meter.AUDIO_SECONDS, 60).build();

        assertThat(book.price(Operation.TRANSCRIPTION, "openai", "whisper-1", Conditions.NONE, AUGUST, minute)
                        .amount())
                .isEqualByComparingTo("0.006");
    }

    @ParameterizedTest
    @CsvSource({
        "openai, gpt-4o-minni, UNKNOWN_MODEL", "openai, gpt, UNKNOWN_MODEL", "openai, claude-sonnet-4-5, UNKNOWN_MODEL",
        "nobody, gpt-4o, UNKNOWN_MODEL", "openai, , MISSING_MODEL", "codestral, codestral-latest, UNKNOWN_MODEL"
    })
    void price_whenTheNameIsNotExact_isUnpriced(String provider, String model, UnpricedReason reason) {
        Cost cost = book.price(Operation.CHAT, provider, model, Conditions.NONE, AUGUST, Usage.tokens(1, 1));

        assertThat(cost.unpricedReason()).isEqualTo(reason);
        assertThat(cost.amount()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"perplexity, sonar"})
    void price_whenARuleCannotBeApplied_isPartial(String provider, String model) {
        Cost cost = book.price(Operation.CHAT, provider, model, Conditions.NONE, AUGUST, Usage.tokens(10, 10));

        assertThat(cost.status()).isEqualTo(CostStatus.PARTIAL);
    }

    /** DeepSeek's pricing page: 0.44 and 1.32 in peak hours, Monday to Friday in Beijing, and 0.14 and 0.28 before it. */
    @ParameterizedTest
    @CsvSource({
        "2026-08-16T15:59:59Z, 0.42",
        // Monday midnight in Beijing
        "2026-08-16T16:00:00Z, 0.88",
        "2026-08-17T00:59:59Z, 0.88",
        "2026-08-17T01:00:00Z, 1.76",
        "2026-08-17T04:00:00Z, 0.88",
        "2026-08-17T09:59:59Z, 1.76",
        "2026-08-21T06:00:00Z, 1.76",
        // Saturday
        "2026-08-22T06:00:00Z, 0.88"
    })
    void price_whenDeepSeekHasPeakHours_goesByTheHour(Instant at, String amount) {
        Cost cost = book.price(
                Operation.CHAT,
                "deepseek",
                "deepseek-v4-flash",
                Conditions.NONE,
                at,
                Usage.tokens(1_000_000, 1_000_000));

        assertThat(cost.amount()).isEqualByComparingTo(amount);
        assertThat(cost.status()).isEqualTo(CostStatus.PRICED);
    }

    @ParameterizedTest
    @CsvSource({
        // LiteLLM's factors on genai-prices' rates: (1,000 x 5 + 1,000 x 25) by a million, x 1.1, x 2, x both
        "anthropic, claude-opus-5, inference_geo, us, 0.033",
        "anthropic, claude-opus-5, speed, fast, 0.06",
        "anthropic, claude-opus-5, speed, standard, 0.03",
        // (1,000 x 2.5 + 1,000 x 15) by a million, x 1.1
        "openai, gpt-5.4, region, eu, 0.01925",
        "openai, gpt-5.4, region, asia, 0.0175",
        // LiteLLM: 0.012 for an answer with a large context, and 1,000 x 1 + 1,000 x 1 by a million
        "perplexity, sonar, search_context_size, high, 0.014"
    })
    void price_whenAConditionChangesIt_isTheConditionsPrice(
            String provider, String model, String option, String value, String amount) {
        Conditions conditions =
                option.equals("region") ? Conditions.NONE.region(value) : Conditions.NONE.option(option, value);

        Cost cost = book.price(Operation.CHAT, provider, model, conditions, AUGUST, Usage.tokens(1_000, 1_000));

        assertThat(cost.amount()).isEqualByComparingTo(amount);
        assertThat(cost.status()).isEqualTo(CostStatus.PRICED);
    }

    @ParameterizedTest
    @CsvSource({
        // LiteLLM: 0.04 without options, 7.629e-08 x 1,024 x 1,024 in hd, 0.167 for a gpt-image-1 whose answer counts
        // no tokens
        "dall-e-3, , , 0.04",
        "dall-e-3, 1024x1024, hd, 0.07999586304",
        "gpt-image-1, 1024x1024, high, 0.167"
    })
    void price_whenAPictureIsMade_isBySizeAndQuality(String model, String size, String quality, String amount) {
        Conditions conditions = Conditions.NONE.option("size", size).option("quality", quality);

        Cost cost = book.price(Operation.IMAGE, "openai", model, conditions, AUGUST, Usage.of(Meter.OUTPUT_IMAGES, 1));

        assertThat(cost.amount()).isEqualByComparingTo(amount);
    }

    @Test
    void price_whenAPictureIsCountedInTokens_isByTheToken() {
        Conditions conditions = Conditions.NONE.option("size", "1024x1024").option("quality", "high");
        Usage usage = Usage.tokens(1_000, 4_160);

        Cost cost = book.price(Operation.IMAGE, "openai", "gpt-image-1", conditions, AUGUST, usage);

        // genai-prices: 1,000 x 5 + 4,160 x 40 by a million
        assertThat(cost.amount()).isEqualByComparingTo("0.1714");
    }

    @Test
    void price_whenTheModelRunsLocally_isARealZero() {
        Cost cost = book.price(Operation.CHAT, "ollama", "llama3", Conditions.NONE, AUGUST, Usage.tokens(10, 10));

        assertThat(cost.amount()).isEqualByComparingTo("0");
        assertThat(cost.status()).isEqualTo(CostStatus.PRICED);
    }

    @Test
    void price_whenPriced_saysSourceAndDate() {
        Cost cost = book.price(Operation.CHAT, "openai", "gpt-4o-mini", Conditions.NONE, AUGUST, Usage.tokens(10, 10));

        assertThat(cost.source()).isEqualTo(CostSource.CATALOG);
        assertThat(cost.card().id()).isEqualTo("genai-prices:openai/gpt-4o-mini");
        assertThat(cost.card().source()).isEqualTo(new PriceSource("genai-prices", LocalDate.of(2026, 8, 21)));
    }

    @Test
    void cards_whenWrittenAgain_giveTheResource() throws IOException {
        String text;
        try (InputStream stream = BundledCatalog.class.getResourceAsStream(BundledCatalog.RESOURCE)) {
            text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<PriceSource> sources = List.of(
                new PriceSource("genai-prices", LocalDate.of(2026, 8, 21)),
                new PriceSource("litellm", LocalDate.of(2026, 8, 1)),
                new PriceSource("costspan", LocalDate.of(2026, 8, 23)));

        assertThat(CatalogWriter.write(catalog.all(), sources)).isEqualTo(text);
    }

    @Test
    void cards_whenTheyShareAModel_neverApplyToOneCallTogether() {
        Set<String> ids = new HashSet<>();
        for (PriceCard card : catalog.all()) {
            assertThat(ids.add(card.id())).as(card.id()).isTrue();
            for (String model : card.models()) {
                assertThat(catalog.find(card.provider(), model))
                        .filteredOn(other -> other != card
                                && !other.id().equals(card.id())
                                && other.forTier(card.serviceTier())
                                && other.conditionCount() == card.conditionCount()
                                && mayMeet(card, other)
                                && other.context().above() < card.context().upTo()
                                && card.context().above() < other.context().upTo()
                                && (other.from() == null
                                        || card.to() == null
                                        || other.from().isBefore(card.to()))
                                && (card.from() == null
                                        || other.to() == null
                                        || card.from().isBefore(other.to())))
                        .as(card.id() + " for " + model)
                        .isEmpty();
            }
        }
    }

    @Test
    void cards_whenNotLocal_haveAPriceAboveZero() {
        assertThat(catalog.all())
                .filteredOn(card -> !Set.of("ollama", "lemonade").contains(card.provider()))
                .allSatisfy(card -> assertThat(Meter.values())
                        .anyMatch(meter -> card.rate(meter) != null
                                && card.rate(meter).price().signum() > 0));
    }

    /** Hours of two cards are taken to differ: the readers cut the day into parts. */
    private static boolean mayMeet(PriceCard card, PriceCard other) {
        boolean regions =
                card.region() == null || other.region() == null || card.region().equals(other.region());
        boolean hours = card.windows().isEmpty()
                || other.windows().isEmpty()
                || card.windows().equals(other.windows());
        return regions
                && hours
                && card.options().entrySet().stream()
                        .allMatch(option -> other.options()
                                .getOrDefault(option.getKey(), option.getValue())
                                .equals(option.getValue()));
    }
}
