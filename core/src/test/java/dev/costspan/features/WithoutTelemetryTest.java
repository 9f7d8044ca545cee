package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.Costspan;
import dev.costspan.MeteredOperation;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.usage.Operation;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WithoutTelemetryTest {

    private final List<CostRecord> records = new ArrayList<>();
    private final Costspan costspan = Costspan.builder(OpenTelemetry.noop())
            .prices(Prices.BOOK)
            .directSink(records::add)
            .build();

    @Test
    void call_whenThereIsNoSdk_stillFillsLedgerAndSinks() {
        Answer answer = costspan.operation(Operation.CHAT)
                .provider("openai")
                .model("gpt-4o")
                .call(Answer.USUAL::tell);

        assertThat(answer).isSameAs(Answer.USUAL);
        assertThat(records).singleElement().satisfies(entry -> {
            assertThat(entry.cost().amount()).isEqualByComparingTo("0.00275");
            assertThat(entry.span().isValid()).isFalse();
            assertThat(entry.id()).matches("[0-9a-f]{32}");
        });
        assertThat(costspan.ledger().snapshot().operations()).isEqualTo(1);
    }

    @Test
    void context_whenThereIsNoTracing_keepsTheSpanOfTheCaller() {
        TestTelemetry others = TestTelemetry.sampled();
        try (Scope ignored = others.inSpan("request")) {
            Span request = Span.current();
            MeteredOperation operation =
                    costspan.operation(Operation.CHAT).provider("openai").start();

            assertThat(Span.fromContext(operation.context())).isSameAs(request);
            assertThat(MeteredOperation.from(operation.context())).isSameAs(operation);
            operation.end();
        }
        assertThat(others.span().getAttributes().isEmpty()).isTrue();
    }

    @Test
    void create_withNothingButOpenTelemetry_works() {
        Costspan plain = Costspan.create(OpenTelemetry.noop());
        plain.operation(Operation.CHAT).provider("nobody").model("none").start().end();

        assertThat(plain.ledger().snapshot().unpricedOperations()).isEqualTo(1);
    }
}
