package dev.costspan.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import dev.costspan.Costspan;
import dev.costspan.CostspanBuilder;
import dev.costspan.attribution.Attribution;
import dev.costspan.attribution.AttributionKey;
import dev.costspan.budget.BudgetExceededException;
import dev.costspan.pricing.Money;
import dev.costspan.pricing.PriceBook;
import dev.costspan.pricing.UnpricedReason;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.telemetry.Ending;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What the wrapper of any client does. */
public interface WrapperContract {

    /** Returns a client that is wrapped for {@code costspan}. */
    Subject subject(Costspan costspan);

    /** Returns what Costspan says of an answered request. */
    Expected expected();

    /** Returns the prices by which {@link #expected()} was reckoned. */
    PriceBook prices();

    @Test
    default void ask_whenAnswered_returnsTheAnswerAndRecordsItsCostOnOneSpan() {
        Recording recording = Recording.of(prices());
        try (Subject subject = subject(recording.costspan())) {
            subject.next(Scene.ANSWER, Scene.ANSWER);
            Context before = Context.current();

            assertThat(subject.ask()).isEqualTo(subject.askBare());

            assertThat(Context.current()).isSameAs(before);
            CostRecord entry = recording.only();
            assertThat(entry.ending()).isEqualTo(Ending.COMPLETED);
            assertThat(entry.cost().amount()).isEqualByComparingTo(expected().amount());
            SpanData span = recording.span();
            assertThat(span.getName()).isEqualTo(expected().spanName());
            assertThat(Recording.plain(span.getAttributes()))
                    .containsAllEntriesOf(expected().attributes())
                    .containsEntry(
                            "costspan.cost.amount", new BigDecimal(expected().amount()).doubleValue())
                    .containsEntry("costspan.cost.status", "priced");
        }
    }

    @Test
    default void ask_whenRejected_throwsWhatTheClientThrowsAndRecordsAFailure() {
        Recording recording = Recording.of(prices());
        try (Subject subject = subject(recording.costspan())) {
            subject.next(Scene.REJECTION, Scene.REJECTION);

            Throwable bare = catchThrowable(subject::askBare);
            Throwable wrapped = catchThrowable(subject::ask);

            assertThat(wrapped).isExactlyInstanceOf(bare.getClass()).hasMessage(bare.getMessage());
            CostRecord entry = recording.only();
            assertThat(entry.ending()).isEqualTo(Ending.FAILED);
            assertThat(entry.errorType()).isEqualTo(expected().errorType());
            assertThat(entry.cost().unpricedReason()).isEqualTo(UnpricedReason.NO_ANSWER);
            SpanData span = recording.span();
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(Recording.plain(span.getAttributes()))
                    .containsEntry("error.type", expected().errorType())
                    .doesNotContainKey("costspan.cost.amount");
        }
    }

    @Test
    default void ask_whenOverBudget_throwsTheRefusalAndSendsNothing() {
        BudgetExceededException refusal = new BudgetExceededException(
                "team-support", Money.of("10", "USD"), Money.of("10", "USD"), Money.of("0.01", "USD"), null);
        Recording recording = Recording.with(
                prices(),
                settings -> settings.budgets(request -> {
                    throw refusal;
                }));
        try (Subject subject = subject(recording.costspan())) {
            subject.next(Scene.ANSWER);

            assertThatThrownBy(subject::ask).isSameAs(refusal);

            assertThat(subject.requests()).isZero();
            assertThat(recording.records()).isEmpty();
            assertThat(recording.spans()).isEmpty();
        }
    }

    @Test
    default void ask_whenInstrumentationsAreNested_carriesTheCostOnExactlyOneSpan() {
        for (String way : waysToNest()) {
            Recording recording = Recording.of(prices());
            try (Subject subject = subject(recording.costspan())) {
                subject.next(Scene.ANSWER, Scene.ANSWER);

                assertThat(subject.nested().get(way).get()).as(way).isEqualTo(subject.askBare());

                assertThat(recording.records()).as(way).hasSize(1);
                assertThat(recording.spans())
                        .as(way)
                        .filteredOn(
                                span -> Recording.plain(span.getAttributes()).containsKey("costspan.cost.amount"))
                        .hasSize(1);
                assertThat(recording.costspan().ledger().snapshot().cost())
                        .as(way)
                        .containsExactly(Money.of(expected().amount(), "USD"));
            }
        }
    }

    @Test
    default void ask_whenTwoIdenticalRequestsRunAtOnce_recordsBoth() {
        Recording recording = Recording.of(prices());
        try (Subject subject = subject(recording.costspan())) {
            subject.next(Scene.ANSWER, Scene.ANSWER);
            CompletableFuture<String> one = CompletableFuture.supplyAsync(subject::ask);
            CompletableFuture<String> other = CompletableFuture.supplyAsync(subject::ask);

            assertThat(one.join()).isEqualTo(other.join());

            assertThat(recording.records(2)).extracting(CostRecord::id).doesNotHaveDuplicates();
            assertThat(recording.spans()).hasSize(2);
            BigDecimal both = new BigDecimal(expected().amount()).multiply(BigDecimal.valueOf(2));
            assertThat(recording.costspan().ledger().snapshot().cost())
                    .singleElement()
                    .satisfies(sum -> assertThat(sum.amount()).isEqualByComparingTo(both));
        }
    }

    @Test
    default void ask_whenContextIsCarriedToAnotherThread_keepsAttributionAndParent() {
        Recording recording = Recording.of(prices());
        ExecutorService elsewhere = Context.taskWrapping(Executors.newSingleThreadExecutor());
        try (Subject subject = subject(recording.costspan())) {
            subject.next(Scene.ANSWER);
            CompletableFuture<String> answer;
            try (Scope team = Attribution.builder().team("support").build().makeCurrent();
                    Scope request = recording.inSpan("request")) {
                answer = CompletableFuture.supplyAsync(subject::ask, elsewhere);
            }
            answer.join();

            assertThat(recording.only().attribution().get(AttributionKey.TEAM)).isEqualTo("support");
            assertThat(recording.span(expected().spanName()).getParentSpanId())
                    .isEqualTo(recording.span("request").getSpanId());
        } finally {
            elsewhere.shutdownNow();
        }
    }

    @Test
    default void ask_whenNothingIsSampled_keepsTheTotals() {
        Recording recording = Recording.unsampled(prices());
        try (Subject subject = subject(recording.costspan())) {
            subject.next(Scene.ANSWER);

            subject.ask();

            assertThat(recording.spans()).isEmpty();
            assertThat(recording.only().cost().amount())
                    .isEqualByComparingTo(expected().amount());
            assertThat(recording.costspan().ledger().snapshot().cost())
                    .containsExactly(Money.of(expected().amount(), "USD"));
            assertThat(recording
                            .counter("costspan.cost", "costspan.cost.currency")
                            .values())
                    .singleElement()
                    .satisfies(sum -> assertThat(sum)
                            .isCloseTo(new BigDecimal(expected().amount()).doubleValue(), within(1e-12)));
        }
    }

    @Test
    default void ask_whenPartsOfOursFail_stillReturnsTheAnswerOrTheError() {
        Map<String, UnaryOperator<CostspanBuilder>> failing = Map.of(
                "price book",
                        settings -> settings.prices((operation, provider, model, tier, at, usage) -> {
                            throw new IllegalStateException("no prices today");
                        }),
                "sink",
                        settings -> settings.directSink(entry -> {
                            throw new IllegalStateException("disk full");
                        }),
                "budgets",
                        settings -> settings.budgets(request -> {
                            throw new IllegalStateException("store is down");
                        }));
        failing.forEach((part, settings) -> {
            Recording recording = Recording.with(prices(), settings);
            try (Subject subject = subject(recording.costspan())) {
                subject.next(Scene.ANSWER, Scene.ANSWER, Scene.REJECTION, Scene.REJECTION);

                assertThat(subject.ask()).as(part).isEqualTo(subject.askBare());
                Throwable bare = catchThrowable(subject::askBare);
                assertThatThrownBy(subject::ask).as(part).hasSameClassAs(bare).hasMessage(bare.getMessage());
                assertThat(recording.records(2)).as(part).hasSize(2);
            }
        });
    }

    /** Returns the names of the ways in which two instrumentations see one call. */
    default List<String> waysToNest() {
        try (Subject subject = subject(Recording.of(prices()).costspan())) {
            Map<String, Supplier<String>> nested = subject.nested();
            assertThat(nested).isNotEmpty();
            return List.copyOf(nested.keySet());
        }
    }
}
