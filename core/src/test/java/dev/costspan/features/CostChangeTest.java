package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.attribution.Attribution;
import dev.costspan.outcome.OutcomeScope;
import dev.costspan.telemetry.ChangeSettings;
import dev.costspan.telemetry.CostChange;
import dev.costspan.usage.Usage;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The prompt that doubled overnight. */
class CostChangeTest {

    private static final int USUAL = 1_000;

    private final List<CostChange> changes = new CopyOnWriteArrayList<>();
    private final Observed observed = Observed.with(settings -> settings.onCostChange(change -> {
                throw new IllegalStateException("a listener that fails");
            })
            .onCostChange(changes::add));

    @Test
    void outcome_whenItsPromptDoubles_isToldOnceWithTheNumbers() {
        resolutions(60, USUAL);
        assertThat(changes).isEmpty();

        try (CapturedLog log = new CapturedLog()) {
            resolutions(60, 2 * USUAL);

            assertThat(log.lines())
                    .filteredOn(line -> line.contains("Cost changed"))
                    .hasSize(1);
        }

        assertThat(changes).hasSize(1);
        CostChange change = changes.get(0);
        assertThat(change.subject()).isEqualTo(CostChange.Subject.OUTCOME);
        assertThat(change.name()).isEqualTo("support.resolution");
        assertThat(change.currency()).isEqualTo("USD");
        assertThat(change.factor()).isEqualTo(2);
        assertThat(change.before()).isEqualTo(0.0025);
        assertThat(change.message()).contains("support.resolution", "0.0025", "0.005", "USD");
        assertThat(events("support.resolution")).hasSize(1);
    }

    @Test
    void outcome_whenOnlyFailuresBecomeMore_isToldSinceASuccessCostsMore() {
        resolutions(60, USUAL);

        for (int i = 0; i < 40; i++) {
            resolution(USUAL, false);
            resolution(USUAL, true);
        }

        assertThat(changes)
                .hasSize(1)
                .allSatisfy(change -> assertThat(change.factor()).isEqualTo(2));
    }

    @Test
    void feature_whenItsOperationsBecomeDearer_isToldOnTheOperationsSpan() {
        Attribution faq = Attribution.builder()
                .feature("faq")
                .owner("ann")
                .escalation("#ai-costs")
                .build();
        try (Scope forWhom = faq.makeCurrent()) {
            chats(60, USUAL);
            chats(60, 3 * USUAL);
        }

        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).subject()).isEqualTo(CostChange.Subject.FEATURE);
        assertThat(changes.get(0).name()).isEqualTo("faq");
        assertThat(changes.get(0).operation()).isEqualTo("chat");
        assertThat(changes.get(0).attribution()).isEqualTo(faq);
        assertThat(changes.get(0).message()).endsWith("; owner ann; escalation #ai-costs");
        assertThat(events("chat gpt-4o")).hasSize(1);
    }

    @Test
    void costs_whenNobodyWantsToKnow_areNotWatched() {
        Observed unwatched =
                Observed.with(settings -> settings.withoutCostChanges().onCostChange(changes::add));
        for (int i = 0; i < 200; i++) {
            resolution(unwatched, i < 100 ? USUAL : 10 * USUAL, true);
        }

        assertThat(changes).isEmpty();
    }

    @Test
    void costs_whenTheFactorIsLarger_moveFurtherBeforeTheyAreTold() {
        Observed tolerant = Observed.with(settings ->
                settings.costChanges(ChangeSettings.defaults().factor(2.5)).onCostChange(changes::add));
        for (int i = 0; i < 240; i++) {
            resolution(tolerant, i < 80 ? USUAL : i < 160 ? 2 * USUAL : 6 * USUAL, true);
        }

        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).after()).isEqualTo(0.015);
    }

    private void resolutions(int count, int tokens) {
        for (int i = 0; i < count; i++) {
            resolution(tokens, true);
        }
    }

    private void resolution(int tokens, boolean reached) {
        resolution(observed, tokens, reached);
    }

    private static void resolution(Observed observed, int tokens, boolean reached) {
        try (OutcomeScope outcome = observed.costspan.outcome("support.resolution")) {
            chat(observed, tokens);
            if (reached) {
                outcome.succeed();
            } else {
                outcome.fail("handed_over");
            }
        }
    }

    private void chats(int count, int tokens) {
        for (int i = 0; i < count; i++) {
            chat(observed, tokens);
        }
    }

    private static void chat(Observed observed, int tokens) {
        observed.chat().call(operation -> operation.usage(Usage.tokens(tokens, 0)));
    }

    private Stream<SpanData> events(String span) {
        return observed.telemetry.spans().stream()
                .filter(data -> data.getName().equals(span))
                .filter(data -> data.getEvents().stream()
                        .anyMatch(event -> event.getName().equals("costspan.cost.changed")));
    }
}
