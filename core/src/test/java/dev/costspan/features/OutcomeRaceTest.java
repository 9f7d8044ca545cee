package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.costspan.Costspan;
import dev.costspan.MeteredOperation;
import dev.costspan.features.RaceModel.Node;
import dev.costspan.features.RaceModel.Spent;
import dev.costspan.outcome.Confirmation;
import dev.costspan.outcome.OutcomeRecord;
import dev.costspan.outcome.OutcomeScope;
import dev.costspan.outcome.OutcomeStatus;
import dev.costspan.outcome.OutcomeStore;
import dev.costspan.pricing.Money;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.telemetry.CostSink;
import dev.costspan.telemetry.LedgerSnapshot;
import dev.costspan.telemetry.OutcomeCost;
import dev.costspan.telemetry.OutcomeRow;
import dev.costspan.telemetry.StandardMetrics;
import dev.costspan.usage.Operation;
import io.opentelemetry.context.Context;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Thousands of outcomes that nest, fail, stay pending and have late work, on many threads at once, with nothing sampled: ledger,
 * metrics and records add up to what was spent, to the last digit.
 */
class OutcomeRaceTest {

    private static final int ROOTS = 1_000;
    private static final int BRANCHES = 4;
    private static final OutcomeStatus[] ENDS = {
        OutcomeStatus.SUCCESS,
        OutcomeStatus.SUCCESS,
        OutcomeStatus.FAILURE,
        OutcomeStatus.ABANDONED,
        OutcomeStatus.PENDING
    };
    private static final OutcomeStatus[] CONFIRMATIONS = {
        OutcomeStatus.SUCCESS, OutcomeStatus.FAILURE, OutcomeStatus.ABANDONED, OutcomeStatus.PENDING
    };

    private final TestTelemetry telemetry = TestTelemetry.unsampled();
    private final Queue<CostRecord> records = new ConcurrentLinkedQueue<>();
    private final Queue<OutcomeRecord> ended = new ConcurrentLinkedQueue<>();
    private final Costspan costspan = Costspan.builder(telemetry.openTelemetry())
            .prices(Prices.BOOK)
            .standardMetrics(StandardMetrics.OFF)
            .outcomeStore(OutcomeStore.inMemory(100_000))
            .directSink(new CostSink() {
                @Override
                public void accept(CostRecord costRecord) {
                    records.add(costRecord);
                }

                @Override
                public void accept(OutcomeRecord outcomeRecord) {
                    ended.add(outcomeRecord);
                }
            })
            .build();
    private final ExecutorService roots = Executors.newFixedThreadPool(16);
    private final ExecutorService branches = Executors.newFixedThreadPool(16);
    private final Queue<Node> nodes = new ConcurrentLinkedQueue<>();
    private final Queue<Late> forgotten = new ConcurrentLinkedQueue<>();

    /** An operation that is to end when all outcomes around it have. */
    private record Late(Node node, MeteredOperation operation, Spent spent) {}

    @AfterEach
    void stop() {
        roots.shutdownNow();
        branches.shutdownNow();
    }

    @Test
    void totals_whenThousandsOfOutcomesRace_addUpToTheLastDigit() throws Exception {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < ROOTS; i++) {
            long seed = i;
            running.add(roots.submit(() -> root(seed)));
        }
        await(running);
        confirmPending();
        for (Late late : forgotten) {
            running.add(roots.submit(() -> end(late.operation, late.spent)));
            late.node.operations.add(late.spent);
        }
        await(running);

        RaceModel expected = new RaceModel(List.copyOf(nodes));
        assertThat(nodes.size()).isGreaterThan(5_000);
        assertLedger(expected);
        assertMetrics(expected);
        assertRecords(expected);
        assertThat(telemetry.spans()).isEmpty();
    }

    private void root(long seed) {
        Random random = new Random(seed);
        Node node = node("root-" + random.nextInt(3), null);
        OutcomeScope scope = open(node);
        spend(node, random);
        List<Future<?>> below = new ArrayList<>();
        for (int i = 0; i < BRANCHES; i++) {
            long branchSeed = random.nextLong();
            below.add(Context.taskWrapping(branches).submit(() -> branch(node, new Random(branchSeed))));
        }
        await(below);
        spend(node, random);
        forget(node, 0, random);
        end(node, scope, random);
        scope.close();
    }

    private void branch(Node root, Random random) {
        Node node = node("branch-" + random.nextInt(3), root);
        OutcomeScope scope = open(node);
        spend(node, random);
        // of the root's name, with an id of its own: the root does not count what it spends
        Node leaf = node(random.nextInt(4) == 0 ? root.name : "leaf", node);
        OutcomeScope leafScope = open(leaf);
        spend(leaf, random);
        forget(leaf, 2, random);
        MeteredOperation halfLate = costspan.operation(Operation.CHAT).start();
        end(leaf, leafScope, random);
        leafScope.close();
        Spent spent = new Spent(amount(random), random.nextInt(8) == 0, 1);
        end(halfLate, spent);
        leaf.operations.add(spent);
        end(node, scope, random);
        scope.close();
    }

    private Node node(String name, Node parent) {
        Node node = new Node(
                name,
                "id-" + nodes.size() + "-" + System.nanoTime() + "-"
                        + Thread.currentThread().getId(),
                parent);
        nodes.add(node);
        return node;
    }

    private OutcomeScope open(Node node) {
        return costspan.outcomes().builder(node.name).id(node.id).open();
    }

    private void spend(Node node, Random random) {
        for (int i = random.nextInt(4); i > 0; i--) {
            Spent spent = new Spent(amount(random), random.nextInt(8) == 0, 0);
            end(costspan.operation(Operation.CHAT).start(), spent);
            node.operations.add(spent);
        }
    }

    private void forget(Node node, int depth, Random random) {
        if (random.nextInt(3) == 0) {
            Spent spent = new Spent(amount(random), random.nextInt(8) == 0, depth + 1);
            forgotten.add(new Late(node, costspan.operation(Operation.CHAT).start(), spent));
        }
    }

    /** Amounts of all scales, so that sums of doubles would not do. */
    private static BigDecimal amount(Random random) {
        return BigDecimal.valueOf(random.nextInt(1_000_000) + 1L, random.nextInt(16));
    }

    private static void end(MeteredOperation operation, Spent spent) {
        operation.charge(new Money(spent.cost(), "USD"));
        if (spent.failed()) {
            operation.fail("500");
        } else {
            operation.end();
        }
    }

    private static void end(Node node, OutcomeScope scope, Random random) {
        node.ended = ENDS[random.nextInt(ENDS.length)];
        switch (node.ended) {
            case SUCCESS -> scope.succeed();
            case FAILURE -> scope.fail("by_chance");
            case ABANDONED -> scope.abandon();
            case PENDING -> scope.pending();
        }
    }

    /** Several replicas' worth of threads say the same of each; some stay pending. */
    private void confirmPending() {
        Random random = new Random(42);
        List<Node> pending = nodes.stream()
                .filter(node -> node.ended == OutcomeStatus.PENDING)
                .toList();
        List<Future<Confirmation>> said = new ArrayList<>();
        int confirmed = 0;
        for (Node node : pending) {
            OutcomeStatus status = CONFIRMATIONS[random.nextInt(CONFIRMATIONS.length)];
            if (status.isFinal()) {
                confirmed++;
                node.confirmed = status;
                for (int i = 0; i < 3; i++) {
                    said.add(roots.submit(() -> costspan.outcomes().confirm(node.id, status)));
                }
            }
        }
        List<Confirmation> all = await(said);
        assertThat(all).containsOnly(Confirmation.CONFIRMED, Confirmation.ALREADY_SETTLED);
        assertThat(all.stream().filter(each -> each == Confirmation.CONFIRMED)).hasSize(confirmed);
    }

    private void assertLedger(RaceModel expected) {
        LedgerSnapshot snapshot = costspan.ledger().snapshot();
        assertThat(snapshot.operations()).isEqualTo(expected.operations());
        assertThat(snapshot.cost()).hasSize(1);
        assertThat(snapshot.cost().get(0).amount()).isEqualByComparingTo(expected.cost());
        assertThat(snapshot.outcomes()).hasSameSizeAs(expected.byName().keySet());
        expected.byName().forEach((name, sums) -> {
            OutcomeRow row = snapshot.outcome(name);
            for (OutcomeStatus status : OutcomeStatus.values()) {
                assertThat(row.count(status)).isEqualTo(sums.counts.getOrDefault(status, 0L));
            }
            OutcomeCost cost = row.cost();
            assertThat(row.operations()).isEqualTo(sums.operations);
            assertThat(row.lateOperations()).isEqualTo(sums.lateOperations);
            assertThat(cost.cost()).isEqualByComparingTo(sums.inTime.add(sums.late));
            assertThat(cost.lateCost()).isEqualByComparingTo(sums.late);
            assertThat(cost.wasted()).as(name).isEqualByComparingTo(sums.wasted);
        });
    }

    private void assertMetrics(RaceModel expected) {
        assertClose(telemetry.sums("costspan.cost", "costspan.outcome.name"), expected.byInnermost());
        assertClose(Map.of("", telemetry.sum("costspan.waste")), Map.of("", expected.wasted()));
        Map<String, BigDecimal> inTime = new TreeMap<>();
        Map<String, BigDecimal> late = new TreeMap<>();
        Map<String, Double> lateOperations = new TreeMap<>();
        Map<String, Double> counts = new TreeMap<>();
        expected.byName().forEach((name, sums) -> {
            inTime.put(name, sums.inTime);
            late.put(name, sums.late);
            lateOperations.put(name, (double) sums.lateOperations);
            counts.put(name, (double)
                    sums.counts.values().stream().mapToLong(Long::longValue).sum());
        });
        late.values().removeIf(amount -> amount.signum() == 0);
        lateOperations.values().removeIf(count -> count == 0);
        assertClose(telemetry.sums("costspan.outcome.cost", "costspan.outcome.name"), inTime);
        assertClose(telemetry.sums("costspan.outcome.late.cost", "costspan.outcome.name"), late);
        assertThat(telemetry.sums("costspan.outcome.late.operations", "costspan.outcome.name"))
                .isEqualTo(lateOperations);
        assertThat(telemetry.sums("costspan.outcome.count", "costspan.outcome.name"))
                .isEqualTo(counts);
    }

    /** Each addition of a double is off by half a unit in the last place of the sum at most. */
    private static void assertClose(Map<String, Double> sums, Map<String, BigDecimal> exact) {
        assertThat(sums.keySet()).isEqualTo(exact.keySet());
        exact.forEach((name, amount) -> {
            Offset<Double> rounding = within(Math.ulp(amount.doubleValue()) * 50_000);
            assertThat(sums.get(name)).isCloseTo(amount.doubleValue(), rounding);
        });
    }

    private void assertRecords(RaceModel expected) {
        assertThat(records).hasSize((int) expected.operations());
        assertThat(records.stream().map(entry -> entry.cost().amount()).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(expected.cost());
        Map<String, BigDecimal> settled = new TreeMap<>();
        for (OutcomeRecord entry : ended) {
            BigDecimal cost = entry.totals().cost().isEmpty()
                    ? BigDecimal.ZERO
                    : entry.totals().cost().get(0).amount();
            settled.merge(entry.outcome().name(), entry.status().isFinal() ? cost : BigDecimal.ZERO, BigDecimal::add);
        }
        assertThat(settled.keySet()).isEqualTo(expected.byName().keySet());
        expected.byName().forEach((name, sums) -> assertThat(settled.get(name)).isEqualByComparingTo(sums.inTime));
    }

    private static <T> List<T> await(List<? extends Future<? extends T>> running) {
        List<T> results = new ArrayList<>();
        for (Future<? extends T> each : running) {
            try {
                results.add(each.get());
            } catch (Exception failed) {
                throw new AssertionError(failed);
            }
        }
        running.clear();
        return results;
    }
}
