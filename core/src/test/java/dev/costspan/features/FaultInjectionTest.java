package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.Costspan;
import dev.costspan.CostspanBuilder;
import dev.costspan.budget.Reservation;
import dev.costspan.pricing.Cost;
import dev.costspan.pricing.UnpricedReason;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.usage.Operation;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FaultInjectionTest {

    private final CapturedLog log = new CapturedLog();

    @AfterEach
    void restoreTheErrorStream() {
        log.close();
    }

    static Stream<Named<UnaryOperator<CostspanBuilder>>> brokenPorts() {
        return Stream.of(
                broken(
                        "price book throws",
                        settings -> settings.prices((o, p, m, t, at, usage) -> {
                            throw Failing.failure();
                        })),
                broken("price book returns null", settings -> settings.prices((o, p, m, t, at, usage) -> null)),
                broken(
                        "price book throws an error",
                        settings -> settings.prices((o, p, m, t, at, usage) -> {
                            throw new LinkageError(Failing.SECRET);
                        })),
                broken(
                        "sink throws",
                        settings -> settings.directSink(entry -> {
                            throw Failing.failure();
                        })),
                broken(
                        "sink throws an error",
                        settings -> settings.directSink(entry -> {
                            throw new StackOverflowError(Failing.SECRET);
                        })),
                broken(
                        "budget gate throws",
                        settings -> settings.budgets(request -> {
                            throw Failing.failure();
                        })),
                broken("budget gate returns null", settings -> settings.budgets(request -> null)),
                broken("reservation throws", settings -> settings.budgets(request -> new FailingReservation())),
                broken(
                        "clock throws",
                        settings -> settings.clock(clock(() -> {
                            throw Failing.failure();
                        }))),
                broken("clock gives null", settings -> settings.clock(clock(() -> null))));
    }

    @ParameterizedTest
    @MethodSource("brokenPorts")
    void call_whenAPortIsBroken_returnsTheVeryAnswerAndTellsEveryoneElse(UnaryOperator<CostspanBuilder> broken) {
        Observed observed = Observed.with(broken);

        Answer answer = observed.chat().call(Answer.USUAL::tell);

        assertThat(answer).isSameAs(Answer.USUAL);
        assertThat(observed.records).hasSize(1);
        assertThat(observed.only().startedAt()).isNotNull();
        assertThat(observed.telemetry.spans()).hasSize(1);
        assertThat(observed.telemetry.metricNames()).contains("costspan.tokens");
        assertThat(observed.costspan.ledger().snapshot().operations()).isEqualTo(1);
        assertOneLineWithoutTheSecret(observed);
    }

    @ParameterizedTest
    @MethodSource("brokenPorts")
    void call_whenAPortIsBrokenAndTheClientThrows_throwsTheVeryException(UnaryOperator<CostspanBuilder> broken) {
        Observed observed = Observed.with(broken);
        IOException reset = new IOException(Failing.SECRET);

        assertThatThrownBy(() -> observed.chat().call(operation -> {
                    throw reset;
                }))
                .isSameAs(reset)
                .hasNoSuppressedExceptions();
        assertThat(observed.records).hasSize(1);
        assertThat(log.lines()).noneMatch(line -> line.contains(Failing.SECRET));
        assertThat(observed.telemetry.spans().toString()).doesNotContain(Failing.SECRET);
    }

    @Test
    void call_whenAReaderThrowsOrFindsNothing_leavesTheUsageUnknown() {
        Observed observed = Observed.create();

        Answer answer = observed.chat().call(operation -> {
            operation.usage(
                    found -> {
                        throw Failing.failure();
                    },
                    Answer.USUAL);
            operation.usage(found -> null, Answer.USUAL);
            return Answer.USUAL;
        });

        assertThat(answer).isSameAs(Answer.USUAL);
        assertThat(observed.only().usage().isUnknown()).isTrue();
        assertThat(observed.only().cost().unpricedReason()).isEqualTo(UnpricedReason.MISSING_USAGE);
        assertThat(log.lines()).noneMatch(line -> line.contains(Failing.SECRET));
    }

    @Test
    void call_whenSpansCannotStart_stillMeters() {
        Observed observed = Observed.over(TestTelemetry.sampled(Failing.onStart()), settings -> settings);

        assertThat(observed.chat().<Answer, RuntimeException>call(Answer.USUAL::tell))
                .isSameAs(Answer.USUAL);

        assertThat(observed.telemetry.spans()).isEmpty();
        assertThat(observed.only().span().isValid()).isFalse();
        assertThat(observed.telemetry.metricNames()).contains("costspan.cost");
        assertOneLineWithoutTheSecret(observed);
    }

    @Test
    void call_whenSpansCannotEnd_stillMeters() {
        Observed observed = Observed.over(TestTelemetry.sampled(Failing.onEnd()), settings -> settings);

        assertThat(observed.chat().<Answer, RuntimeException>call(Answer.USUAL::tell))
                .isSameAs(Answer.USUAL);

        assertThat(observed.only().cost().amount()).isEqualByComparingTo("0.00275");
        assertThat(observed.telemetry.metricNames()).contains("costspan.cost");
        assertOneLineWithoutTheSecret(observed);
    }

    @Test
    void call_whenTracerOrInstrumentsThrow_stillTellsLedgerAndSinks() {
        TestTelemetry telemetry = TestTelemetry.sampled();
        List<CostRecord> records = new CopyOnWriteArrayList<>();
        for (var broken :
                List.of(Failing.tracerOf(telemetry.openTelemetry()), Failing.metricsOf(telemetry.openTelemetry()))) {
            Costspan costspan = Costspan.builder(broken)
                    .prices(Prices.BOOK)
                    .directSink(records::add)
                    .build();

            Answer answer = costspan.operation(Operation.CHAT)
                    .provider("openai")
                    .model("gpt-4o")
                    .call(Answer.USUAL::tell);

            assertThat(answer).isSameAs(Answer.USUAL);
            assertThat(costspan.ledger().snapshot().cost().get(0).amount()).isEqualByComparingTo("0.00275");
        }
        assertThat(records).hasSize(2);
        assertThat(telemetry.spans()).extracting(SpanData::getName).containsExactly("chat gpt-4o");
        assertThat(log.lines()).hasSize(2).noneMatch(line -> line.contains(Failing.SECRET));
    }

    @Test
    void call_whenTheSameSinkFailsAgain_logsOnce() {
        Observed observed = Observed.with(settings -> settings.directSink(entry -> {
            throw Failing.failure();
        }));

        for (int i = 0; i < 50; i++) {
            observed.chat().call(Answer.USUAL::tell);
        }

        assertThat(observed.records).hasSize(50);
        assertOneLineWithoutTheSecret(observed);
    }

    @Test
    void callAsync_whenStageCannotBeWatched_returnsTheVeryStage() {
        Observed observed = Observed.create();
        UnwatchableStage stage = new UnwatchableStage();

        UnwatchableStage returned = observed.chat().callAsync(operation -> stage);

        assertThat(returned).isSameAs(stage);
    }

    private void assertOneLineWithoutTheSecret(Observed observed) {
        assertThat(log.lines()).hasSize(1).noneMatch(line -> line.contains(Failing.SECRET));
        assertThat(observed.telemetry.spans().toString()).doesNotContain(Failing.SECRET);
    }

    private static Named<UnaryOperator<CostspanBuilder>> broken(String name, UnaryOperator<CostspanBuilder> settings) {
        return Named.of(name, settings);
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

    private static final class FailingReservation implements Reservation {

        @Override
        public void settle(Cost cost) {
            throw Failing.failure();
        }

        @Override
        public void release() {
            throw Failing.failure();
        }
    }
}
