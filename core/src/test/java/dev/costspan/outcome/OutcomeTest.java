package dev.costspan.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.attribution.Attribution;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    @Test
    void of_always_givesEachItsOwnId() {
        assertThat(Outcome.of("support.resolution")).isNotEqualTo(Outcome.of("support.resolution"));
    }

    @Test
    void outcome_whenAPartIsBlank_throwsWithBoth() {
        assertThatThrownBy(() -> new Outcome(" ", "9"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("' ' and '9'");
        assertThatThrownBy(() -> new Outcome("support.resolution", "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void outcome_whenTheIdIsTooLong_throwsWithTheLengths() {
        assertThatThrownBy(() -> new Outcome("order", "9".repeat(201)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("201 characters; it may have 200");
    }

    @Test
    void current_whenScopesNest_isTheInnermost() {
        OutcomeAccount outer = new OutcomeAccount(Outcome.of("order"), Attribution.NONE, null);
        OutcomeAccount inner = new OutcomeAccount(Outcome.of("order.summary"), Attribution.NONE, outer);
        assertThat(Outcome.current()).isNull();
        try (Scope first = outer.makeCurrent()) {
            try (Scope second = inner.makeCurrent()) {
                assertThat(Outcome.current()).isSameAs(inner.outcome());
            }
            assertThat(Outcome.current()).isSameAs(outer.outcome());
        }
        assertThat(Outcome.current()).isNull();
    }

    @Test
    void from_always_readsTheGivenContext() {
        OutcomeAccount account = new OutcomeAccount(Outcome.of("order"), Attribution.NONE, null);

        assertThat(Outcome.from(Context.root().with(account))).isSameAs(account.outcome());
        assertThat(Outcome.from(Context.root())).isNull();
    }
}
