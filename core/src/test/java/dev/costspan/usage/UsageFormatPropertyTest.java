package dev.costspan.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class UsageFormatPropertyTest {

    private static final List<Corpus.Recording> CORPUS = Corpus.all();

    @Property(tries = 300)
    void stream_inAnyOrderOfChunks_isTheSame(@ForAll("recordings") Corpus.Recording recorded, @ForAll long seed) {
        List<String> shuffled = new ArrayList<>(recorded.chunks());
        Collections.shuffle(shuffled, new Random(seed));

        assertSame(recorded.read(shuffled), recorded.read(recorded.chunks()));
    }

    /** Chunks that come twice, as after a reconnect, or together as one list. */
    @Property(tries = 300)
    void stream_splitOrRepeatedAnywhere_isTheSame(
            @ForAll("recordings") Corpus.Recording recorded, @ForAll @IntRange(max = 6) int at) {
        List<String> chunks = recorded.chunks();
        int split = Math.min(at, chunks.size());
        UsageFormat.Stream stream = recorded.format().stream();
        stream.add("[" + String.join(",", chunks.subList(0, split)) + "]");
        stream.report();
        stream.add("[" + String.join(",", chunks.subList(split, chunks.size())) + "]");
        chunks.subList(0, split).forEach(stream::add);

        assertSame(stream.report(), recorded.read(chunks));
    }

    @Property(tries = 100)
    void recognition_ofARecordedAnswer_equalsBeingToldTheApi(@ForAll("recordings") Corpus.Recording recorded) {
        UsageFormat.Stream stream = UsageFormat.of(recorded.provider(), null).stream();
        recorded.chunks().forEach(stream::add);

        assertSame(stream.report(), recorded.read(recorded.chunks()));
    }

    @Property(tries = 300)
    void buckets_ofAnthropicsCounters_addUpToTheTotals(
            @ForAll @IntRange(max = 1_000_000) int input,
            @ForAll @IntRange(max = 1_000_000) int read,
            @ForAll @IntRange(max = 1_000_000) int fiveMinutes,
            @ForAll @IntRange(max = 1_000_000) int hour,
            @ForAll @IntRange(max = 1_000_000) int output) {
        Usage usage = UsageFormat.of("anthropic", "messages")
                .read("{\"input_tokens\":" + input + ",\"cache_read_input_tokens\":" + read
                        + ",\"cache_creation_input_tokens\":" + (fiveMinutes + hour)
                        + ",\"cache_creation\":{\"ephemeral_5m_input_tokens\":" + fiveMinutes
                        + ",\"ephemeral_1h_input_tokens\":" + hour + "},\"output_tokens\":" + output + "}")
                .usage();

        assertThat(usage.problem()).isNull();
        assertThat(usage.unscaled(Meter.INPUT_TOKENS)).isEqualTo((long) input + read + fiveMinutes + hour);
        assertThat(usage.tokens(Bucket.INPUT)).isEqualTo(input);
        assertThat(usage.tokens(Bucket.CACHE_READ)).isEqualTo(read);
        assertThat(usage.tokens(Bucket.CACHE_WRITE)).isEqualTo((long) fiveMinutes + hour);
        assertThat(usage.tokens(Bucket.OUTPUT)).isEqualTo(output);
    }

    @Property(tries = 300)
    void buckets_ofARecordedAnswer_addUpToTheTotals(@ForAll("recordings") Corpus.Recording recorded) {
        Usage usage = recorded.read(recorded.chunks()).usage();

        assertThat(usage.problem()).isNull();
        assertThat(usage.tokens(Bucket.INPUT) + usage.tokens(Bucket.CACHE_READ) + usage.tokens(Bucket.CACHE_WRITE))
                .isEqualTo(usage.unscaled(Meter.INPUT_TOKENS));
        assertThat(usage.tokens(Bucket.OUTPUT) + usage.tokens(Bucket.REASONING))
                .isEqualTo(usage.unscaled(Meter.OUTPUT_TOKENS));
    }

    @Property(tries = 2_000)
    void read_ofRandomBytes_throwsNothingElse(@ForAll byte[] bytes) {
        readsOrRefuses(UsageFormat.of("some-gateway", null), bytes);
    }

    @Property(tries = 4_000)
    void read_ofAMutatedAnswer_throwsNothingElse(@ForAll("recordings") Corpus.Recording recorded, @ForAll long seed) {
        Random random = new Random(seed);
        String chunk = recorded.chunks().get(random.nextInt(recorded.chunks().size()));
        byte[] bytes = chunk.getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes = mutated(bytes, random);
        }

        readsOrRefuses(recorded.format(), bytes);
    }

    @Provide
    Arbitrary<Corpus.Recording> recordings() {
        return Arbitraries.of(CORPUS);
    }

    private static void readsOrRefuses(UsageFormat format, byte[] bytes) {
        try {
            assertThat(format.read(bytes).usage()).isNotNull();
            assertThat(format.read(new String(bytes, StandardCharsets.UTF_8)).usage())
                    .isNotNull();
        } catch (UsageFormatException refused) {
            assertThat(refused).hasNoCause();
        }
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        String[] replacements = {
            "null", "-1", "1e99999", "1e99999999999", "1.5", "\"\"", "{", "}", "[", "]", "[]", "true", "9".repeat(70)
        };
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + random.nextInt(8));
        String changed = switch (random.nextInt(4)) {
            case 0 -> text.substring(0, at);
            case 1 -> text.replaceFirst("\\d+", replacements[random.nextInt(replacements.length)]);
            case 2 -> text.substring(0, at) + (char) random.nextInt(256) + text.substring(end);
            default -> text.substring(0, at) + text.substring(end);
        };
        return changed.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void assertSame(UsageReport actual, UsageReport expected) {
        assertThat(Quantities.of(actual)).isEqualTo(Quantities.of(expected));
        assertThat(actual.model()).isEqualTo(expected.model());
        assertThat(actual.conditions()).isEqualTo(expected.conditions());
        assertThat(actual.reportedCost()).isEqualTo(expected.reportedCost());
    }
}
