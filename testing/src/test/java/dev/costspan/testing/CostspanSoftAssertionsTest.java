package dev.costspan.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CostspanSoftAssertionsTest {

    private final Shop shop = Shop.open();
    private final CostspanSoftAssertions softly = new CostspanSoftAssertions();

    @Test
    void assertions_whenSeveralFail_areAllCollected() {
        shop.failed("case", "timeout", () -> shop.chat(1000, 0));

        softly.assertThat(shop.costs)
                .outcome("case")
                .succeeded()
                .costsAtMost("0.0005 USD")
                .usesAtMostTokens(1000)
                .hasOperations(2);
        softly.assertThat(shop.costs).total().hasNoWaste();
        softly.assertThat(shop.costs).operations().hasSize(7);

        assertThat(softly.errorsCollected())
                .extracting(Throwable::getMessage)
                .satisfiesExactly(
                        message -> assertThat(message).contains("to end as success"),
                        message -> assertThat(message).contains("to cost at most 0.0005 USD"),
                        message -> assertThat(message).contains("to have 2 operations"),
                        message -> assertThat(message).contains("to waste nothing"),
                        message -> assertThat(message).contains("Expected size: 7 but was: 1"));
    }

    @Test
    void outcome_whenNoneHasTheName_failsWhereItIsUsed() {
        shop.chat(1000, 0);

        softly.assertThat(shop.costs).outcome("case").succeeded().costsAtMost("5 USD");

        assertThat(softly.errorsCollected())
                .hasSize(2)
                .extracting(Throwable::getMessage)
                .allSatisfy(message -> assertThat(message).contains("no outcome 'case' was seen"));
    }

    @Test
    void assertions_whenNoneFails_collectNothing() {
        shop.reached("case", () -> shop.chat(1000, 0));

        softly.assertThat(shop.costs).outcome("case").succeeded().costsAtMost("5 USD");

        softly.assertAll();
    }
}
