package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.Costspan;
import dev.costspan.pricing.CostStatus;
import dev.costspan.pricing.Money;
import dev.costspan.pricing.PriceBook;
import dev.costspan.pricing.PriceFileException;
import dev.costspan.pricing.UnpricedReason;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputTest {

    private final CapturedLog log = new CapturedLog();
    private final Observed observed = Observed.create();

    @AfterEach
    void restoreTheErrorStream() {
        log.close();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "\n"})
    void model_whenNullOrBlank_isNone(String model) {
        observed.chat()
                .model(model)
                .call(operation -> operation.responseModel(model).usage(Usage.tokens(1, 1)));

        assertThat(observed.only().model()).isNull();
        assertThat(observed.only().cost().unpricedReason()).isEqualTo(UnpricedReason.MISSING_MODEL);
        assertThat(observed.telemetry.span().getName()).isEqualTo("chat");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void provider_whenNullOrBlank_isUnknownWhichHasNoPrice(String provider) {
        observed.costspan
                .operation(Operation.CHAT)
                .provider(provider)
                .model("house-model")
                .call(operation -> operation.usage(Usage.tokens(10, 10)));

        assertThat(observed.only().provider()).isEqualTo("unknown");
        assertThat(observed.only().cost().amount()).isNull();
        assertThat(observed.only().cost().unpricedReason()).isEqualTo(UnpricedReason.MISSING_PROVIDER);
    }

    @Test
    void provider_whenUnknownOfAModelThatOneVendorLists_isAnEstimateAtItsPrice() {
        observed.costspan.operation(Operation.CHAT).model("gpt-4o").call(Answer.USUAL::tell);

        assertThat(observed.only().cost().status()).isEqualTo(CostStatus.ESTIMATED);
    }

    @Test
    void collection_whenBlank_isNone() {
        observed.costspan
                .operation(Operation.VECTOR_QUERY)
                .provider("vectors")
                .collection(" ")
                .start()
                .end();

        assertThat(observed.telemetry.span().getName()).isEqualTo("query");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -0.5, 1e300})
    void usage_whenNotACountableQuantity_isInvalidAndTheLogNamesIt(double seconds) {
        Usage usage = Usage.builder().quantity(Meter.AUDIO_SECONDS, seconds).build();

        observed.costspan
                .operation(Operation.TRANSCRIPTION)
                .provider("acme")
                .model("listener")
                .call(operation -> operation.usage(usage));

        assertThat(observed.only().cost().status()).isEqualTo(CostStatus.INVALID);
        assertThat(observed.only().cost().amount()).isNull();
        assertThat(log.lines()).singleElement().asString().contains("listener", "audio_seconds is");
    }

    @Test
    void call_whenEveryFactIsNull_returnsTheAnswer() {
        Answer answer = observed.chat().conversationId(null).collection(null).call(operation -> {
            operation
                    .usage((Usage) null)
                    .reportedCost(null)
                    .charge(null)
                    .responseModel(null)
                    .responseId(null);
            operation.serviceTier(null).finishReason(null).server(null, 0);
            operation.attempt().fail(null, 0);
            return Answer.USUAL;
        });

        assertThat(answer).isSameAs(Answer.USUAL);
        assertThat(observed.only().cost().unpricedReason()).isEqualTo(UnpricedReason.MISSING_USAGE);
        assertThat(observed.telemetry.spans()).hasSize(1);
    }

    @Test
    void fail_whenTheClientDoesNotSayWhy_isAnErrorOfNoName() {
        observed.chat().start().fail((Throwable) null);
        observed.chat().start().fail((String) null);

        assertThat(observed.records).hasSize(2).allMatch(entry -> "_OTHER".equals(entry.errorType()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.01", "1E+999999999", "1E-999999999"})
    void reportedCost_whenNoAmountOfMoney_isLeftOutAndLogged(String amount) {
        observed.chat().call(operation -> {
            Answer.USUAL.tell(operation);
            return operation.reportedCost(Money.of(amount, "USD"));
        });

        assertThat(observed.only().cost().amount()).isEqualByComparingTo("0.00275");
        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains("openai", amount, "USD")
                .hasSizeLessThan(300);
    }

    @Test
    void book_whenAFileIsBad_throwsAndLeavesWhatIsRecorded(@TempDir Path folder) {
        observed.chat().call(Answer.USUAL::tell);

        assertThatThrownBy(() -> PriceBook.builder().file(folder.resolve("no-such.json")))
                .isInstanceOf(PriceFileException.class)
                .hasMessageContaining("no-such.json");

        observed.chat().call(Answer.USUAL::tell);
        assertThat(observed.records).hasSize(2);
        assertThat(observed.costspan.ledger().snapshot().cost())
                .singleElement()
                .satisfies(total -> assertThat(total.amount()).isEqualByComparingTo("0.0055"));
    }

    @Test
    void build_whenALimitIsBelowOne_throwsWithItsNameAndValue() {
        assertThatThrownBy(() ->
                        Costspan.builder(OpenTelemetry.noop()).maxLedgerRows(0).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxLedgerRows must be at least 1, but is 0");
        assertThatThrownBy(() -> Costspan.builder(OpenTelemetry.noop())
                        .maxMetricValues(-3)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxMetricValues must be at least 1, but is -3");
    }

    @Test
    void builder_whenASettingIsNull_throwsWithItsName() {
        assertThatNullPointerException()
                .isThrownBy(() -> Costspan.builder(null))
                .withMessage("openTelemetry");
        assertThatNullPointerException()
                .isThrownBy(() -> Costspan.builder(OpenTelemetry.noop()).prices(null))
                .withMessage("prices");
        assertThatNullPointerException()
                .isThrownBy(() -> Costspan.builder(OpenTelemetry.noop()).directSink(null))
                .withMessage("sink");
        assertThatNullPointerException()
                .isThrownBy(() -> observed.costspan.operation(null))
                .withMessage("operation");
    }
}
