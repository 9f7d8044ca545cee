package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.costspan.MeteredOperation;
import dev.costspan.outcome.OutcomeScope;
import dev.costspan.outcome.OutcomeStatus;
import dev.costspan.outcome.WasteReason;
import dev.costspan.telemetry.OutcomeCost;
import dev.costspan.telemetry.OutcomeRow;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Operations that end after their outcome. Each usual call costs 0.00275 USD. */
class LateWorkTest {

    private final Observed observed = Observed.create();

    @Test
    void fireAndForget_whenItEndsAfterItsOutcome_countsAsLate() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        CountDownLatch over = new CountDownLatch(1);
        Future<?> forgotten;
        try (OutcomeScope order = observed.costspan.outcome("order")) {
            observed.chatOnce();
            forgotten = Context.taskWrapping(threads).submit(() -> {
                over.await();
                observed.chatOnce();
                return null;
            });
            order.succeed();
        }
        over.countDown();
        forgotten.get();
        threads.shutdown();

        OutcomeRow row = observed.row("order");
        assertThat(row.lateOperations()).isEqualTo(1);
        assertThat(row.operations()).isEqualTo(2);
        assertThat(row.tokens()).isEqualTo(2_100);
        assertThat(row.cost().lateCost()).isEqualByComparingTo("0.00275");
        assertThat(row.cost().cost()).isEqualByComparingTo("0.0055");
        assertThat(row.cost().costPerSuccess()).isEqualByComparingTo("0.0055");
        assertThat(row.cost().wasted()).isZero();
        assertThat(Observed.plain(observed.onlyOutcome().totals().cost())).containsExactly("0.00275 USD");
        assertThat(observed.telemetry.sums("costspan.outcome.late.operations", "costspan.outcome.name"))
                .isEqualTo(Map.of("order", 1.0));
        assertThat(observed.telemetry.sums("costspan.outcome.late.cost", "costspan.cost.currency"))
                .isEqualTo(Map.of("USD", 0.00275));
        assertThat(observed.telemetry.sum("costspan.outcome.cost")).isEqualTo(0.00275);
        assertThat(observed.telemetry.sums("costspan.waste", "costspan.waste.reason"))
                .isEmpty();
        assertThat(TestTelemetry.plain(observed.telemetry.spans().get(2).getAttributes()))
                .containsEntry("costspan.outcome.name", "order")
                .containsEntry("costspan.cost.amount", 0.00275);
    }

    @ParameterizedTest
    @EnumSource(
            value = OutcomeStatus.class,
            names = {"FAILURE", "ABANDONED"})
    void late_whenTheOutcomeWasNotReached_isWaste(OutcomeStatus status) {
        OutcomeScope order = observed.costspan.outcome("order");
        MeteredOperation slow = observed.chat().start();
        observed.chatOnce();
        if (status == OutcomeStatus.FAILURE) {
            order.fail("timeout");
        } else {
            order.abandon();
        }
        order.close();
        Answer.withId("resp-2").tell(slow);
        slow.end();

        OutcomeCost cost = observed.row("order").cost();
        assertThat(cost.cost()).isEqualByComparingTo("0.0055");
        assertThat(cost.wastedByReason()).containsOnlyKeys(status.waste());
        assertThat(cost.wasted()).isEqualByComparingTo("0.0055");
        assertThat(observed.telemetry.sums("costspan.waste", "costspan.waste.reason"))
                .containsOnlyKeys(status.waste().id());
        assertThat(observed.telemetry.sum("costspan.waste")).isCloseTo(0.0055, within(1e-12));
    }

    @Test
    void late_whenItFailedItself_isWasteForItsOwnReasonOnly() {
        OutcomeScope order = observed.costspan.outcome("order");
        MeteredOperation slow = observed.chat().start();
        order.fail("timeout");
        order.close();
        Answer.USUAL.tell(slow);
        slow.fail("500");

        assertThat(observed.row("order").cost().wastedByReason()).containsOnlyKeys(WasteReason.FAILED_OPERATION);
        assertThat(observed.row("order").cost().wasted()).isEqualByComparingTo("0.00275");
        assertThat(observed.telemetry.sums("costspan.waste", "costspan.waste.reason"))
                .isEqualTo(Map.of("failed_operation", 0.00275));
    }

    @Test
    void late_whenTheOutcomeIsPending_isNoWaste() {
        OutcomeScope order = observed.costspan.outcome("order");
        MeteredOperation slow = observed.chat().start();
        order.pending();
        order.close();
        Answer.USUAL.tell(slow);
        slow.end();

        assertThat(observed.row("order").lateOperations()).isEqualTo(1);
        assertThat(observed.row("order").cost().lateCost()).isEqualByComparingTo("0.00275");
        assertThat(observed.row("order").cost().wasted()).isZero();
    }

    @Test
    void late_whenItHasNoPrice_isCountedWithoutAmount() {
        OutcomeScope order = observed.costspan.outcome("order");
        MeteredOperation slow = observed.chat().model("unheard-of").start();
        order.fail("timeout");
        order.close();
        slow.end();

        assertThat(observed.row("order").lateOperations()).isEqualTo(1);
        assertThat(observed.row("order").unpricedOperations()).isEqualTo(1);
        assertThat(observed.row("order").costs()).isEmpty();
        assertThat(observed.telemetry.metricNames())
                .contains("costspan.outcome.late.operations")
                .doesNotContain("costspan.outcome.late.cost", "costspan.waste");
    }

    @Test
    void late_inOneOfTheOutcomesAround_isLateThereAlone() {
        OutcomeScope order = observed.costspan.outcome("order");
        OutcomeScope summary = observed.costspan.outcome("order.summary");
        MeteredOperation slow = observed.chat().start();
        summary.fail("timeout");
        summary.close();
        Answer.USUAL.tell(slow);
        slow.end();
        order.succeed();
        order.close();

        assertThat(observed.row("order.summary").lateOperations()).isEqualTo(1);
        assertThat(observed.row("order").lateOperations()).isZero();
        for (String name : List.of("order", "order.summary")) {
            assertThat(observed.row(name).cost().cost()).isEqualByComparingTo("0.00275");
            assertThat(observed.row(name).cost().wastedByReason()).containsOnlyKeys(WasteReason.OUTCOME_FAILED);
            assertThat(observed.row(name).cost().wasted()).isEqualByComparingTo("0.00275");
        }
        assertThat(observed.telemetry.sum("costspan.waste")).isEqualTo(0.00275);
    }

    @Test
    void late_whenAllAroundHadFailed_isWasteOnceInEach() {
        OutcomeScope order = observed.costspan.outcome("order");
        OutcomeScope summary = observed.costspan.outcome("order.summary");
        MeteredOperation slow = observed.chat().start();
        summary.abandon();
        summary.close();
        order.fail("timeout");
        order.close();
        Answer.USUAL.tell(slow);
        slow.end();

        for (String name : List.of("order", "order.summary")) {
            assertThat(observed.row(name).cost().wastedByReason()).containsOnlyKeys(WasteReason.OUTCOME_ABANDONED);
            assertThat(observed.row(name).cost().wasted()).isEqualByComparingTo("0.00275");
        }
        assertThat(observed.telemetry.sum("costspan.waste")).isEqualTo(0.00275);
    }

    @Test
    void inner_whenItFailsAfterTheOuterFailed_addsNoWasteForWhatWasLateThere() {
        OutcomeScope order = observed.costspan.outcome("order");
        OutcomeScope summary = observed.costspan.outcome("order.summary");
        order.fail("timeout");
        observed.chatOnce();
        summary.fail("timeout");
        summary.close();
        order.close();

        for (String name : List.of("order", "order.summary")) {
            assertThat(observed.row(name).cost().cost()).isEqualByComparingTo("0.00275");
            assertThat(observed.row(name).cost().wasted()).isEqualByComparingTo("0.00275");
        }
        assertThat(observed.telemetry.sum("costspan.waste")).isEqualTo(0.00275);
    }
}
