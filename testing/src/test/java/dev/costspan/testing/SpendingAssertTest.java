package dev.costspan.testing;

import static dev.costspan.testing.CostspanAssertions.assertThat;
import static dev.costspan.testing.Failures.messageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.MeteredOperation;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpendingAssertTest {

    private final Shop shop = Shop.open();

    @Test
    void costsAtMost_whenItCostMore_showsBothTheDifferenceAndTheOperations() {
        shop.reached("support.resolution", () -> shop.chat(1000, 100).chat("large-2026-07-01", 200, 50));

        String message = messageOf(
                () -> assertThat(shop.costs).outcome("support.resolution").costsAtMost("0.004 USD"));

        // 1000 x 1e-6 + 100 x 4e-6 = 0.0014; 200 x 1e-5 + 50 x 4e-5 = 0.004
        assertThat(message).isEqualTo("""
                Expecting outcome support.resolution to cost at most 0.004 USD, but it cost 0.0054 USD: 0.0014 USD (35 %) more

                  operation  model                    in  out  attempts        cost  waste
                  chat       acme/small             1000  100         1  0.0014 USD      0
                  chat       acme/large-2026-07-01   200   50         1   0.004 USD      0
                  total                             1200  150         2  0.0054 USD  0 USD""");
    }

    @Test
    void costsAtMost_whenItCostThatOrLess_passes() {
        shop.chat(1000, 100);

        assertThat(shop.costs)
                .total()
                .costsAtMost("0.0014 USD")
                .costsAtMost("1USD")
                .costsExactly("0.00140 USD")
                .costsBetween("0.0014 USD", "0.0014 USD");
    }

    @Test
    void costsExactly_whenADigitIsOff_saysByHowMuch() {
        shop.chat(1000, 100);

        assertThat(messageOf(() -> assertThat(shop.costs).total().costsExactly("0.0014000001 USD")))
                .startsWith("Expecting this run to cost 0.0014000001 USD, but it cost 0.0014 USD:"
                        + " 0.0000000001 USD (less than 0.1 %) less");
    }

    @Test
    void costsBetween_whenOutside_namesTheNearerEnd() {
        shop.chat(1000, 100);

        assertThat(messageOf(() -> assertThat(shop.costs).total().costsBetween("0.002 USD", "0.003 USD")))
                .startsWith("Expecting this run to cost between 0.002 USD and 0.003 USD, but it cost 0.0014 USD:"
                        + " 0.0006 USD (30 %) less");
        assertThat(messageOf(() -> assertThat(shop.costs).total().costsBetween("0 USD", "0.0007 USD")))
                .contains("but it cost 0.0014 USD: 0.0007 USD (100 %) more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.02", "USD", "-1 USD", "0,02 USD", "1e3 USD", "0.02 usd", "0.02 USD EUR", ""})
    void costsAtMost_whenTheLimitIsNoAmount_saysWhatItWants(String limit) {
        shop.chat(1000, 100);

        assertThatThrownBy(() -> assertThat(shop.costs).total().costsAtMost(limit))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("costsAtMost wants an amount and its currency, such as 0.02 USD, but has '" + limit + "'");
    }

    @Test
    void costsBetween_whenTheAmountsDoNotGoTogether_saysSo() {
        assertThatThrownBy(() -> assertThat(shop.costs).total().costsBetween("1 USD", "2 EUR"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("in one currency, the smaller first, but has 1 USD and 2 EUR");
        assertThatThrownBy(() -> assertThat(shop.costs).total().costsBetween("2 USD", "1 USD"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void costsAtMost_whenAPriceIsUnknown_saysWhichAndHowToGiveIt() {
        shop.chat(1000, 100).chat("new", 10, 1);

        String message = messageOf(() -> assertThat(shop.costs).total().costsAtMost("5 USD"));

        assertThat(message).isEqualTo("""
                Expecting this run to cost an amount in USD, but the cost of 1 operation is not known:
                  chat acme/new: unknown_model, no card names this model of provider 'acme'
                Give the price book of this test a card, with prices of your own:
                  PriceBook.builder().card(PriceCard.builder("acme", "new")
                      .perMillion(Meter.INPUT_TOKENS, "…")
                      .perMillion(Meter.OUTPUT_TOKENS, "…")
                      .build()).build()

                  operation  model         in  out  attempts           cost  waste
                  chat       acme/small  1000  100         1     0.0014 USD      0
                  chat       acme/new      10    1         1  unknown_model      0
                  total                  1010  101         2   ≥ 0.0014 USD  0 USD""");
    }

    @Test
    void moneyAssertions_whenAPriceIsUnknown_allFail() {
        shop.chat(1000, 100).chat("new", 10, 1);
        TotalAssert total = assertThat(shop.costs).total();

        assertThat(messageOf(() -> total.costsExactly("0.0014 USD"))).contains("unknown_model");
        assertThat(messageOf(() -> total.costsBetween("0 USD", "1 USD"))).contains("unknown_model");
        assertThat(messageOf(() -> total.wastesAtMost("1 USD"))).contains("unknown_model");
        assertThat(messageOf(total::isFullyPriced))
                .startsWith("Expecting this run to be fully priced, but the cost of 1 operation is not known:\n"
                        + "  chat acme/new: unknown_model");
    }

    @Test
    void costsAtMost_whenARateIsMissing_isNoLowerBoundEither() {
        shop.ask(Operation.CHAT, "acme", "half", Usage.tokens(1000, 100));

        assertThat(messageOf(() -> assertThat(shop.costs).total().costsAtMost("5 USD")))
                .contains("chat acme/half: partial, a quantity or a rate is missing")
                .contains("Meter.OUTPUT_TOKENS")
                .contains("≥ 0.001 USD");
    }

    @Test
    void costsExactly_whenTheModelIsFree_isARealZero() {
        shop.ask(
                Operation.EMBEDDINGS,
                "local",
                "minilm",
                Usage.builder().inputTokens(12).build());

        assertThat(shop.costs).total().isFullyPriced().costsExactly("0 USD");
    }

    @Test
    void costsAtMost_whenThereAreTwoCurrencies_showsBothAmounts() {
        shop.chat(1000, 100).ask(Operation.CHAT, "euro", "modele", Usage.tokens(1000, 0));

        assertThat(messageOf(() -> assertThat(shop.costs).total().costsAtMost("5 USD")))
                .startsWith("Expecting this run to cost an amount in USD, but it cost 0.001 EUR and 0.0014 USD\n");
    }

    @Test
    void costsAtMost_whenTheCurrencyIsAnother_showsTheAmount() {
        shop.chat(1000, 100);

        assertThat(messageOf(() -> assertThat(shop.costs).total().costsAtMost("5 EUR")))
                .startsWith("Expecting this run to cost an amount in EUR, but it cost 0.0014 USD\n");
    }

    @Test
    void everyAssertion_whenNothingWasSeen_saysThatTheWiringIsMissing() {
        assertThat(messageOf(() -> assertThat(shop.costs).total().costsAtMost("5 USD")))
                .isEqualTo("Nothing can be said of this run: no operation and no outcome ended in this test:"
                        + " is the client wrapped, and by the Costspan that is looked at?");
        assertThat(messageOf(() -> assertThat(shop.costs).total().usesAtMostTokens(5)))
                .startsWith("Nothing can be said of this run");
        assertThat(messageOf(() -> assertThat(shop.costs).total().hasNoWaste()))
                .startsWith("Nothing can be said of this run");
        assertThat(shop.costs).total().hasOperations(0);
    }

    @Test
    void unanswered_whenNobodySaysThatItIsFree_isUnknown() {
        shop.refused().chat(1000, 100);

        assertThat(messageOf(() -> assertThat(shop.costs).total().costsAtMost("5 USD")))
                .contains("chat acme/small: no_answer, it did not complete (503) and reported no usage")
                .contains("say countingUnansweredAsFree() before the assertion")
                .doesNotContain("PriceCard");
        assertThat(messageOf(() -> assertThat(shop.costs).total().usesAtMostTokens(5000)))
                .contains("the usage of chat acme/small is not known");
        assertThat(shop.costs)
                .total()
                .countingUnansweredAsFree()
                .costsExactly("0.0014 USD")
                .usesAtMostTokens(1100)
                .hasAttempts(2);
    }

    @Test
    void countingUnansweredAsFree_whenAPriceIsUnknown_changesNothing() {
        shop.chat("new", 10, 1);

        assertThat(messageOf(() -> assertThat(shop.costs)
                        .total()
                        .countingUnansweredAsFree()
                        .costsAtMost("5 USD")))
                .contains("unknown_model");
    }

    @Test
    void usesAtMostTokens_whenThereWereMore_countsEachOnce() {
        shop.ask(
                Operation.CHAT,
                "acme",
                "small",
                Usage.builder()
                        .inputTokens(1000)
                        .cacheReadTokens(800)
                        .outputTokens(100)
                        .build());

        assertThat(shop.costs)
                .total()
                .usesAtMostTokens(1100)
                .usesAtMostInputTokens(1000)
                .usesAtMostOutputTokens(100);
        assertThat(messageOf(() -> assertThat(shop.costs).total().usesAtMostTokens(1000)))
                .startsWith("Expecting this run to use at most 1000 tokens, but it used 1100: 100 (10 %) more\n");
        assertThat(messageOf(() -> assertThat(shop.costs).total().usesAtMostInputTokens(999)))
                .contains("at most 999 input tokens, but it used 1000: 1 (0.1 %) more");
        assertThat(messageOf(() -> assertThat(shop.costs).total().usesAtMostOutputTokens(0)))
                .contains("at most 0 output tokens, but it used 100: 100 more");
    }

    @Test
    void usesAtMostTokens_whenAnAnswerHadNoUsage_fails() {
        shop.ask(Operation.CHAT, "acme", "small", Usage.builder().inputTokens(5).build());

        assertThat(messageOf(() -> assertThat(shop.costs).total().usesAtMostTokens(5000)))
                .startsWith("Expecting this run to use at most 5000 tokens,"
                        + " but the usage of chat acme/small is not known\n");
    }

    @Test
    void usesAtMostTokens_whenAnOperationHasNone_isNotAskedForThem() {
        shop.ask(Operation.VECTOR_QUERY, "vectors", null, Usage.UNKNOWN).chat(10, 1);

        assertThat(shop.costs).total().usesAtMostTokens(11);
    }

    @Test
    void hasAttempts_whenThereWereOthers_showsHowMany() {
        MeteredOperation metered = shop.small().start();
        metered.attempt().fail("429", 429);
        metered.attempt().succeed();
        metered.usage(Usage.tokens(10, 1)).end();

        assertThat(shop.costs).total().hasAttempts(2).hasOperations(1);
        assertThat(messageOf(() -> assertThat(shop.costs).total().hasAttempts(1)))
                .startsWith("Expecting this run to have 1 attempt, but it had 2: 1 (100 %) more\n");
    }

    @Test
    void hasAttempts_whenNobodyCounted_isUnknown() {
        shop.small().record(Usage.tokens(10, 1));

        assertThat(messageOf(() -> assertThat(shop.costs).total().hasAttempts(1)))
                .isEqualTo("Expecting this run to have 1 attempt, but nobody counted the requests of chat acme/small:"
                        + " wrap the client's HTTP client too, or tell attempts by MeteredOperation.attempt()");
    }

    @Test
    void hasOperations_whenThereWereFewer_showsHowMany() {
        shop.chat(10, 1);

        assertThat(messageOf(() -> assertThat(shop.costs).total().hasOperations(2)))
                .startsWith("Expecting this run to have 2 operations, but it had 1: 1 (50 %) less\n");
    }

    @Test
    void usesOnlyModels_whenAnotherServed_namesIt() {
        shop.chat("small", 10, 1)
                .chat("large-2026-07-01", 10, 1)
                .ask(Operation.VECTOR_QUERY, "vectors", null, Usage.UNKNOWN);

        assertThat(shop.costs).total().usesOnlyModels("small", "large");
        assertThat(messageOf(() -> assertThat(shop.costs).total().usesOnlyModels("small", "larg")))
                .startsWith("Expecting this run to use only models small, larg, but it used acme/large-2026-07-01\n");
    }

    @Test
    void table_whenThereAreManyOperations_endsSomewhere() {
        for (int i = 0; i < 25; i++) {
            shop.chat(10, 1);
        }

        assertThat(messageOf(() -> assertThat(shop.costs).total().costsExactly("0 USD")))
                .contains("\n  and 5 more\n")
                .endsWith("0.00035 USD  0 USD")
                .hasLineCount(2 + 1 + 20 + 1 + 1);
    }
}
