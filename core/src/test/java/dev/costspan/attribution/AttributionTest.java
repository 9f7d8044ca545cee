package dev.costspan.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributionTest {

    private static final Attribution SUPPORT = Attribution.builder()
            .team("support")
            .feature("faq")
            .tag("lane", "a")
            .build();

    @ParameterizedTest
    @EnumSource(AttributionKey.class)
    void get_ofEachKey_isWhatWasSet(AttributionKey key) {
        Attribution attribution = Attribution.builder().set(key, "x").build();

        assertThat(attribution.get(key)).isEqualTo("x");
        assertThat(attribution.toString()).contains(key.id() + "=x");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void set_whenNullOrBlank_unsets(String value) {
        assertThat(SUPPORT.toBuilder().team(value).build().get(AttributionKey.TEAM))
                .isNull();
        assertThat(SUPPORT.toBuilder().tag("lane", value).build().tags()).isEmpty();
    }

    @Test
    void tag_whenTheNameIsBlank_throws() {
        assertThatThrownBy(() -> Attribution.builder().tag(" ", "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 blank");
    }

    @Test
    void tag_whenThereAreTooMany_keepsTheFirstAndCountsTheRest() {
        Attribution.Builder builder = Attribution.builder();
        for (int i = 0; i < 20; i++) {
            builder.tag("t" + i, "v");
        }
        Attribution attribution = builder.tag("t0", "again").build();

        assertThat(attribution.tags()).hasSize(Attribution.MAX_TAGS).containsEntry("t0", "again");
        assertThat(attribution.droppedTags()).isEqualTo(4);
    }

    @Test
    void set_whenTheValueIsLong_cutsItBetweenCharacters() {
        String exact = "x".repeat(256);
        String split = "x".repeat(255) + "\uD83D\uDCB8";

        assertThat(Attribution.builder().team(exact + "y").build().get(AttributionKey.TEAM))
                .isEqualTo(exact);
        assertThat(Attribution.builder().team(split).build().get(AttributionKey.TEAM))
                .isEqualTo("x".repeat(255));
    }

    @Test
    void tag_whenALongNameIsSetAgain_replacesTheFirst() {
        String name = "n".repeat(300);

        assertThat(Attribution.builder().tag(name, "1").tag(name, "2").build().tags())
                .isEqualTo(Map.of("n".repeat(256), "2"));
    }

    @Test
    void over_whenBothSaySomething_innerWins() {
        Attribution inner = Attribution.builder()
                .team("billing")
                .tag("lane", "b")
                .tag("step", "1")
                .build();

        Attribution merged = inner.over(SUPPORT);

        assertThat(merged)
                .isEqualTo(Attribution.builder()
                        .team("billing")
                        .feature("faq")
                        .tag("lane", "b")
                        .tag("step", "1")
                        .build());
        assertThat(SUPPORT.get(AttributionKey.TEAM)).isEqualTo("support");
    }

    @Test
    void over_whenTagsDoNotAllFit_keepsTheInnerOnes() {
        Attribution.Builder outer = Attribution.builder();
        Attribution.Builder inner = Attribution.builder();
        for (int i = 0; i < 12; i++) {
            outer.tag("outer-" + i, "v");
            inner.tag("inner-" + i, "v");
        }
        Attribution merged = inner.build().over(outer.build());

        assertThat(merged.tags().keySet())
                .hasSize(16)
                .filteredOn(name -> name.startsWith("inner"))
                .hasSize(12);
        assertThat(merged.droppedTags()).isEqualTo(8);
    }

    @Test
    void over_whenEitherSaysNothing_isTheOtherItself() {
        assertThat(SUPPORT.over(Attribution.NONE)).isSameAs(SUPPORT);
        assertThat(Attribution.NONE.over(SUPPORT)).isSameAs(SUPPORT);
        assertThat(SUPPORT.over(SUPPORT)).isSameAs(SUPPORT);
    }

    @Test
    void over_whenAskedAgainAndForAnotherOuter_isRightEachTime() {
        Attribution inner = Attribution.builder().product("shop").build();
        Attribution other = Attribution.builder().team("other").build();

        assertThat(inner.over(SUPPORT)).isSameAs(inner.over(SUPPORT));
        assertThat(inner.over(other).get(AttributionKey.TEAM)).isEqualTo("other");
        assertThat(inner.over(SUPPORT).get(AttributionKey.TEAM)).isEqualTo("support");
    }

    @Test
    void equals_always_goesByValuesAndTags() {
        Attribution same = SUPPORT.toBuilder().build();

        assertThat(same).isEqualTo(SUPPORT).hasSameHashCodeAs(SUPPORT).isNotSameAs(SUPPORT);
        assertThat(same.toBuilder().tag("lane", "z").build()).isNotEqualTo(SUPPORT);
        assertThat(same.toBuilder().team("z").build()).isNotEqualTo(SUPPORT);
        assertThat(SUPPORT).isNotEqualTo("support");
    }

    @Test
    void tags_always_cannotBeChanged() {
        assertThatThrownBy(() -> SUPPORT.tags().put("x", "y")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void current_whenScopesNest_isTheMergeAndEndsWithTheScope() {
        assertThat(Attribution.current()).isSameAs(Attribution.NONE);
        try (Scope outer = SUPPORT.makeCurrent();
                Scope inner = Attribution.builder().feature("refund").build().makeCurrent()) {
            assertThat(Attribution.current().get(AttributionKey.TEAM)).isEqualTo("support");
            assertThat(Attribution.current().get(AttributionKey.FEATURE)).isEqualTo("refund");
        }
        assertThat(Attribution.current()).isSameAs(Attribution.NONE);
    }

    @Test
    void from_always_readsTheGivenContext() {
        Context context = Context.root().with(SUPPORT);

        assertThat(Attribution.from(context)).isSameAs(SUPPORT);
        assertThat(Attribution.from(Context.root())).isSameAs(Attribution.NONE);
    }

    @Test
    void current_whenTheExecutorCarriesTheContext_isThatOfTheSubmitter()
            throws ExecutionException, InterruptedException {
        ExecutorService bare = Executors.newSingleThreadExecutor();
        try (Scope ignored = SUPPORT.makeCurrent()) {
            ExecutorService carrying = Context.taskWrapping(bare);

            assertThat(carrying.submit(Attribution::current).get()).isSameAs(SUPPORT);
            assertThat(bare.submit(Attribution::current).get()).isSameAs(Attribution.NONE);
        } finally {
            bare.shutdownNow();
        }
    }
}
