package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.outcome.CostedOutcome;
import dev.costspan.outcome.Outcome;
import dev.costspan.outcome.OutcomeRecord;
import dev.costspan.outcome.OutcomeScope;
import dev.costspan.outcome.OutcomeStatus;
import dev.costspan.outcome.Outcomes;
import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.reactor.v3_1.ContextPropagationOperator;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** Methods with {@code @CostedOutcome} that return Reactor's streams. */
class CostedReactorTest {

    private final Desk desk = new Desk();
    private Mono<String> mono = Mono.fromCallable(() -> {
        desk.ask();
        return "resolved";
    });
    private Flux<String> flux = Flux.just("a", "bb").doOnNext(item -> desk.ask());

    public interface Reactive {

        @CostedOutcome("reactive")
        Mono<String> mono();

        @CostedOutcome(value = "reactive", successWhen = "!empty", quantity = "length")
        Mono<String> checkedMono();

        @CostedOutcome("reactive")
        Flux<String> flux();

        @CostedOutcome(value = "reactive", successWhen = "!empty", quantity = "length")
        Flux<String> checkedFlux();

        @CostedOutcome("reactive")
        Publisher<String> publisher();

        @CostedOutcome("reactive")
        Object anything();
    }

    private final Reactive reactive = desk.outcomes.proxy(Reactive.class, new Reactive() {
        @Override
        public Mono<String> mono() {
            return mono;
        }

        @Override
        public Mono<String> checkedMono() {
            return mono;
        }

        @Override
        public Flux<String> flux() {
            return flux;
        }

        @Override
        public Flux<String> checkedFlux() {
            return flux;
        }

        @Override
        public Publisher<String> publisher() {
            return subscriber -> flux.subscribe(subscriber);
        }

        @Override
        public Object anything() {
            desk.ask();
            return mono;
        }
    });

    @Test
    void mono_whenSubscribedTo_isAnOutcomeWithWhatTheSubscriptionSpent() {
        Mono<String> watched = reactive.mono();
        assertThat(desk.ended).isEmpty();

        assertThat(watched.block()).isEqualTo("resolved");

        assertEnded(OutcomeStatus.SUCCESS, null);
        assertThat(desk.only().spent().operations()).isEqualTo(1);
        assertThat(Context.current()).isSameAs(Context.root());
    }

    @Test
    void mono_whenRetried_isAnOutcomeEach() {
        Mono<String> inner = mono;
        AtomicReference<RuntimeException> failure = new AtomicReference<>(new IllegalStateException());
        mono = inner.flatMap(value -> {
            RuntimeException once = failure.getAndSet(null);
            return once == null ? Mono.just(value) : Mono.error(once);
        });

        assertThat(reactive.mono().retry(1).block()).isEqualTo("resolved");

        assertThat(desk.ended)
                .extracting(OutcomeRecord::status)
                .containsExactly(OutcomeStatus.FAILURE, OutcomeStatus.SUCCESS);
        assertThat(desk.ended)
                .allSatisfy(entry -> assertThat(entry.spent().operations()).isEqualTo(1));
    }

    @Test
    void mono_whenNobodySubscribes_isNoOutcome() throws InterruptedException {
        reactive.mono();
        System.gc();

        assertThat(desk.ended).isEmpty();
        assertThat(reactive.flux()).isNotNull();
    }

    @Test
    void mono_whenItsResultSaysSo_isAFailure() {
        mono = Mono.just("");

        reactive.checkedMono().block();

        assertEnded(OutcomeStatus.FAILURE, "result");
    }

    @Test
    void mono_whenItIsEmpty_isASuccessUnlessItsResultIsRead() {
        mono = Mono.empty();

        reactive.mono().block();
        assertEnded(OutcomeStatus.SUCCESS, null);
        reactive.checkedMono().block();

        assertThat(desk.ended.get(1).status()).isEqualTo(OutcomeStatus.FAILURE);
        assertThat(desk.ended.get(1).reason()).isEqualTo("unknown");
    }

    @Test
    void mono_whenItFails_fails() {
        mono = Mono.error(Failing.failure());

        assertThatThrownBy(() -> reactive.mono().block()).isInstanceOf(IllegalStateException.class);

        assertEnded(OutcomeStatus.FAILURE, IllegalStateException.class.getName());
    }

    @Test
    void mono_whenThereIsNone_isAResultOfNull() {
        mono = null;

        assertThat(reactive.mono()).isNull();

        assertEnded(OutcomeStatus.SUCCESS, null);
    }

    @Test
    void mono_whenTheMethodThrows_fails() throws NoSuchMethodException {
        var method = Reactive.class.getMethod("mono");

        assertThatThrownBy(() -> desk.outcomes.invoke(method, Reactive.class, () -> {
                    throw Failing.failure();
                }))
                .isInstanceOf(IllegalStateException.class);

        assertEnded(OutcomeStatus.FAILURE, IllegalStateException.class.getName());
    }

    @Test
    void mono_whenCancelled_isAbandoned() {
        mono = Mono.never();

        Disposable subscription = reactive.mono().subscribe();
        assertThat(desk.ended).isEmpty();
        subscription.dispose();

        assertEnded(OutcomeStatus.ABANDONED, null);
    }

    @Test
    void mono_whenItIsForgotten_isAbandonedAsGarbage() throws InterruptedException {
        mono = Mono.create(sink -> {});
        reactive.mono().subscribe();

        assertThat(desk.onlyAfterCollection().status()).isEqualTo(OutcomeStatus.ABANDONED);
    }

    @Test
    void mono_whenSubscribedInsideAnother_isPartOfIt() {
        Mono<String> inner = mono;
        mono = inner.flatMap(value -> {
            mono = inner;
            return reactive.mono();
        });

        reactive.mono().block();

        assertThat(desk.only().spent().operations()).isEqualTo(2);
    }

    @Test
    void mono_whenTheSubscriberGoesOn_isNotInTheOutcomeAnyMore() {
        try (OutcomeScope caller = desk.observed.costspan.outcome("caller")) {
            String after =
                    reactive.mono().map(value -> Outcome.current().name()).block();

            assertThat(after).isEqualTo("caller");
            caller.succeed();
        }
    }

    @Test
    void mono_whenItHasAContextOfReactor_passesItOn() {
        mono = Mono.deferContextual(context -> Mono.just(context.get("who")));

        assertThat(reactive.mono()
                        .contextWrite(context -> context.put("who", "ada"))
                        .block())
                .isEqualTo("ada");
    }

    @Test
    void mono_whenAskedForOnAnotherThread_isInTheOutcomeThere() {
        mono = Mono.fromCallable(() -> Outcome.current().name());
        AtomicReference<String> heard = new AtomicReference<>();
        BaseSubscriber<String> subscriber = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {}

            @Override
            protected void hookOnNext(String value) {
                heard.set(value + ", then " + Outcome.current());
            }
        };
        reactive.mono().subscribe(subscriber);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            thread.submit(() -> subscriber.request(1)).get();
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            thread.shutdownNow();
        }

        assertThat(heard.get()).isEqualTo("reactive, then null");
        assertEnded(OutcomeStatus.SUCCESS, null);
    }

    @Test
    void mono_whenOpenTelemetryHooksReactor_isInTheOutcomeOnEveryThread() {
        ContextPropagationOperator hooks = ContextPropagationOperator.create();
        hooks.registerOnEachOperator();
        try {
            mono = Mono.delay(Duration.ofMillis(1))
                    .publishOn(Schedulers.boundedElastic())
                    .map(tick -> {
                        desk.ask();
                        return "resolved";
                    });
            reactive.mono().block();
        } finally {
            hooks.resetOnEachOperator();
        }
        assertThat(desk.only().spent().operations()).isEqualTo(1);
        assertThat(desk.observed.only().outcome()).isEqualTo(desk.only().outcome());
    }

    @Test
    void flux_whenItCompletes_isASuccessByItsLastElement() {
        assertThat(reactive.checkedFlux().collectList().block()).containsExactly("a", "bb");

        assertEnded(OutcomeStatus.SUCCESS, null);
        assertThat(desk.only().quantity()).isEqualByComparingTo("2");
        assertThat(desk.only().spent().operations()).isEqualTo(2);
    }

    @Test
    void flux_whenItFailsOnTheWay_fails() {
        flux = flux.concatWith(Flux.error(Failing.failure()));

        assertThatThrownBy(() -> reactive.flux().blockLast()).isInstanceOf(IllegalStateException.class);

        assertEnded(OutcomeStatus.FAILURE, IllegalStateException.class.getName());
        assertThat(desk.only().spent().operations()).isEqualTo(2);
    }

    @Test
    void flux_whenTheSubscriberHasEnough_isAbandoned() {
        assertThat(reactive.flux().take(1).collectList().block()).containsExactly("a");

        assertEnded(OutcomeStatus.ABANDONED, null);
    }

    @Test
    void flux_whenItCompletesWhileItIsCancelled_endsOnce() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            for (int i = 0; i < 300; i++) {
                Sinks.Many<String> sink = Sinks.many().unicast().onBackpressureBuffer();
                flux = sink.asFlux();
                Disposable subscription = reactive.checkedFlux().subscribe();
                CyclicBarrier start = new CyclicBarrier(2);
                Future<?> completed = thread.submit(() -> {
                    sink.tryEmitNext("a");
                    start.await();
                    return sink.tryEmitComplete();
                });
                start.await();
                subscription.dispose();
                completed.get();
                assertThat(desk.ended).hasSize(i + 1);
            }
        } finally {
            thread.shutdownNow();
        }
        assertThat(desk.ended)
                .extracting(OutcomeRecord::status)
                .isSubsetOf(OutcomeStatus.SUCCESS, OutcomeStatus.ABANDONED);
    }

    @Test
    void publisher_whenItIsOfAnotherKind_isWatchedAsAFlux() {
        assertThat(Flux.from(reactive.publisher()).collectList().block()).containsExactly("a", "bb");

        assertEnded(OutcomeStatus.SUCCESS, null);
        assertThat(desk.only().spent().operations()).isEqualTo(2);
    }

    @Test
    void mono_whenTheDeclaredTypeSaysNothing_beginsWithTheCall() throws InterruptedException {
        Mono<?> watched = (Mono<?>) reactive.anything();
        assertThat(desk.ended).isEmpty();
        watched.block();
        watched.block();

        assertThat(desk.ended).extracting(entry -> entry.spent().operations()).containsExactly(2L, 1L);
    }

    @Test
    void mono_whenTheDeclaredTypeSaysNothingAndNobodySubscribes_isAbandonedAsGarbage() throws InterruptedException {
        reactive.anything();

        assertThat(desk.onlyAfterCollection().status()).isEqualTo(OutcomeStatus.ABANDONED);
    }

    public record Connecting(ConnectableFlux<String> flux) implements Callable<ConnectableFlux<String>> {

        @Override
        @CostedOutcome("connecting")
        public ConnectableFlux<String> call() {
            return flux;
        }
    }

    @Test
    void flux_whenItIsOfATypeThatNothingCanStandFor_isRefusedAtFirstAndLeftAloneInACall() throws Exception {
        ConnectableFlux<String> connectable = flux.publish();
        var method = Connecting.class.getMethod("call");

        assertThatThrownBy(() -> Outcomes.isCosted(method, Connecting.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ConnectableFlux, whose end cannot be seen");
        assertThat(desk.outcomes.invoke(method, Connecting.class, () -> connectable))
                .isSameAs(connectable);
        assertEnded(OutcomeStatus.FAILURE, "unknown");
    }

    private void assertEnded(OutcomeStatus status, String reason) {
        assertThat(desk.only().status()).isEqualTo(status);
        assertThat(desk.only().reason()).isEqualTo(reason);
    }
}
