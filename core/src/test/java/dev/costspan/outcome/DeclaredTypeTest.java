package dev.costspan.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclaredTypeTest {

    @SuppressWarnings("rawtypes")
    interface Generic<A, B extends Number> {

        A first();

        B second();

        CompletionStage<A> stage();

        CompletionStage<? extends B> wildcard();

        A[] array();

        List<A>[] lists();

        <C extends Comparable<C>> C own();

        <D extends Future<String>> D future();

        CompletionStage raw();
    }

    interface Half<X> extends Generic<List<X>, Integer> {}

    abstract static class Whole implements Half<String>, Comparable<Whole> {}

    abstract static class Strings extends ArrayList<String> {}

    @ParameterizedTest
    @CsvSource({
        "first, java.util.List",
        "second, java.lang.Integer",
        "array, [Ljava.util.List;",
        "lists, [Ljava.util.List;",
        "own, java.lang.Comparable",
        "future, java.util.concurrent.Future",
        "raw, java.util.concurrent.CompletionStage"
    })
    void resolve_whenAClassBindsTheVariables_isWhatTheyStandFor(String method, String type) throws Exception {
        assertThat(in(Whole.class, method).raw().getName()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({"stage, java.util.List", "wildcard, java.lang.Integer", "raw, java.lang.Object"})
    void argument_whenTheTypeHasOne_isWhatItStandsFor(String method, String type) throws Exception {
        assertThat(in(Whole.class, method).argument(CompletionStage.class).raw().getName())
                .isEqualTo(type);
    }

    @Test
    void argument_whenItIsPassedOnToATypeAbove_isFoundThere() throws Exception {
        Type future = Holder.class.getDeclaredMethod("future").getGenericReturnType();
        DeclaredType declared = DeclaredType.of(Holder.class).resolve(future);

        assertThat(declared.raw()).isEqualTo(CompletableFuture.class);
        assertThat(declared.argument(CompletionStage.class).raw()).isEqualTo(Map.class);
        assertThat(declared.argument(Future.class).raw()).isEqualTo(Map.class);
        assertThat(declared.argument(Collection.class)).isNull();
        assertThat(DeclaredType.of(Strings.class).argument(Collection.class).raw())
                .isEqualTo(String.class);
    }

    interface Holder {

        CompletableFuture<Map<String, String>> future();
    }

    @Test
    void accepts_whenAVariableIsUnbound_isNoClassAtAll() throws Exception {
        assertThat(in(Generic.class, "first").raw()).isEqualTo(Object.class);
        assertThat(in(Generic.class, "first").accepts(String.class)).isFalse();
        assertThat(in(Generic.class, "future").accepts(WatchedFuture.class)).isFalse();
        assertThat(DeclaredType.of(Object.class).accepts(String.class)).isTrue();
        assertThat(DeclaredType.of(Future.class).accepts(WatchedFuture.class)).isTrue();
        assertThat(DeclaredType.of(CompletableFuture.class).accepts(WatchedFuture.class))
                .isFalse();
    }

    @Test
    void hierarchy_always_hasClassesBeforeInterfaces() {
        assertThat(DeclaredType.hierarchy(Whole.class))
                .containsExactly(Whole.class, Half.class, Comparable.class, Generic.class);
        assertThat(DeclaredType.hierarchy(Strings.class)).startsWith(Strings.class, ArrayList.class);
    }

    private static DeclaredType in(Class<?> type, String method) throws NoSuchMethodException {
        return DeclaredType.of(type)
                .resolve(Generic.class.getDeclaredMethod(method).getGenericReturnType());
    }
}
