package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.MeteredOperation;
import dev.costspan.pricing.CostStatus;
import dev.costspan.pricing.UnpricedReason;
import dev.costspan.telemetry.LedgerSnapshot;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UnknownIsNeverZeroTest {

    private final CapturedLog log = new CapturedLog();
    private final Observed observed = Observed.create();

    @AfterEach
    void restoreTheErrorStream() {
        log.close();
    }

    static Stream<Arguments> gaps() {
        return Stream.of(
                gap(
                        "gpt-99",
                        UnpricedReason.UNKNOWN_MODEL,
                        operation -> operation.usage(Usage.tokens(1, 1)).end()),
                gap(
                        "gpt-4",
                        UnpricedReason.UNKNOWN_MODEL,
                        operation -> operation.usage(Usage.tokens(1, 1)).end()),
                gap(
                        null,
                        UnpricedReason.MISSING_MODEL,
                        operation -> operation.usage(Usage.tokens(1, 1)).end()),
                gap("gpt-4o", UnpricedReason.MISSING_USAGE, MeteredOperation::end),
                gap("gpt-4o", UnpricedReason.NO_ANSWER, operation -> operation.fail("timeout")),
                gap("gpt-4o", UnpricedReason.NO_ANSWER, MeteredOperation::cancel),
                gap("gpt-4o", UnpricedReason.NO_ANSWER, MeteredOperation::abandon),
                gap(
                        "gpt-4o",
                        UnpricedReason.INVALID_USAGE,
                        operation -> operation.usage(Usage.tokens(-1, 1)).end()));
    }

    @ParameterizedTest
    @MethodSource("gaps")
    void cost_whenSomethingIsUnknown_hasNoAmountAReasonAndACount(
            String model, UnpricedReason reason, Consumer<MeteredOperation> end) {
        end.accept(observed.chat().model(model).start());

        assertThat(observed.only().cost().amount()).isNull();
        assertThat(observed.only().cost().unpricedReason()).isEqualTo(reason);
        assertThat(TestTelemetry.plain(observed.telemetry.span().getAttributes()))
                .containsEntry("costspan.cost.unpriced_reason", reason.id())
                .doesNotContainKeys("costspan.cost.amount", "costspan.cost.micros");
        assertThat(observed.telemetry.counter("costspan.unpriced.operations", "costspan.cost.unpriced_reason"))
                .isEqualTo(Map.of(reason.id(), 1L));
        assertThat(observed.telemetry.metricNames()).doesNotContain("costspan.cost", "costspan.operation.cost");
        LedgerSnapshot snapshot = observed.costspan.ledger().snapshot();
        assertThat(snapshot.cost()).isEmpty();
        assertThat(snapshot.unpricedOperations()).isEqualTo(1);
    }

    @Test
    void log_whenAModelStaysUnknown_saysItOnceWithItsName() {
        for (int i = 0; i < 100; i++) {
            observed.chat().model("gpt-99").call(operation -> operation.usage(Usage.tokens(1, 1)));
        }

        assertThat(log.lines()).singleElement().asString().contains("gpt-99", "openai", "unknown_model", "not as zero");
        assertThat(observed.telemetry.counter("costspan.unpriced.operations", "gen_ai.request.model"))
                .isEqualTo(Map.of("gpt-99", 100L));
    }

    @Test
    void log_whenUsageContradictsItself_namesTheMeterAndItsValue() {
        observed.chat()
                .call(operation -> operation.usage(Usage.builder()
                        .inputTokens(10)
                        .cacheReadTokens(25)
                        .outputTokens(1)
                        .build()));

        assertThat(observed.only().cost().status()).isEqualTo(CostStatus.INVALID);
        assertThat(log.lines()).singleElement().asString().contains("gpt-4o", "input_tokens is 10", "25");
        assertThat(observed.telemetry.metricNames()).doesNotContain("costspan.tokens");
    }

    @Test
    void log_whenTheCallFailed_isSilent() {
        observed.chat().start().fail("timeout");

        assertThat(log.lines()).isEmpty();
    }

    @Test
    void cost_whenFailedCallReportedUsage_isPricedAllTheSame() {
        MeteredOperation operation = observed.chat().start();
        Answer.USUAL.tell(operation);
        operation.fail("content_filter");

        assertThat(observed.only().cost().amount()).isEqualByComparingTo("0.00275");
    }

    @Test
    void cost_whenTheServedModelIsUnknown_doesNotFallBackToTheRequestedOne() {
        observed.chat().call(operation -> operation.responseModel("gpt-99").usage(Usage.tokens(1, 1)));

        assertThat(observed.only().cost().unpricedReason()).isEqualTo(UnpricedReason.UNKNOWN_MODEL);
    }

    @Test
    void cost_whenOneOperationOfTwoIsUnknown_keepsTheOther() {
        observed.chat().call(Answer.USUAL::tell);
        observed.costspan
                .operation(Operation.CHAT)
                .provider("nobody")
                .model("x")
                .start()
                .end();

        LedgerSnapshot snapshot = observed.costspan.ledger().snapshot();
        assertThat(snapshot.cost())
                .singleElement()
                .satisfies(total -> assertThat(total.amount()).isEqualByComparingTo("0.00275"));
        assertThat(snapshot.operations()).isEqualTo(2);
        assertThat(snapshot.unpricedOperations()).isEqualTo(1);
    }

    private static Arguments gap(String model, UnpricedReason reason, Consumer<MeteredOperation> end) {
        return Arguments.of(model, reason, end);
    }
}
