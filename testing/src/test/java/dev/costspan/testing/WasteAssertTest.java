package dev.costspan.testing;

import static dev.costspan.testing.CostspanAssertions.assertThat;
import static dev.costspan.testing.Failures.messageOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.MeteredOperation;
import dev.costspan.outcome.OutcomeRecord;
import dev.costspan.outcome.OutcomeScope;
import dev.costspan.pricing.Money;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import org.junit.jupiter.api.Test;

class WasteAssertTest {

    private final Shop shop = Shop.open();

    @Test
    void hasNoWaste_whenAnAnswerWasCutOff_saysHowMuchAndWhy() {
        shop.chat(1000, 0);
        cutOff(100);

        assertThat(messageOf(() -> assertThat(shop.costs).total().hasNoWaste())).isEqualTo("""
                Expecting this run to waste nothing, but it wasted 0.0001 USD (cut_off)

                  operation  model         in  out  attempts        cost               waste
                  chat       acme/small  1000    0         1   0.001 USD                   0
                  chat       acme/small   100    0         ?  0.0001 USD  0.0001 USD cut_off
                  total                  1100    0         ?  0.0011 USD          0.0001 USD""");
    }

    @Test
    void wastesAtMost_whenMoreWasWasted_saysByHowMuch() {
        cutOff(100);

        assertThat(shop.costs).total().wastesAtMost("0.0001 USD");
        assertThat(messageOf(() -> assertThat(shop.costs).total().wastesAtMost("0.00008 USD")))
                .startsWith("Expecting this run to waste at most 0.00008 USD, but it wasted 0.0001 USD:"
                        + " 0.00002 USD (25 %) more\n");
    }

    @Test
    void hasNoWaste_whenAFreeModelWasted_fails() {
        MeteredOperation metered = shop.costspan
                .operation(Operation.CHAT)
                .provider("local")
                .model("minilm")
                .start();
        metered.usage(Usage.tokens(1, 1)).finishReason("length").end();

        assertThat(messageOf(() -> assertThat(shop.costs).total().hasNoWaste())).contains("wasted 0 USD (cut_off)");
    }

    @Test
    void waste_whenAnOutcomeFailed_isAllThatWasSpentForIt() {
        shop.reached("case", () -> {
            shop.chat(1000, 0);
            shop.failed("answer", "timeout", () -> {
                shop.chat(2000, 0);
                cutOff(500);
            });
        });

        assertThat(shop.costs).outcome("case").wastesAtMost("0.0025 USD");
        assertThat(shop.costs.outcome("case").wasted()).containsExactly(Money.of("0.0025", "USD"));
        assertThat(shop.costs.total().wasted()).asString().isEqualTo(wastedByRecords("case"));
        assertThat(messageOf(() -> assertThat(shop.costs).outcome("answer").hasNoWaste()))
                .contains("but it wasted 0.0025 USD (outcome_failed, cut_off)")
                .contains("0.0005 USD cut_off+outcome_failed");
    }

    @Test
    void waste_whenTheOuterOutcomeFailed_isNotTheInnerOnes() {
        shop.failed("case", null, () -> shop.reached("answer", () -> shop.chat(1000, 0)));

        assertThat(shop.costs).outcome("answer").hasNoWaste();
        assertThat(shop.costs.outcome("case").wasted()).asString().isEqualTo(wastedByRecords("case"));
        assertThat(shop.costs.total().wasted()).containsExactly(Money.of("0.001", "USD"));
    }

    @Test
    void waste_whenAnIdIsUsedAgain_isThatOfTheFirstTry() {
        work("ticket-1", false);
        work("ticket-1", true);

        assertThat(shop.costs).outcome("case").hasOperations(2).hasSuccessRateAtLeast(0.5);
        assertThat(shop.costs.outcome("case").wasted()).containsExactly(Money.of("0.001", "USD"));
    }

    private void work(String id, boolean reached) {
        try (OutcomeScope scope =
                shop.costspan.outcomes().builder("case").id(id).open()) {
            shop.chat(1000, 0);
            if (reached) {
                scope.succeed();
            } else {
                scope.fail("timeout");
            }
        }
    }

    private void cutOff(long in) {
        shop.small().start().usage(Usage.tokens(in, 0)).finishReason("length").end();
    }

    private String wastedByRecords(String name) {
        OutcomeRecord found = shop.costs.outcomeRecords().stream()
                .filter(fact -> fact.outcome().name().equals(name))
                .findFirst()
                .orElseThrow();
        return "[" + Figures.plain(found.totals().wastedCost()) + "]";
    }
}
