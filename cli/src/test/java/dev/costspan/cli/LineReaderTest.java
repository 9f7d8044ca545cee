package dev.costspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {

    /** How many bytes one read gives at most, so that lines end anywhere in what was read. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void next_whateverTheChunks_givesEachLineWithItsNumber(int chunk) throws IOException {
        assertThat(lines("a\n\nbcdefgh\r\n \n", 8, chunk)).containsExactly("1:a", "2:blank", "3:bcdefgh\r", "4:blank");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void next_whenTheLastLineHasNoEnd_givesIt(int chunk) throws IOException {
        assertThat(lines("a\nb", 8, chunk)).containsExactly("1:a", "2:b");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void next_whenALineIsTooLong_dropsItAndGoesOnWithTheNext(int chunk) throws IOException {
        assertThat(lines("12345678\n123456789\n" + "x".repeat(1000) + "\n12\n123456789", 8, chunk))
                .containsExactly("1:12345678", "2:too long", "3:too long", "4:12", "5:too long");
    }

    private static List<String> lines(String input, int mostBytes, int chunk) throws IOException {
        InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public int read(byte[] bytes, int start, int length) {
                return super.read(bytes, start, Math.min(chunk, length));
            }
        };
        LineReader reader = new LineReader(in, mostBytes, () -> {});
        List<String> lines = new ArrayList<>();
        while (reader.next()) {
            String text = new String(reader.bytes(), reader.start(), reader.length(), StandardCharsets.UTF_8);
            lines.add(reader.number() + ":" + (reader.isTooLong() ? "too long" : reader.isBlank() ? "blank" : text));
        }
        return lines;
    }
}
