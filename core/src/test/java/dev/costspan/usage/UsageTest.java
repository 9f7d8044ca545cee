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

        assertThat(usage.quantity(Meter.CACHE_READ_TOKENS)).isNull();
        assertThat(usage.has(Meter.CACHE_READ_TOKENS)).isFalse();
        assertThat(usage.quantity(Meter.OUTPUT_TOKENS)).isEqualByComparingTo("0");
        assertThat(usage.has(Meter.OUTPUT_TOKENS)).isTrue();
    }

    @Test
    void isUnknown_whenNothingWasReported_isTrue() {
        assertThat(Usage.UNKNOWN.isUnknown()).isTrue();
        assertThat(Usage.tokens(0, 0).isUnknown()).isFalse();
    }

    @Test
    void unscaled_whenMetersAreSetInAnyOrder_isWhatWasSet() {
        Usage usage = Usage.builder()
                .quantity(Meter.GPU_SECONDS, 1)
                .outputReasoningTokens(5)
                .inputTokens(100)
                .outputTokens(20)
                .build();

        assertThat(usage.unscaled(Meter.INPUT_TOKENS)).isEqualTo(100);
        assertThat(usage.unscaled(Meter.OUTPUT_TOKENS)).isEqualTo(20);
        assertThat(usage.unscaled(Meter.OUTPUT_REASONING_TOKENS)).isEqualTo(5);
        assertThat(usage.quantity(Meter.GPU_SECONDS)).isEqualByComparingTo("1");
    }

    @Test
    void tokens_whenPartsAreReported_countsEveryTokenInOneBucket() {
        Usage usage = Usage.builder()
                .inputTokens(1_000)
                .cacheReadTokens(300)
                .cacheWriteTokens(200)
                .quantity(Meter.CACHE_WRITE_1H_TOKENS, 50)
                .quantity(Meter.INPUT_AUDIO_TOKENS, 700)
                .outputTokens(400)
                .outputReasoningTokens(150)
                .quantity(Meter.OUTPUT_CITATION_TOKENS, 20)
                .quantity(Meter.WEB_SEARCHES, 3)
                .build();

        assertThat(usage.tokens(Bucket.INPUT)).isEqualTo(500);
        assertThat(usage.tokens(Bucket.CACHE_READ)).isEqualTo(300);
        assertThat(usage.tokens(Bucket.CACHE_WRITE)).isEqualTo(200);
        assertThat(usage.tokens(Bucket.OUTPUT)).isEqualTo(250);
        assertThat(usage.tokens(Bucket.REASONING)).isEqualTo(150);
        assertThat(usage.tokens(Bucket.OTHER)).isZero();
        assertThat(usage.has(Bucket.OTHER)).isTrue();
        assertThat(usage.problem()).isNull();
    }

    @Test
    void tokens_whenOnlyTheSplitOfABucketIsReported_addsUpTheSplit() {
        Usage usage = Usage.builder()
                .inputTokens(100)
                .quantity(Meter.CACHE_WRITE_5M_TOKENS, 20)
                .quantity(Meter.CACHE_WRITE_1H_TOKENS, 40)
                .build();

        assertThat(usage.tokens(Bucket.CACHE_WRITE)).isEqualTo(60);
        assertThat(usage.tokens(Bucket.INPUT)).isEqualTo(40);
    }

    @Test
    void tokens_whenATotalIsNotReported_isTheLeastThatItsPartsAddUpTo() {
        Usage byModality = Usage.builder()
                .cacheReadTokens(10)
                .quantity(Meter.INPUT_AUDIO_TOKENS, 40)
                .quantity(Meter.INPUT_TEXT_TOKENS, 5)
                .build();
        Usage nested = Usage.builder()
                .cacheReadTokens(30)
                .quantity(Meter.CACHE_WRITE_5M_TOKENS, 20)
                .quantity(Meter.CACHE_AUDIO_WRITE_TOKENS, 40)
                .build();

        // the 10 cached ones may be of audio or text
        assertThat(byModality.unscaledOrParts(Meter.INPUT_TOKENS)).isEqualTo(45);
        assertThat(byModality.tokens(Bucket.INPUT)).isEqualTo(35);
        // 30 read and at least 40 written
        assertThat(nested.unscaledOrParts(Meter.INPUT_TOKENS)).isEqualTo(70);
        assertThat(nested.unscaledOrParts(Meter.INPUT_AUDIO_TOKENS)).isEqualTo(40);
    }

    @Test
    void hasUnknownOverlap_whenCachedAudioIsNotReported_isTrueOnlyWhereBothAreThere() {
        Usage.Builder both =
                Usage.builder().inputTokens(100).cacheReadTokens(30).quantity(Meter.INPUT_AUDIO_TOKENS, 40);

        assertThat(both.build().hasUnknownOverlap()).isTrue();
        assertThat(both.quantity(Meter.CACHE_AUDIO_READ_TOKENS, 10).build().hasUnknownOverlap())
                .isFalse();
        assertThat(Usage.builder()
                        .inputTokens(100)
                        .cacheReadTokens(0)
                        .quantity(Meter.INPUT_AUDIO_TOKENS, 40)
                        .build()
                        .hasUnknownOverlap())
                .isFalse();
    }

    @Test
    void problem_whenModalitiesExceedTheTotal_namesMeterAndValues() {
        Usage usage = Usage.builder()
                .inputTokens(100)
                .quantity(Meter.INPUT_TEXT_TOKENS, 60)
                .quantity(Meter.INPUT_IMAGE_TOKENS, 50)
                .build();

        assertThat(usage.problem()).isEqualTo("input_tokens is 100 but its parts add up to 110");
    }

    @Test
    void problem_whenRoleAndModalityOverlap_isNone() {
        Usage usage = Usage.builder()
                .inputTokens(100)
                .cacheReadTokens(60)
                .quantity(Meter.INPUT_AUDIO_TOKENS, 60)
                .quantity(Meter.CACHE_AUDIO_READ_TOKENS, 40)
                .build();

        assertThat(usage.problem()).isNull();
    }

    @Test
    void problem_whenAPartOfAPartIsTooLarge_isFound() {
        assertThat(Usage.builder()
                        .inputTokens(100)
                        .cacheReadTokens(10)
                        .quantity(Meter.CACHE_AUDIO_READ_TOKENS, 11)
                        .build()
                        .problem())
                .isEqualTo("cache_read_tokens is 10 but its parts add up to 11");
        assertThat(Usage.builder()
                        .quantity(Meter.AUDIO_SECONDS, 10)
                        .quantity(Meter.INPUT_AUDIO_SECONDS, new BigDecimal("10.5"))
                        .build()
                        .problem())
                .isEqualTo("audio_seconds is 10.000000000 but its parts add up to 10.500000000");
    }

    @Test
    void problem_whenPartsExceedTheirTotal_namesMeterAndValues() {
        Usage usage = Usage.builder()
                .inputTokens(100)
                .cacheReadTokens(80)
                .cacheWriteTokens(70)
                .build();

        assertThat(usage.problem()).isEqualTo("input_tokens is 100 but its parts add up to 150");
        assertThat(usage.tokens(Bucket.INPUT)).isEqualTo(-50);
    }

    @Test
    void problem_whenPartsAddUpBeyondALong_isFound() {
        Usage usage = Usage.builder()
                .inputTokens(5)
                .cacheReadTokens(Long.MAX_VALUE)
                .cacheWriteTokens(Long.MAX_VALUE)
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
