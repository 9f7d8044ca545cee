package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;

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
        "deepseek, deepseek-v4-pro, , 0.435, 0.003625, 0.87"
    })
    void price_whenTheModelIsWellKnown_isTheVendorsFigure(
            String provider, String model, String tier, String input, String cacheRead, String output) {
        Cost cost = book.price(Operation.CHAT, provider, model, tier, AUGUST, Usage.tokens(1_000, 1_000));

        assertThat(cost.status()).isEqualTo(CostStatus.PRICED);
        PriceCard card = cost.card();
        assertThat(card.rate(Meter.INPUT_TOKENS).price()).isEqualByComparingTo(input);
        assertThat(card.rate(Meter.OUTPUT_TOKENS).price()).isEqualByComparingTo(output);
        if (cacheRead == null) {
            assertThat(card.rate(Meter.CACHE_READ_INPUT_TOKENS)).isNull();
        } else {
            assertThat(card.rate(Meter.CACHE_READ_INPUT_TOKENS).price()).isEqualByComparingTo(cacheRead);
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
        Cost cost = book.price(Operation.CHAT, provider, model, null, AUGUST, Usage.tokens(input, 1_000));

        assertThat(cost.amount()).isEqualByComparingTo(amount);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-08-31T23:59:59.999Z, 2, 10, 2.5, 4",
        "2026-09-01T00:00:00Z, 3, 15, 3.75, 6",
    })
    void price_whenClaudeSonnet5Changes_goesByTheDay(
            Instant at, String input, String output, String cacheWrite, String cacheWrite1h) {
        PriceCard card = book.price(Operation.CHAT, "anthropic", "claude-sonnet-5", null, at, Usage.tokens(1, 1))
                .card();

        assertThat(card.rate(Meter.INPUT_TOKENS)).isEqualTo(Rate.perMillion(input));
        assertThat(card.rate(Meter.OUTPUT_TOKENS)).isEqualTo(Rate.perMillion(output));
        assertThat(card.rate(Meter.CACHE_WRITE_INPUT_TOKENS)).isEqualTo(Rate.perMillion(cacheWrite));
        assertThat(card.rate(Meter.CACHE_WRITE_1H_INPUT_TOKENS)).isEqualTo(Rate.perMillion(cacheWrite1h));
    }

    @Test
    void price_whenClaudeSonnet45WritesItsCache_hasBothRates() {
        Usage usage = Usage.builder()
                .inputTokens(3_000)
                .cacheWriteInputTokens(2_000)
                .quantity(Meter.CACHE_WRITE_1H_INPUT_TOKENS, 1_000)
                .outputTokens(0)
                .build();

        Cost cost = book.price(Operation.CHAT, "anthropic", "claude-sonnet-4-5-20250929", null, AUGUST, usage);

        // 1,000 x 3 + 1,000 x 3.75 + 1,000 x 6 by a million
        assertThat(cost.amount()).isEqualByComparingTo("0.01275");
    }

    @Test
    void price_whenEmbedding_isTheInputAlone() {
        Usage usage = Usage.of(Meter.INPUT_TOKENS, 1_000_000);

        Cost cost = book.price(Operation.EMBEDDINGS, "openai", "text-embedding-3-small", null, AUGUST, usage);

        assertThat(cost.amount()).isEqualByComparingTo("0.02");
        assertThat(cost.status()).isEqualTo(CostStatus.PRICED);
    }

    @Test
    void price_whenReranking_isByTheSearch() {
        // LiteLLM: 0.002 USD a search
        Cost cost = book.price(Operation.RERANK, "cohere", "rerank-v3.5", null, AUGUST, Usage.of(Meter.QUERIES, 3));

        assertThat(cost.amount()).isEqualByComparingTo("0.006");
        assertThat(cost.status()).isEqualTo(CostStatus.PRICED);
    }

    @Test
    void price_whenTranscribing_isByTheSecond() {
        // LiteLLM: 0.0001 USD a second
        Usage minute = Usage.builder().quantity(Meter.AUDIO_SECONDS, 60).build();

        assertThat(book.price(Operation.TRANSCRIPTION, "openai", "whisper-1", null, AUGUST, minute)
                        .amount())
                .isEqualByComparingTo("0.006");
    }

    @ParameterizedTest
    @CsvSource({
        "openai, gpt-4o-minni, UNKNOWN_MODEL", "openai, gpt, UNKNOWN_MODEL", "openai, claude-sonnet-4-5, UNKNOWN_MODEL",
        "nobody, gpt-4o, UNKNOWN_MODEL", "openai, , MISSING_MODEL", "codestral, codestral-latest, UNKNOWN_MODEL"
    })
    void price_whenTheNameIsNotExact_isUnpriced(String provider, String model, UnpricedReason reason) {
        Cost cost = book.price(Operation.CHAT, provider, model, null, AUGUST, Usage.tokens(1, 1));

        assertThat(cost.unpricedReason()).isEqualTo(reason);
        assertThat(cost.amount()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "deepseek, deepseek-chat",
        "databricks, databricks-claude-sonnet-4",
        "gcp.gemini, gemini-2.5-flash-image",
        "perplexity, sonar",
        "openai, gpt-image-1"
    })
    void price_whenARuleCannotBeApplied_isPartial(String provider, String model) {
        Cost cost = book.price(Operation.CHAT, provider, model, null, AUGUST, Usage.tokens(10, 10));

        assertThat(cost.status()).isEqualTo(CostStatus.PARTIAL);
    }

    @Test
    void price_whenTheModelRunsLocally_isARealZero() {
        Cost cost = book.price(Operation.CHAT, "ollama", "llama3", null, AUGUST, Usage.tokens(10, 10));

        assertThat(cost.amount()).isEqualByComparingTo("0");
        assertThat(cost.status()).isEqualTo(CostStatus.PRICED);
    }

    @Test
    void price_whenPriced_saysSourceAndDate() {
        Cost cost = book.price(Operation.CHAT, "openai", "gpt-4o-mini", null, AUGUST, Usage.tokens(10, 10));

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
                new PriceSource("litellm", LocalDate.of(2026, 8, 1)));

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
                                && other.inputAbove() < card.inputUpTo()
                                && card.inputAbove() < other.inputUpTo()
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
}
