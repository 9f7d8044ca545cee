package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.pricing.Allocation;
import dev.costspan.pricing.AllocationRule;
import dev.costspan.pricing.CostSource;
import dev.costspan.pricing.Money;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class OperationKindsTest {

    private final Observed observed = Observed.create();

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of(Operation.CHAT, "openai", "gpt-4o", Usage.tokens(1000, 100), "0.0035"),
                Arguments.of(Operation.EMBEDDINGS, "acme", "embedder", Usage.of(Meter.INPUT_TOKENS, 500), "0.00001"),
                Arguments.of(Operation.VECTOR_QUERY, "vectors", null, Usage.of(Meter.READ_UNITS, 5), "0.00008"),
                Arguments.of(Operation.VECTOR_UPSERT, "vectors", null, Usage.of(Meter.WRITE_UNITS, 10), "0.00004"),
                Arguments.of(Operation.RERANK, "acme", "reranker", Usage.of(Meter.QUERIES, 3), "0.006"),
                Arguments.of(Operation.IMAGE, "acme", "painter", Usage.of(Meter.OUTPUT_IMAGES, 2), "0.08"),
                Arguments.of(Operation.SPEECH, "acme", "speaker", Usage.of(Meter.INPUT_CHARACTERS, 2000), "0.03"),
                Arguments.of(Operation.TRANSCRIPTION, "acme", "listener", Usage.of(Meter.AUDIO_SECONDS, 90), "0.009"),
                Arguments.of(Operation.MODERATION, "acme", "moderator", Usage.UNKNOWN, "0.001"),
                Arguments.of(Operation.FINE_TUNING, "acme", "tuner", Usage.of(Meter.TRAINING_TOKENS, 40_000), "1"),
                Arguments.of(Operation.EVALUATION, "acme", "judge", Usage.tokens(100, 10), "0.00028"),
                Arguments.of(Operation.GPU_TIME, "acme", "h100", Usage.of(Meter.GPU_SECONDS, 3600), "3.6"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void operation_ofEachKind_isCostedByItsOwnMeter(
            Operation kind, String provider, String model, Usage usage, String amount) {
        String answer = observed.costspan
                .operation(kind)
                .provider(provider)
                .model(model)
                .call(operation -> {
                    operation.usage(usage);
                    return "answer";
                });

        assertThat(answer).isEqualTo("answer");
        assertThat(observed.only().operation()).isEqualTo(kind);
        assertThat(observed.only().cost().amount()).isEqualByComparingTo(amount);
        assertThat(observed.costspan.ledger().snapshot().cost()).hasSize(1);
    }

    @Test
    void kinds_always_coverEveryOperationButTheFixedCharge() {
        assertThat(kinds().map(kind -> kind.get()[0]))
                .hasSize(Operation.values().length - 1)
                .doesNotContain(Operation.FIXED_CHARGE)
                .doesNotHaveDuplicates();
    }

    @Test
    void record_whenGpuTimeWasRead_costsItWithoutACallAround() {
        Usage spent = Usage.builder()
                .quantity(Meter.GPU_SECONDS, new BigDecimal("0.5"))
                .build();

        observed.costspan
                .operation(Operation.GPU_TIME)
                .provider("acme")
                .model("h100")
                .record(spent);

        assertThat(observed.only().cost().amount()).isEqualByComparingTo("0.0005");
        SpanData span = observed.telemetry.span();
        assertThat(span.getName()).isEqualTo("gpu_time h100");
        assertThat(span.getKind()).isEqualTo(SpanKind.INTERNAL);
    }

    @Test
    void record_whenChargeIsFixed_countsTheVeryAmount() {
        observed.costspan
                .operation(Operation.FIXED_CHARGE)
                .provider("acme")
                .model("minimum")
                .record(Money.of("99.00", "EUR"));

        CostRecord entry = observed.only();
        assertThat(entry.cost().amount()).isEqualByComparingTo("99");
        assertThat(entry.cost().currency()).isEqualTo("EUR");
        assertThat(entry.cost().source()).isEqualTo(CostSource.OVERRIDE);
        assertThat(TestTelemetry.plain(observed.telemetry.span().getAttributes()))
                .containsEntry("costspan.cost.amount", 99.0)
                .containsEntry("costspan.cost.other", 99.0)
                .doesNotContainKeys("costspan.price.card", "costspan.attempts");
    }

    @Test
    void record_whenChargeIsNegative_throwsWithTheAmountAndRecordsNothing() {
        assertThatThrownBy(() -> observed.costspan
                        .operation(Operation.FIXED_CHARGE)
                        .provider("acme")
                        .record(Money.of("-1", "EUR")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1 EUR");
        assertThat(observed.records).isEmpty();
        assertThat(observed.telemetry.spans()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void start_ofEachKind_namesAndTypesTheSpanByItsDomain(Operation kind) {
        observed.costspan
                .operation(kind)
                .provider("acme")
                .model("m")
                .collection("docs")
                .start()
                .end();

        SpanData span = observed.telemetry.span();
        boolean store = kind.domain() == Operation.Domain.VECTOR_STORE;
        assertThat(span.getName()).isEqualTo(kind.id() + (store ? " docs" : " m"));
        assertThat(span.getKind())
                .isEqualTo(kind.domain() == Operation.Domain.CHARGE ? SpanKind.INTERNAL : SpanKind.CLIENT);
        assertThat(TestTelemetry.plain(span.getAttributes()))
                .containsEntry(store ? "db.operation.name" : "gen_ai.operation.name", kind.id())
                .containsEntry(store ? "db.system.name" : "gen_ai.provider.name", "acme");
    }

    @Test
    void duration_always_isThatOfTheCall() {
        observed.chat().call(Answer.USUAL::tell);

        assertThat(observed.only().duration()).isGreaterThan(Duration.ZERO);
    }

    @Test
    void recordAllocated_whenAWindowIsSpread_addsUpToItsCost() {
        // 7.20 for two GPUs: half an hour and a quarter of an hour busy of two hours
        Allocation hour = AllocationRule.hourly("house/a100", Money.of("3.60", "USD"))
                .units(2)
                .over(Duration.ofHours(1))
                .share("chat", Duration.ofMinutes(30))
                .share("rag", Duration.ofMinutes(15))
                .allocate();

        hour.shares()
                .forEach(share -> observed.costspan
                        .operation(Operation.GPU_TIME)
                        .provider("house")
                        .model(share.key())
                        .recordAllocated(share.amount()));
        observed.costspan
                .operation(Operation.GPU_TIME)
                .provider("house")
                .model("idle")
                .recordAllocated(hour.idle());

        assertThat(observed.records)
                .extracting(entry -> entry.cost().amount().stripTrailingZeros().toPlainString())
                .containsExactly("1.8", "0.9", "4.5");
        assertThat(observed.records)
                .allSatisfy(entry -> assertThat(entry.cost().source()).isEqualTo(CostSource.ALLOCATION));
        assertThat(observed.costspan.ledger().snapshot().cost())
                .singleElement()
                .satisfies(total -> assertThat(total.amount()).isEqualByComparingTo("7.2"));
    }
}
