package dev.costspan.pricing;

import static dev.costspan.pricing.FeedFiles.card;
import static dev.costspan.pricing.FeedFiles.costing;
import static dev.costspan.pricing.FeedFiles.price;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.pricing.PriceFeed.Refresh;
import dev.costspan.pricing.PriceFeed.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The thread of a feed, whose pauses the test ends, and those who look prices up meanwhile. */
@Timeout(60)
class PriceFeedThreadTest {

    @TempDir
    private Path directory;

    private final SynchronousQueue<Duration> pauses = new SynchronousQueue<>();
    private PriceServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = PriceServer.http();
        server.answers(200, costing("1"));
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void start_whenCalled_fetchesAgainAfterEachPause() throws Exception {
        try (PriceFeed feed = feed()) {
            assertThat(feed.start()).isSameAs(feed);
            assertThat(pauses.take()).isEqualTo(Duration.ofHours(6));
            assertThat(feed.thread().isDaemon()).isTrue();
            pauses.take();
            pauses.take();

            assertThat(server.requests()).hasSizeGreaterThanOrEqualTo(3);
            assertThat(price(feed)).isEqualByComparingTo("1");
            assertThat(feed.failures()).isZero();
        }
    }

    @Test
    void start_whenTriesFail_goesOnAndRecovers() throws Exception {
        server.answers(500, "");
        try (PriceFeed feed = feed().start()) {
            assertThat(pauses.take()).isEqualTo(Duration.ofMinutes(1));
            assertThat(pauses.take()).isEqualTo(Duration.ofMinutes(2));
            server.answers(200, costing("1"));
            // The try that begins now may have asked before the server changed its mind.
            while (!pauses.take().equals(Duration.ofHours(6))) {
                assertThat(feed.failures()).isLessThan(5);
            }
            assertThat(feed.status()).isEqualTo(Status.CURRENT);
        }
    }

    @Test
    void start_whenCalledTwice_hasOneThread() throws Exception {
        try (PriceFeed feed = feed()) {
            feed.start();
            Thread thread = feed.thread();

            assertThat(feed.start().thread()).isSameAs(thread);
            pauses.take();
            assertThat(feed.refreshes(Refresh.UPDATED)).isEqualTo(1);
        }
    }

    @Test
    void start_whenTheServerDoesNotAnswer_returnsAtOnceAndFindsNothing() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        server.answers(exchange -> {
            asked.countDown();
            await(released);
        });
        try (PriceFeed feed = feed().start()) {
            asked.await();

            assertThat(price(feed)).isNull();
            assertThat(feed.status()).isEqualTo(Status.EMPTY);
            assertThat(feed.start()).isSameAs(feed);
        }
        released.countDown();
    }

    @Test
    void close_whenWaiting_endsTheThreadAndKeepsTheCards() throws Exception {
        PriceFeed feed = feed().start();
        pauses.take();
        feed.close();
        feed.close();
        feed.thread().join();

        assertThat(price(feed)).isEqualByComparingTo("1");
        assertThatThrownBy(feed::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the price feed " + feed.name() + " is closed and cannot start again");
    }

    @Test
    void close_whenFetching_endsTheThreadWithoutAFailure() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        server.answers(exchange -> {
            asked.countDown();
            await(released);
        });
        PriceFeed feed = feed().start();
        asked.await();
        feed.close();
        feed.thread().join();

        assertThat(feed.failures()).isZero();
        assertThat(feed.lastFailure()).isNull();
        released.countDown();
    }

    @Test
    void close_whenNeverStarted_doesNothing() {
        PriceFeed feed = feed();
        feed.close();

        assertThat(feed.thread().getState()).isEqualTo(Thread.State.NEW);
    }

    @Test
    void find_whenCardsAreSwapped_neverSeesTwoFilesAtOnce() throws Exception {
        Path file = directory.resolve("prices.json");
        Files.writeString(file, twoCards(0));
        PriceFeed feed = PriceFeed.file(file).build();
        feed.refresh();
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch reading = new CountDownLatch(4);
        ExecutorService readers = Executors.newFixedThreadPool(4);
        List<Future<Integer>> seen = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            seen.add(readers.submit(() -> readUntil(over, feed.lookup(), reading)));
        }
        reading.await();
        for (int i = 1; i <= 200; i++) {
            // Longer each time, since two versions within one tick of the file system have one time.
            Files.writeString(file, i % 5 == 4 ? "{" : twoCards(i) + " ".repeat(10 * i));
            assertThat(feed.refresh()).isEqualTo(i % 5 == 4 ? Refresh.FAILED : Refresh.UPDATED);
        }
        over.set(true);
        readers.shutdown();

        for (Future<Integer> lookups : seen) {
            assertThat(lookups.get(30, TimeUnit.SECONDS)).isPositive();
        }
    }

    /** Looks up the model until it is over; both cards it has must be of one file. */
    private static int readUntil(AtomicBoolean over, CardLookup lookup, CountDownLatch reading) {
        int lookups = 0;
        while (!over.get() || lookups == 0) {
            PriceCard[] cards = lookup.find("p", "m");
            assertThat(cards).hasSize(2);
            Set<String> files =
                    Arrays.stream(cards).map(card -> card.source().name()).collect(Collectors.toSet());
            assertThat(files).hasSize(1);
            lookups++;
            reading.countDown();
        }
        return lookups;
    }

    private static String twoCards(int file) {
        return "{\"format\": \"costspan-prices/1\", \"source\": \"file " + file + "\", \"cards\": ["
                + card("" + file, null) + ", " + card("" + file, "batch") + "]}";
    }

    private PriceFeed feed() {
        return PriceFeed.builder(server.address("/prices.json"))
                .timeout(Duration.ofMinutes(1))
                .random(() -> 0)
                .pause(pauses::put)
                .build();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
