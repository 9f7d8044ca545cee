package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.costspan.outcome.OutcomeRecord;
import dev.costspan.outcome.OutcomeScope;
import dev.costspan.outcome.OutcomeStatus;
import dev.costspan.outcome.WasteReason;
import dev.costspan.telemetry.OutcomeRow;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Outcomes inside outcomes, and work on several threads. Each usual call costs 0.00275 USD. */
class NestedOutcomesTest {

    private final Observed observed = Observed.create();

    @Test
    void operation_whenOutcomesNest_countsInAllOfThem() {
        try (OutcomeScope order = open("order", null)) {
            observed.chatOnce();
            try (OutcomeScope summary = open("order.summary", null)) {
                observed.chatOnce();
                try (OutcomeScope title = open("order.title", null)) {
                    observed.chatOnce();
                    title.succeed();
                }
                summary.succeed();
            }
            order.succeed();
        }

        assertCost("order", "0.00825", 3);
        assertCost("order.summary", "0.0055", 2);
        assertCost("order.title", "0.00275", 1);
        assertThat(observed.telemetry.sums("costspan.cost", "costspan.outcome.name"))
                .containsOnlyKeys("order", "order.summary", "order.title")
                .allSatisfy((name, sum) -> assertThat(sum).isCloseTo(0.00275, within(1e-12)));
        assertThat(observed.costspan.ledger().snapshot().cost())
                .extracting(money -> money.amount().stripTrailingZeros().toPlainString())
                .containsExactly("0.00825");
    }

    @Test
    void open_whenTheNameIsOpenAlready_joinsThatOutcome() {
        try (OutcomeScope outer = open("order", null)) {
            observed.chatOnce();
            try (OutcomeScope between = open("order.summary", null);
                    OutcomeScope again = open("order", null)) {
                observed.chatOnce();
                assertThat(again.outcome()).isEqualTo(outer.outcome());
                again.fail("ignored");
                assertThat(outer.isOpen()).isTrue();
                between.succeed();
            }
            observed.chatOnce();
            outer.succeed();
        }

        assertCost("order", "0.00825", 3);
        assertCost("order.summary", "0.00275", 1);
        assertThat(observed.row("order").settled()).isEqualTo(1);
        assertThat(observed.row("order").count(OutcomeStatus.SUCCESS)).isEqualTo(1);
        assertThat(observed.outcomes).hasSize(2);
        assertThat(observed.telemetry.spans()).hasSize(5);
    }

    @Test
    void open_whenTheNameIsOpenButItHasAnIdOfItsOwn_countsOncePerName() {
        try (OutcomeScope outer = open("ticket", "1")) {
            observed.chatOnce();
            try (OutcomeScope inner = open("ticket", "2")) {
                observed.chatOnce();
                observed.chatOnce();
                inner.succeed();
            }
            outer.succeed();
        }

        assertThat(observed.outcomes)
                .extracting(ended -> ended.outcome().id() + ": "
                        + Observed.plain(ended.totals().cost()))
                .containsExactly("2: [0.0055 USD]", "1: [0.00275 USD]");
        assertCost("ticket", "0.00825", 3);
        assertThat(observed.row("ticket").settled()).isEqualTo(2);
    }

    @Test
    void failure_whenItIsInsideAnother_isWasteOnce() {
        try (OutcomeScope order = open("order", null)) {
            try (OutcomeScope summary = open("order.summary", null)) {
                observed.chatOnce();
                summary.fail("empty");
            }
            observed.chatOnce();
            order.fail("no_summary");
        }

        assertWaste("order.summary", Map.of(WasteReason.OUTCOME_FAILED, "0.00275"));
        assertWaste("order", Map.of(WasteReason.OUTCOME_FAILED, "0.0055"));
        assertThat(observed.outcomes)
                .extracting(ended -> Observed.plain(ended.lost()))
                .containsExactly(List.of("0.00275 USD"), List.of("0.00275 USD"));
        assertThat(observed.telemetry.sum("costspan.waste")).isCloseTo(0.0055, within(1e-12));
    }

    @Test
    void failure_whenOnlyTheInnerOneFailed_isWasteInTheOuterOneToo() {
        try (OutcomeScope order = open("order", null)) {
            try (OutcomeScope summary = open("order.summary", null)) {
                observed.chatOnce();
                summary.abandon();
            }
            observed.chatOnce();
            order.succeed();
        }

        assertWaste("order", Map.of(WasteReason.OUTCOME_ABANDONED, "0.00275"));
        assertCost("order", "0.0055", 2);
        assertThat(observed.telemetry.sums("costspan.waste", "costspan.outcome.name"))
                .isEqualTo(Map.of("order.summary", 0.00275));
    }

    @Test
    void failure_whenTheOuterOneEndsFirst_isWasteOnce() {
        OutcomeScope order = open("order", null);
        OutcomeScope middle = open("order.part", null);
        OutcomeScope summary = open("order.summary", null);
        observed.chatOnce();
        middle.fail("timeout");
        summary.fail("timeout");
        order.fail("timeout");
        summary.close();
        middle.close();
        order.close();

        for (String name : List.of("order", "order.part", "order.summary")) {
            assertCost(name, "0.00275", 1);
            assertWaste(name, Map.of(WasteReason.OUTCOME_FAILED, "0.00275"));
        }
        assertThat(observed.telemetry.sum("costspan.waste")).isEqualTo(0.00275);
        assertThat(observed.telemetry.sums("costspan.waste", "costspan.outcome.name"))
                .isEqualTo(Map.of("order.part", 0.00275));
    }

    @Test
    void failure_betweenTwoOfOneName_wastesInEachOnlyWhatItCounts() {
        try (OutcomeScope outer = open("ticket", "1")) {
            observed.chatOnce();
            try (OutcomeScope between = open("summary", null)) {
                observed.chatOnce();
                try (OutcomeScope inner = open("ticket", "2")) {
                    observed.chatOnce();
                    observed.chatOnce();
                    inner.succeed();
                }
                between.fail("empty");
            }
            outer.succeed();
        }

        assertCost("summary", "0.00825", 3);
        assertWaste("summary", Map.of(WasteReason.OUTCOME_FAILED, "0.00825"));
        OutcomeRecord ticket = observed.outcomes.get(2);
        assertThat(Observed.plain(ticket.totals().cost())).containsExactly("0.0055 USD");
        assertThat(Observed.plain(ticket.totals().wastedCost())).containsExactly("0.00275 USD");
        assertCost("ticket", "0.011", 4);
        assertThat(observed.telemetry.sum("costspan.waste")).isCloseTo(0.00825, within(1e-12));
    }

    @Test
    void open_inTheContextOfAnOutcomeThatEnded_startsAnewAndKeepsNoChainOfThem() {
        Context context = Context.root();
        for (int i = 0; i < 3; i++) {
            try (Scope ignored = context.makeCurrent();
                    OutcomeScope outcome = open("job", null)) {
                observed.chatOnce();
                outcome.succeed();
                context = outcome.context();
            }
        }

        assertCost("job", "0.00825", 3);
        assertThat(observed.row("job").settled()).isEqualTo(3);
        assertThat(observed.row("job").lateOperations()).isZero();
    }

    static Stream<Named<ExecutorService>> executors() {
        List<Named<ExecutorService>> all = new ArrayList<>();
        all.add(Named.of("pool", Executors.newFixedThreadPool(8)));
        try {
            all.add(Named.of("virtual threads", (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null)));
        } catch (ReflectiveOperationException olderJdk) {
            // a JDK without them has one kind of thread
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("executors")
    void fanOut_overThreads_addsUpInTheOutcome(ExecutorService threads) throws Exception {
        int calls = 200;
        try (OutcomeScope order = open("order", null)) {
            ExecutorService below = Context.taskWrapping(threads);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                running.add(below.submit(() -> {
                    try (OutcomeScope part = open("order.part", null)) {
                        observed.chatOnce();
                        part.succeed();
                    }
                }));
            }
            CompletableFuture<?>[] stages = Stream.generate(() -> CompletableFuture.runAsync(observed::chatOnce, below)
                            .thenRunAsync(observed::chatOnce, below))
                    .limit(calls / 2)
                    .toArray(CompletableFuture[]::new);
            for (Future<?> each : running) {
                each.get();
            }
            CompletableFuture.allOf(stages).join();
            order.succeed();
        } finally {
            threads.shutdown();
        }

        assertCost("order", "1.1", 2 * calls);
        assertCost("order.part", "0.55", calls);
        assertThat(observed.row("order.part").settled()).isEqualTo(calls);
        assertThat(observed.row("order").lateOperations()).isZero();
    }

    private OutcomeScope open(String name, String id) {
        var builder = observed.costspan.outcomes().builder(name);
        return (id == null ? builder : builder.id(id)).open();
    }

    private void assertCost(String name, String cost, long operations) {
        OutcomeRow row = observed.row(name);
        assertThat(row.cost().cost()).isEqualByComparingTo(cost);
        assertThat(row.operations()).isEqualTo(operations);
    }

    private void assertWaste(String name, Map<WasteReason, String> expected) {
        assertThat(observed.row(name).cost().wastedByReason()).containsOnlyKeys(expected.keySet());
        expected.forEach((reason, amount) -> assertThat(
                        observed.row(name).cost().wastedByReason().get(reason))
                .isEqualByComparingTo(amount));
    }
}
