package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.costspan.attribution.Attribution;
import dev.costspan.outcome.OutcomeScope;
import dev.costspan.pricing.Money;
import dev.costspan.telemetry.Semconv;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SpanContractTest {

    private final Observed observed = Observed.create();

    @Test
    void span_whenChatIsPriced_holdsExactlyTheseAttributes() {
        observed.chat().conversationId("conv-7").streamed().call(operation -> {
            operation.server("api.openai.com", 443).serviceTier("default").toolCalls(2);
            return Answer.USUAL.tell(operation);
        });

        SpanData span = observed.telemetry.span();
        assertThat(span.getName()).isEqualTo("chat gpt-4o");
        assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(span.getInstrumentationScopeInfo().getName()).isEqualTo("dev.costspan");
        Map<String, Object> expected = new TreeMap<>(Map.of(
                "gen_ai.operation.name", "chat",
                "gen_ai.provider.name", "openai",
                "gen_ai.request.model", "gpt-4o",
                "gen_ai.request.stream", true,
                "gen_ai.response.model", "gpt-4o-2024-08-06",
                "gen_ai.response.id", "resp-1",
                "gen_ai.response.finish_reasons", List.of("stop"),
                "gen_ai.conversation.id", "conv-7",
                "openai.response.service_tier", "default",
                "costspan.service_tier", "default"));
        expected.putAll(Map.of(
                "gen_ai.usage.input_tokens", 1000L,
                "gen_ai.usage.cache_read.input_tokens", 200L,
                "gen_ai.usage.output_tokens", 50L,
                "server.address", "api.openai.com",
                "server.port", 443L,
                "costspan.tool_calls", 2L));
        expected.putAll(Map.of(
                "costspan.cost.amount",
                0.00275,
                "costspan.cost.currency",
                "USD",
                "costspan.cost.status",
                "priced",
                "costspan.cost.source",
                "override",
                "costspan.cost.micros",
                2750L,
                "costspan.cost.input",
                0.002,
                "costspan.cost.cache_read",
                0.00025,
                "costspan.cost.output",
                0.0005,
                "costspan.price.card",
                "test-list:openai/gpt-4o",
                "costspan.price.as_of",
                "2026-08-01"));
        // 200 cached tokens at half the price of input
        expected.put("costspan.cache.savings", 0.00025);
        assertThat(TestTelemetry.plain(span.getAttributes())).isEqualTo(expected);
    }

    @Test
    void span_whenEveryBucketCosts_hasDisjointPartsThatSumToTheAmount() {
        Usage everything = Usage.builder()
                .inputTokens(1000)
                .cacheReadTokens(100)
                .cacheWriteTokens(300)
                .outputTokens(500)
                .outputReasoningTokens(200)
                .build();
        observed.costspan
                .operation(Operation.CHAT)
                .provider("acme")
                .model("thinker")
                .call(operation -> {
                    operation.usage(everything);
                    return "";
                });

        Map<String, Object> attributes = attributes();
        Map<String, Double> parts = Map.of(
                "input",
                0.0006,
                "cache_read",
                0.0001,
                "cache_write",
                0.00039,
                "output",
                0.0012,
                "reasoning",
                0.0014,
                "other",
                0.0001);
        parts.forEach((part, amount) -> assertThat(attributes).containsEntry("costspan.cost." + part, amount));
        double sum = parts.values().stream().mapToDouble(Double::doubleValue).sum();
        assertThat((Double) attributes.get("costspan.cost.amount")).isCloseTo(sum, within(1e-15));
        assertThat(attributes)
                .containsEntry("costspan.cost.amount", 0.00379)
                .containsEntry("costspan.cost.currency", "EUR")
                .containsEntry("gen_ai.usage.cache_creation.input_tokens", 300L)
                .containsEntry("gen_ai.usage.reasoning.output_tokens", 200L);
    }

    @Test
    void span_whenModelIsUnknown_hasNoAmountButTheReason() {
        observed.chat().model("gpt-99").call(operation -> {
            operation.usage(Usage.tokens(10, 1));
            return "";
        });

        assertThat(attributes())
                .containsEntry("costspan.cost.status", "unpriced")
                .containsEntry("costspan.cost.unpriced_reason", "unknown_model")
                .containsEntry("gen_ai.usage.input_tokens", 10L)
                .doesNotContainKeys(
                        "costspan.cost.amount",
                        "costspan.cost.currency",
                        "costspan.cost.micros",
                        "costspan.cost.source",
                        "costspan.cost.input",
                        "costspan.price.card",
                        "costspan.price.as_of");
    }

    @Test
    void span_whenOutputWasNotReported_isPartial() {
        observed.chat().call(operation -> operation.usage(Usage.of(Meter.INPUT_TOKENS, 1000)));

        assertThat(attributes())
                .containsEntry("costspan.cost.status", "partial")
                .containsEntry("costspan.cost.amount", 0.0025);
    }

    @Test
    void span_whenUsageWasEstimated_saysSo() {
        observed.chat()
                .call(operation -> operation.usage(
                        Usage.tokens(1000, 10).toBuilder().estimated().build()));

        assertThat(attributes()).containsEntry("costspan.cost.status", "estimated");
    }

    @Test
    void span_whenModelIsFree_hasARealZero() {
        observed.costspan
                .operation(Operation.EMBEDDINGS)
                .provider("local")
                .model("minilm")
                .call(operation -> operation.usage(Usage.of(Meter.INPUT_TOKENS, 7)));

        assertThat(attributes())
                .containsEntry("costspan.cost.status", "priced")
                .containsEntry("costspan.cost.amount", 0.0)
                .containsEntry("costspan.cost.micros", 0L)
                .doesNotContainKey("costspan.cost.unpriced_reason");
    }

    @Test
    void span_whenProviderReportsTheAmount_saysSoAndHasNoCard() {
        observed.chat().call(operation -> {
            Answer.USUAL.tell(operation);
            return operation.reportedCost(Money.of("0.0031", "USD"));
        });

        assertThat(attributes())
                .containsEntry("costspan.cost.amount", 0.0031)
                .containsEntry("costspan.cost.source", "provider")
                .containsEntry("costspan.cost.other", 0.0031)
                .doesNotContainKeys("costspan.price.card", "costspan.cost.input");
    }

    @Test
    void span_whenAmountIsTooLargeForMicros_leavesThemOut() {
        observed.costspan.operation(Operation.FIXED_CHARGE).provider("acme").record(Money.of("1E+20", "USD"));

        assertThat(attributes()).containsEntry("costspan.cost.amount", 1e20).doesNotContainKey("costspan.cost.micros");
    }

    @Test
    void span_whenCallFails_hasTheErrorTypeAndStatus() {
        observed.chat().start().fail("429");

        assertThat(observed.telemetry.span().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(observed.telemetry.span().getStatus().getDescription()).isEmpty();
        assertThat(attributes())
                .containsEntry("error.type", "429")
                .containsEntry("costspan.cost.unpriced_reason", "no_answer");
    }

    @Test
    void span_whenStoreIsQueried_followsTheDatabaseConventions() {
        observed.costspan
                .operation(Operation.VECTOR_QUERY)
                .provider("vectors")
                .collection("docs")
                .call(operation -> operation.usage(Usage.of(Meter.READ_UNITS, 5)));

        assertThat(observed.telemetry.span().getName()).isEqualTo("query docs");
        Map<String, Object> expected = new TreeMap<>(Map.of(
                "db.system.name", "vectors",
                "db.operation.name", "query",
                "db.collection.name", "docs",
                "costspan.cost.status", "priced",
                "costspan.cost.amount", 0.00008,
                "costspan.cost.other", 0.00008,
                "costspan.cost.micros", 80L,
                "costspan.cost.currency", "USD",
                "costspan.cost.source", "override",
                "costspan.price.card", "test-list:vectors"));
        expected.put("costspan.price.as_of", "2026-08-01");
        assertThat(attributes()).isEqualTo(expected);
    }

    @Test
    void span_whenScopesAreOpen_saysForWhomAndWhat() {
        Attribution asker = Attribution.builder()
                .team("support")
                .product("shop")
                .feature("faq")
                .tenant("acme-gmbh")
                .user("u-1")
                .environment("production")
                .costCenter("4711")
                .owner("ann")
                .escalation("finops@example.com")
                .tag("experiment", "b")
                .build();
        try (Scope whom = asker.makeCurrent();
                OutcomeScope what = observed.costspan
                        .outcomes()
                        .builder("support.resolution")
                        .id("case-9")
                        .open()) {
            observed.chat().call(Answer.USUAL::tell);
        }

        assertThat(TestTelemetry.plain(observed.telemetry.span("chat gpt-4o").getAttributes()))
                .containsEntry("costspan.team", "support")
                .containsEntry("costspan.product", "shop")
                .containsEntry("costspan.feature", "faq")
                .containsEntry("costspan.tenant", "acme-gmbh")
                .containsEntry("user.id", "u-1")
                .containsEntry("costspan.environment", "production")
                .containsEntry("costspan.cost_center", "4711")
                .containsEntry("costspan.owner", "ann")
                .containsEntry("costspan.escalation", "finops@example.com")
                .containsEntry("costspan.tag.experiment", "b")
                .containsEntry("costspan.outcome.name", "support.resolution")
                .containsEntry("costspan.outcome.id", "case-9");
    }

    @Test
    void span_whenDefaultsAreSet_usesThemWhereTheContextIsSilent() {
        Observed withDefaults = Observed.with(settings -> settings.attribution(
                Attribution.builder().team("platform").environment("test").build()));
        try (Scope ignored = Attribution.builder().team("support").build().makeCurrent()) {
            withDefaults.chat().call(Answer.USUAL::tell);
        }

        assertThat(TestTelemetry.plain(withDefaults.telemetry.span().getAttributes()))
                .containsEntry("costspan.team", "support")
                .containsEntry("costspan.environment", "test");
    }

    @Test
    void span_whenTheEnvironmentSaysSomething_usesItWhereNothingElseDoes() {
        System.setProperty("costspan.team", "platform");
        System.setProperty("costspan.environment", "production");
        System.setProperty("costspan.tag.region", "eu");
        try {
            Observed configured = Observed.with(settings -> settings.attribution(
                    Attribution.builder().environment("test").build()));
            configured.chat().call(Answer.USUAL::tell);

            assertThat(TestTelemetry.plain(configured.telemetry.span().getAttributes()))
                    .containsEntry("costspan.team", "platform")
                    .containsEntry("costspan.environment", "test")
                    .containsEntry("costspan.tag.region", "eu");
        } finally {
            System.clearProperty("costspan.team");
            System.clearProperty("costspan.environment");
            System.clearProperty("costspan.tag.region");
        }
    }

    @Test
    void span_whenConventionsAreTheLatest_namesCacheWritesAnew() {
        Observed latest = Observed.with(settings -> settings.semconv(Semconv.LATEST));
        latest.chat()
                .call(operation -> operation.usage(Usage.builder()
                        .inputTokens(10)
                        .cacheWriteTokens(4)
                        .outputTokens(1)
                        .build()));

        assertThat(TestTelemetry.plain(latest.telemetry.span().getAttributes()))
                .containsEntry("gen_ai.usage.cache_write.input_tokens", 4L)
                .doesNotContainKey("gen_ai.usage.cache_creation.input_tokens");
    }

    private Map<String, Object> attributes() {
        return TestTelemetry.plain(observed.telemetry.span().getAttributes());
    }
}
