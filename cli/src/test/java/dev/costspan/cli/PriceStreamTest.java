package dev.costspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriceStreamTest {

    private static final int LINES = 50_000;
    private static final byte[] LINE = ("{\"case_id\":1,\"provider\":\"openai\",\"model\":\"gpt-4o\","
                    + "\"timestamp\":\"2026-08-01T00:00:00Z\",\"usage\":{\"input_tokens\":1000,\"output_tokens\":100}}\n")
            .getBytes(StandardCharsets.UTF_8);

    /** What may be taken and not yet answered: the reader's buffer of lines and the writer's of results. */
    private static final int MOST_UNANSWERED_LINES = (1 << 16) / LINE.length + 100;

    @Test
    void price_whenLinesComeOneByOne_answersEachBeforeItWaitsForTheNext() {
        Results out = new Results();
        List<Long> answered = new ArrayList<>();
        InputStream in = new ByteArrayInputStream(new byte[0]) {
            private int given;

            @Override
            public int read(byte[] bytes, int start, int length) {
                answered.add(out.lines);
                System.arraycopy(LINE, 0, bytes, start, LINE.length);
                return given++ < 3 ? LINE.length : -1;
            }
        };

        CostspanCli.run(new Streams(in, out, new ByteArrayOutputStream()), "price");

        assertThat(answered).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void price_whenInputIsLong_answersEachBufferBeforeItReadsTheNext() {
        Results out = new Results();
        Lines in = new Lines(out);

        int exitCode = CostspanCli.run(new Streams(in, out, new ByteArrayOutputStream()), "price");

        assertThat(exitCode).isZero();
        assertThat(out.lines).isEqualTo(LINES);
        assertThat(in.mostUnanswered).isPositive().isLessThanOrEqualTo(MOST_UNANSWERED_LINES);
    }

    /** Gives lines without holding them, and watches how many of them have no result yet. */
    private static final class Lines extends InputStream {

        private final Results results;
        private long given;
        private long mostUnanswered;

        Lines(Results results) {
            this.results = results;
        }

        /** As a file: a read never waits. */
        @Override
        public int available() {
            return 1;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] bytes, int start, int length) {
            mostUnanswered = Math.max(mostUnanswered, given / LINE.length - results.lines);
            int count = (int) Math.min(length, (long) LINES * LINE.length - given);
            for (int i = 0; i < count; i++) {
                bytes[start + i] = LINE[(int) ((given + i) % LINE.length)];
            }
            given += count;
            return count == 0 ? -1 : count;
        }
    }

    /** Counts lines and forgets them. */
    private static final class Results extends OutputStream {

        private long lines;

        @Override
        public void write(int b) {
            lines += b == '\n' ? 1 : 0;
        }

        @Override
        public void write(byte[] bytes, int start, int length) {
            for (int i = start; i < start + length; i++) {
                write(bytes[i]);
            }
        }
    }
}
