package dev.costspan.testing;

import static dev.costspan.testing.CostspanAssertions.assertThat;
import static dev.costspan.testing.Failures.messageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.outcome.OutcomeScope;
import dev.costspan.outcome.OutcomeStatus;
import dev.costspan.pricing.Money;
import org.junit.jupiter.api.Test;

class OutcomeAssertTest {

    private final Shop shop = Shop.open();

    @Test
    void outcome_whenNoneHasTheName_listsThoseThatWereSeen() {
        shop.reached("support.resolution", () -> shop.chat(10, 1)).reached("quote", () -> {});

        assertThat(messageOf(() -> assertThat(shop.costs).outcome("support.resolved")))
                .isEqualTo("Nothing can be said of outcome support.resolved: no outcome 'support.resolved' was seen;"
                        + " those that were seen are quote, support.resolution");
    }

    @Test
    void outcome_whenThereWasNone_saysSo() {
        shop.chat(10, 1);

        assertThat(messageOf(() -> assertThat(shop.costs).outcome("support.resolved")))
                .endsWith("no outcome 'support.resolved' was seen; none was");
    }

    @Test
    void outcome_whenNothingWasSpentForIt_costsNothing() {
        shop.reached("cached", () -> {});

        assertThat(shop.costs)
                .outcome("cached")
                .succeeded()
                .costsExactly("0 USD")
                .usesAtMostTokens(0)
                .hasOperations(0)
                .hasNoWaste();
    }

    @Test
    void outcome_whenNested_countsWhatIsBelowIt() {
        shop.reached("case", () -> {
            shop.chat(1000, 0);
            shop.reached("answer", () -> shop.chat(2000, 0));
        });
        shop.chat(4000, 0);

        assertThat(shop.costs).outcome("case").hasOperations(2).costsExactly("0.003 USD");
        assertThat(shop.costs).outcome("answer").hasOperations(1).costsExactly("0.002 USD");
        assertThat(shop.costs).total().hasOperations(3).costsExactly("0.007 USD");
    }

    @Test
    void outcome_whenAnOperationEndsAfterIt_countsItAllTheSame() {
        OutcomeScope outcome = shop.costspan.outcomes().builder("case").start();
        try (var ignored = outcome.makeCurrent()) {
            outcome.fail("gave up");
            shop.chat(1000, 0);
        }

        assertThat(shop.costs).outcome("case").costsExactly("0.001 USD").wastesAtMost("0.001 USD");
        assertThat(shop.costs.outcome("case").wasted()).containsExactly(Money.of("0.001", "USD"));
    }

    @Test
    void hasStatus_whenOneEndedOtherwise_showsHowAllEnded() {
        shop.reached("case", () -> {})
                .reached("case", () -> {})
                .failed("case", "no_parcel", () -> {})
                .failed("case", null, () -> {});

        assertThat(messageOf(() -> assertThat(shop.costs).outcome("case").succeeded()))
                .isEqualTo("Expecting outcome case to end as success,"
                        + " but it came to 2 success, 1 failure (no_parcel), 1 failure");
        assertThat(messageOf(() -> assertThat(shop.costs).outcome("case").hasStatus(OutcomeStatus.PENDING)))
                .startsWith("Expecting outcome case to end as pending, but");
    }

    @Test
    void hasStatus_whenOneIsStillOpen_saysSo() {
        try (OutcomeScope open = shop.costspan.outcome("case")) {
            shop.chat(10, 1);
            assertThat(messageOf(() -> assertThat(shop.costs).outcome("case").succeeded()))
                    .isEqualTo("Expecting outcome case to end as success, but it came to 1 not ended");
            open.succeed();
        }

        assertThat(shop.costs).outcome("case").succeeded();
    }

    @Test
    void hasStatus_whenItWasPendingAndConfirmed_looksAtTheLast() {
        try (OutcomeScope scope = shop.costspan
                .outcomes()
                .builder("case")
                .id("4711")
                .settleLater()
                .open()) {
            shop.chat(10, 1);
            scope.succeed();
        }

        assertThat(shop.costs).outcome("case").hasStatus(OutcomeStatus.PENDING);
        shop.costspan.outcomes().confirm("4711", OutcomeStatus.SUCCESS);
        assertThat(shop.costs).outcome("case").succeeded().hasSuccessRateAtLeast(1);
    }

    @Test
    void hasSuccessRateAtLeast_whenTooFewWereReached_fails() {
        shop.reached("case", () -> {}).reached("case", () -> {}).failed("case", null, () -> {});

        assertThat(shop.costs).outcome("case").hasSuccessRateAtLeast(0.66).hasSuccessRateAtLeast(0);
        assertThat(messageOf(() -> assertThat(shop.costs).outcome("case").hasSuccessRateAtLeast(0.67)))
                .isEqualTo("Expecting outcome case to be reached in at least 67 % of all cases,"
                        + " but it came to 2 success, 1 failure");
    }

    @Test
    void hasSuccessRateAtLeast_whenNoneIsSettled_fails() {
        try (OutcomeScope open = shop.costspan.outcome("case")) {
            open.pending();
        }

        assertThat(messageOf(() -> assertThat(shop.costs).outcome("case").hasSuccessRateAtLeast(0)))
                .endsWith("but it came to 1 pending");
    }

    @Test
    void hasSuccessRateAtLeast_whenItIsNoShare_saysWhatItWants() {
        shop.reached("case", () -> {});

        for (double share : new double[] {-0.1, 1.1, 90, Double.NaN}) {
            assertThatThrownBy(() -> assertThat(shop.costs).outcome("case").hasSuccessRateAtLeast(share))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("hasSuccessRateAtLeast wants a share from 0 to 1, such as 0.9, but has " + share);
        }
    }

    @Test
    void costsPerSuccessAtMost_whenFailuresMakeItDear_countsThem() {
        shop.reached("case", () -> shop.chat(1000, 0)).failed("case", "timeout", () -> shop.chat(1000, 0));

        assertThat(shop.costs).outcome("case").costsPerSuccessAtMost("0.002 USD");
        assertThat(messageOf(() -> assertThat(shop.costs).outcome("case").costsPerSuccessAtMost("0.0016 USD")))
                .isEqualTo("""
                Expecting outcome case to cost at most 0.0016 USD a success, but it cost 0.002 USD: 0.0004 USD (25 %) more; \
                0.002 USD were spent for 1 success, 1 failure (timeout)

                  operation  model         in  out  attempts       cost                     waste
                  chat       acme/small  1000    0         1  0.001 USD                         0
                  chat       acme/small  1000    0         1  0.001 USD  0.001 USD outcome_failed
                  total                  2000    0         2  0.002 USD                 0.001 USD""");
    }

    @Test
    void costsPerSuccessAtMost_whenTheShareHasNoEnd_isCompared() {
        shop.reached("case", () -> shop.chat(1000, 0)).reached("case", () -> {}).reached("case", () -> {});

        assertThat(shop.costs).outcome("case").costsPerSuccessAtMost("0.00033333333333334 USD");
        assertThat(messageOf(
                        () -> assertThat(shop.costs).outcome("case").costsPerSuccessAtMost("0.00033333333333333 USD")))
                .contains("but it cost 0.0003333333333333333 USD");
    }

    @Test
    void costsPerSuccessAtMost_whenThereWasNone_fails() {
        shop.failed("case", null, () -> shop.chat(1000, 0));

        assertThat(messageOf(() -> assertThat(shop.costs).outcome("case").costsPerSuccessAtMost("5 USD")))
                .startsWith("Expecting outcome case to cost at most 5 USD a success,"
                        + " but there was no success: it came to 1 failure\n");
    }
}
