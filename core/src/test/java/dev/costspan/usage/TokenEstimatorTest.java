package dev.costspan.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rule of four bytes, and the usage that any estimator makes. */
class TokenEstimatorTest {

    private static final TokenEstimator BYTES = TokenEstimator.bytes();

    @ParameterizedTest
    @CsvSource({
        // letters of ASCII have 1 byte each: 0, 1, 4, 5 and 18 bytes
        "'', 0",
        "a, 1",
        "abcd, 1",
        "abcde, 2",
        "tiktoken is great!, 5",
        // Latin letters with accents have 2: 2 and 6 bytes
        "é, 1",
        "ééé, 2",
        // Chinese, Japanese and Korean ones have 3: 3, 12 and 27 bytes
        "中, 1",
        "中文字符, 3",
        "お誕生日おめでとう, 7",
        // an emoji has 4, and one of a family 18: three of 4 and two joiners of 3
        "👍, 1",
        "👍👍, 2",
        "👨‍👩‍👧, 5",
        // of 1, 2, 3 and 4 bytes together: 10
        "aé中👍, 3"
    })
    void tokens_whenCountedByBytes_areAFourthOfTheBytesRoundedUp(String text, long tokens) {
        assertThat(BYTES.tokens(null, text)).isEqualTo(tokens);
        assertThat(BYTES.tokens("gpt-4o", text)).isEqualTo(tokens);
        assertThat(BYTES.tokens(null, new StringBuilder(text))).isEqualTo(tokens);
    }

    @Test
    void tokens_whenHalfOfASurrogatePairIsAlone_countsTwoBytesForIt() {
        assertThat(BYTES.tokens(null, "\ud83d")).isEqualTo(1);
        assertThat(BYTES.tokens(null, "\udc4d")).isEqualTo(1);
        // 3 halves: 6 bytes
        assertThat(BYTES.tokens(null, "\udc4d\udc4d\ud83d")).isEqualTo(2);
        // 3 letters and a half: 5 bytes
        assertThat(BYTES.tokens(null, "abc\ud83d")).isEqualTo(2);
    }

    @Test
    void tokens_whenTheBytesAreMoreThanAnIntHolds_doesNotOverflow() {
        CharSequence endless = new Repeated('中', 800_000_000);

        // 2,400,000,000 bytes
        assertThat(BYTES.tokens(null, endless)).isEqualTo(600_000_000);
    }

    @Property
    void tokens_whenTheTextIsEncodable_agreeWithTheEncodedLength(@ForAll String text) {
        String encodable = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        int bytes = encodable.getBytes(StandardCharsets.UTF_8).length;

        assertThat(BYTES.tokens(null, CharBuffer.wrap(encodable))).isEqualTo((long) Math.ceil(bytes / 4.0));
    }

    @Test
    void usage_whenBothSidesAreKnown_hasBothAndSaysThatItIsEstimated() {
        Usage usage = BYTES.usage("gpt-4o", "What is the capital of Portugal?", "Lisbon.");

        // 32 and 7 bytes
        assertThat(usage.quantity(Meter.INPUT_TOKENS)).isEqualByComparingTo("8");
        assertThat(usage.quantity(Meter.OUTPUT_TOKENS)).isEqualByComparingTo("2");
        assertThat(usage.isEstimated()).isTrue();
        assertThat(usage.problem()).isNull();
    }

    @Test
    void usage_whenASideIsNotKnown_leavesItAbsentRatherThanZero() {
        assertThat(BYTES.usage(null, "abcd", null).has(Meter.OUTPUT_TOKENS)).isFalse();
        assertThat(BYTES.usage(null, null, "abcd").has(Meter.INPUT_TOKENS)).isFalse();
        assertThat(BYTES.usage(null, null, "").quantity(Meter.OUTPUT_TOKENS)).isEqualByComparingTo("0");
        assertThat(BYTES.usage(null, null, null).isUnknown()).isTrue();
    }

    @Test
    void usage_whenAnEstimatorCountsBelowZero_isFlaggedAndNotClamped() {
        TokenEstimator broken = (model, text) -> -3;

        assertThat(broken.usage(null, "a", null).problem()).isEqualTo("input_tokens is -3");
    }

    /** A text that needs no memory. */
    private record Repeated(char letter, int length) implements CharSequence {

        @Override
        public char charAt(int index) {
            return letter;
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Repeated(letter, end - start);
        }
    }
}
