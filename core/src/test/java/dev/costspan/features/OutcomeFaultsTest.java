package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.Costspan;
import dev.costspan.CostspanBuilder;
import dev.costspan.outcome.Confirmation;
import dev.costspan.outcome.OutcomeRecord;
import dev.costspan.outcome.OutcomeScope;
import dev.costspan.outcome.OutcomeStatus;
import dev.costspan.outcome.OutcomeStore;
import dev.costspan.outcome.PendingOutcome;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.telemetry.CostSink;
import dev.costspan.telemetry.OutcomeRow;
import dev.costspan.usage.Operation;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever of ours or of the application's breaks, what runs in an outcome returns and throws the same. */
class OutcomeFaultsTest {

    private static final String NAME = "order";

    private final CapturedLog log = new CapturedLog();

    @AfterEach
    void restoreTheErrorStream() {
        log.close();
    }

    static Stream<Named<Supplier<Costspan>>> broken() {
        return Stream.of(
                broken("sink throws", settings -> settings.directSink(new FailingSink(false))),
                broken("sink throws an error", settings -> settings.directSink(new FailingSink(true))),
                broken(
                        "clock throws",
                        settings -> settings.clock(clock(() -> {
                            throw Failing.failure();
                        }))),
                broken("clock gives null", settings -> settings.clock(clock(() -> null))),
                broken(
                        "price book throws",
                        settings -> settings.prices((o, p, m, t, at, usage) -> {
                            throw Failing.failure();
                        })),
                broken("store throws", settings -> settings.outcomeStore(new FailingStore(false))),
                broken("store throws an error", settings -> settings.outcomeStore(new FailingStore(true))),
                over(
                        "spans cannot start",
                        TestTelemetry.sampled(Failing.onStart()).openTelemetry()),
                over("spans cannot end", TestTelemetry.sampled(Failing.onEnd()).openTelemetry()),
                over(
                        "exporter throws",
                        TestTelemetry.sampled(SimpleSpanProcessor.create(new FailingExporter()))
                                .openTelemetry()),
                over("tracer throws", Failing.tracerOf(TestTelemetry.sampled().openTelemetry())),
                over(
                        "instruments throw",
                        Failing.metricsOf(TestTelemetry.sampled().openTelemetry())));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void call_whenAPartIsBroken_returnsTheVeryResult(Supplier<Costspan> broken) {
        Costspan costspan = broken.get();

        Answer answer = costspan.outcomes().builder(NAME).call(outcome -> chat(costspan));
        try (OutcomeScope outcome = costspan.outcome(NAME)) {
            assertThat(chat(costspan)).isSameAs(Answer.USUAL);
            outcome.succeed();
        }

        assertThat(answer).isSameAs(Answer.USUAL);
        OutcomeRow row = costspan.ledger().snapshot().outcome(NAME);
        assertThat(row.count(OutcomeStatus.SUCCESS)).isEqualTo(2);
        assertThat(row.operations()).isEqualTo(2);
        assertNoSecret();
    }

    @ParameterizedTest
    @MethodSource("broken")
    void call_whenAPartIsBrokenAndTheBodyThrows_throwsTheVeryException(Supplier<Costspan> broken) {
        Costspan costspan = broken.get();
        IOException reset = new IOException(Failing.SECRET);

        assertThatThrownBy(() -> costspan.outcomes().builder(NAME).call(outcome -> {
                    chat(costspan);
                    throw reset;
                }))
                .isSameAs(reset)
                .hasNoSuppressedExceptions();

        assertThat(costspan.ledger().snapshot().outcome(NAME).count(OutcomeStatus.FAILURE))
                .isEqualTo(1);
        assertNoSecret();
    }

    @ParameterizedTest
    @MethodSource("broken")
    void callAsync_whenAPartIsBroken_returnsTheVeryStageAsItIs(Supplier<Costspan> broken) {
        Costspan costspan = broken.get();
        CompletableFuture<Answer> good = new CompletableFuture<>();
        CompletableFuture<Answer> bad = new CompletableFuture<>();
        IOException reset = new IOException(Failing.SECRET);

        assertThat(costspan.outcomes().builder(NAME).callAsync(() -> good)).isSameAs(good);
        assertThat(costspan.outcomes().builder(NAME).callAsync(() -> bad)).isSameAs(bad);
        assertThat(good.complete(Answer.USUAL)).isTrue();
        assertThat(bad.completeExceptionally(reset)).isTrue();

        assertThat(good.join()).isSameAs(Answer.USUAL);
        assertThatThrownBy(bad::get).hasCause(reset);
        assertThat(costspan.ledger().snapshot().outcome(NAME).settled()).isEqualTo(2);
        assertNoSecret();
    }

    @ParameterizedTest
    @MethodSource("broken")
    void pendingOutcome_whenAPartIsBroken_isCountedOnceAndNothingIsThrown(Supplier<Costspan> broken) {
        Costspan costspan = broken.get();
        OutcomeScope pending = costspan.outcomes().builder(NAME).id("4711").open();
        chat(costspan);
        pending.pending();
        pending.close();

        Confirmation said = costspan.outcomes().confirm("4711", OutcomeStatus.SUCCESS);
        try (OutcomeScope resumed = costspan.outcomes().resume(NAME, "4712")) {
            resumed.succeed();
        }
        costspan.outcomes().expire();

        assertThat(said).isIn(Confirmation.CONFIRMED, Confirmation.STORE_FAILED);
        OutcomeRow row = costspan.ledger().snapshot().outcome(NAME);
        assertThat(row.settled()).isEqualTo(2);
        assertThat(row.operations()).isEqualTo(1);
        assertNoSecret();
    }

    @Test
    void callAsync_whenTheStageCannotBeWatched_returnsItAndCountsNoSuccess() {
        Observed observed = Observed.create();
        UnwatchableStage stage = new UnwatchableStage();

        assertThat(observed.costspan.outcomes().builder(NAME).callAsync(() -> stage))
                .isSameAs(stage);

        assertThat(observed.onlyOutcome().status()).isEqualTo(OutcomeStatus.FAILURE);
        assertThat(observed.onlyOutcome().reason()).isEqualTo("unknown");
        assertThat(log.lines()).hasSize(1);
        assertNoSecret();
    }

    @Test
    void everyPart_whenAnotherIsBroken_isToldAllTheSame() {
        Observed observed = Observed.over(
                TestTelemetry.sampled(Failing.onEnd()),
                settings -> settings.directSink(new FailingSink(false)).outcomeStore(new FailingStore(false)));

        try (OutcomeScope outcome = observed.costspan.outcome(NAME)) {
            observed.chatOnce();
            outcome.pending();
        }

        OutcomeRecord ended = observed.onlyOutcome();
        assertThat(ended.status()).isEqualTo(OutcomeStatus.ABANDONED);
        assertThat(ended.reason()).isEqualTo("store");
        assertThat(observed.row(NAME).cost().wasted()).isEqualByComparingTo("0.00275");
        assertThat(observed.telemetry.sum("costspan.outcome.cost")).isEqualTo(0.00275);
        assertThat(observed.telemetry.sum("costspan.waste")).isEqualTo(0.00275);
    }

    @Test
    void sink_whenItFailsEachTime_isLoggedOnce() {
        Observed observed = Observed.with(settings -> settings.directSink(new FailingSink(false)));

        for (int i = 0; i < 50; i++) {
            observed.costspan.outcomes().builder(NAME).call(outcome -> "done");
        }

        assertThat(observed.outcomes).hasSize(50);
        assertThat(log.lines()).hasSize(1);
        assertNoSecret();
    }

    @Test
    void store_whenItFails_saysSoAndChangesNothing() {
        Observed observed = Observed.with(settings -> settings.outcomeStore(new FailingStore(false)));

        assertThat(observed.costspan.outcomes().confirm("4711", OutcomeStatus.SUCCESS))
                .isEqualTo(Confirmation.STORE_FAILED);
        try (OutcomeScope resumed = observed.costspan.outcomes().resume(NAME, "4711")) {
            observed.chatOnce();
            resumed.succeed();
        }

        assertThat(observed.onlyOutcome().status()).isEqualTo(OutcomeStatus.SUCCESS);
        assertThat(observed.row(NAME).cost().cost()).isEqualByComparingTo("0.00275");
        assertNoSecret();
    }

    private static Answer chat(Costspan costspan) {
        return costspan.operation(Operation.CHAT)
                .provider("openai")
                .model("gpt-4o")
                .call(Answer.USUAL::tell);
    }

    private void assertNoSecret() {
        assertThat(log.lines()).noneMatch(line -> line.contains(Failing.SECRET));
    }

    private static Named<Supplier<Costspan>> broken(String name, UnaryOperator<CostspanBuilder> settings) {
        return Named.of(name, () -> Observed.with(settings).costspan);
    }

    private static Named<Supplier<Costspan>> over(String name, OpenTelemetry openTelemetry) {
        return Named.of(
                name, () -> Costspan.builder(openTelemetry).prices(Prices.BOOK).build());
    }

    private static Clock clock(Supplier<Instant> now) {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
    }

    private static <T> T fail(boolean asError) {
        if (asError) {
            throw new StackOverflowError(Failing.SECRET);
        }
        throw Failing.failure();
    }

    private record FailingSink(boolean asError) implements CostSink {

        @Override
        public void accept(CostRecord costRecord) {
            fail(asError);
        }

        @Override
        public void accept(OutcomeRecord outcomeRecord) {
            fail(asError);
        }
    }

    private record FailingStore(boolean asError) implements OutcomeStore {

        @Override
        public void put(PendingOutcome pending) {
            fail(asError);
        }

        @Override
        public PendingOutcome take(String id) {
            return fail(asError);
        }

        @Override
        public boolean wasTaken(String id) {
            return fail(asError);
        }

        @Override
        public List<PendingOutcome> takeExpired(Instant now) {
            return fail(asError);
        }
    }

    private static final class FailingExporter implements SpanExporter {

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            // the SDK logs it with its message
            throw new IllegalStateException("the exporter is broken");
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
