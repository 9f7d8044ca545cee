package dev.costspan.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The quickstart's spans as a running Zipkin gives them back. Zipkin keeps every tag as text. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ZipkinTraceTest {
    private Zipkin zipkin;
    private List<JsonNode> spans;

    @BeforeAll
    void runTheQuickstart() throws Exception {
        zipkin = LocalZipkin.start();
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        String traceId =
                new Quickstart(nowhere, nowhere, Map.of()).run(zipkin, null).traceId();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(zipkin.spansUrl().replace("/spans", "/trace/") + traceId))
                .build();
        String trace = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();
        spans = StreamSupport.stream(new ObjectMapper().readTree(trace).spliterator(), false)
                .sorted(Comparator.comparingLong(span -> span.path("timestamp").asLong()))
                .toList();
    }

    @AfterAll
    void stopZipkin() {
        zipkin.close();
    }

    /**
     * The expected amounts were worked out by hand from the tokens on the wire and the published prices in US dollars per million
     * tokens: gpt-4o-mini 0.15, cached 0.075, output 0.60; gpt-5-mini 0.25, 0.025, 2.00; claude-sonnet-4-5 3.00, cache read 0.30,
     * cache write 3.75, output 15.00. The second row is (1367 - 1152) x 0.15 + 1152 x 0.075 + 10 x 0.60, divided by a million.
     */
    @Test
    void chatSpans_whenReadBack_carryTheExactCostOfTheModelThatServed() {
        assertThat(chats())
                .extracting(
                        span -> tag(span, "gen_ai.response.model"),
                        span -> tag(span, "gen_ai.usage.input_tokens"),
                        span -> amount(span, "costspan.cost.amount"))
                .containsExactly(
                        tuple("gpt-4o-mini-2024-07-18", "1369", 0.00021435),
                        tuple("gpt-4o-mini-2024-07-18", "1367", 0.00012465),
                        tuple("gpt-4o-mini-2024-07-18", "1396", 0.0001254),
                        tuple("gpt-4o-mini-2024-07-18", "1334", 0.0001245),
                        tuple("gpt-4o-mini-2024-07-18", "1415", 0.00015045),
                        tuple("gpt-5-mini-2025-08-07", "1394", 0.0006965),
                        tuple("gpt-5-mini-2025-08-07", "1380", 0.0001058),
                        tuple("gpt-5-mini-2025-08-07", "1409", 0.00010425),
                        tuple("claude-sonnet-4-5-20250929", "1407", 0.00540525),
                        tuple("claude-sonnet-4-5-20250929", "1378", 0.0017067),
                        tuple("claude-sonnet-4-5-20250929", "1381", 0.0010557),
                        tuple("claude-sonnet-4-5-20250929", "1413", 0.0013467),
                        tuple("house-llm-7b", "1405", null),
                        tuple("gpt-5-mini-2025-08-07", "1401", 0.00039505),
                        tuple("gpt-4o-mini-2024-07-18", "1391", 0.00015165),
                        tuple("gpt-4o-mini-2024-07-18", "1332", 0.0001362));
    }

    @Test
    void chatSpan_whenPromptWasCached_splitsItsCostIntoParts() {
        JsonNode claude = chats().get(9);

        assertThat(amount(claude, "costspan.cost.input")).isEqualTo(0.000537);
        assertThat(amount(claude, "costspan.cost.cache_read")).isEqualTo(0.0003597);
        assertThat(amount(claude, "costspan.cost.output")).isEqualTo(0.00081);
        assertThat(tag(claude, "costspan.cost.cache_write")).isNull();
        assertThat(tag(claude, "costspan.cost.status")).isEqualTo("priced");
        assertThat(tag(claude, "costspan.cost.source")).isEqualTo("catalog");
        assertThat(tag(claude, "costspan.cost.currency")).isEqualTo("USD");
        assertThat(tag(claude, "costspan.cost.micros")).isEqualTo("1707");
    }

    @Test
    void chatSpan_whenModelIsUnknown_hasAReasonAndNoAmount() {
        JsonNode house = chats().get(12);

        assertThat(tag(house, "costspan.cost.status")).isEqualTo("unpriced");
        assertThat(tag(house, "costspan.cost.unpriced_reason")).isEqualTo("unknown_model");
        assertThat(tag(house, "costspan.cost.amount")).isNull();
        assertThat(tag(house, "costspan.cost.currency")).isNull();
    }

    @Test
    void chatSpan_whenProviderRefusedOnce_showsBothAttempts() {
        JsonNode retried = chats().get(1);

        assertThat(tag(retried, "costspan.attempts")).isEqualTo("2");
        assertThat(tag(retried, "costspan.attempts.billed")).isEqualTo("1");
        assertThat(retried.path("annotations")).hasSize(1);
        assertThat(retried.path("annotations").get(0).path("value").asText())
                .startsWith("\"costspan.attempt.failed\":")
                .contains("\"http.response.status_code\":429");
        assertThat(tag(retried, "server.address")).isEqualTo("127.0.0.1");
    }

    @Test
    void everyOperationSpan_whenReadBack_saysForWhomAndTowardsWhat() {
        List<JsonNode> operations = operations().toList();

        assertThat(operations).hasSize(44).allSatisfy(span -> {
            assertThat(tag(span, "costspan.team")).isEqualTo("support");
            assertThat(tag(span, "costspan.feature")).isEqualTo("help-centre");
            assertThat(tag(span, "costspan.outcome.name")).isIn("support.resolution", "support.indexing");
        });
    }

    @Test
    void spansOfOneToolLoop_whenStreamed_areSiblings() {
        JsonNode first = chats().get(6);
        JsonNode second = chats().get(7);

        assertThat(tag(first, "gen_ai.response.finish_reasons")).contains("tool_calls");
        assertThat(second.path("parentId").asText())
                .isNotEmpty()
                .isEqualTo(first.path("parentId").asText());
    }

    @Test
    void sumOverAmounts_whenTheWholeTraceIsAdded_isTheTotal() {
        BigDecimal total = operations()
                .map(span -> tag(span, "costspan.cost.amount"))
                .filter(Objects::nonNull)
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add);

        assertThat(total).isEqualByComparingTo("0.01184315");
    }

    @Test
    void outcomeSpans_whenReadBack_sayWhatEachResolutionCostAndWhatWasWasted() {
        List<JsonNode> resolutions = outcomes("support.resolution").toList();

        assertThat(resolutions).hasSize(13);
        List<JsonNode> reached = new ArrayList<>(resolutions);
        reached.remove(2);
        assertThat(reached)
                .allSatisfy(
                        span -> assertThat(tag(span, "costspan.outcome.status")).isEqualTo("success"));
        JsonNode retried = resolutions.get(1);
        assertThat(amount(retried, "costspan.outcome.cost.amount")).isEqualTo(0.00025005);
        assertThat(tag(retried, "costspan.outcome.cost.currency")).isEqualTo("USD");
        assertThat(tag(retried, "costspan.outcome.operations")).isEqualTo("4");
        assertThat(tag(retried, "costspan.outcome.attempts")).isEqualTo("3");
        assertThat(tag(retried, "costspan.outcome.tokens")).isEqualTo("2802");
        assertThat(tag(retried, "costspan.team")).isEqualTo("support");
        JsonNode unresolved = resolutions.get(2);
        assertThat(tag(unresolved, "costspan.outcome.status")).isEqualTo("failure");
        assertThat(amount(unresolved, "costspan.outcome.cost.wasted")).isEqualTo(0.0001245);
        assertThat(tag(unresolved, "costspan.outcome.waste.reason")).isEqualTo("outcome_failed");
        JsonNode unpriced = resolutions.get(9);
        assertThat(tag(unpriced, "costspan.outcome.unpriced_operations")).isEqualTo("1");
    }

    @Test
    void sumOverOutcomes_whenTheWholeTraceIsAdded_isTheTotalToo() {
        BigDecimal total = Stream.of("support.resolution", "support.indexing")
                .flatMap(this::outcomes)
                .map(span -> new BigDecimal(tag(span, "costspan.outcome.cost.amount")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);

        assertThat(total).isEqualByComparingTo("0.01184315");
    }

    private Stream<JsonNode> outcomes(String name) {
        return spans.stream()
                .filter(span ->
                        name.equals(span.path("name").asText()) && tag(span, "costspan.outcome.status") != null);
    }

    private List<JsonNode> chats() {
        return operations()
                .filter(span -> "chat".equals(tag(span, "gen_ai.operation.name")))
                .toList();
    }

    private Stream<JsonNode> operations() {
        return spans.stream().filter(span -> tag(span, "costspan.cost.status") != null);
    }

    private static Double amount(JsonNode span, String name) {
        String text = tag(span, name);
        return text == null ? null : Double.valueOf(text);
    }

    private static String tag(JsonNode span, String name) {
        JsonNode value = span.path("tags").get(name);
        return value == null ? null : value.asText();
    }
}
