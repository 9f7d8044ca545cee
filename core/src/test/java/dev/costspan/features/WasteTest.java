package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.costspan.Attempt;
import dev.costspan.MeteredOperation;
import dev.costspan.outcome.OutcomeScope;
import dev.costspan.outcome.Waste;
import dev.costspan.outcome.WasteReason;
import dev.costspan.pricing.Money;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.telemetry.LedgerRow;
import dev.costspan.telemetry.OutcomeCost;
import dev.costspan.usage.Conditions;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import dev.costspan.usage.UsageReport;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of the spend bought no result. Each usual call costs 0.00275 USD, and a thousand output tokens cost 0.01 USD. */
class WasteTest {

    private static final String NAME = "order";

    private final Observed observed = Observed.create();

    @Test
    void operation_whenItFailedAndWasBilled_isWasteInFull() {
        MeteredOperation failed = observed.chat().start();
        Answer.USUAL.tell(failed);
        failed.fail(new IOException(Failing.SECRET));

        assertWaste(observed.only(), "0.00275", WasteReason.FAILED_OPERATION);
        assertThat(TestTelemetry.plain(observed.telemetry.span().getAttributes()))
                .containsEntry("costspan.waste.amount", 0.00275)
                .containsEntry("costspan.waste.reason", List.of("failed_operation"));
        assertSums("0.00275");
    }

    @Test
    void operation_whenItFailedAndNothingWasBilled_isNoWaste() {
        observed.chat().start().fail("503");

        assertThat(observed.only().waste()).isSameAs(Waste.NONE);
        assertThat(TestTelemetry.plain(observed.telemetry.span().getAttributes()))
                .doesNotContainKeys("costspan.waste.amount", "costspan.waste.reason");
        assertThat(observed.telemetry.metricNames()).doesNotContain("costspan.waste");
    }

    @Test
    void operation_whenItFailedAndHasNoPrice_hasAReasonAndNoAmount() {
        MeteredOperation failed = observed.chat().model("unheard-of").start();
        failed.usage(Answer.USUAL.usage()).fail("500");

        assertThat(observed.only().waste().reasons()).containsExactly(WasteReason.FAILED_OPERATION);
        assertThat(observed.only().waste().amount()).isNull();
        assertThat(TestTelemetry.plain(observed.telemetry.span().getAttributes()))
                .containsEntry("costspan.waste.reason", List.of("failed_operation"))
                .doesNotContainKey("costspan.waste.amount");
        assertThat(observed.telemetry.metricNames()).doesNotContain("costspan.waste");
    }

    @Test
    void stream_whenItIsCancelledOrAbandoned_isWaste() {
        MeteredOperation cancelled = observed.chat().streamed().start();
        cancelled.chunk();
        Answer.USUAL.tell(cancelled);
        cancelled.cancel();
        MeteredOperation abandoned = observed.chat().streamed().start();
        Answer.USUAL.tell(abandoned);
        abandoned.abandon();

        assertWaste(observed.records.get(0), "0.00275", WasteReason.CANCELLED);
        assertWaste(observed.records.get(1), "0.00275", WasteReason.ABANDONED);
        assertSums("0.0055");
    }

    @ParameterizedTest
    @ValueSource(strings = {"length", "LENGTH", "max_tokens", "MAX_TOKENS"})
    void answer_whenItWasCutOff_isWaste(String reason) {
        observed.chat().call(operation -> {
            Answer.USUAL.tell(operation);
            return operation.finishReason(reason);
        });

        assertWaste(observed.only(), "0.00275", WasteReason.CUT_OFF);
        assertSums("0.00275");
    }

    @Test
    void request_whenItWasAnsweredBeforeInTheSameOutcome_isWaste() {
        try (OutcomeScope order = observed.costspan.outcome(NAME)) {
            ask(7);
            ask(8);
            ask(7);
            observed.chat().model("gpt-4o-2024-08-06").requestHash(7).call(Answer.USUAL::tell);
            order.succeed();
        }
        try (OutcomeScope other = observed.costspan.outcome(NAME)) {
            ask(7);
            other.succeed();
        }
        ask(7);

        assertThat(observed.records)
                .extracting(entry -> entry.waste().reasons())
                .containsExactly(
                        List.of(), List.of(), List.of(WasteReason.REPEATED_REQUEST), List.of(), List.of(), List.of());
        assertOutcomeWaste(Map.of(WasteReason.REPEATED_REQUEST, "0.00275"));
        assertSums("0.00275");
    }

    @Test
    void request_whenTheFirstTryFailed_isNoLoop() {
        try (OutcomeScope order = observed.costspan.outcome(NAME)) {
            observed.chat().requestHash(7).start().fail("503");
            ask(7);
            order.succeed();
        }

        assertThat(observed.records).allMatch(entry -> entry.waste() == Waste.NONE);
    }

    @Test
    void attempt_whenItsAnswerWasThrownAway_isWasteBesideTheAnswerThatCounted() {
        try (OutcomeScope order = observed.costspan.outcome(NAME)) {
            observed.chat().call(operation -> {
                operation.attempt().succeed(() -> report(Usage.tokens(0, 1_000)));
                operation.attempt().succeed(() -> report(Usage.tokens(0, 2_000)));
                operation.attempt().fail("429", 429);
                operation.attempt().succeed(() -> report(Usage.tokens(0, 4_000)));
                return Answer.USUAL.tell(operation);
            });
            order.succeed();
        }

        CostRecord entry = observed.only();
        assertThat(entry.cost().amount()).isEqualByComparingTo("0.03275");
        assertWaste(entry, "0.03", WasteReason.FAILED_ATTEMPT);
        assertThat(entry.attempts()).isEqualTo(4);
        assertThat(entry.billedAttempts()).isEqualTo(3);
        assertOutcomeWaste(Map.of(WasteReason.FAILED_ATTEMPT, "0.03"));
        assertSums("0.03");
    }

    @Test
    void attempt_whenItsAnswerWasThrownAwayAndTheLastOneWasCutOff_splitsTheCostByReason() {
        observed.chat().call(operation -> {
            operation.attempt().succeed(() -> report(Usage.tokens(0, 1_000)));
            operation.attempt().succeed();
            Answer.USUAL.tell(operation);
            return operation.finishReason("length");
        });

        CostRecord entry = observed.only();
        assertThat(entry.cost().amount()).isEqualByComparingTo("0.01275");
        assertThat(entry.waste().amounts())
                .containsOnlyKeys(WasteReason.FAILED_ATTEMPT, WasteReason.CUT_OFF)
                .hasEntrySatisfying(
                        WasteReason.FAILED_ATTEMPT, amount -> assertThat(amount).isEqualByComparingTo("0.01"))
                .hasEntrySatisfying(
                        WasteReason.CUT_OFF, amount -> assertThat(amount).isEqualByComparingTo("0.00275"));
        assertSums("0.01275");
    }

    @Test
    void attempt_whenWhatWasThrownAwayCannotBeRead_leavesTheAnswerAsItIs() {
        try (CapturedLog log = new CapturedLog()) {
            observed.chat().call(operation -> {
                operation.attempt().succeed(() -> {
                    throw Failing.failure();
                });
                operation.attempt().succeed(() -> null);
                operation.attempt().succeed(() -> report(Usage.UNKNOWN));
                operation.attempt().succeed();
                return Answer.USUAL.tell(operation);
            });
            assertThat(log.lines()).hasSize(1).noneMatch(line -> line.contains(Failing.SECRET));
        }

        assertThat(observed.only().cost().amount()).isEqualByComparingTo("0.00275");
        assertThat(observed.only().waste()).isSameAs(Waste.NONE);
    }

    @Test
    void attempt_whenTheOperationFailedThoughItWasAnswered_isReadThenAndWaste() {
        MeteredOperation operation = observed.chat().start();
        operation.attempt().succeed(() -> report(Usage.tokens(0, 1_000)));
        operation.fail(new IOException(Failing.SECRET));

        assertWaste(observed.only(), "0.01", WasteReason.FAILED_OPERATION);
        assertSums("0.01");
    }

    @Test
    void attempt_whenTheOperationCompleted_isNeverRead() {
        boolean[] read = {false};
        observed.chat().call(operation -> {
            Attempt attempt = operation.attempt();
            attempt.succeed(() -> {
                read[0] = true;
                return report(Usage.tokens(0, 1_000));
            });
            return Answer.USUAL.tell(operation);
        });

        assertThat(read[0]).isFalse();
        assertThat(observed.only().cost().amount()).isEqualByComparingTo("0.00275");
    }

    @Test
    void outcome_whenItFails_wastesWhatItsOperationsHadNot() {
        try (OutcomeScope order = observed.costspan.outcome(NAME)) {
            observed.chatOnce();
            observed.chat().call(operation -> {
                Answer.USUAL.tell(operation);
                return operation.finishReason("length");
            });
            MeteredOperation failed = observed.chat().start();
            Answer.withId("resp-3").tell(failed);
            failed.fail("500");
            order.fail("no_answer");
        }

        assertThat(observed.row(NAME).cost().cost()).isEqualByComparingTo("0.00825");
        assertThat(Observed.plain(observed.onlyOutcome().lost())).containsExactly("0.00275 USD");
        assertOutcomeWaste(Map.of(
                WasteReason.CUT_OFF, "0.00275",
                WasteReason.FAILED_OPERATION, "0.00275",
                WasteReason.OUTCOME_FAILED, "0.00275"));
        // the operations' own, and beside it what the outcome lost
        assertThat(observed.telemetry.sum("costspan.waste")).isCloseTo(0.00825, within(1e-12));
        assertThat(operationWaste()).isEqualByComparingTo("0.0055");
    }

    @Test
    void outcome_whenItFailsInSeveralCurrencies_wastesEachApart() {
        try (OutcomeScope order = observed.costspan.outcome(NAME)) {
            observed.chatOnce();
            observed.chat().call(operation -> operation.charge(Money.of("0.5", "EUR")));
            order.abandon();
        }

        assertThat(observed.onlyOutcome().lost())
                .extracting(money -> money.amount().stripTrailingZeros() + " " + money.currency())
                .containsExactly("0.5 EUR", "0.00275 USD");
        assertThat(observed.row(NAME).costs())
                .allSatisfy(cost -> assertThat(cost.wasted()).isEqualByComparingTo(cost.cost()));
        assertThat(observed.telemetry.sums("costspan.waste", "costspan.cost.currency"))
                .isEqualTo(Map.of("EUR", 0.5, "USD", 0.00275));
    }

    @Test
    void outcome_whenItFailsAndWasFree_wastesNothing() {
        try (OutcomeScope order = observed.costspan.outcome(NAME)) {
            observed.costspan
                    .operation(Operation.EMBEDDINGS)
                    .provider("local")
                    .model("minilm")
                    .call(operation -> operation.usage(Usage.tokens(100, 0)));
            order.fail("no_answer");
        }

        assertThat(observed.onlyOutcome().lost()).isEmpty();
        assertThat(observed.row(NAME).cost().cost()).isZero();
        assertThat(observed.row(NAME).cost().wasted()).isZero();
    }

    private void ask(long hash) {
        observed.chat().requestHash(hash).call(Answer.USUAL::tell);
    }

    private static UsageReport report(Usage usage) {
        return new UsageReport(usage, null, Conditions.NONE, null, "USD");
    }

    private static void assertWaste(CostRecord entry, String amount, WasteReason reason) {
        assertThat(entry.waste().reasons()).containsExactly(reason);
        assertThat(entry.waste().amounts()).containsOnlyKeys(reason);
        assertThat(entry.waste().amount()).isEqualByComparingTo(amount);
        assertThat(entry.waste().currency()).isEqualTo("USD");
        assertThat(entry.waste().amount()).isLessThanOrEqualTo(entry.cost().amount());
    }

    private void assertOutcomeWaste(Map<WasteReason, String> expected) {
        OutcomeCost cost = observed.row(NAME).cost();
        assertThat(cost.wastedByReason()).containsOnlyKeys(expected.keySet());
        expected.forEach((reason, amount) ->
                assertThat(cost.wastedByReason().get(reason)).isEqualByComparingTo(amount));
        assertThat(cost.wasted()).isLessThanOrEqualTo(cost.cost());
    }

    /** The ledger's rows and the metric say the same, and never more than was spent. */
    private void assertSums(String amount) {
        assertThat(operationWaste()).isEqualByComparingTo(amount);
        assertThat(observed.telemetry.sum("costspan.waste"))
                .isCloseTo(new BigDecimal(amount).doubleValue(), within(1e-12));
        assertThat(operationWaste())
                .isLessThanOrEqualTo(
                        observed.costspan.ledger().snapshot().cost().get(0).amount());
    }

    private BigDecimal operationWaste() {
        return observed.costspan.ledger().snapshot().rows().stream()
                .map(LedgerRow::wasted)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
