package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.costspan.attribution.Attribution;
import dev.costspan.outcome.OutcomeScope;
import dev.costspan.outcome.OutcomeStatus;
import dev.costspan.pricing.Money;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What is on the spans of outcomes and of the operations below them. Each usual call costs 0.00275 USD. */
class OutcomeSpansTest {

    private final Observed observed = Observed.create();

    @Test
    void outcomeSpan_always_saysWhatItWasWhatBecameOfItAndWhatItCost() {
        Attribution asker = Attribution.builder()
                .team("support")
                .product("shop")
                .feature("faq")
                .tenant("acme-gmbh")
                .user("u-1")
                .environment("production")
                .costCenter("4711")
                .owner("ann")
                .tag("experiment", "b")
                .build();
        try (OutcomeScope outcome = observed.costspan
                .outcomes()
                .builder("order")
                .id("9")
                .attribution(asker)
                .value(Money.of("4.50", "EUR"))
                .open()) {
            observed.chat().call(operation -> {
                operation.attempt().fail("429", 429);
                operation.attempt().succeed();
                return Answer.USUAL.tell(operation);
            });
            outcome.succeed(3);
        }

        SpanData span = observed.telemetry.span("order");
        assertThat(span.getKind()).isEqualTo(SpanKind.INTERNAL);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(span.getLinks()).isEmpty();
        Map<String, Object> expected = new HashMap<>(Map.of(
                "costspan.outcome.name",
                "order",
                "costspan.outcome.id",
                "9",
                "costspan.outcome.status",
                "success",
                "costspan.outcome.cost.amount",
                0.00275,
                "costspan.outcome.cost.currency",
                "USD",
                "costspan.outcome.operations",
                1L,
                "costspan.outcome.attempts",
                2L,
                "costspan.outcome.tokens",
                1_050L,
                "costspan.outcome.unpriced_operations",
                0L,
                "costspan.outcome.models",
                List.of("gpt-4o-2024-08-06")));
        expected.putAll(Map.of(
                "costspan.outcome.value", 4.5,
                "costspan.outcome.value.currency", "EUR",
                "costspan.outcome.quantity", 3.0,
                "costspan.team", "support",
                "costspan.product", "shop",
                "costspan.feature", "faq",
                "costspan.tenant", "acme-gmbh",
                "user.id", "u-1",
                "costspan.environment", "production"));
        expected.putAll(
                Map.of("costspan.cost_center", "4711", "costspan.owner", "ann", "costspan.tag.experiment", "b"));
        assertThat(TestTelemetry.plain(span.getAttributes())).isEqualTo(expected);
    }

    @Test
    void outcomeSpan_whenItFailed_hasTheErrorAndTheWaste() {
        Assertions.assertThatThrownBy(
                        () -> observed.costspan.outcomes().builder("order").call(outcome -> {
                            observed.chatOnce();
                            throw new IOException(Failing.SECRET);
                        }))
                .isInstanceOf(IOException.class);

        SpanData span = observed.telemetry.span("order");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getStatus().getDescription()).isEmpty();
        assertThat(TestTelemetry.plain(span.getAttributes()))
                .containsEntry("costspan.outcome.status", "failure")
                .containsEntry("costspan.outcome.reason", "java.io.IOException")
                .containsEntry("error.type", "java.io.IOException")
                .containsEntry("costspan.outcome.cost.amount", 0.00275)
                .containsEntry("costspan.outcome.cost.wasted", 0.00275)
                .containsEntry("costspan.outcome.waste.reason", List.of("outcome_failed"));
    }

    @Test
    void outcomeSpan_whenItWasAbandoned_isNoError() {
        observed.costspan.outcomes().builder("order").start().abandon();

        SpanData span = observed.telemetry.span("order");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(TestTelemetry.plain(span.getAttributes()))
                .containsEntry("costspan.outcome.status", "abandoned")
                .doesNotContainKeys("error.type", "costspan.outcome.cost.wasted");
    }

    @Test
    void operationSpan_whenOutcomesNest_isBelowTheInnermostAndHasItsNameAndId() {
        try (OutcomeScope order =
                        observed.costspan.outcomes().builder("order").id("9").open();
                OutcomeScope summary = observed.costspan
                        .outcomes()
                        .builder("order.summary")
                        .id("s")
                        .open()) {
            observed.chatOnce();
            summary.succeed();
            order.succeed();
        }

        SpanData call = observed.telemetry.span("chat gpt-4o");
        SpanData inner = observed.telemetry.span("order.summary");
        SpanData outer = observed.telemetry.span("order");
        assertThat(call.getParentSpanId()).isEqualTo(inner.getSpanId());
        assertThat(inner.getParentSpanId()).isEqualTo(outer.getSpanId());
        assertThat(TestTelemetry.plain(call.getAttributes()))
                .containsEntry("costspan.outcome.name", "order.summary")
                .containsEntry("costspan.outcome.id", "s")
                .doesNotContainKeys("costspan.outcome.status", "costspan.outcome.cost.amount");
        assertThat(observed.only().outcome().name()).isEqualTo("order.summary");
        // a parent's roll-up has another name, so that this sum is right
        assertThat(observed.telemetry.sumOverSpans("costspan.cost.amount")).isEqualTo(0.00275);
        for (SpanData span : List.of(inner, outer)) {
            assertThat(TestTelemetry.plain(span.getAttributes()))
                    .doesNotContainKey("costspan.cost.amount")
                    .containsEntry("costspan.outcome.cost.amount", 0.00275);
        }
    }

    @Test
    void spansOfOneOutcome_whenItHasParts_areLinkedAndAddUp() {
        OutcomeScope first = observed.costspan
                .outcomes()
                .builder("order")
                .id("9")
                .attribution(Attribution.builder().team("shop").build())
                .open();
        observed.chatOnce();
        first.pending();
        first.close();
        try (OutcomeScope second = observed.costspan.outcomes().resume("order", "9")) {
            observed.chatOnce();
            observed.chatOnce();
            second.pending();
        }
        try (Scope handler = observed.telemetry.inSpan("POST /confirm")) {
            observed.costspan.outcomes().confirm("9", OutcomeStatus.SUCCESS);
        }

        List<SpanData> parts = observed.telemetry.spans().stream()
                .filter(span -> span.getName().equals("order"))
                .toList();
        assertThat(parts)
                .extracting(span -> TestTelemetry.plain(span.getAttributes()).get("costspan.outcome.status"))
                .containsExactly("pending", "pending", "success");
        assertThat(parts.get(0).getLinks()).isEmpty();
        assertThat(parts.get(1).getLinks())
                .extracting(LinkData::getSpanContext)
                .containsExactly(parts.get(0).getSpanContext());
        assertThat(parts.get(2).getLinks())
                .extracting(LinkData::getSpanContext)
                .containsExactly(parts.get(1).getSpanContext());
        assertThat(parts.get(2).getParentSpanId())
                .isEqualTo(observed.telemetry.span("POST /confirm").getSpanId());
        assertThat(TestTelemetry.plain(parts.get(2).getAttributes()))
                .containsEntry("costspan.outcome.id", "9")
                .containsEntry("costspan.team", "shop")
                .containsEntry("costspan.outcome.cost.amount", 0.0)
                .containsEntry("costspan.outcome.operations", 0L);
        assertThat(observed.telemetry.sumOverSpans("costspan.outcome.cost.amount"))
                .isCloseTo(0.00825, within(1e-12));
        assertThat(observed.telemetry.sumOverSpans("costspan.outcome.operations"))
                .isEqualTo(3);
        assertThat(observed.telemetry.sumOverSpans("costspan.cost.amount")).isCloseTo(0.00825, within(1e-12));
    }

    @Test
    void spans_whenNothingIsSampled_areNoneAndTheTotalsAreComplete() {
        Observed unsampled = Observed.over(TestTelemetry.unsampled(), settings -> settings);
        try (OutcomeScope outcome = unsampled.costspan.outcome("order")) {
            unsampled.chatOnce();
            outcome.succeed();
        }

        assertThat(unsampled.telemetry.spans()).isEmpty();
        assertThat(unsampled.row("order").cost().cost()).isEqualByComparingTo("0.00275");
        assertThat(unsampled.telemetry.sum("costspan.outcome.cost")).isEqualTo(0.00275);
    }
}
