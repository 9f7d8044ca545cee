package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.costspan.outcome.OutcomeBuilder;
import dev.costspan.outcome.OutcomeRecord;
import dev.costspan.outcome.OutcomeScope;
import dev.costspan.outcome.OutcomeStatus;
import dev.costspan.outcome.WasteReason;
import dev.costspan.pricing.Money;
import dev.costspan.telemetry.OutcomeCost;
import dev.costspan.telemetry.OutcomeRow;
import dev.costspan.usage.Operation;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How an outcome ends, and what is known of it then. Each usual call costs 0.00275 USD and has 1,050 tokens. */
class OutcomeStoriesTest {

    private static final String NAME = "support.resolution";

    private final Observed observed = Observed.create();

    @Test
    void succeed_always_countsWhatWasSpentBelow() {
        try (OutcomeScope outcome = observed.costspan.outcome(NAME)) {
            observed.chatOnce();
            observed.chatOnce();
            assertThat(outcome.soFar().operations()).isEqualTo(2);
            assertThat(outcome.isOpen()).isTrue();
            outcome.succeed();
            assertThat(outcome.isOpen()).isFalse();
        }
        observed.chatOnce();

        OutcomeRecord ended = observed.onlyOutcome();
        assertThat(ended.status()).isEqualTo(OutcomeStatus.SUCCESS);
        assertThat(ended.reason()).isNull();
        assertThat(ended.startedAt()).isEqualTo(Observed.NOON);
        assertThat(Observed.plain(ended.totals().cost())).containsExactly("0.0055 USD");
        assertThat(ended.totals().wasted()).isEmpty();
        assertThat(ended.totals().models()).containsExactly("gpt-4o-2024-08-06");
        OutcomeRow row = observed.row(NAME);
        assertThat(row.count(OutcomeStatus.SUCCESS)).isEqualTo(1);
        assertThat(row.settled()).isEqualTo(1);
        assertThat(row.operations()).isEqualTo(2);
        assertThat(row.tokens()).isEqualTo(2_100);
        assertThat(row.cost().cost()).isEqualByComparingTo("0.0055");
        assertThat(row.cost().wasted()).isZero();
        assertThat(row.models()).containsExactly("gpt-4o-2024-08-06");
        assertThat(observed.telemetry.counter("costspan.outcome.count", "costspan.outcome.status"))
                .isEqualTo(Map.of("success", 1L));
        assertThat(observed.telemetry.sum("costspan.outcome.cost")).isCloseTo(0.0055, within(1e-12));
    }

    @Test
    void costPerSuccess_whenSomeFail_hasTheirCostInIt() {
        run(OutcomeScope::succeed);
        run(outcome -> outcome.fail("no_answer"));
        run(OutcomeScope::abandon);
        run(OutcomeScope::succeed);

        OutcomeRow row = observed.row(NAME);
        assertThat(row.successRate()).isEqualTo(0.5);
        assertThat(row.cost().cost()).isEqualByComparingTo("0.011");
        assertThat(row.cost().costPerSuccess()).isEqualByComparingTo("0.0055");
        assertThat(row.cost().wastedByReason())
                .containsOnlyKeys(WasteReason.OUTCOME_FAILED, WasteReason.OUTCOME_ABANDONED);
        assertThat(row.cost().wasted()).isEqualByComparingTo("0.0055");
    }

    @Test
    void call_whenTheBodyReturns_succeedsAndReturnsTheVeryResult() {
        Answer answer = builder().call(outcome -> observed.chat().call(Answer.USUAL::tell));

        assertThat(answer).isSameAs(Answer.USUAL);
        assertThat(observed.onlyOutcome().status()).isEqualTo(OutcomeStatus.SUCCESS);
        assertThat(observed.onlyOutcome().totals().operations()).isEqualTo(1);
    }

    @Test
    void call_whenTheBodyThrows_failsAndThrowsTheVeryException() {
        IOException thrown = new IOException(Failing.SECRET);

        assertThatThrownBy(() -> builder().call(outcome -> {
                    observed.chatOnce();
                    throw thrown;
                }))
                .isSameAs(thrown)
                .hasNoSuppressedExceptions();

        OutcomeRecord failed = observed.onlyOutcome();
        assertThat(failed.status()).isEqualTo(OutcomeStatus.FAILURE);
        assertThat(failed.reason()).isEqualTo("java.io.IOException");
        assertThat(Observed.plain(failed.lost())).containsExactly("0.00275 USD");
        assertThat(failed.totals().wasted()).isEqualTo(Map.of(WasteReason.OUTCOME_FAILED, failed.lost()));
        assertThat(observed.telemetry.sums("costspan.waste", "costspan.waste.reason"))
                .isEqualTo(Map.of("outcome_failed", 0.00275));
        assertThat(observed.telemetry.spans().toString()).doesNotContain(Failing.SECRET);
    }

    @Test
    void call_whenThePredicateSaysNo_failsAndReturnsTheResult() {
        String result = builder().call(outcome -> "unresolved", "resolved"::equals);
        builder().call(outcome -> "resolved", "resolved"::equals);

        assertThat(result).isEqualTo("unresolved");
        assertThat(observed.outcomes)
                .extracting(OutcomeRecord::status)
                .containsExactly(OutcomeStatus.FAILURE, OutcomeStatus.SUCCESS);
        assertThat(observed.outcomes.get(0).reason()).isEqualTo("result");
    }

    @Test
    void call_whenThePredicateThrows_failsAndReturnsTheResult() {
        try (CapturedLog log = new CapturedLog()) {
            String result = builder().call(outcome -> "resolved", value -> {
                throw Failing.failure();
            });

            assertThat(result).isEqualTo("resolved");
            assertThat(log.lines()).hasSize(1).noneMatch(line -> line.contains(Failing.SECRET));
        }
        assertThat(observed.onlyOutcome().status()).isEqualTo(OutcomeStatus.FAILURE);
        assertThat(observed.onlyOutcome().reason()).isEqualTo("unknown");
    }

    @Test
    void call_whenTheBodySaysHowItEnds_believesTheBody() {
        builder().call(outcome -> {
            outcome.fail("no_answer");
            return "fine";
        });
        assertThatThrownBy(() -> builder().call(outcome -> {
                    outcome.succeed(3);
                    throw new IllegalStateException("afterwards");
                }))
                .hasMessage("afterwards");

        assertThat(observed.outcomes)
                .extracting(OutcomeRecord::status)
                .containsExactly(OutcomeStatus.FAILURE, OutcomeStatus.SUCCESS);
        assertThat(observed.outcomes.get(0).reason()).isEqualTo("no_answer");
        assertThat(observed.row(NAME).quantity()).isEqualByComparingTo("3");
    }

    @Test
    void call_whenTheBodyIsCancelled_abandons() {
        assertThatThrownBy(() -> builder().call(outcome -> {
                    throw new CancellationException("enough");
                }))
                .hasMessage("enough");

        assertThat(observed.onlyOutcome().status()).isEqualTo(OutcomeStatus.ABANDONED);
    }

    @Test
    void callAsync_always_endsAsTheStageDoes() {
        CompletableFuture<Answer> good = new CompletableFuture<>();
        CompletableFuture<Answer> bad = new CompletableFuture<>();
        CompletableFuture<Answer> cancelled = new CompletableFuture<>();

        for (CompletableFuture<Answer> stage : List.of(good, bad, cancelled)) {
            assertThat(builder().callAsync(() -> stage)).isSameAs(stage);
        }
        assertThat(observed.outcomes).isEmpty();
        good.complete(Answer.USUAL);
        bad.completeExceptionally(new IOException(Failing.SECRET));
        cancelled.cancel(true);

        assertThat(observed.outcomes)
                .extracting(OutcomeRecord::status)
                .containsExactly(OutcomeStatus.SUCCESS, OutcomeStatus.FAILURE, OutcomeStatus.ABANDONED);
        assertThat(observed.outcomes.get(1).reason()).isEqualTo("java.io.IOException");
    }

    @Test
    void callAsync_whenAStageOfAStageFails_namesWhatWasThrown() {
        CompletableFuture<Answer> source = new CompletableFuture<>();

        builder().callAsync(() -> source.thenApply(Answer::id));
        source.completeExceptionally(new IOException(Failing.SECRET));

        assertThat(observed.onlyOutcome().reason()).isEqualTo("java.io.IOException");
    }

    @Test
    void callAsync_whenItThrowsOrGivesNoStage_ends() {
        RuntimeException thrown = Failing.failure();

        assertThatThrownBy(() -> builder().callAsync(() -> {
                    throw thrown;
                }))
                .isSameAs(thrown);
        CompletableFuture<?> none = builder().callAsync(() -> null);

        assertThat(none).isNull();
        assertThat(observed.outcomes)
                .extracting(OutcomeRecord::status)
                .containsExactly(OutcomeStatus.FAILURE, OutcomeStatus.SUCCESS);
    }

    @Test
    void close_whenNobodySaidHowItEnded_abandonsAndSaysSo() {
        try (CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < 3; i++) {
                try (OutcomeScope outcome = observed.costspan.outcome(NAME)) {
                    observed.chatOnce();
                    assertThat(outcome.toString()).endsWith("(open)");
                }
            }
            assertThat(log.lines()).hasSize(1).allMatch(line -> line.contains(NAME) && line.contains("abandoned"));
        }

        assertThat(observed.row(NAME).count(OutcomeStatus.ABANDONED)).isEqualTo(3);
        assertThat(observed.row(NAME).cost().wastedByReason().get(WasteReason.OUTCOME_ABANDONED))
                .isEqualByComparingTo("0.00825");
    }

    @Test
    void end_whenCalledAgain_changesNothing() {
        OutcomeScope outcome = builder().start();
        outcome.fail((Throwable) null);
        outcome.succeed();
        outcome.abandon();
        outcome.pending();
        outcome.close();

        assertThat(observed.onlyOutcome().status()).isEqualTo(OutcomeStatus.FAILURE);
        assertThat(observed.row(NAME).settled()).isEqualTo(1);
        assertThat(observed.row(NAME).count(OutcomeStatus.PENDING)).isZero();
    }

    @Test
    void valueAndQuantity_whenReached_addUp() {
        builder().value(Money.of("4.50", "USD")).quantity(BigDecimal.ONE).call(outcome -> outcome.quantity(2));
        builder().value(Money.of("4.50", "USD")).call(outcome -> outcome.value(Money.of("3", "EUR")));
        builder().value(Money.of("1", "USD")).quantity(new BigDecimal("0.5")).call(outcome -> "as built");
        run(outcome -> outcome.value(Money.of("100", "USD")).quantity(100).fail("no_answer"));

        OutcomeRow row = observed.row(NAME);
        assertThat(row.values()).containsExactly(Money.of("3", "EUR"), Money.of("5.50", "USD"));
        assertThat(row.quantity()).isEqualByComparingTo("2.5");
        assertThat(observed.telemetry.sums("costspan.outcome.value", "costspan.cost.currency"))
                .isEqualTo(Map.of("EUR", 3.0, "USD", 5.5));
        assertThat(observed.telemetry.sum("costspan.outcome.quantity")).isEqualTo(2.5);
    }

    @Test
    void outcome_whenThereWasNoAiCall_costsARealZero() {
        builder().call(outcome -> "from the cache");

        OutcomeRecord ended = observed.onlyOutcome();
        assertThat(ended.status()).isEqualTo(OutcomeStatus.SUCCESS);
        assertThat(ended.totals().isComplete()).isTrue();
        assertThat(ended.totals().cost()).isEmpty();
        assertThat(TestTelemetry.plain(observed.telemetry.span(NAME).getAttributes()))
                .containsEntry("costspan.outcome.cost.amount", 0.0)
                .containsEntry("costspan.outcome.operations", 0L);
        assertThat(observed.telemetry.sums("costspan.outcome.cost", "costspan.outcome.name"))
                .isEqualTo(Map.of(NAME, 0.0));

        run(OutcomeScope::succeed);

        OutcomeCost cost = observed.row(NAME).cost();
        assertThat(cost.costPerSuccess()).isEqualByComparingTo("0.001375");
    }

    @Test
    void outcome_whenNothingHasAPrice_hasNoAmountAndNeverZero() {
        builder()
                .call(outcome -> observed.costspan
                        .operation(Operation.CHAT)
                        .provider("acme")
                        .model("unheard-of")
                        .call(Answer.USUAL::tell));

        OutcomeRow row = observed.row(NAME);
        assertThat(row.costs()).isEmpty();
        assertThat(row.cost()).isNull();
        assertThat(row.operations()).isEqualTo(1);
        assertThat(row.unpricedOperations()).isEqualTo(1);
        assertThat(observed.onlyOutcome().totals().isComplete()).isFalse();
        assertThat(TestTelemetry.plain(observed.telemetry.span(NAME).getAttributes()))
                .containsEntry("costspan.outcome.unpriced_operations", 1L)
                .doesNotContainKeys("costspan.outcome.cost.amount", "costspan.outcome.cost.currency");
        assertThat(observed.telemetry.sums("costspan.outcome.cost", "costspan.outcome.name"))
                .isEmpty();
    }

    @Test
    void outcome_whenSomethingHasNoPrice_saysThatTheSumIsShort() {
        builder().call(outcome -> {
            observed.chatOnce();
            return observed.chat().model("unheard-of").call(operation -> Answer.USUAL);
        });

        assertThat(observed.row(NAME).cost().cost()).isEqualByComparingTo("0.00275");
        assertThat(observed.row(NAME).unpricedOperations()).isEqualTo(1);
    }

    @Test
    void outcome_whenCurrenciesDiffer_neverAddsThem() {
        builder().call(outcome -> {
            observed.chatOnce();
            return observed.costspan
                    .operation(Operation.CHAT)
                    .provider("acme")
                    .model("thinker")
                    .call(operation -> operation.charge(Money.of("0.2", "EUR")));
        });
        run(OutcomeScope::succeed);

        OutcomeRow row = observed.row(NAME);
        assertThat(row.cost()).isNull();
        assertThat(row.costs()).extracting(OutcomeCost::currency).containsExactly("EUR", "USD");
        assertThat(row.costs().get(0).cost()).isEqualByComparingTo("0.2");
        assertThat(row.costs().get(0).costPerSuccess()).isEqualByComparingTo("0.1");
        assertThat(row.costs().get(1).cost()).isEqualByComparingTo("0.0055");
        assertThat(observed.telemetry.sums("costspan.outcome.cost", "costspan.cost.currency"))
                .isEqualTo(Map.of("EUR", 0.2, "USD", 0.0055));
        assertThat(TestTelemetry.plain(observed.telemetry.span(NAME).getAttributes()))
                .containsEntry("costspan.outcome.cost.amounts", List.of("0.2 EUR", "0.00275 USD"))
                .doesNotContainKeys("costspan.outcome.cost.amount", "costspan.outcome.cost.currency");
    }

    private OutcomeBuilder builder() {
        return observed.costspan.outcomes().builder(NAME);
    }

    private void run(End end) {
        try (OutcomeScope outcome = builder().open()) {
            observed.chatOnce();
            end.of(outcome);
        }
    }

    private interface End {
        void of(OutcomeScope outcome);
    }
}
