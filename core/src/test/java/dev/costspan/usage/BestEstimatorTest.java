package dev.costspan.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link TokenEstimator#bestAvailable()} counts with JTokkit on the class path, and without. */
class BestEstimatorTest {

    private static final TokenEstimator BEST = TokenEstimator.bestAvailable();

    /** From "How to count tokens with tiktoken" in OpenAI's cookbook and from tiktoken's tests. */
    @ParameterizedTest
    @CsvSource({
        "gpt-4, hello world, 2",
        "gpt-4, tiktoken is great!, 6",
        "gpt-4, antidisestablishmentarianism, 6",
        "gpt-4, 2 + 2 = 4, 7",
        "gpt-4, お誕生日おめでとう, 9",
        "gpt-4, 👍, 3",
        "gpt-4o, hello world, 2",
        "gpt-4o, antidisestablishmentarianism, 6",
        "gpt-4o, 2 + 2 = 4, 7",
        "gpt-4o, お誕生日おめでとう, 8",
        "gpt-4o, '', 0"
    })
    void tokens_whenTheModelsEncodingIsKnown_areThoseOfTiktoken(String model, String text, long tokens) {
        assertThat(BEST.tokens(model, text)).isEqualTo(tokens);
        assertThat(BEST.tokens(model, new StringBuilder(text))).isEqualTo(tokens);
    }

    @Test
    void tokens_whenTheModelIsNotOfOpenAi_areThoseOfTheBytes() {
        // 18 bytes
        assertThat(BEST.tokens("claude-sonnet-4-5", "tiktoken is great!")).isEqualTo(5);
        assertThat(BEST.tokens(null, "tiktoken is great!")).isEqualTo(5);
    }

    @Test
    void tokens_whenTheTextHoldsSpecialTokens_countsTheTextTheyAre() {
        // as special tokens they would be 1 and, by a test of tiktoken, 3
        assertThat(BEST.tokens("gpt-4", "<|endoftext|>")).isGreaterThan(1);
        assertThat(BEST.tokens("gpt-4", "hello <|endoftext|>")).isGreaterThan(3);
    }

    @Test
    void tokens_whenHalfOfASurrogatePairIsAlone_doesNotThrow() {
        assertThat(BEST.tokens("gpt-4", "a\ud83d")).isPositive();
        assertThat(BEST.tokens("gpt-4o", "\udc4da")).isPositive();
    }

    @Test
    void tokens_whenALongTextWouldBeCutInsideASurrogatePair_cutsBeforeIt() {
        // in cl100k_base an "a" is 1 token and this emoji 3; by bytes they would be 40,001
        assertThat(BEST.tokens("gpt-4", "a" + "👍".repeat(40_000))).isBetween(119_990L, 120_010L);
    }

    @Test
    void tokens_whenTheTextIsLong_countsTheRestLikeItsBeginning() {
        // "hello world" with a space behind it: 12 bytes and 2 tokens, since a space goes with the word it is before
        String text = "hello world ".repeat(1_000_000);

        assertThat(BEST.tokens("gpt-4o", text)).isBetween(1_999_000L, 2_001_000L);
    }

    @Test
    void tokens_whenManyThreadsCount_areTheSameForAll() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Long>> tasks = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                String model = i % 2 == 0 ? "gpt-4" : "gpt-4o";
                tasks.add(() -> BEST.tokens(model, "antidisestablishmentarianism 2 + 2 = 4 ".repeat(50)));
            }
            List<Long> counts = new ArrayList<>();
            for (Future<Long> count : threads.invokeAll(tasks)) {
                counts.add(count.get());
            }
            assertThat(counts.stream().distinct()).hasSizeLessThanOrEqualTo(2);
            assertThat(counts).allMatch(count -> count > 500);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void bestAvailable_whenJTokkitIsAbsent_countsBytes() throws Exception {
        try (URLClassLoader without = classesOf(TokenEstimator.class, org.jspecify.annotations.Nullable.class)) {
            // 18 bytes; with JTokkit there are 6 tokens
            assertThat(bestIn(without, "gpt-4o", "tiktoken is great!")).isEqualTo(5L);
        }
    }

    @Test
    void bestAvailable_whenJTokkitIsPresentInAnotherLoader_countsByItsEncodings() throws Exception {
        try (URLClassLoader with = classesOf(TokenEstimator.class, com.knuddels.jtokkit.Encodings.class)) {
            assertThat(bestIn(with, "gpt-4o", "tiktoken is great!")).isEqualTo(6L);
        }
    }

    @Test
    void bestAvailable_whenJTokkitHasLostItsTables_countsBytes() throws Exception {
        try (URLClassLoader broken =
                new URLClassLoader(
                        urls(TokenEstimator.class, com.knuddels.jtokkit.Encodings.class),
                        ClassLoader.getPlatformClassLoader()) {
                    @Override
                    public URL getResource(String name) {
                        return name.endsWith(".tiktoken") ? null : super.getResource(name);
                    }
                }) {
            assertThat(bestIn(broken, "gpt-4o", "tiktoken is great!")).isEqualTo(5L);
        }
    }

    private static Object bestIn(ClassLoader loader, String model, String text) throws ReflectiveOperationException {
        Class<?> port = loader.loadClass(TokenEstimator.class.getName());
        assertThat(port).isNotEqualTo(TokenEstimator.class);
        Object best = port.getMethod("bestAvailable").invoke(null);
        return port.getMethod("tokens", String.class, CharSequence.class).invoke(best, model, text);
    }

    private static URLClassLoader classesOf(Class<?>... kept) throws IOException {
        return new URLClassLoader(urls(kept), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] urls(Class<?>... kept) {
        URL[] urls = new URL[kept.length];
        for (int i = 0; i < kept.length; i++) {
            urls[i] = kept[i].getProtectionDomain().getCodeSource().getLocation();
        }
        return urls;
    }
}
