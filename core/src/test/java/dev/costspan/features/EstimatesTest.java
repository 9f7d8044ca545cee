package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.costspan.Costspan;
import dev.costspan.CostspanBuilder;
import dev.costspan.MeteredOperation;
import dev.costspan.pricing.CostStatus;
import dev.costspan.pricing.Money;
import dev.costspan.pricing.UnpricedReason;
import dev.costspan.telemetry.Semconv;
import dev.costspan.telemetry.StandardMetrics;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Usage;
import dev.costspan.usage.UsageEstimate;
import io.opentelemetry.api.OpenTelemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operation says whose answer reports no usage and whose text was seen. */
class EstimatesTest {

    /** 32 and 7 bytes: 8 and 2 tokens. */
    private static final UsageEstimate SEEN =
            (estimator, model) -> estimator.usage(model, "What is the capital of Portugal?", "Lisbon.");

    private static final UsageEstimate NOT_ASKED = (estimator, model) -> {
        throw new AssertionError("asked");
    };

    private final CapturedLog log = new CapturedLog();
    private final Observed observed = Observed.create();

    @AfterEach
    void restoreTheErrorStream() {
        log.close();
    }

    static Stream<Named<Consumer<MeteredOperation>>> endings() {
        return Stream.of(
                Named.of("completed", MeteredOperation::end),
                Named.of("failed", operation -> operation.fail("timeout")),
                Named.of("cancelled", MeteredOperation::cancel),
                Named.of("abandoned", MeteredOperation::abandon));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void end_whenNoUsageWasTold_isEstimatedAndSaysSo(Consumer<MeteredOperation> end) {
        end.accept(observed.chat().start().estimate(SEEN));

        assertThat(observed.only().usage()).hasToString("Usage{input_tokens=8, output_tokens=2, estimated}");
        assertThat(observed.only().cost().status()).isEqualTo(CostStatus.ESTIMATED);
        // 8 at 2.50 and 2 at 10 a million
        assertThat(observed.only().cost().amount()).isEqualByComparingTo("0.00004");
        assertThat(TestTelemetry.plain(observed.telemetry.span().getAttributes()))
                .containsEntry("costspan.cost.status", "estimated")
                .containsEntry("costspan.cost.amount", 0.00004)
                .containsEntry("gen_ai.usage.input_tokens", 8L);
        assertThat(observed.costspan.ledger().snapshot().cost()).containsExactly(Money.of("0.00004", "USD"));
        assertThat(observed.telemetry.metricNames()).doesNotContain("costspan.unpriced.operations");
    }

    @ParameterizedTest
    @MethodSource("endings")
    void end_whenEstimatesAreNotWanted_staysUnknown(Consumer<MeteredOperation> end) {
        Observed exact = Observed.with(CostspanBuilder::withoutEstimates);
        end.accept(exact.chat().start().estimate(NOT_ASKED));

        assertThat(exact.only().usage().isUnknown()).isTrue();
        assertThat(exact.only().cost().hasAmount()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("endings")
    void end_whenUsageWasTold_doesNotAskForAnEstimate(Consumer<MeteredOperation> end) {
        end.accept(observed.chat().start().estimate(NOT_ASKED).usage(Usage.tokens(100, 10)));

        assertThat(observed.only().usage().isEstimated()).isFalse();
        assertThat(observed.only().cost().status()).isEqualTo(CostStatus.PRICED);
    }

    @Test
    void end_whenTheAmountWasStated_doesNotAskForAnEstimate() {
        observed.chat()
                .start()
                .estimate(NOT_ASKED)
                .reportedCost(Money.of("0.5", "USD"))
                .end();

        assertThat(observed.only().cost().amount()).isEqualByComparingTo("0.5");
        assertThat(observed.only().cost().status()).isEqualTo(CostStatus.PRICED);
    }

    @Test
    void end_whenAnEstimateDoesNotSayThatItIsOne_isFlaggedAllTheSame() {
        observed.chat()
                .start()
                .estimate((estimator, model) -> Usage.tokens(8, 2))
                .end();

        assertThat(observed.only().usage().isEstimated()).isTrue();
        assertThat(observed.only().cost().status()).isEqualTo(CostStatus.ESTIMATED);
    }

    @Test
    void end_whenAnEstimateHasNothingToSay_isUnpriced() {
        observed.chat().start().estimate((estimator, model) -> null).end();
        observed.chat().start().estimate(SEEN).estimate(null).cancel();

        assertThat(observed.records)
                .extracting(entry -> entry.cost().unpricedReason())
                .containsExactly(UnpricedReason.MISSING_USAGE, UnpricedReason.NO_ANSWER);
    }

    @Test
    void end_whenOnlyTheAnswerWasSeen_isPartial() {
        observed.chat()
                .start()
                .estimate((estimator, model) -> estimator.usage(model, null, "Lisbon."))
                .end();

        assertThat(observed.only().usage().has(Meter.INPUT_TOKENS)).isFalse();
        assertThat(observed.only().cost().status()).isEqualTo(CostStatus.PARTIAL);
        // 2 at 10 a million
        assertThat(observed.only().cost().amount()).isEqualByComparingTo("0.00002");
    }

    @Test
    void end_whenAnEstimateFails_leavesTheUsageUnknownAndTheTextOutOfTheLog() {
        observed.chat()
                .start()
                .estimate((estimator, model) -> {
                    throw new IllegalStateException(Failing.SECRET);
                })
                .end();

        assertThat(observed.only().cost().unpricedReason()).isEqualTo(UnpricedReason.MISSING_USAGE);
        assertThat(log.lines())
                .anyMatch(line -> line.contains("estimated"))
                .noneMatch(line -> line.contains(Failing.SECRET));
    }

    @Test
    void end_whenTheServedModelIsKnown_isEstimatedForThatModel() {
        List<String> models = new ArrayList<>();
        Observed listening = Observed.with(settings -> settings.tokenEstimator((model, text) -> {
            models.add(model);
            return 1;
        }));
        listening
                .chat()
                .start()
                .estimate(SEEN)
                .responseModel("gpt-4o-2024-08-06")
                .end();
        listening.chat().start().estimate(SEEN).cancel();

        assertThat(models).containsExactly("gpt-4o-2024-08-06", "gpt-4o-2024-08-06", "gpt-4o", "gpt-4o");
    }

    @ParameterizedTest
    @EnumSource(Semconv.class)
    void tokenMetricsOfTheConventions_whenUsageIsEstimated_leaveItOut(Semconv semconv) {
        Observed standard = Observed.with(
                settings -> settings.standardMetrics(StandardMetrics.ON).semconv(semconv));
        standard.chat().start().estimate(SEEN).end();

        assertThat(standard.telemetry.metricNames())
                .contains("costspan.tokens")
                .anyMatch(name -> name.startsWith("gen_ai") && name.endsWith("duration"))
                .noneMatch(name -> name.startsWith("gen_ai") && name.contains("token"));
    }

    @Test
    void tokenEstimator_whenNull_isRefused() {
        assertThatNullPointerException()
                .isThrownBy(() -> Costspan.builder(OpenTelemetry.noop()).tokenEstimator(null))
                .withMessage("tokenEstimator");
    }
}
