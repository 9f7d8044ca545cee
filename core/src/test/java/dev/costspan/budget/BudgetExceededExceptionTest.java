package dev.costspan.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.pricing.Money;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BudgetExceededExceptionTest {

    private static final Money LIMIT = Money.of("100", "USD");
    private static final Money USED = Money.of("99.5", "USD");
    private static final Money ASKED = Money.of("0.75", "USD");

    @Test
    void message_always_holdsTheNumbersAndTheInstant() {
        Instant reset = Instant.parse("2026-10-01T00:00:00Z");

        BudgetExceededException refused = new BudgetExceededException("team-support", LIMIT, USED, ASKED, reset);

        assertThat(refused)
                .hasMessage("budget 'team-support' has 100 USD, of which 99.5 USD is used; this operation asks for"
                        + " 0.75 USD; it resets at 2026-10-01T00:00:00Z");
        assertThat(refused.budget()).isEqualTo("team-support");
        assertThat(refused.limit()).isEqualTo(LIMIT);
        assertThat(refused.used()).isEqualTo(USED);
        assertThat(refused.asked()).isEqualTo(ASKED);
        assertThat(refused.resetsAt()).isEqualTo(reset);
    }

    @Test
    void message_whenTheBudgetNeverResets_saysSo() {
        assertThat(new BudgetExceededException("pilot", LIMIT, USED, ASKED, null))
                .hasMessageEndingWith("it never resets");
    }
}
