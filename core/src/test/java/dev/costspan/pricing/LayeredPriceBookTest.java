package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.usage.Conditions;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayeredPriceBookTest {

    @Test
    void price_whenARuleLeadsToTheModel_isItsPrice() {
        PriceBook book = book(PriceCard.builder("aws.bedrock", "anthropic.claude-x-v1:0")
                .perMillion(Meter.INPUT_TOKENS, "3")
                .build());
        String arn = "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-x-v1:0";

        Cost cost = book.price(
                Operation.EMBEDDINGS, "bedrock", arn, Conditions.NONE, NOW, Usage.of(Meter.INPUT_TOKENS, 1_000_000));

        assertThat(cost.amount()).isEqualByComparingTo("3");
        assertThat(cost.status()).isEqualTo(CostStatus.PRICED);
    }

    @Test
    void price_whenOnlyTheDateDiffers_isAnEstimate() {
        PriceBook book = book(PriceCard.builder("p", "m-large")
                .perMillion(Meter.INPUT_TOKENS, "3")
                .build());

        Cost cost = book.price(
                Operation.EMBEDDINGS,
                "p",
                "m-large-2026-08-01",
                Conditions.NONE,
                NOW,
                Usage.of(Meter.INPUT_TOKENS, 1_000_000));

        assertThat(cost.amount()).isEqualByComparingTo("3");
        assertThat(cost.status()).isEqualTo(CostStatus.ESTIMATED);
    }

    @Test
    void price_whenTheNameHidesTheModel_saysSoUntilAnAliasIsDeclared() {
        // langfuse issue 13325: an application profile's ARN must not cost 0
        String arn = "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc";
        PriceCard card = PriceCard.builder("aws.bedrock", "anthropic.claude-x-v1:0")
                .perMillion(Meter.INPUT_TOKENS, "3")
                .build();
        Usage million = Usage.of(Meter.INPUT_TOKENS, 1_000_000);
        PriceBook without =
                PriceBook.builder().withoutBundledCatalog().card(card).build();
        PriceBook with = PriceBook.builder()
                .withoutBundledCatalog()
                .card(card)
                .alias("bedrock", arn, "anthropic.claude-x-v1:0")
                .build();

        assertThat(without.price(Operation.EMBEDDINGS, "aws.bedrock", arn, Conditions.NONE, NOW, million)
                        .unpricedReason())
                .isEqualTo(UnpricedReason.HIDDEN_MODEL);
        assertThat(with.price(Operation.EMBEDDINGS, "aws.bedrock", arn, Conditions.NONE, NOW, million)
                        .amount())
                .isEqualByComparingTo("3");
    }

    private static final Instant NOW = Instant.parse("2026-08-15T12:00:00Z");
    private static final Instant CHANGE = Instant.parse("2026-09-01T00:00:00Z");

    @Test
    void price_whenTwoLayersKnowTheModel_takesTheFirst() {
        PriceBook book = book(card("1").build(), card("2").build());

        Cost cost = price(book, "m", null, 1_000_000);

        assertThat(cost.amount()).isEqualByComparingTo("1");
        assertThat(cost.source()).isEqualTo(CostSource.OVERRIDE);
        assertThat(cost.card()).isNotNull();
    }

    @Test
    void price_whenOnlyTheSecondLayerKnowsTheModel_takesTheSecond() {
        PriceBook book = book(
                PriceCard.builder("p", "other")
                        .perMillion(Meter.INPUT_TOKENS, "1")
                        .build(),
                card("2").build());

        Cost cost = price(book, "m", null, 1_000_000);

        assertThat(cost.amount()).isEqualByComparingTo("2");
        assertThat(cost.source()).isEqualTo(CostSource.CATALOG);
    }

    @Test
    void price_whenTheFirstLayerKnowsTheModelForAnotherTier_doesNotMixLayers() {
        PriceBook book = book(card("1").serviceTier("flex").build(), card("2").build());

        assertThat(price(book, "m", null, 1).unpricedReason()).isEqualTo(UnpricedReason.NO_CARD_FOR_TIER);
    }

    @Test
    void price_whenNoLayerKnowsTheModel_saysSo() {
        PriceBook book = book(card("1").build());

        assertThat(price(book, "m-2", null, 1).unpricedReason()).isEqualTo(UnpricedReason.UNKNOWN_MODEL);
        assertThat(price(book, null, null, 1).unpricedReason()).isEqualTo(UnpricedReason.MISSING_MODEL);
    }

    @Test
    void price_whenOperationsNameNoModel_takesTheCardWithoutOne() {
        PriceBook book = book(PriceCard.builder("p")
                .rate(Meter.QUERIES, Rate.perUnit("0.001"))
                .build());

        Cost cost = book.price(Operation.VECTOR_QUERY, "p", null, Conditions.NONE, NOW, Usage.UNKNOWN);

        assertThat(cost.amount()).isEqualByComparingTo("0.001");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"default", "standard", "auto", "on_demand", "ON-DEMAND"})
    void price_whenTheTierIsTheUsualOne_takesTheStandardCard(String tier) {
        PriceBook book =
                book(card("1").serviceTier("priority").build(), card("2").build());
        PriceBook one = new LayeredPriceBook(
                List.of(new LayeredPriceBook.Layer(
                        CostSource.CATALOG,
                        new CardIndex(List.of(
                                card("9").serviceTier("priority").build(),
                                card("2").build())))),
                ModelAliases.NONE);

        assertThat(price(one, "m", tier, 1_000_000).amount()).isEqualByComparingTo("2");
        assertThat(price(book, "m", tier, 1).unpricedReason()).isEqualTo(UnpricedReason.NO_CARD_FOR_TIER);
    }

    @Test
    void price_whenTheServedTierHasACard_takesIt() {
        PriceBook book =
                oneLayer(card("2").build(), card("4").serviceTier("priority").build());

        assertThat(price(book, "m", "Priority", 1_000_000).amount()).isEqualByComparingTo("4");
        assertThat(price(book, "m", "flex", 1).unpricedReason()).isEqualTo(UnpricedReason.NO_CARD_FOR_TIER);
    }

    @Test
    void price_whenThePriceChanges_goesByTheInstantOfTheRequest() {
        PriceBook book =
                oneLayer(card("2").to(CHANGE).build(), card("3").from(CHANGE).build());

        assertThat(price(book, CHANGE.minusNanos(1)).amount()).isEqualByComparingTo("2");
        assertThat(price(book, CHANGE).amount()).isEqualByComparingTo("3");
    }

    @Test
    void price_whenNoCardIsValidYet_saysSo() {
        PriceBook book = oneLayer(card("3").from(CHANGE).build());

        assertThat(price(book, NOW).unpricedReason()).isEqualTo(UnpricedReason.NO_CARD_AT_INSTANT);
    }

    @Test
    void price_whenTheContextCrossesTheThreshold_billsTheWholeRequestAtTheOtherCard() {
        PriceBook book = oneLayer(
                card("1").inputUpTo(200_000).build(),
                card("2").inputAbove(200_000).build());

        assertThat(price(book, "m", null, 200_000).amount()).isEqualByComparingTo("0.2");
        assertThat(price(book, "m", null, 200_001).amount()).isEqualByComparingTo("0.400002");
    }

    @Test
    void price_whenTheInputIsNegative_isInvalidRatherThanOutOfRange() {
        PriceBook book = oneLayer(card("1").build());

        assertThat(price(book, "m", null, -1).unpricedReason()).isEqualTo(UnpricedReason.INVALID_USAGE);
    }

    @Test
    void price_whenNoCardCoversTheContext_saysSo() {
        PriceBook book = oneLayer(
                card("1").inputUpTo(200_000).build(),
                card("5").serviceTier("flex").build());

        assertThat(price(book, "m", null, 200_001).unpricedReason()).isEqualTo(UnpricedReason.NO_CARD_FOR_CONTEXT);
    }

    private static PriceCardBuilder card(String perMillion) {
        return PriceCard.builder("p", "m").perMillion(Meter.INPUT_TOKENS, perMillion);
    }

    private static PriceBook book(PriceCard first, PriceCard... second) {
        return new LayeredPriceBook(
                List.of(
                        new LayeredPriceBook.Layer(CostSource.OVERRIDE, new CardIndex(List.of(first))),
                        new LayeredPriceBook.Layer(CostSource.CATALOG, new CardIndex(List.of(second)))),
                ModelAliases.NONE);
    }

    private static PriceBook oneLayer(PriceCard... cards) {
        return new LayeredPriceBook(
                List.of(new LayeredPriceBook.Layer(CostSource.CATALOG, new CardIndex(List.of(cards)))),
                ModelAliases.NONE);
    }

    private static Cost price(PriceBook book, String model, String tier, long input) {
        return book.price(Operation.CHAT, "p", model, Conditions.NONE.serviceTier(tier), NOW, Usage.tokens(input, 0));
    }

    private static Cost price(PriceBook book, Instant at) {
        return book.price(Operation.CHAT, "p", "m", Conditions.NONE, at, Usage.tokens(1_000_000, 0));
    }
}
