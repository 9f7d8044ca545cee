package dev.costspan.pricing;

import static dev.costspan.pricing.FeedFiles.costing;
import static dev.costspan.pricing.FeedFiles.price;
import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.pricing.FeedFiles.StandingClock;
import dev.costspan.pricing.PriceFeed.Refresh;
import dev.costspan.pricing.PriceFeed.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feeds and files on disk: a local file that changes, and the copy of the last good file of an address. */
class PriceFeedFilesTest {

    @TempDir
    private Path directory;

    private final StandingClock clock = new StandingClock();
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
    void refresh_whenALocalFileChanges_readsItAgain() throws Exception {
        Path file = directory.resolve("prices.json");
        Files.writeString(file, costing("1"));
        PriceFeed feed = PriceFeed.file(file).clock(clock).build();

        assertThat(feed.refresh()).isEqualTo(Refresh.UPDATED);
        assertThat(feed.refresh()).isEqualTo(Refresh.UNCHANGED);
        Files.writeString(file, costing("25"));
        assertThat(feed.refresh()).isEqualTo(Refresh.UPDATED);
        assertThat(price(feed)).isEqualByComparingTo("25");
    }

    @Test
    void refresh_whenALocalFileHasTheSameSizeAndAnotherTime_readsItAgain() throws Exception {
        Path file = directory.resolve("prices.json");
        Files.writeString(file, costing("1"));
        PriceFeed feed = PriceFeed.file(file).build();
        feed.refresh();
        Files.writeString(file, costing("2"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-08-22T00:00:00Z")));

        assertThat(feed.refresh()).isEqualTo(Refresh.UPDATED);
        assertThat(price(feed)).isEqualByComparingTo("2");
    }

    @Test
    void refresh_whenALocalFileIsMissingOrCutShort_keepsTheLastGoodCards() throws Exception {
        Path file = directory.resolve("prices.json");
        Files.writeString(file, costing("1"));
        PriceFeed feed = PriceFeed.file(file).maxBytes(1_000).build();
        feed.refresh();

        Files.writeString(file, costing("2").substring(0, 40));
        assertThat(feed.refresh()).isEqualTo(Refresh.FAILED);
        assertThat(feed.lastFailure()).startsWith("price file " + file + " ends too early");
        Files.writeString(file, " ".repeat(1_001));
        assertThat(feed.refresh()).isEqualTo(Refresh.FAILED);
        assertThat(feed.lastFailure()).startsWith("price file " + file + " has more than the 1000 bytes that are read");
        Files.delete(file);
        assertThat(feed.refresh()).isEqualTo(Refresh.FAILED);
        assertThat(feed.lastFailure()).isEqualTo("price file " + file + " does not exist");
        assertThat(price(feed)).isEqualByComparingTo("1");
        assertThat(feed.failures()).isEqualTo(3);

        Files.writeString(file, costing("1"));
        assertThat(feed.refresh()).isEqualTo(Refresh.UNCHANGED);
        assertThat(feed.status()).isEqualTo(Status.CURRENT);
    }

    @Test
    void start_whenTheFileIsLocal_hasItsCardsOnReturn() throws Exception {
        Path file = directory.resolve("prices.json");
        Files.writeString(file, costing("1"));

        try (PriceFeed feed = PriceFeed.file(file).build().start()) {
            assertThat(price(feed)).isEqualByComparingTo("1");
            assertThat(feed.status()).isEqualTo(Status.CURRENT);
        }
    }

    @Test
    void refresh_whenThereIsACache_keepsACopyForItsOwnerAlone() throws Exception {
        Path copy = directory.resolve("new/sub/prices.json");
        feed(copy).refresh();

        assertThat(copy).hasContent(costing("1"));
        assertThat(Files.getLastModifiedTime(copy).toInstant()).isEqualTo(clock.instant());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy.getParent())))
                .isEqualTo("rwx------");
        assertThat(names(copy.getParent())).containsExactly("prices.json");
    }

    @Test
    void refresh_whenTheCopyWasReadableByAll_replacesItByOneThatIsNot() throws Exception {
        Path copy = Files.writeString(directory.resolve("prices.json"), "old");
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-rw-rw-"));
        feed(copy).refresh();

        assertThat(copy).hasContent(costing("1"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rw-------");
    }

    @Test
    void refresh_whenTheAnswerIsNoGood_leavesTheCopy() throws Exception {
        Path copy = directory.resolve("prices.json");
        PriceFeed feed = feed(copy);
        feed.refresh();
        server.answers(200, "{");
        feed.refresh();

        assertThat(copy).hasContent(costing("1"));
        assertThat(names(directory)).containsExactly("prices.json");
    }

    @Test
    void refresh_whenTheCopyCannotBeWritten_hasTheCardsAllTheSame() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        PriceFeed feed = feed(file.resolve("prices.json"));

        assertThat(feed.refresh()).isEqualTo(Refresh.UPDATED);
        assertThat(price(feed)).isEqualByComparingTo("1");
    }

    @Test
    void refresh_whenTheFileIsUnchanged_renewsTheTimeOfTheCopy() throws Exception {
        Path copy = directory.resolve("prices.json");
        server.answers(exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"v1\"");
            boolean known = exchange.getRequestHeaders().containsKey("If-None-Match");
            PriceServer.answer(exchange, known ? 304 : 200, known ? "" : costing("1"));
        });
        PriceFeed feed = feed(copy);
        feed.refresh();
        clock.advance(Duration.ofHours(6));

        assertThat(feed.refresh()).isEqualTo(Refresh.UNCHANGED);
        assertThat(Files.getLastModifiedTime(copy).toInstant()).isEqualTo(clock.instant());
    }

    @Test
    void start_whenTheNetworkIsAway_hasTheCardsOfTheCopyAndTheirAge() throws Exception {
        Path copy = directory.resolve("prices.json");
        feed(copy).refresh();
        Instant success = clock.instant();
        clock.advance(Duration.ofHours(30));
        server.close();

        try (PriceFeed feed = waiting(copy).build().start()) {
            assertThat(price(feed)).isEqualByComparingTo("1");
            assertThat(feed.status()).isEqualTo(Status.STALE);
            assertThat(feed.lastSuccess()).isEqualTo(success);
            assertThat(feed.age()).isEqualTo(Duration.ofHours(30));
        }
    }

    @Test
    void start_whenTheCopyIsNoGood_startsWithoutCards() throws Exception {
        Path copy = Files.writeString(directory.resolve("prices.json"), "{\"m\": 5}");
        server.close();

        try (PriceFeed feed = waiting(copy).build().start()) {
            assertThat(price(feed)).isNull();
            assertThat(feed.status()).isEqualTo(Status.EMPTY);
        }
    }

    @Test
    void start_whenTheCopyHasAnotherChecksum_startsWithoutCards() throws Exception {
        Path copy = Files.writeString(directory.resolve("prices.json"), costing("1"));
        server.close();

        try (PriceFeed feed = waiting(copy).sha256("0".repeat(64)).build().start()) {
            assertThat(price(feed)).isNull();
        }
    }

    private PriceFeed feed(Path copy) {
        return waiting(copy).build();
    }

    private PriceFeedBuilder waiting(Path copy) {
        return PriceFeed.builder(server.address("/prices.json")).cache(copy).clock(clock);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
