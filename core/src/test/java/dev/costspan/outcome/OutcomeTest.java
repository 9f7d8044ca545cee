package dev.costspan.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void current_whenScopesNest_isTheInnermost() {
        Outcome outer = Outcome.of("order");
        Outcome inner = Outcome.of("order.summary");
        assertThat(Outcome.current()).isNull();
        try (Scope first = outer.makeCurrent()) {
            try (Scope second = inner.makeCurrent()) {
                assertThat(Outcome.current()).isSameAs(inner);
            }
            assertThat(Outcome.current()).isSameAs(outer);
        }
        assertThat(Outcome.current()).isNull();
    }

    @Test
    void from_always_readsTheGivenContext() {
        Outcome outcome = Outcome.of("order");

        assertThat(Outcome.from(Context.root().with(outcome))).isSameAs(outcome);
        assertThat(Outcome.from(Context.root())).isNull();
    }
}
