package dev.costspan.outcome;

import static dev.costspan.outcome.PendingOutcomes.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryOutcomeStoreTest extends OutcomeStoreContract {

    private static final Instant AFTER = EXPIRY.plus(Duration.ofHours(1));

    @TempDir
    Path directory;

    @Override
    DirectoryOutcomeStore store(int capacity) throws IOException {
        new OutcomeFiles(directory).create();
        return new DirectoryOutcomeStore(directory, capacity, Duration.ofMinutes(1));
    }

    @Test
    void put_always_namesFilesByAHashThatOnlyTheOwnerReads() throws IOException {
        OutcomeStore store = store(10);
        store.put(PendingOutcomes.full("secret-id", EXPIRY));

        List<Path> files = files();
        assertThat(files).hasSize(1);
        assertThat(files.get(0).getParent().getFileName()).hasToString("pending");
        assertThat(files.get(0).getFileName().toString()).matches("[0-9a-f]{64}");
        PosixFileAttributeView posix = Files.getFileAttributeView(files.get(0), PosixFileAttributeView.class);
        String permissions = posix == null
                ? "rw-------"
                : PosixFilePermissions.toString(posix.readAttributes().permissions());
        assertThat(permissions).isEqualTo("rw-------");
    }

    @Test
    void take_whenAnotherStoreHasTheDirectory_findsWhatItPut() throws IOException {
        OutcomeStore.directory(directory).put(PendingOutcomes.full("4711", EXPIRY));
        OutcomeStore other = OutcomeStore.directory(directory);

        assertThat(other.take("4711")).isNotNull();
        assertThat(OutcomeStore.directory(directory).take("4711")).isNull();
        assertThat(OutcomeStore.directory(directory).wasTaken("4711")).isTrue();
    }

    @Test
    void put_whenOthersFilledTheDirectory_countsTheirs() throws IOException {
        OutcomeStore one = OutcomeStore.directory(directory, 2);
        one.put(PendingOutcomes.of("1", EXPIRY));
        one.put(PendingOutcomes.of("2", EXPIRY));
        OutcomeStore two = OutcomeStore.directory(directory, 2);

        assertThatThrownBy(() -> two.put(PendingOutcomes.of("3", EXPIRY)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("capacity");
    }

    @Test
    void takeExpired_beforeTheIntervalIsOver_doesNotLook() throws IOException {
        OutcomeStore store = store(10);
        assertThat(store.takeExpired(AFTER)).isEmpty();
        store.put(PendingOutcomes.of("4711", EXPIRY));

        assertThat(store.takeExpired(AFTER.plusSeconds(59))).isEmpty();
        assertThat(store.takeExpired(AFTER.plusSeconds(60))).hasSize(1);
    }

    @Test
    void takeExpired_whenTheClockWasSetBack_looks() throws IOException {
        OutcomeStore store = store(10);
        assertThat(store.takeExpired(AFTER.plus(Duration.ofDays(365)))).isEmpty();
        store.put(PendingOutcomes.of("4711", EXPIRY));

        assertThat(store.takeExpired(AFTER)).hasSize(1);
    }

    @Test
    void takeExpired_whenFilesLostTheirTime_goesByWhatIsInThem() throws IOException {
        OutcomeStore store = store(10);
        store.put(PendingOutcomes.of("4711", EXPIRY));
        Files.setLastModifiedTime(files().get(0), FileTime.from(START.minus(Duration.ofDays(30))));

        assertThat(store.takeExpired(EXPIRY.minusSeconds(1))).isEmpty();
        assertThat(store.takeExpired(AFTER)).hasSize(1);
    }

    @Test
    void takeExpired_whenAProcessDiedBetweenClaimAndMarker_givesItOutOnceWhenItExpires() throws IOException {
        OutcomeStore store = store(10);
        store.put(PendingOutcomes.full("4711", EXPIRY));
        OutcomeFiles files = new OutcomeFiles(directory);
        String hash = OutcomeFiles.hash("4711");
        files.move(files.pending(hash), files.claim(hash));

        assertThat(store.take("4711")).isNull();
        assertThat(store.wasTaken("4711")).isTrue();
        assertThat(store.takeExpired(EXPIRY.minusSeconds(1))).isEmpty();
        assertThat(store.takeExpired(AFTER)).hasSize(1);
        assertThat(store.takeExpired(AFTER.plus(Duration.ofHours(1)))).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void takeExpired_whenAProcessDiedWhileItWrote_leavesAndLaterDeletesTheTornFile() throws IOException {
        OutcomeStore store = store(10);
        Path torn = directory.resolve("unfinished").resolve("0b2f5c0e-1111-4222-8333-444455556666");
        Files.writeString(torn, "{\"format\":\"costspan-pending-out");

        assertThat(store.takeExpired(START.plus(Duration.ofHours(23)))).isEmpty();
        assertThat(torn).exists();
        assertThat(store.takeExpired(START.plus(Duration.ofHours(25)))).isEmpty();
        assertThat(torn).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\u0000\u0000\u0000\u0000",
                "not json",
                "{",
                "[]",
                "null",
                "{}",
                "{\"format\":\"costspan-pending-outcome/2\"}",
                "{\"format\":\"costspan-pending-outcome/1\"}",
            })
    void take_whenTheFileIsNoOutcome_skipsItAndLeavesItThere(String text) throws IOException {
        DirectoryOutcomeStore store = store(10);
        store.put(PendingOutcomes.of("broken", EXPIRY));
        Path broken = files().get(0);
        Files.writeString(broken, text);
        Files.setLastModifiedTime(broken, FileTime.from(EXPIRY));
        store.put(PendingOutcomes.of("whole", EXPIRY));

        assertThat(store.take("broken")).isNull();
        assertThat(store.wasTaken("broken")).isFalse();
        assertThat(broken).content(StandardCharsets.UTF_8).isEqualTo(text);
        assertThat(store.skipped()).isEqualTo(1);
        assertThat(store.takeExpired(AFTER)).containsExactly(PendingOutcomes.of("whole", EXPIRY));
        assertThat(broken).exists();
        assertThat(store.takeExpired(AFTER.plus(Duration.ofDays(1)))).isEmpty();
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"id\":\"4711\" > \"id\":\"4712\"",
                "\"id\":\"4711\" > \"id\":\" \"",
                "\"id\":\"4711\" > \"id\":4711",
                "\"amount\":\"0.25\" > \"amount\":\"-0.25\"",
                "\"amount\":\"0.25\" > \"amount\":\"1e999999999\"",
                "\"amount\":\"0.25\" > \"amount\":\"NaN\"",
                "\"amount\":\"0.25\" > \"amount\":0.25",
                "\"currency\":\"USD\" > \"currency\":\"usd\"",
                "\"operations\":1 > \"operations\":-1",
                "\"operations\":1 > \"operations\":99999999999999999999",
                "\"wasted\":{} > \"wasted\":{\"bad_luck\":[]}",
                "\"wasted\":{} > \"wasted\":[[[[[[[[[[[[]]]]]]]]]]]]",
                "\"models\":[\"gpt-4o\"] > \"models\":[1]",
                "\"tags\":{} > \"tags\":{\"a\":{}}",
                "\"tags\":{} > \"tags\":{},\"tags\":{}",
                "\"totals\" > \"total\"",
                "\"expires_at\":\" > \"expires_at\":\"x",
                "}} > }} {}",
            })
    void take_whenAFieldMakesNoSense_skipsTheFile(String change) throws IOException {
        DirectoryOutcomeStore store = store(10);
        store.put(PendingOutcomes.of("4711", EXPIRY));
        Path file = files().get(0);
        String text = Files.readString(file);
        String[] fromTo = change.split(" > ", 2);
        Files.writeString(file, text.replace(fromTo[0], fromTo[1]));

        assertThat(Files.readString(file)).isNotEqualTo(text);
        assertThat(store.take("4711")).isNull();
        assertThat(store.skipped()).isEqualTo(1);
        Files.writeString(file, text);
        assertThat(store.take("4711")).isNotNull();
    }

    @Test
    void take_whenAFileHasMoreThanIsKnown_readsTheRest() throws IOException {
        OutcomeStore store = store(10);
        store.put(PendingOutcomes.of("4711", EXPIRY));
        Path file = files().get(0);
        Files.writeString(
                file, Files.readString(file).replace("\"id\"", "\"later\":{\"a\":[1,true,null,2.5,\"x\"]},\"id\""));

        assertThat(store.take("4711")).isEqualTo(PendingOutcomes.of("4711", EXPIRY));
    }

    @Test
    void take_whenTheFileIsTooLong_skipsIt() throws IOException {
        DirectoryOutcomeStore store = store(10);
        store.put(PendingOutcomes.of("4711", EXPIRY));
        Path file = files().get(0);
        Files.writeString(file, Files.readString(file) + " ".repeat(PendingOutcomeReader.MOST_BYTES));

        assertThat(store.take("4711")).isNull();
        assertThat(store.skipped()).isEqualTo(1);
    }

    @Test
    void takeExpired_whenForeignFilesLieAround_isNotDisturbedAndLeavesThemAlone() throws IOException {
        OutcomeStore store = store(10);
        store.put(PendingOutcomes.of("4711", EXPIRY));
        for (String place : List.of(".", "pending", "claimed", "taken", "unfinished")) {
            Path foreign = Files.writeString(directory.resolve(place).resolve("README.txt"), "mine");
            Files.setLastModifiedTime(foreign, FileTime.from(Instant.EPOCH));
        }
        for (String place : List.of("pending", "claimed", "taken", "unfinished")) {
            for (String name : List.of("c".repeat(64), "c".repeat(64) + ".0b2f5c0e-1111-4222-8333-444455556666")) {
                Files.createDirectories(directory.resolve(place).resolve(name).resolve("full"));
            }
            Files.createDirectories(directory
                    .resolve(place)
                    .resolve("0b2f5c0e-1111-4222-8333-444455556666")
                    .resolve("full"));
        }
        Path link = directory.resolve("pending").resolve("a".repeat(64));
        Files.createSymbolicLink(link, directory.resolve("README.txt"));
        Files.createDirectory(directory.resolve("pending").resolve("b".repeat(64)));

        assertThat(store.takeExpired(AFTER)).hasSize(1);
        try (Stream<Path> all = Files.walk(directory)) {
            assertThat(all.filter(path -> path.endsWith("README.txt"))).hasSize(5);
        }
    }

    @Test
    void put_whenItWouldNotBeReadAgain_throws() throws IOException {
        OutcomeStore store = store(10);
        PendingOutcome small = PendingOutcomes.of("4711", EXPIRY);
        PendingOutcome large = new PendingOutcome(
                new Outcome("x".repeat(PendingOutcomeReader.MOST_BYTES), "4711"),
                small.attribution(),
                START,
                EXPIRY,
                small.totals(),
                null,
                null,
                small.span());

        assertThatThrownBy(() -> store.put(large))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bytes, more than the");
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "claimed", "taken", "unfinished"})
    void everyCall_whenAPartOfTheDirectoryIsGone_throwsWithThePathOrDoesItsWork(String part) throws IOException {
        DirectoryOutcomeStore store = store(10);
        store.put(PendingOutcomes.of("4711", EXPIRY));
        Path moved = directory.resolve("elsewhere");
        Files.move(directory.resolve(part), moved);
        Files.writeString(directory.resolve(part), "no directory");

        List<PendingOutcome> given = new ArrayList<>();
        for (Step step : List.<Step>of(
                () -> store.put(PendingOutcomes.of("4712", EXPIRY)),
                () -> store.wasTaken("4711"),
                () -> given.add(store.take("4711")),
                () -> given.addAll(store.takeExpired(AFTER)))) {
            try {
                step.run();
            } catch (IOException failed) {
                assertThat(failed).hasMessageContaining(directory.toString());
            }
        }

        Files.delete(directory.resolve(part));
        Files.move(moved, directory.resolve(part));
        given.addAll(store.takeExpired(AFTER.plus(Duration.ofHours(1))));
        assertThat(given).extracting(pending -> pending.outcome().id()).containsOnlyOnce("4711");
    }

    @Test
    void put_whenTheFileSystemIsReadOnly_throwsWithThePath() {
        Path readOnly = Path.of(URI.create("jrt:/java.base"));
        OutcomeStore store = new DirectoryOutcomeStore(readOnly, 10, Duration.ofMinutes(1));

        assertThatThrownBy(() -> store.put(PendingOutcomes.of("4711", EXPIRY)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/java.base");
    }

    @Test
    void directory_whenItCannotBeUsed_throwsWithThePathAtOnce() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        for (Path unusable : List.of(file, file.resolve("below"), Path.of(URI.create("jrt:/java.base")))) {
            assertThatThrownBy(() -> OutcomeStore.directory(unusable))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + unusable + "'")
                    .hasMessageContaining("outcome store");
        }
        assertThatThrownBy(() -> OutcomeStore.directory(directory, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("capacity");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }

    private interface Step {
        void run() throws IOException;
    }
}
