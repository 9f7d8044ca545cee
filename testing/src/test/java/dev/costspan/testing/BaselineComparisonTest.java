package dev.costspan.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class BaselineComparisonTest {

    private static final BigDecimal TENTH = new BigDecimal("0.1");

    @Test
    void falls_whenMoreThanIsTolerated_areTold() {
        BaselineComparison comparison =
                compare(Shop.open().chat(1000, 0), Shop.open().chat(899, 0));

        assertThat(comparison.rises()).isEmpty();
        assertThat(comparison.falls())
                .containsExactly(
                        "operations outside any outcome: tokens fell from 1000 to 899, by 10.1 %",
                        "operations outside any outcome: cost fell from 0.001 USD to 0.000899 USD, by 10.1 %");
    }

    @Test
    void falls_whenTheyAreTolerated_areNot() {
        assertThat(compare(Shop.open().chat(1000, 0), Shop.open().chat(900, 0)).falls())
                .isEmpty();
    }

    @Test
    void falls_whenAnOutcomeIsGone_areTold() {
        Shop before = Shop.open();
        before.reached("case", () -> before.chat(1000, 0));

        assertThat(compare(before, Shop.open().chat(1, 0)).falls())
                .contains("outcome case: operations fell from 1 to 0, by 100 %");
    }

    @Test
    void rises_whenOneKindHidesAnother_areFoundAllTheSame() {
        Shop before = Shop.open().chat(1000, 0).ask(Operation.EMBEDDINGS, "acme", "embedder", input(9000));
        Shop now = Shop.open().chat(2000, 0).ask(Operation.EMBEDDINGS, "acme", "embedder", input(1000));

        assertThat(compare(before, now).rises())
                .contains(
                        "operations outside any outcome, chat: tokens rose from 1000 to 2000, by 100 % (tolerance 10 %)")
                .noneMatch(rise -> rise.startsWith("operations outside any outcome: tokens"));
    }

    private static Usage input(long tokens) {
        return Usage.builder().inputTokens(tokens).build();
    }

    private static BaselineComparison compare(Shop before, Shop now) {
        return new BaselineComparison(
                Baseline.of(before.costs.total().spent()),
                Baseline.of(now.costs.total().spent()),
                new Tolerances(TENTH, TENTH, TENTH, TENTH));
    }
}
