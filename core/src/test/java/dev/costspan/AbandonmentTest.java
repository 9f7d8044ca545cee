package dev.costspan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.pricing.Cost;
import dev.costspan.pricing.UnpricedReason;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.telemetry.Ending;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AbandonmentTest {

    private static final int MOST_COLLECTIONS = 200;

    private final List<CostRecord> records = new CopyOnWriteArrayList<>();
    private final CountDownLatch recorded = new CountDownLatch(1);
    private final Costspan costspan = Costspan.builder(OpenTelemetry.noop())
            .prices((operation, provider, model, tier, at, usage) -> Cost.unpriced(UnpricedReason.UNKNOWN_MODEL, usage))
            .directSink(records::add)
            .directSink(entry -> recorded.countDown())
            .build();

    @Test
    void abandonWith_whenTheOwnerBecomesGarbage_endsTheOperation() throws InterruptedException {
        costspan.operation(Operation.CHAT)
                .provider("acme")
                .start()
                .usage(Usage.tokens(5, 1))
                .abandonWith(new Object());

        collectUntil(() -> recorded.await(50, TimeUnit.MILLISECONDS));

        assertThat(records).singleElement().satisfies(entry -> {
            assertThat(entry.ending()).isEqualTo(Ending.ABANDONED);
            assertThat(entry.errorType()).isEqualTo("abandoned");
            assertThat(entry.usage().isUnknown()).isFalse();
        });
    }

    @Test
    void abandonWith_whenTheOwnerLives_leavesTheEndToIt() {
        Object owner = new Object();
        MeteredOperation operation =
                costspan.operation(Operation.CHAT).provider("acme").start().abandonWith(owner);
        System.gc();

        assertThat(operation.isOpen()).isTrue();
        operation.end();
        Reference.reachabilityFence(owner);
        assertThat(records).extracting(CostRecord::ending).containsExactly(Ending.COMPLETED);
    }

    @Test
    void end_whenTheOwnerLivesOn_letsTheOperationGo() throws InterruptedException {
        Object owner = new Object();
        ReferenceQueue<MeteredOperation> collected = new ReferenceQueue<>();
        WeakReference<MeteredOperation> ended = endedOperation(owner, collected);

        collectUntil(() -> collected.remove(50) != null);

        assertThat(ended.get()).isNull();
        Reference.reachabilityFence(owner);
    }

    @Test
    void context_whenItLivesOn_letsTheEndedOperationGo() throws InterruptedException {
        ReferenceQueue<MeteredOperation> collected = new ReferenceQueue<>();
        MeteredOperation first =
                costspan.operation(Operation.CHAT).provider("acme").start();
        WeakReference<MeteredOperation> reference = new WeakReference<>(first, collected);
        first.end();
        Context left = first.context();
        first = null;

        collectUntil(() -> collected.remove(50) != null);

        assertThat(reference.get()).isNull();
        assertThat(MeteredOperation.from(left)).isNull();
    }

    private WeakReference<MeteredOperation> endedOperation(Object owner, ReferenceQueue<MeteredOperation> queue) {
        MeteredOperation operation =
                costspan.operation(Operation.CHAT).provider("acme").start().abandonWith(owner);
        operation.end();
        return new WeakReference<>(operation, queue);
    }

    private static void collectUntil(Condition condition) throws InterruptedException {
        for (int i = 0; i < MOST_COLLECTIONS; i++) {
            System.gc();
            if (condition.holds()) {
                return;
            }
        }
        throw new AssertionError("not collected after " + MOST_COLLECTIONS + " collections");
    }

    private interface Condition {
        boolean holds() throws InterruptedException;
    }
}
