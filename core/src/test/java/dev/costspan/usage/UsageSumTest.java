package dev.costspan.usage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsageSumTest {

    @Test
    void plus_whenBothReportTheSame_addsMeterByMeter() {
        Usage first = Usage.builder()
                .inputTokens(1_000)
                .cacheReadTokens(400)
                .outputTokens(50)
                .quantity(Meter.AUDIO_SECONDS, 1.5)
                .build();
        Usage second = Usage.builder()
                .inputTokens(200)
                .cacheReadTokens(100)
                .outputTokens(0)
                .quantity(Meter.AUDIO_SECONDS, 0.25)
                .build();

        assertThat(first.plus(second))
                .hasToString(
                        "Usage{input_tokens=1200, output_tokens=50, cache_read_tokens=500, audio_seconds=1.750000000}");
    }

    @Test
    void plus_whenAPartIsReportedOnOneSide_isThatPart() {
        Usage cached = Usage.builder()
                .inputTokens(100)
                .outputTokens(1)
                .cacheReadTokens(60)
                .build();

        assertThat(Usage.tokens(10, 2).plus(cached))
                .hasToString("Usage{input_tokens=110, output_tokens=3, cache_read_tokens=60}");
    }

    @Test
    void plus_whenATotalIsMissingWherePartsAreThere_countsTheParts() {
        Usage split = Usage.builder()
                .inputTokens(100)
                .quantity(Meter.CACHE_WRITE_5M_TOKENS, 20)
                .quantity(Meter.CACHE_WRITE_1H_TOKENS, 40)
                .build();
        Usage whole = Usage.builder().inputTokens(50).cacheWriteTokens(30).build();

        Usage sum = split.plus(whole);

        assertThat(sum.unscaled(Meter.CACHE_WRITE_TOKENS)).isEqualTo(90);
        assertThat(sum.tokens(Bucket.INPUT)).isEqualTo(60);
        assertThat(sum.problem()).isNull();
        assertThat(split.plus(split).has(Meter.CACHE_WRITE_TOKENS)).isFalse();
        assertThat(split.plus(split).tokens(Bucket.CACHE_WRITE)).isEqualTo(120);
    }

    @Test
    void plus_whenPartsOfDifferentKindsMeet_statesTheTotalTheyNoLongerGive() {
        Usage cached = Usage.builder().cacheReadTokens(10).build();
        Usage audio = Usage.of(Meter.INPUT_AUDIO_TOKENS, 40);

        // at least 10 and at least 40 tokens, and none of them both cached and audio
        assertThat(cached.plus(audio))
                .hasToString("Usage{input_tokens=50, cache_read_tokens=10, input_audio_tokens=40,"
                        + " cache_audio_read_tokens=0}");
    }

    @Test
    void plus_whenOneSideIsUnknown_isTheOther() {
        Usage known = Usage.builder().inputTokens(7).cacheReadTokens(3).build();

        assertThat(Usage.UNKNOWN.plus(known)).hasToString(known.toString());
        assertThat(known.plus(Usage.UNKNOWN)).hasToString(known.toString());
        assertThat(Usage.UNKNOWN.plus(Usage.UNKNOWN).isUnknown()).isTrue();
    }

    @Test
    void plus_whenNeitherSideCanHaveTheOverlap_knowsThatThereIsNone() {
        Usage cached = Usage.builder().inputTokens(100).cacheReadTokens(30).build();
        Usage audio = Usage.builder()
                .inputTokens(100)
                .quantity(Meter.INPUT_AUDIO_TOKENS, 40)
                .build();

        Usage sum = cached.plus(audio);

        assertThat(sum.hasUnknownOverlap()).isFalse();
        assertThat(sum.unscaledOr(Meter.CACHE_AUDIO_READ_TOKENS, -1)).isZero();
        assertThat(sum.isEstimated()).isFalse();
    }

    @Test
    void plus_whenOneSideLeavesTheOverlapOpen_leavesItOpenOrEstimates() {
        Usage.Builder both =
                Usage.builder().inputTokens(100).cacheReadTokens(30).quantity(Meter.INPUT_AUDIO_TOKENS, 40);
        Usage open = both.build();
        Usage none = both.quantity(Meter.CACHE_AUDIO_READ_TOKENS, 0).build();
        Usage some = both.quantity(Meter.CACHE_AUDIO_READ_TOKENS, 10).build();

        assertThat(open.plus(Usage.tokens(5, 5)).hasUnknownOverlap()).isTrue();
        assertThat(open.plus(none).hasUnknownOverlap()).isTrue();
        assertThat(open.plus(none).isEstimated()).isFalse();
        assertThat(open.plus(some).unscaled(Meter.CACHE_AUDIO_READ_TOKENS)).isEqualTo(10);
        assertThat(open.plus(some).isEstimated()).isTrue();
        assertThat(none.plus(some).isEstimated()).isFalse();
    }

    @Test
    void plus_whenOneSideIsEstimated_isEstimated() {
        Usage estimated = Usage.builder().inputTokens(1).estimated().build();

        assertThat(estimated.plus(Usage.tokens(1, 1)).isEstimated()).isTrue();
        assertThat(Usage.tokens(1, 1).plus(estimated).isEstimated()).isTrue();
        assertThat(Usage.tokens(1, 1).plus(Usage.tokens(1, 1)).isEstimated()).isFalse();
    }

    @Test
    void plus_whenASideContradictsItself_keepsItsProblem() {
        Usage wrong = Usage.tokens(10, -3);

        // 5 - 3 is no contradiction any more, but it hides one
        assertThat(wrong.plus(Usage.tokens(1, 5)).problem()).isEqualTo("output_tokens is -3");
        assertThat(Usage.tokens(1, 5).plus(wrong).problem()).isEqualTo("output_tokens is -3");
    }

    @Test
    void plus_whenASumIsMoreThanCanBeCounted_leavesItOutAndSaysSo() {
        Usage sum = Usage.tokens(Long.MAX_VALUE, 1).plus(Usage.tokens(1, 1));

        assertThat(sum.has(Meter.INPUT_TOKENS)).isFalse();
        assertThat(sum.unscaled(Meter.OUTPUT_TOKENS)).isEqualTo(2);
        assertThat(sum.problem()).isEqualTo("input_tokens is 9223372036854775808, more than can be counted");
    }
}
