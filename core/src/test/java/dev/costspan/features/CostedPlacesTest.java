package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.outcome.CostedOutcome;
import dev.costspan.outcome.Outcomes;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Which annotation counts for a call. */
class CostedPlacesTest {

    private final Desk desk = new Desk();

    public interface Handler<T, R> {

        R handle(T task);
    }

    public record Ticket(String text) {}

    public interface Answering {

        @CostedOutcome("interface.method")
        default String answer(String question) {
            return question;
        }

        default String answer(String question, int times) {
            return question.repeat(times);
        }
    }

    @CostedOutcome("interface.type")
    public interface Everything {

        void first();

        @CostedOutcome("interface.method")
        void second();
    }

    @Test
    void annotation_whenOnTheObjectsMethod_winsOverTheInterfaces() {
        class Annotated implements Answering {
            @Override
            @CostedOutcome("class.method")
            public String answer(String question) {
                return question;
            }
        }
        desk.outcomes.proxy(Answering.class, new Annotated()).answer("?");
        assertNames("class.method");
    }

    @Test
    void annotation_whenOnTheInterfacesMethod_countsForADefaultMethodToo() {
        Answering answering = desk.outcomes.proxy(Answering.class, new Answering() {});

        assertThat(answering.answer("?")).isEqualTo("?");

        assertNames("interface.method");
    }

    @Test
    void annotation_whenOnAnOverload_doesNotCountForTheOther() {
        Answering answering = desk.outcomes.proxy(Answering.class, new Answering() {});

        assertThat(answering.answer("?", 2)).isEqualTo("??");

        assertThat(desk.ended).isEmpty();
    }

    @Test
    void annotation_whenOnTheInterface_countsForEachMethodWithoutOneOfItsOwn() {
        class Plain implements Everything, Answering {
            @Override
            public void first() {}

            @Override
            public void second() {}
        }
        Everything everything = desk.outcomes.proxy(Everything.class, new Plain());

        everything.first();
        everything.second();

        assertNames("interface.type", "interface.method");
        desk.outcomes.proxy(Answering.class, new Plain()).answer("?", 2);
        assertThat(desk.ended).hasSize(2);
    }

    @CostedOutcome("class.type")
    public static class Base implements Everything {

        @Override
        public void first() {}

        @Override
        public void second() {}

        void notPublic() {}

        @Override
        public String toString() {
            return "base";
        }
    }

    public static class Generated extends Base {

        @Override
        public void first() {
            super.first();
        }
    }

    @Test
    void annotation_whenOnTheClass_winsOverTheInterfaceAndCountsBelow() {
        Everything everything = desk.outcomes.proxy(Everything.class, new Generated());

        everything.first();
        everything.second();

        assertNames("class.type", "interface.method");
    }

    @Test
    void annotation_whenOnTheClass_leavesOutMethodsThatAreNotPublicAndThoseOfObject() throws NoSuchMethodException {
        assertThat(Outcomes.isCosted(Base.class.getDeclaredMethod("first"), Generated.class))
                .isTrue();
        assertThat(Outcomes.isCosted(Base.class.getDeclaredMethod("notPublic"), Generated.class))
                .isFalse();
        assertThat(Outcomes.isCosted(Base.class.getDeclaredMethod("toString"), Generated.class))
                .isFalse();
        assertThat(Outcomes.isCosted(Object.class.getMethod("hashCode"), Generated.class))
                .isFalse();
    }

    public static class Typed implements Handler<Ticket, String> {

        @Override
        @CostedOutcome(value = "generic", successWhen = "!empty")
        public String handle(Ticket task) {
            return task.text();
        }

        public String handle(String task) {
            return task;
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void annotation_whenTheInterfaceIsGeneric_isThatOfTheMethodWithItsTypes() {
        Handler<Ticket, String> handler = desk.outcomes.proxy(Handler.class, new Typed());

        assertThat(handler.handle(new Ticket("9"))).isEqualTo("9");

        assertNames("generic");
    }

    @Test
    void annotation_whenTheMethodIsABridge_isThatOfTheMethodBehindIt() throws NoSuchMethodException {
        Method bridge = Arrays.stream(Typed.class.getDeclaredMethods())
                .filter(Method::isBridge)
                .findFirst()
                .orElseThrow();

        assertThat(bridge.getParameterTypes()).containsExactly(Object.class);
        assertThat(Outcomes.isCosted(bridge, Typed.class)).isTrue();
        assertThat(Outcomes.isCosted(Typed.class.getMethod("handle", String.class), Typed.class))
                .isFalse();
    }

    public interface GenericDesk<T> {

        @CostedOutcome("generic.interface")
        String handle(T task);
    }

    public abstract static class GenericBase<A> implements GenericDesk<A> {}

    public static class TicketDesk extends GenericBase<Ticket> {

        @Override
        public String handle(Ticket task) {
            return task.text();
        }
    }

    @Test
    void annotation_whenTheClassesMethodIsGivenAndTheInterfaceIsGeneric_isThatOfTheInterface()
            throws NoSuchMethodException {
        assertThat(Outcomes.isCosted(TicketDesk.class.getMethod("handle", Ticket.class), TicketDesk.class))
                .isTrue();
    }

    @Test
    @SuppressWarnings("unchecked")
    void annotation_whenTheTargetIsALambda_isThatOfTheInterface() {
        GenericDesk<Ticket> lambda = Ticket::text;

        assertThat(desk.outcomes.proxy(GenericDesk.class, lambda).handle(new Ticket("9")))
                .isEqualTo("9");

        assertNames("generic.interface");
    }

    public interface Sized {

        Number size();
    }

    public static class ExactlySized implements Sized {

        @Override
        @CostedOutcome("covariant")
        public Integer size() {
            return 3;
        }
    }

    @Test
    void annotation_whenTheReturnTypeIsMoreSpecial_counts() {
        assertThat(desk.outcomes.proxy(Sized.class, new ExactlySized()).size()).isEqualTo(3);

        assertNames("covariant");
    }

    private void assertNames(String... names) {
        assertThat(desk.ended).extracting(entry -> entry.outcome().name()).containsExactly(names);
    }
}
