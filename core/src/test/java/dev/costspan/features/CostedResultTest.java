package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.outcome.CostedOutcome;
import dev.costspan.outcome.CostedOutcome.Settle;
import dev.costspan.outcome.OutcomeRecord;
import dev.costspan.outcome.OutcomeStatus;
import dev.costspan.outcome.Outcomes;
import dev.costspan.pricing.Money;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code successWhen}, {@code quantity}, {@code worth} and {@code settle} read from a method's result. */
class CostedResultTest {

    private final Desk desk = new Desk();

    public record Resolution(boolean resolved, Answered answer, Money saved, double hours) {

        public boolean isEscalated() {
            return !resolved;
        }

        public Object anything() {
            return saved;
        }

        public boolean broken() {
            throw Failing.failure();
        }
    }

    public record Answered(List<String> cases, int pages, LongAdder views, Boolean confirmed) {

        public String[] getSources() {
            return new String[] {"handbook", "faq"};
        }
    }

    private static final Money SAVED = Money.of("12.50", "EUR");
    private static final Resolution RESOLVED =
            new Resolution(true, new Answered(List.of("a", "b", "c"), 4, adder(9), true), SAVED, 0.25);
    private static final Resolution ESCALATED =
            new Resolution(false, new Answered(List.of(), 0, adder(0), null), SAVED, 1e3);

    public interface Resolving {

        @CostedOutcome(value = "resolution", successWhen = "resolved", quantity = "answer.cases", worth = "saved")
        Resolution byRecord(Resolution result);

        @CostedOutcome(value = "resolution", successWhen = "! escalated", quantity = "2.5", worth = "4.50 USD")
        Resolution negated(Resolution result);

        @CostedOutcome(value = "resolution", successWhen = "answer.confirmed", quantity = "answer.pages")
        Resolution boxed(Resolution result);

        @CostedOutcome(value = "resolution", quantity = "answer.sources", settle = Settle.LATER)
        Resolution later(Resolution result) throws InterruptedException;

        @CostedOutcome(value = "resolution", quantity = "hours", worth = "anything", successWhen = "broken")
        Resolution broken(Resolution result);

        @CostedOutcome(value = "resolution", quantity = "answer.views")
        Resolution counted(Resolution result);

        @CostedOutcome(value = "resolution", successWhen = "resolved", quantity = "answer.cases", worth = "saved")
        Object untyped(Object result);

        @CostedOutcome(value = "resolution", quantity = "size", successWhen = "!empty")
        List<String> list(List<String> result);

        @CostedOutcome(value = "resolution", successWhen = "booleanValue")
        boolean primitive(boolean result);
    }

    private static final class Echo implements Resolving {

        private boolean fails;

        @Override
        public Resolution byRecord(Resolution result) {
            return result;
        }

        @Override
        public Resolution negated(Resolution result) {
            return result;
        }

        @Override
        public Resolution boxed(Resolution result) {
            return result;
        }

        @Override
        public Resolution later(Resolution result) throws InterruptedException {
            if (fails) {
                throw new InterruptedException();
            }
            return result;
        }

        @Override
        public Resolution broken(Resolution result) {
            return result;
        }

        @Override
        public Resolution counted(Resolution result) {
            return result;
        }

        @Override
        public Object untyped(Object result) {
            return result;
        }

        @Override
        public List<String> list(List<String> result) {
            return result;
        }

        @Override
        public boolean primitive(boolean result) {
            return result;
        }
    }

    private final Echo target = new Echo();
    private final Resolving resolving = desk.outcomes.proxy(Resolving.class, target);

    @Test
    void successWhen_whenTheResultSaysSo_isASuccessWithQuantityAndWorth() {
        assertThat(resolving.byRecord(RESOLVED)).isSameAs(RESOLVED);

        assertEnded(OutcomeStatus.SUCCESS, null);
        assertThat(desk.only().quantity()).isEqualByComparingTo("3");
        assertThat(desk.only().value()).isEqualTo(SAVED);
    }

    @Test
    void successWhen_whenTheResultSaysOtherwise_isAFailureByResult() {
        resolving.byRecord(ESCALATED);

        assertEnded(OutcomeStatus.FAILURE, "result");
        assertThat(desk.only().quantity()).isEqualByComparingTo("0");
    }

    @Test
    void successWhen_whenNegated_isTurnedRound() {
        resolving.negated(RESOLVED);

        assertEnded(OutcomeStatus.SUCCESS, null);
        assertThat(desk.only().quantity()).isEqualByComparingTo("2.5");
        assertThat(desk.only().value()).isEqualTo(Money.of("4.50", "USD"));
        resolving.negated(ESCALATED);
        assertThat(desk.ended.get(1).status()).isEqualTo(OutcomeStatus.FAILURE);
    }

    @Test
    void successWhen_whenSomethingOnTheWayIsNull_isAFailureOfUnknownReason() {
        resolving.boxed(ESCALATED);

        assertEnded(OutcomeStatus.FAILURE, "unknown");
        resolving.boxed(RESOLVED);
        assertThat(desk.ended.get(1).status()).isEqualTo(OutcomeStatus.SUCCESS);
        assertThat(desk.ended.get(1).quantity()).isEqualByComparingTo("4");
    }

    @Test
    void successWhen_whenTheResultIsNull_isAFailureOfUnknownReason() {
        assertThat(resolving.byRecord(null)).isNull();

        assertEnded(OutcomeStatus.FAILURE, "unknown");
        assertThat(desk.only().quantity()).isNull();
        assertThat(desk.only().value()).isNull();
    }

    @Test
    void successWhen_whenThePropertyThrows_isAFailureThatIsLoggedOnceWithoutContent() {
        try (CapturedLog log = new CapturedLog()) {
            assertThat(resolving.broken(RESOLVED)).isSameAs(RESOLVED);
            resolving.broken(RESOLVED);

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("successWhen = 'broken'")
                    .contains(".broken:");
            assertThat(log.lines()).noneMatch(line -> line.contains(Failing.SECRET));
        }
        assertThat(desk.ended).hasSize(2).allSatisfy(entry -> {
            assertThat(entry.status()).isEqualTo(OutcomeStatus.FAILURE);
            assertThat(entry.reason()).isEqualTo("unknown");
            assertThat(entry.quantity()).isEqualByComparingTo("0.25");
            assertThat(entry.value()).isEqualTo(SAVED);
        });
    }

    @Test
    void quantity_whenTheNumberIsOfAnotherClass_isWhatItsTextSays() {
        resolving.counted(RESOLVED);

        assertEnded(OutcomeStatus.SUCCESS, null);
        assertThat(desk.only().quantity()).isEqualByComparingTo("9");
    }

    @Test
    void settle_whenLater_makesASuccessPendingAndAnExceptionAFailure() throws InterruptedException {
        resolving.later(RESOLVED);

        assertEnded(OutcomeStatus.PENDING, null);
        assertThat(desk.only().quantity()).isEqualByComparingTo("2");
        target.fails = true;
        assertThatThrownBy(() -> resolving.later(RESOLVED)).isInstanceOf(InterruptedException.class);
        assertThat(desk.ended.get(1).status()).isEqualTo(OutcomeStatus.FAILURE);
        assertThat(desk.ended.get(1).reason()).isEqualTo(InterruptedException.class.getName());

        desk.outcomes.confirm(desk.ended.get(0).outcome().id(), OutcomeStatus.SUCCESS);
        assertThat(desk.ended.get(2).status()).isEqualTo(OutcomeStatus.SUCCESS);
        assertThat(desk.ended.get(2).quantity()).isEqualByComparingTo("2");
    }

    @Test
    void path_whenTheDeclaredTypeSaysNothing_isReadFromTheObject() {
        assertThat(resolving.untyped(RESOLVED)).isSameAs(RESOLVED);

        assertEnded(OutcomeStatus.SUCCESS, null);
        assertThat(desk.only().quantity()).isEqualByComparingTo("3");
        assertThat(desk.only().value()).isEqualTo(SAVED);
    }

    @Test
    void path_whenTheObjectHasNoSuchProperty_isUnknownAndLoggedOnce() {
        try (CapturedLog log = new CapturedLog()) {
            assertThat(resolving.untyped("my password is hunter2")).isEqualTo("my password is hunter2");
            resolving.untyped("my password is hunter2");

            assertThat(log.lines())
                    .hasSize(3)
                    .allSatisfy(line -> assertThat(line)
                            .contains(Resolving.class.getName() + ".untyped", "cannot be read from a java.lang.String")
                            .doesNotContain("hunter2"));
        }
        assertThat(desk.ended).hasSize(2);
        assertThat(desk.ended.get(0).status()).isEqualTo(OutcomeStatus.FAILURE);
        assertThat(desk.ended.get(0).reason()).isEqualTo("unknown");
    }

    @Test
    void path_whenTheObjectsPropertyIsOfAnotherType_isUnknown() {
        record Odd(String resolved, Object answer, String saved) {}

        try (CapturedLog log = new CapturedLog()) {
            resolving.untyped(new Odd("yes", null, "12.50 EUR"));
            assertThat(log.lines()).hasSize(2).allMatch(line -> line.contains("java.lang.ClassCastException"));
        }
        assertEnded(OutcomeStatus.FAILURE, "unknown");
        assertThat(desk.only().quantity()).isNull();
        assertThat(desk.only().value()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mutable", "immutable", "wrapped"})
    void path_whenTheClassIsNotPublicButItsInterfaceIs_isRead(String kind) {
        List<String> list = switch (kind) {
            case "mutable" -> new ArrayList<>(List.of("a", "b"));
            case "immutable" -> List.of("a", "b");
            default -> Collections.unmodifiableList(List.of("a", "b"));
        };
        resolving.list(list);

        assertEnded(OutcomeStatus.SUCCESS, null);
        assertThat(desk.only().quantity()).isEqualByComparingTo("2");
    }

    @Test
    void path_whenTheObjectsClassIsNotPublic_isRead() {
        record Hidden(boolean resolved, Answered answer, Money saved) {}

        resolving.untyped(new Hidden(true, RESOLVED.answer(), SAVED));
        resolving.untyped(new Hidden(false, ESCALATED.answer(), SAVED));

        assertThat(desk.ended)
                .extracting(OutcomeRecord::status)
                .containsExactly(OutcomeStatus.SUCCESS, OutcomeStatus.FAILURE);
        assertThat(desk.ended.get(0).quantity()).isEqualByComparingTo("3");
        assertThat(desk.ended.get(0).value()).isEqualTo(SAVED);
    }

    public interface Sizing {

        @CostedOutcome(value = "sizing", quantity = "size")
        Object size(Object result);
    }

    @Test
    void path_whenTheObjectsClassIsOutOfReachAndNothingIsDeclared_isReadByItsInterface() {
        desk.outcomes.proxy(Sizing.class, result -> result).size(List.of("a"));

        assertEnded(OutcomeStatus.SUCCESS, null);
        assertThat(desk.only().quantity()).isEqualByComparingTo("1");
    }

    @Test
    void successWhen_whenTheResultIsAPrimitive_readsItsObject() {
        assertThat(resolving.primitive(true)).isTrue();
        assertEnded(OutcomeStatus.SUCCESS, null);
        assertThat(resolving.primitive(false)).isFalse();
        assertThat(desk.ended.get(1).status()).isEqualTo(OutcomeStatus.FAILURE);
    }

    @SuppressWarnings("unused")
    interface Wrong {

        @CostedOutcome(value = "wrong", successWhen = "resolvd")
        Resolution typo();

        @CostedOutcome(value = "wrong", successWhen = "answer.cases.sise")
        CompletionStage<? extends Resolution> nestedTypo();

        @CostedOutcome(value = "wrong", successWhen = "answer")
        Resolution noFlag();

        @CostedOutcome(value = "wrong", successWhen = "resolved..x")
        Resolution noPath();

        @CostedOutcome(value = "wrong", successWhen = "done")
        void nothing();

        @CostedOutcome(value = "wrong", quantity = "3,5")
        Resolution noNumber();

        @CostedOutcome(value = "wrong", quantity = "resolved")
        Resolution noQuantity();

        @CostedOutcome(value = "wrong", worth = "4.50")
        Resolution noCurrency();

        @CostedOutcome(value = "wrong", worth = "4.50 dollars")
        Resolution noCode();

        @CostedOutcome(value = "wrong", worth = "answer.pages")
        Resolution noMoney();

        @CostedOutcome(" ")
        Resolution noName();

        @CostedOutcome("wrong")
        ForkJoinTask<Resolution> noEnd();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            typo | successWhen = 'resolvd', but {R} has no property 'resolvd'; it has answer, anything, broken, escalated, hours, resolved, saved
            nestedTypo | successWhen = 'answer.cases.sise', but java.util.List has no property 'sise'; it has empty
            noFlag | successWhen = 'answer', but that is a {A} and not a boolean
            noPath | successWhen = 'resolved..x', but a path is names joined by dots
            nothing | successWhen = 'done', but void has no property 'done'; it has none
            noNumber | quantity = '3,5', but that is neither a decimal number nor a path
            noQuantity | quantity = 'resolved', but that is a boolean and not a number, a collection or an array
            noCurrency | worth = '4.50', but that is neither an amount such as 4.50 USD nor a path
            noCode | worth = '4.50 dollars', but that is neither an amount such as 4.50 USD nor a path
            noMoney | worth = 'answer.pages', but that is a int and not a dev.costspan.pricing.Money
            noName | value = ' ', but an outcome needs a name
            noEnd | it returns a java.util.concurrent.ForkJoinTask, whose end cannot be seen: let it return
            """)
    void annotation_whenItIsWrong_saysWhereWhatAndWhatThereIs(String name, String message)
            throws NoSuchMethodException {
        Method method = Wrong.class.getDeclaredMethod(name);

        assertThatThrownBy(() -> Outcomes.isCosted(method, Wrong.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("@CostedOutcome of " + Wrong.class.getName() + "." + name + ": ")
                .hasMessageContaining(
                        message.replace("{R}", Resolution.class.getName()).replace("{A}", Answered.class.getName()));
    }

    public interface Mistyped {

        @CostedOutcome(value = "mistyped", successWhen = "resolvd", quantity = "answer.pages", worth = "x")
        Resolution resolve();
    }

    @Test
    void proxy_whenAnAnnotationIsWrong_throwsWithEverythingThatIs() {
        Mistyped mistyped = () -> RESOLVED;

        assertThatThrownBy(() -> desk.outcomes.proxy(Mistyped.class, mistyped))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("successWhen = 'resolvd'")
                .hasMessageContaining("worth = 'x'");
    }

    @Test
    void invoke_whenAnAnnotationIsWrong_callsAndCountsWhatIsRightInIt() throws Throwable {
        Method method = Mistyped.class.getMethod("resolve");
        try (CapturedLog log = new CapturedLog()) {
            assertThat(desk.outcomes.invoke(method, Mistyped.class, () -> RESOLVED))
                    .isSameAs(RESOLVED);
            desk.outcomes.invoke(method, Mistyped.class, () -> RESOLVED);

            assertThat(log.lines()).singleElement().asString().contains("successWhen = 'resolvd'", "worth = 'x'");
        }
        assertThat(desk.ended).hasSize(2);
        assertThat(desk.ended.get(0).status()).isEqualTo(OutcomeStatus.FAILURE);
        assertThat(desk.ended.get(0).reason()).isEqualTo("unknown");
        assertThat(desk.ended.get(0).quantity()).isEqualByComparingTo("4");
        assertThat(desk.ended.get(0).value()).isNull();
    }

    @Test
    void invoke_whenTheNameIsBlank_onlyCalls() throws Throwable {
        Method method = Wrong.class.getDeclaredMethod("noName");
        try (CapturedLog log = new CapturedLog()) {
            assertThat(desk.outcomes.invoke(method, Wrong.class, () -> RESOLVED))
                    .isSameAs(RESOLVED);
            assertThat(log.lines()).singleElement().asString().contains("an outcome needs a name");
        }
        assertThat(desk.ended).isEmpty();
    }

    @Test
    void invoke_whenNothingIsAnnotated_onlyCalls() throws Throwable {
        Method method = List.class.getMethod("size");

        assertThat(desk.outcomes.invoke(method, List.of("a").getClass(), () -> 1))
                .isEqualTo(1);

        assertThat(desk.ended).isEmpty();
    }

    private void assertEnded(OutcomeStatus status, String reason) {
        assertThat(desk.only().status()).isEqualTo(status);
        assertThat(desk.only().reason()).isEqualTo(reason);
    }

    private static LongAdder adder(long value) {
        LongAdder adder = new LongAdder();
        adder.add(value);
        return adder;
    }
}
