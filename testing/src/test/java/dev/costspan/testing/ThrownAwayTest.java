package dev.costspan.testing;

import static dev.costspan.testing.CostspanAssertions.assertThat;
import static dev.costspan.testing.Failures.messageOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.MeteredOperation;
import dev.costspan.usage.Conditions;
import dev.costspan.usage.Usage;
import dev.costspan.usage.UsageReport;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThrownAwayTest {

    private static final Usage USUAL = Usage.tokens(1000, 100);

    @Test
    void matchesBaseline_whenAnswersAreThrownAway_saysThatItIsTheAttempts(@TempDir Path directory) {
        CostBaseline baseline = CostBaseline.file(directory.resolve("costs.json"));
        baseline.record(Shop.open().chat(1000, 100).costs.total());
        Shop shop = Shop.open();
        MeteredOperation metered = shop.small().start();
        metered.attempt().succeed(() -> new UsageReport(USUAL, null, Conditions.NONE, null, "USD"));
        metered.attempt().succeed();
        metered.usage(USUAL).end();

        assertThat(shop.costs)
                .total()
                .costsExactly("0.0028 USD")
                .wastesAtMost("0.0014 USD")
                .hasAttempts(2);
        assertThat(messageOf(() -> assertThat(shop.costs).matchesBaseline(baseline)))
                .contains("  why, in USD  tokens  model  operations  attempts  price      sum\n"
                        + "  chat              0      0           0   +0.0014      0  +0.0014\n")
                .contains("  chat       acme/small           1  1100 → 2200     1 → 2  0.0014 → 0.0028 USD\n");
    }
}
