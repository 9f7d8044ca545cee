package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.attribution.Attribution;
import dev.costspan.outcome.Outcome;
import dev.costspan.outcome.OutcomeAccount;
import dev.costspan.telemetry.CostRecord;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.reactor.v3_1.ContextPropagationOperator;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** With the hooks that OpenTelemetry's library for Reactor registers, as its Java agent does. */
class ScopesInReactorTest {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Attribution SUPPORT =
            Attribution.builder().team("support").feature("faq").build();
    private static final Outcome CASE = new Outcome("support.resolution", "case-9");
    private static final OutcomeAccount ACCOUNT = new OutcomeAccount(CASE, Attribution.NONE, null);

    private final Observed observed = Observed.create();
    private final ContextPropagationOperator hooks = ContextPropagationOperator.create();

    @BeforeEach
    void register() {
        hooks.registerOnEachOperator();
    }

    @AfterEach
    void reset() {
        hooks.resetOnEachOperator();
    }

    @Test
    void mono_onAnotherScheduler_worksForWhoSubscribed() {
        Mono<String> asking = Mono.fromCallable(this::ask).subscribeOn(Schedulers.boundedElastic());

        String thread;
        try (Scope whom = SUPPORT.makeCurrent();
                Scope towards = ACCOUNT.makeCurrent()) {
            thread = asking.block(LONGEST);
        }
        asking.block(LONGEST);

        assertThat(thread).isNotEqualTo(Thread.currentThread().getName());
        assertThat(observed.records).extracting(CostRecord::attribution).containsExactly(SUPPORT, Attribution.NONE);
        assertThat(observed.records).extracting(CostRecord::outcome).containsExactly(CASE, null);
    }

    @Test
    void flux_whenItHopsBetweenThreads_worksForWhoSubscribedAtEachStep() {
        try (Scope ignored = SUPPORT.makeCurrent()) {
            Flux.range(0, 20)
                    .publishOn(Schedulers.parallel())
                    .map(i -> askFor(Attribution.builder().tag("step", "map").build()))
                    .delayElements(Duration.ofMillis(1))
                    .flatMap(i -> Mono.fromCallable(this::ask).subscribeOn(Schedulers.boundedElastic()))
                    .blockLast(LONGEST);
        }

        assertThat(observed.records)
                .extracting(CostRecord::attribution)
                .hasSize(40)
                .containsOnly(SUPPORT, SUPPORT.toBuilder().tag("step", "map").build());
        assertThat(observed.records)
                .filteredOn(entry -> entry.attribution().tags().isEmpty())
                .hasSize(20);
    }

    @Test
    void monos_withContextsOfTheirOwn_mergeOverWhoSubscribedAndStayApart() {
        try (Scope ignored = SUPPORT.makeCurrent()) {
            Flux.range(0, 20)
                    .flatMap(i -> ContextPropagationOperator.runWithContext(
                            Mono.fromCallable(this::ask).subscribeOn(Schedulers.boundedElastic()),
                            Context.current()
                                    .with(Attribution.builder().tenant("t" + i).build())))
                    .blockLast(LONGEST);
        }

        List<String> tenants = observed.records.stream()
                .map(entry -> Objects.toString(entry.attribution()))
                .sorted()
                .toList();
        assertThat(tenants)
                .hasSize(20)
                .doesNotHaveDuplicates()
                .allMatch(text -> text.contains("team=support") && text.contains("tenant=t"));
    }

    private String ask() {
        observed.chat().call(Answer.USUAL::tell);
        return Thread.currentThread().getName();
    }

    private String askFor(Attribution inner) {
        try (Scope ignored = inner.makeCurrent()) {
            return ask();
        }
    }
}
