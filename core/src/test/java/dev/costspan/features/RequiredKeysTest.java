package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Assistant;
import dev.costspan.attribution.Attribution;
import dev.costspan.attribution.AttributionKey;
import dev.costspan.outcome.OutcomeScope;
import dev.costspan.pricing.Money;
import dev.costspan.usage.Operation;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequiredKeysTest {

    private static final Attribution SUPPORT =
            Attribution.builder().team("support").costCenter("4711").build();

    private final Observed observed =
            Observed.with(settings -> settings.requiredKeys(AttributionKey.COST_CENTER, AttributionKey.TEAM));

    @Test
    void log_whenKeysAreMissing_namesThePlaceTheLineAndTheRemedyOnce() {
        List<String> lines;
        try (CapturedLog log = new CapturedLog();
                OutcomeScope towards = observed.costspan
                        .outcomes()
                        .builder("support.resolution")
                        .id("case-9")
                        .open()) {
            Assistant.answer(this::ask);
            Assistant.answer(this::ask);
            lines = missing(log);
        }

        assertThat(lines)
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains(
                                "missing attribution team, cost_center on chat gpt-4o of openai, outcome support.resolution,"
                                        + " called from com.acme.Assistant.answer(Assistant.java:")
                        .endsWith(
                                "set it with Attribution.builder().team(...).costCenter(...).build().makeCurrent() around the"
                                        + " call, or for all calls with CostspanBuilder.attribution"));
        assertThat(observed.records).hasSize(2);
    }

    @Test
    void log_whenPlacesOrKeysDiffer_namesEach() {
        List<String> lines;
        try (CapturedLog log = new CapturedLog()) {
            ask();
            observed.chat().model("gpt-4o-mini").call(Answer.USUAL::tell);
            observed.costspan
                    .operation(Operation.FIXED_CHARGE)
                    .provider("pinecone")
                    .record(Money.of("25", "USD"));
            try (Scope ignored = Attribution.builder().team("support").build().makeCurrent()) {
                ask();
                ask();
            }
            try (Scope ignored = SUPPORT.makeCurrent()) {
                ask();
            }
            lines = missing(log);
        }

        assertThat(lines)
                .hasSize(4)
                .anyMatch(line -> line.contains("team, cost_center on chat gpt-4o of openai,"))
                .anyMatch(line -> line.contains("on chat gpt-4o-mini of openai"))
                .anyMatch(line -> line.contains("on " + Operation.FIXED_CHARGE.id() + " of pinecone"))
                .anyMatch(line -> line.contains("attribution cost_center on chat gpt-4o"));
    }

    @Test
    void log_whenNoLineOfTheApplicationIsOnTheStack_leavesItOut() throws InterruptedException {
        List<String> lines;
        try (CapturedLog log = new CapturedLog()) {
            Thread thread = new Thread(this::ask);
            thread.start();
            thread.join();
            lines = missing(log);
        }

        assertThat(lines)
                .singleElement()
                .satisfies(line -> assertThat(line).contains("on chat gpt-4o of openai; set it with"));
    }

    @Test
    void log_whenThereAreVeryManyPlaces_endsWithOneLineForTheRest() {
        List<String> lines;
        try (CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < 300; i++) {
                observed.chat().model("model-" + i).start().cancel();
            }
            lines = missing(log);
        }

        assertThat(lines).hasSize(201);
        assertThat(lines.get(200)).contains("more than 200 places").contains("attributionCoverage()");
    }

    @Test
    void log_whenDefaultsHaveTheKeys_saysNothing() {
        Observed withDefaults = Observed.with(
                settings -> settings.requiredKeys(AttributionKey.TEAM).attribution(SUPPORT));
        Observed requiringNothing = Observed.create();
        List<String> lines;
        try (CapturedLog log = new CapturedLog()) {
            withDefaults.chat().call(Answer.USUAL::tell);
            requiringNothing.chat().call(Answer.USUAL::tell);
            lines = missing(log);
        }

        assertThat(lines).isEmpty();
    }

    @Test
    void coverage_always_isTheShareOfTheCostOfEachCurrency() {
        ask();
        try (Scope ignored = SUPPORT.makeCurrent()) {
            ask();
            ask();
            ask();
            charge("5", "EUR");
        }
        charge("0", "CHF");
        charge("1", "GBP");

        assertThat(observed.costspan.ledger().snapshot().attributionCoverage())
                .isEqualTo(Map.of("EUR", 1.0, "GBP", 0.0, "USD", 0.75));
        assertThat(observed.telemetry.counter("costspan.attribution.coverage", "costspan.cost.currency"))
                .isEqualTo(Map.of("EUR", 1.0, "GBP", 0.0, "USD", 0.75));
        assertThat(observed.telemetry.metric("costspan.attribution.coverage").getUnit())
                .isEqualTo("1");
        assertThat(observed.costspan.ledger().snapshot().requiredKeys())
                .containsExactly(AttributionKey.TEAM, AttributionKey.COST_CENTER);
    }

    @Test
    void coverage_whenNothingIsRequiredOrSpent_isAbsent() {
        Observed requiringNothing = Observed.create();
        requiringNothing.chat().call(Answer.USUAL::tell);
        observed.chat().start().cancel();

        assertThat(requiringNothing.costspan.ledger().snapshot().attributionCoverage())
                .isEmpty();
        assertThat(requiringNothing.costspan.ledger().snapshot().requiredKeys()).isEmpty();
        assertThat(requiringNothing.telemetry.metricNames()).doesNotContain("costspan.attribution.coverage");
        assertThat(observed.costspan.ledger().snapshot().attributionCoverage()).isEmpty();
        assertThat(observed.telemetry.metricNames()).doesNotContain("costspan.attribution.coverage");
    }

    private Answer ask() {
        return observed.chat().call(Answer.USUAL::tell);
    }

    private void charge(String amount, String currency) {
        observed.costspan.operation(Operation.FIXED_CHARGE).provider("acme").record(Money.of(amount, currency));
    }

    private static List<String> missing(CapturedLog log) {
        return log.lines().stream()
                .filter(line -> line.contains("missing attribution"))
                .toList();
    }
}
