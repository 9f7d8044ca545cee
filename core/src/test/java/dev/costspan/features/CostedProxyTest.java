package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.attribution.Attribution;
import dev.costspan.attribution.AttributionKey;
import dev.costspan.outcome.CostedOutcome;
import dev.costspan.outcome.Outcome;
import dev.costspan.outcome.OutcomeRecord;
import dev.costspan.outcome.OutcomeStatus;
import dev.costspan.telemetry.OutcomeRow;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.util.Comparator;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code @CostedOutcome} on what is called through {@code outcomes().proxy(…)}. */
class CostedProxyTest {

    private final Desk desk = new Desk();

    public interface Support {

        @CostedOutcome(
                value = "support.resolution",
                team = "support",
                product = "shop",
                feature = "returns",
                owner = "ada")
        String resolve(String ticket) throws IOException;

        default String resolveTwice(String ticket) throws IOException {
            return resolve(ticket) + resolve(ticket);
        }

        String notAnnotated(String ticket);

        static HiddenResult notCalledThroughIt() {
            return new HiddenResult();
        }
    }

    private class AskingSupport implements Support {

        Throwable failure;
        Support itself;

        @Override
        public String resolve(String ticket) throws IOException {
            desk.ask();
            throwIt(failure);
            return itself == null || ticket.isEmpty() ? "resolved " + ticket : itself.resolve("");
        }

        @Override
        public String notAnnotated(String ticket) {
            desk.ask();
            return ticket;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof AskingSupport that && Objects.equals(failure, that.failure);
        }

        @Override
        public int hashCode() {
            return 17;
        }

        @Override
        public String toString() {
            return "the support desk";
        }
    }

    private final AskingSupport target = new AskingSupport();
    private final Support support = desk.outcomes.proxy(Support.class, target);

    @Test
    void proxy_whenAnAnnotatedMethodReturns_isASuccessWithEverythingSpentInIt() throws IOException {
        try (Scope ignored =
                Attribution.builder().team("platform").tenant("acme").build().makeCurrent()) {
            assertThat(support.resolve("9")).isEqualTo("resolved 9");
        }

        OutcomeRecord outcome = desk.only();
        assertThat(outcome.outcome().name()).isEqualTo("support.resolution");
        assertThat(outcome.status()).isEqualTo(OutcomeStatus.SUCCESS);
        assertThat(outcome.spent().cost())
                .singleElement()
                .satisfies(spent -> assertThat(spent.amount()).isEqualByComparingTo("0.00275"));
        assertThat(outcome.spent().operations()).isEqualTo(1);
        assertThat(outcome.value()).isNull();
        assertThat(outcome.quantity()).isNull();
        Attribution forWhom = outcome.attribution();
        assertThat(forWhom.get(AttributionKey.TEAM)).isEqualTo("support");
        assertThat(forWhom.get(AttributionKey.PRODUCT)).isEqualTo("shop");
        assertThat(forWhom.get(AttributionKey.FEATURE)).isEqualTo("returns");
        assertThat(forWhom.get(AttributionKey.OWNER)).isEqualTo("ada");
        assertThat(forWhom.get(AttributionKey.TENANT)).isEqualTo("acme");
        assertThat(desk.observed.only().attribution().get(AttributionKey.TEAM)).isEqualTo("support");
        assertThat(desk.observed.telemetry.span("support.resolution").getSpanId())
                .isEqualTo(desk.observed.telemetry.span("chat gpt-4o").getParentSpanId());
    }

    @Test
    void proxy_whenTheMethodIsNotAnnotated_onlyCallsIt() {
        assertThat(support.notAnnotated("9")).isEqualTo("9");

        assertThat(desk.ended).isEmpty();
        assertThat(desk.observed.only().outcome()).isNull();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void proxy_whenTheMethodThrows_failsAndThrowsTheVerySame(Throwable failure) {
        target.failure = failure;

        assertThatThrownBy(() -> support.resolve("9")).isSameAs(failure);

        assertThat(desk.only().status()).isEqualTo(OutcomeStatus.FAILURE);
        assertThat(desk.only().reason()).isEqualTo(failure.getClass().getName());
        assertThat(desk.only().lost())
                .singleElement()
                .satisfies(lost -> assertThat(lost.amount()).isEqualByComparingTo("0.00275"));
        assertThat(Context.current()).isSameAs(Context.root());
    }

    static Throwable[] failures() {
        return new Throwable[] {
            new IOException(Failing.SECRET),
            new IllegalStateException(Failing.SECRET),
            new AssertionError(Failing.SECRET)
        };
    }

    @Test
    void proxy_whenTheMethodIsCancelled_isAbandoned() {
        target.failure = new CancellationException();

        assertThatThrownBy(() -> support.resolve("9")).isSameAs(target.failure);

        assertThat(desk.only().status()).isEqualTo(OutcomeStatus.ABANDONED);
    }

    @Test
    void proxy_whenTheObjectCallsItselfThroughIt_isOneOutcome() throws IOException {
        target.itself = support;

        support.resolve("9");

        assertThat(desk.only().spent().operations()).isEqualTo(2);
    }

    @Test
    void proxy_whenADefaultMethodCallsAnAnnotatedOne_doesNotSeeTheInnerCalls() throws IOException {
        assertThat(support.resolveTwice("9")).isEqualTo("resolved 9resolved 9");

        assertThat(desk.ended).isEmpty();
    }

    @Test
    @SuppressWarnings("unchecked")
    void proxy_whenOutcomesNest_countsTheSpendInBoth() throws IOException {
        Callable<String> order = () -> support.resolve("9");
        Callable<String> outer = desk.outcomes.proxy(Callable.class, new OrderDesk(order));
        try {
            outer.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }

        assertThat(desk.ended)
                .extracting(entry -> entry.outcome().name())
                .containsExactly("support.resolution", "order");
        assertThat(desk.ended)
                .allSatisfy(entry -> assertThat(entry.spent().operations()).isEqualTo(1));
        assertThat(desk.observed.only().outcome().name()).isEqualTo("support.resolution");
        OutcomeRow inLedger = desk.observed.costspan.ledger().snapshot().outcome("order");
        assertThat(inLedger.count(OutcomeStatus.SUCCESS)).isEqualTo(1);
    }

    /** What an interface of the JDK has no annotation for has one in its class. */
    public record OrderDesk(Callable<String> body) implements Callable<String> {

        @Override
        @CostedOutcome("order")
        public String call() throws Exception {
            return body.call();
        }
    }

    @Test
    void proxy_whenAskedForItself_isWhatItStandsFor() {
        Support other = desk.outcomes.proxy(Support.class, new AskingSupport());

        Support same = support;
        assertThat(support).isEqualTo(same).isEqualTo(other).isEqualTo(target).hasSameHashCodeAs(target);
        assertThat(support).hasToString("the support desk");
        target.failure = new IOException();
        assertThat(support).isNotEqualTo(other);
        assertThat(support.equals(null)).isFalse();
        assertThat(desk.ended).isEmpty();
    }

    @Test
    void proxy_whenTheCallerIsInAContext_leavesItThere() throws IOException {
        try (Scope ignored = Attribution.builder().team("platform").build().makeCurrent()) {
            Context before = Context.current();
            support.resolve("9");
            assertThat(Context.current()).isSameAs(before);
        }
        assertThat(Outcome.current()).isNull();
    }

    @Test
    void proxy_whenTheTypeIsNoInterface_saysWhatToDo() {
        assertThatThrownBy(() -> desk.outcomes.proxy(AskingSupport.class, target))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(AskingSupport.class.getName())
                .hasMessageContaining("name the interface that")
                .hasMessageContaining("outcomes().builder");
    }

    @Test
    void proxy_whenNothingIsAnnotated_saysWhatToDo() {
        assertThatThrownBy(() -> desk.outcomes.proxy(Comparator.class, Comparator.naturalOrder()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.util.Comparator")
                .hasMessageContaining("has @CostedOutcome")
                .hasMessageContaining("put it on a method, the interface or the class");
    }

    interface Hidden {

        @CostedOutcome("hidden")
        void work();
    }

    public interface Derived extends Hidden {

        @CostedOutcome("derived")
        void more();
    }

    @Test
    void proxy_whenTheInterfaceOrOneAboveItIsNotPublic_saysWhatToDo() {
        assertThatThrownBy(() -> desk.outcomes.proxy(Hidden.class, () -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Hidden.class.getName() + ", which is not public: make it public");
        Derived derived = new Derived() {
            @Override
            public void work() {}

            @Override
            public void more() {}
        };
        assertThatThrownBy(() -> desk.outcomes.proxy(Derived.class, derived))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Hidden.class.getName() + ", which is not public: make it public");
    }

    static final class HiddenException extends Exception {}

    record HiddenResult() {}

    public interface Returning {

        @CostedOutcome("returning")
        HiddenResult[] work();
    }

    public interface Throwing {

        @CostedOutcome("throwing")
        void work() throws HiddenException;
    }

    @Test
    void proxy_whenAMethodReturnsOrThrowsWhatIsNotPublic_saysWhatToDo() {
        Returning returning = () -> new HiddenResult[0];
        assertThatThrownBy(() -> desk.outcomes.proxy(Returning.class, returning))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(HiddenResult.class.getName() + ", which is not public: make it public");
        Throwing throwing = () -> {};
        assertThatThrownBy(() -> desk.outcomes.proxy(Throwing.class, throwing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(HiddenException.class.getName() + ", which is not public: make it public");
    }

    public sealed interface Sealed permits SealedDesk {

        @CostedOutcome("sealed")
        void work();
    }

    public static final class SealedDesk implements Sealed {

        @Override
        public void work() {}
    }

    @Test
    void proxy_whenTheInterfaceIsSealed_saysWhatToDo() {
        assertThatThrownBy(() -> desk.outcomes.proxy(Sealed.class, new SealedDesk()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("an interface that anybody may implement, but " + Sealed.class.getName());
    }

    private static void throwIt(Throwable failure) throws IOException {
        if (failure instanceof IOException checked) {
            throw checked;
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }
}
