package dev.costspan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.pricing.Cost;
import dev.costspan.pricing.UnpricedReason;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.telemetry.Ending;
import dev.costspan.usage.Operation;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MeteredOperationTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final List<CostRecord> records = new CopyOnWriteArrayList<>();
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final Costspan costspan = Costspan.builder(OpenTelemetrySdk.builder()
                    .setTracerProvider(SdkTracerProvider.builder()
                            .addSpanProcessor(SimpleSpanProcessor.create(spans))
                            .build())
                    .build())
            .prices((operation, provider, model, tier, at, usage) -> Cost.unpriced(UnpricedReason.UNKNOWN_MODEL, usage))
            .nanoTime(nanos::get)
            .directSink(records::add)
            .build();

    @Test
    void duration_always_isTheClocksDifference() {
        MeteredOperation operation = start();
        nanos.addAndGet(3_000);
        operation.chunk();
        nanos.addAndGet(4_000);
        operation.chunk();
        operation.end();

        assertThat(records.get(0).timeToFirstChunk()).isEqualTo(Duration.ofNanos(3_000));
        assertThat(records.get(0).duration()).isEqualTo(Duration.ofNanos(7_000));
    }

    @Test
    void attempt_whenItFails_tellsHowLongItTook() {
        MeteredOperation operation = start();
        nanos.addAndGet(10_000_000);
        Attempt attempt = operation.attempt();
        nanos.addAndGet(250_000_000);
        attempt.fail("429", 429);
        operation.end();

        assertThat(spans.getFinishedSpanItems().get(0).getEvents().get(0).getAttributes())
                .returns(0.25, attributes -> attributes.get(AttributeKey.doubleKey("costspan.attempt.duration")));
    }

    @Test
    void end_whenThreadsRaceToEnd_recordsExactlyOnce() throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            MeteredOperation operation = start();
            CyclicBarrier together = new CyclicBarrier(3);
            List<Thread> enders = List.of(
                    racing(together, operation::end),
                    racing(together, () -> operation.fail("503")),
                    racing(together, operation::cancel));
            enders.forEach(Thread::start);
            for (Thread ender : enders) {
                ender.join();
            }
            assertThat(operation.isOpen()).isFalse();
        }

        assertThat(records).hasSize(300);
        assertThat(spans.getFinishedSpanItems()).hasSize(300);
        assertThat(costspan.ledger().snapshot().operations()).isEqualTo(300);
    }

    @Test
    void abandon_whenItHasEnded_changesNothing() {
        MeteredOperation operation = start();
        operation.end();
        operation.abandon();

        assertThat(records).extracting(CostRecord::ending).containsExactly(Ending.COMPLETED);
    }

    @Test
    void toString_always_saysWhatIsAskedAndWhetherItEnded() {
        MeteredOperation operation = start();
        assertThat(operation).hasToString("chat acme large (open)");
        operation.end();
        assertThat(operation).hasToString("chat acme large (ended)");
    }

    private MeteredOperation start() {
        return costspan.operation(Operation.CHAT)
                .provider("acme")
                .model("large")
                .start();
    }

    private static Thread racing(CyclicBarrier together, Runnable end) {
        return new Thread(() -> {
            try {
                together.await();
            } catch (Exception broken) {
                throw new AssertionError(broken);
            }
            end.run();
        });
    }
}
