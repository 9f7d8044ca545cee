package dev.costspan.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    @Test
    void quantity_whenNotReported_isNullRatherThanZero() {
        Usage usage = Usage.builder().inputTokens(10).outputTokens(0).build();

        assertThat(usage.quantity(Meter.CACHE_READ_INPUT_TOKENS)).isNull();
        assertThat(usage.has(Meter.CACHE_READ_INPUT_TOKENS)).isFalse();
        assertThat(usage.quantity(Meter.OUTPUT_TOKENS)).isEqualByComparingTo("0");
        assertThat(usage.has(Meter.OUTPUT_TOKENS)).isTrue();
    }

    @Test
    void isUnknown_whenNothingWasReported_isTrue() {
        assertThat(Usage.UNKNOWN.isUnknown()).isTrue();
        assertThat(Usage.tokens(0, 0).isUnknown()).isFalse();
    }

    @Test
    void reportedBits_whenMetersAreSetInAnyOrder_holdOneBitEach() {
        Usage usage = Usage.builder()
                .quantity(Meter.GPU_SECONDS, 1)
                .reasoningOutputTokens(5)
                .inputTokens(100)
                .outputTokens(20)
                .build();

        assertThat(usage.reportedBits())
                .isEqualTo(1L << Meter.GPU_SECONDS.ordinal()
                        | 1L << Meter.REASONING_OUTPUT_TOKENS.ordinal()
                        | 1L << Meter.INPUT_TOKENS.ordinal()
                        | 1L << Meter.OUTPUT_TOKENS.ordinal());
        assertThat(usage.unscaled(Meter.INPUT_TOKENS)).isEqualTo(100);
        assertThat(usage.unscaled(Meter.OUTPUT_TOKENS)).isEqualTo(20);
        assertThat(usage.unscaled(Meter.REASONING_OUTPUT_TOKENS)).isEqualTo(5);
        assertThat(usage.quantity(Meter.GPU_SECONDS)).isEqualByComparingTo("1");
    }

    @Test
    void exclusive_whenSubsetsAreReported_countsEveryTokenOnce() {
        Usage usage = Usage.builder()
                .inputTokens(1_000)
                .cacheReadInputTokens(300)
                .cacheWriteInputTokens(200)
                .quantity(Meter.CACHE_WRITE_1H_INPUT_TOKENS, 50)
                .outputTokens(400)
                .reasoningOutputTokens(150)
                .build();

        assertThat(usage.exclusive(Meter.INPUT_TOKENS)).isEqualTo(500);
        assertThat(usage.exclusive(Meter.CACHE_READ_INPUT_TOKENS)).isEqualTo(300);
        assertThat(usage.exclusive(Meter.CACHE_WRITE_INPUT_TOKENS)).isEqualTo(150);
        assertThat(usage.exclusive(Meter.CACHE_WRITE_1H_INPUT_TOKENS)).isEqualTo(50);
        assertThat(usage.exclusive(Meter.OUTPUT_TOKENS)).isEqualTo(250);
        assertThat(usage.exclusive(Meter.REASONING_OUTPUT_TOKENS)).isEqualTo(150);
        assertThat(usage.problem()).isNull();
    }

    @Test
    void exclusive_whenTheMeterBetweenIsNotReported_takesThePartFromTheNextOneUp() {
        Usage usage = Usage.builder()
                .inputTokens(100)
                .quantity(Meter.CACHE_WRITE_1H_INPUT_TOKENS, 40)
                .build();

        assertThat(usage.exclusive(Meter.INPUT_TOKENS)).isEqualTo(60);
    }

    @Test
    void problem_whenPartsExceedTheirTotal_namesMeterAndValues() {
        Usage usage = Usage.builder()
                .inputTokens(100)
                .cacheReadInputTokens(80)
                .cacheWriteInputTokens(70)
                .build();

        assertThat(usage.problem()).isEqualTo("input_tokens is 100 but its parts add up to 150");
        assertThat(usage.exclusive(Meter.INPUT_TOKENS)).isEqualTo(-50);
    }

    @Test
    void problem_whenPartsAddUpBeyondALong_isFound() {
        Usage usage = Usage.builder()
                .inputTokens(5)
                .cacheReadInputTokens(Long.MAX_VALUE)
                .cacheWriteInputTokens(Long.MAX_VALUE)
                .build();

        assertThat(usage.problem()).startsWith("input_tokens is 5 but its parts add up to");
    }

    @Test
    void problem_whenAQuantityIsNegative_namesMeterAndValue() {
        assertThat(Usage.tokens(10, -3).problem()).isEqualTo("output_tokens is -3");
        assertThat(Usage.builder()
                        .quantity(Meter.AUDIO_SECONDS, new BigDecimal("-1.5"))
                        .build()
                        .problem())
                .isEqualTo("audio_seconds is -1.500000000");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void quantity_whenNotANumber_isKeptOutAndNamed(double value) {
        Usage usage = Usage.builder().quantity(Meter.GPU_SECONDS, value).build();

        assertThat(usage.has(Meter.GPU_SECONDS)).isFalse();
        assertThat(usage.problem()).isEqualTo("gpu_seconds is " + value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E+999999999", "9223372036854775808", "1E+19"})
    void quantity_whenTooLargeToCount_isKeptOutAndNamed(String value) {
        Usage usage = Usage.builder()
                .quantity(Meter.INPUT_TOKENS, new BigDecimal(value))
                .build();

        assertThat(usage.has(Meter.INPUT_TOKENS)).isFalse();
        assertThat(usage.problem()).contains("input_tokens is ").contains("more than can be counted");
    }

    @Test
    void quantity_whenTooSmallToCount_isZero() {
        Usage usage = Usage.builder()
                .quantity(Meter.GPU_SECONDS, new BigDecimal("1E-999999999"))
                .build();

        assertThat(usage.quantity(Meter.GPU_SECONDS)).isEqualByComparingTo("0");
        assertThat(usage.problem()).isNull();
    }

    @Test
    void quantity_whenMeasured_isRoundedHalfToEvenAtNinePlaces() {
        Usage usage = Usage.builder()
                .quantity(Meter.AUDIO_SECONDS, new BigDecimal("0.1234567885"))
                .quantity(Meter.READ_UNITS, 2.5)
                .build();

        assertThat(usage.quantity(Meter.AUDIO_SECONDS)).isEqualTo(new BigDecimal("0.123456788"));
        assertThat(usage.quantity(Meter.READ_UNITS)).isEqualByComparingTo("2.5");
    }

    @Test
    void toBuilder_whenAQuantityIsAdded_keepsTheOthersAndTheEstimate() {
        Usage usage = Usage.builder().inputTokens(7).outputTokens(8).estimated().build();

        Usage more = usage.toBuilder().quantity(Meter.REQUESTS, 1).build();

        assertThat(more.unscaled(Meter.INPUT_TOKENS)).isEqualTo(7);
        assertThat(more.unscaled(Meter.OUTPUT_TOKENS)).isEqualTo(8);
        assertThat(more.unscaled(Meter.REQUESTS)).isEqualTo(1);
        assertThat(more.isEstimated()).isTrue();
        assertThat(usage.has(Meter.REQUESTS)).isFalse();
    }

    @Test
    void builder_whenUsedAgainAfterBuild_leavesTheBuiltUsageAlone() {
        Usage.Builder builder = Usage.builder().inputTokens(1);
        Usage first = builder.build();

        builder.inputTokens(2).outputTokens(3);

        assertThat(first.unscaled(Meter.INPUT_TOKENS)).isEqualTo(1);
        assertThat(first.has(Meter.OUTPUT_TOKENS)).isFalse();
    }

    @Test
    void builder_whenEveryMeterIsSet_keepsAll() {
        Usage.Builder builder = Usage.builder();
        for (int i = Meter.count() - 1; i >= 0; i--) {
            builder.quantity(Meter.at(i), i + 1);
        }
        Usage usage = builder.build();

        for (int i = 0; i < Meter.count(); i++) {
            assertThat(usage.quantity(Meter.at(i))).isEqualByComparingTo(BigDecimal.valueOf(i + 1));
        }
    }

    @Test
    void toString_whenReported_namesMetersAndQuantities() {
        assertThat(Usage.builder()
                        .inputTokens(10)
                        .quantity(Meter.GPU_SECONDS, 0.5)
                        .estimated()
                        .build())
                .hasToString("Usage{input_tokens=10, gpu_seconds=0.500000000, estimated}");
    }
}
