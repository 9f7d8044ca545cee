package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.MeteredOperation;
import dev.costspan.OperationBuilder;
import dev.costspan.budget.Reservation;
import dev.costspan.pricing.Cost;
import dev.costspan.pricing.Money;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.telemetry.Ending;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StackedInstrumentationTest {

    private final List<String> rooms = new ArrayList<>();
    private final Observed observed = Observed.with(settings -> settings.budgets(request -> new Room(request.model())));

    @Test
    void call_whenBothLayersSeeTheSameAnswer_countsTheInnerOne() {
        framework().call(outer -> vendor().call(Answer.USUAL::tell).tell(outer));

        assertThat(observed.only().requestModel()).isEqualTo("gpt-4o-2024-08-06");
        assertOneSpanOfTwoWithCost();
        assertThat(observed.costspan.ledger().snapshot().operations()).isEqualTo(1);
        assertThat(observed.telemetry.counter("costspan.tokens", "costspan.token.type"))
                .containsEntry("input", 800L)
                .containsEntry("output", 50L);
        assertThat(rooms).containsExactly("settled gpt-4o-2024-08-06", "released gpt-4o");
    }

    @Test
    void call_whenThreeLayersSeeTheSameAnswer_countsTheInnermost() {
        framework()
                .call(outer -> framework()
                        .call(middle -> vendor().call(Answer.USUAL::tell).tell(middle))
                        .tell(outer));

        assertThat(observed.records).hasSize(1);
        assertThat(observed.telemetry.spans()).hasSize(3);
        assertThat(withCost()).isEqualTo(1);
    }

    @Test
    void call_whenAToolMakesACallOfItsOwn_countsBoth() {
        framework().call(outer -> {
            vendor().call(Answer.withId("of-the-tool")::tell);
            return Answer.withId("of-the-agent").tell(outer);
        });

        assertThat(observed.records).extracting(CostRecord::responseId).containsExactly("of-the-tool", "of-the-agent");
        assertThat(withCost()).isEqualTo(2);
    }

    @Test
    void call_whenEitherLayerHasNoId_countsTheInnerOne() {
        framework().call(outer -> {
            vendor().call(Answer.withId(null)::tell);
            return Answer.withId("known").tell(outer);
        });
        framework().call(outer -> {
            vendor().call(Answer.withId("known")::tell);
            return Answer.withId(null).tell(outer);
        });

        assertThat(observed.records).extracting(CostRecord::responseId).containsExactly(null, "known");
    }

    @Test
    void call_whenTheInnerOneWasRetriedByTheOuterOne_countsEachTry() {
        framework().call(outer -> {
            vendor().start().fail("503");
            return vendor().call(Answer.USUAL::tell).tell(outer);
        });

        assertThat(observed.records).extracting(CostRecord::ending).containsExactly(Ending.FAILED, Ending.COMPLETED);
        assertThat(withCost()).isEqualTo(1);
    }

    @Test
    void call_whenBothLayersFail_countsTheInnerOneAndBothSpansShowTheError() {
        MeteredOperation outer = framework().start();
        try (Scope ignored = outer.makeCurrent()) {
            vendor().start().fail("503");
        }
        outer.fail("503");

        assertThat(observed.records).hasSize(1);
        assertThat(observed.telemetry.spans())
                .hasSize(2)
                .allMatch(span -> span.getStatus().getStatusCode() == StatusCode.ERROR)
                .allMatch(span ->
                        "503".equals(TestTelemetry.plain(span.getAttributes()).get("error.type")));
    }

    @Test
    void start_whenTheInnerOneEndsAfterTheOuterOne_countsTheInnerOne() {
        MeteredOperation outer = framework().start();
        MeteredOperation inner = vendor().parent(outer.context()).start();
        Answer.USUAL.tell(outer);
        outer.end();
        Answer.USUAL.tell(inner);
        inner.end();

        assertThat(observed.only().requestModel()).isEqualTo("gpt-4o-2024-08-06");
        assertOneSpanOfTwoWithCost();
        assertThat(rooms).containsExactly("released gpt-4o", "settled gpt-4o-2024-08-06");
    }

    @Test
    void start_whenTheOuterOneHadEnded_countsBoth() {
        MeteredOperation before = framework().start();
        Answer.USUAL.tell(before);
        before.end();
        MeteredOperation after = vendor().parent(before.context()).start();
        Answer.withId("another").tell(after);
        after.end();

        assertThat(observed.records).hasSize(2);
    }

    @Test
    void start_whenASiblingHadEndedInBetween_stillReachesTheOneAround() {
        MeteredOperation outer = framework().start();
        MeteredOperation first = vendor().parent(outer.context()).start();
        Answer.withId("first").tell(first);
        first.end();
        MeteredOperation second = vendor().parent(first.context()).start();
        assertThat(MeteredOperation.from(second.context())).isSameAs(second);
        Answer.withId("second").tell(second);
        second.end();
        assertThat(MeteredOperation.from(second.context())).isSameAs(outer);
        Answer.withId("second").tell(outer);
        outer.end();

        assertThat(observed.records).extracting(CostRecord::responseId).containsExactly("first", "second");
        assertThat(MeteredOperation.from(second.context())).isNull();
    }

    @Test
    void call_whenKindsDiffer_countsBoth() {
        framework().call(outer -> {
            observed.costspan
                    .operation(Operation.EMBEDDINGS)
                    .provider("acme")
                    .model("embedder")
                    .call(inner -> inner.usage(Usage.of(Meter.INPUT_TOKENS, 100)));
            return Answer.withId(null).tell(outer);
        });

        assertThat(observed.records)
                .extracting(CostRecord::operation)
                .containsExactly(Operation.EMBEDDINGS, Operation.CHAT);
    }

    @Test
    void record_whenAChargeIsMadeWithinACharge_countsBoth() {
        MeteredOperation rent = observed.costspan
                .operation(Operation.FIXED_CHARGE)
                .provider("acme")
                .model("rent")
                .start();
        try (Scope ignored = rent.makeCurrent()) {
            observed.costspan.operation(Operation.FIXED_CHARGE).provider("acme").record(Money.of("1", "USD"));
        }
        rent.charge(Money.of("2", "USD")).end();

        assertThat(observed.records).hasSize(2);
    }

    @Test
    void yieldToEnclosing_whenOneOfTheKindIsOpen_countsForNothing() {
        framework().call(outer -> {
            Context around = Context.current();
            MeteredOperation listener = vendor().yieldToEnclosing().start();
            assertThat(listener.isOpen()).isFalse();
            assertThat(listener.context()).isSameAs(around);
            try (Scope ignored = listener.makeCurrent()) {
                assertThat(MeteredOperation.current()).isSameAs(outer);
            }
            listener.attempt().fail("429", 429);
            Answer.USUAL.tell(listener).tell(outer);
            listener.end();
            return "";
        });

        assertThat(observed.only().requestModel()).isEqualTo("gpt-4o");
        assertThat(observed.telemetry.spans()).hasSize(1);
        assertThat(rooms).containsExactly("settled gpt-4o");
    }

    @Test
    void yieldToEnclosing_whenNoneOfTheKindIsOpen_counts() {
        vendor().yieldToEnclosing().call(Answer.USUAL::tell);
        observed.costspan
                .operation(Operation.RERANK)
                .provider("acme")
                .model("reranker")
                .call(other -> vendor().yieldToEnclosing().call(Answer.USUAL::tell));

        assertThat(observed.records)
                .extracting(CostRecord::operation)
                .containsExactly(Operation.CHAT, Operation.CHAT, Operation.RERANK);
    }

    private OperationBuilder framework() {
        return observed.chat();
    }

    private OperationBuilder vendor() {
        return observed.costspan.operation(Operation.CHAT).provider("openai").model("gpt-4o-2024-08-06");
    }

    private void assertOneSpanOfTwoWithCost() {
        assertThat(observed.telemetry.spans()).hasSize(2);
        assertThat(withCost()).isEqualTo(1);
        BigDecimal total = observed.costspan.ledger().snapshot().cost().get(0).amount();
        assertThat(total).isEqualByComparingTo("0.00275");
    }

    private long withCost() {
        return observed.telemetry.spans().stream()
                .filter(span -> TestTelemetry.plain(span.getAttributes()).containsKey("costspan.cost.amount"))
                .count();
    }

    private final class Room implements Reservation {

        private final String model;

        private Room(String model) {
            this.model = model;
        }

        @Override
        public void settle(Cost cost) {
            rooms.add("settled " + model);
        }

        @Override
        public void release() {
            rooms.add("released " + model);
        }
    }
}
