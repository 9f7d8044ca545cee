package dev.costspan.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryOutcomeStoreProcessesTest {

    private static final int IDS = 200;
    private static final Instant EXPIRY = Instant.now().plus(Duration.ofDays(7));

    @TempDir
    Path directory;

    @Test
    void confirm_whenTwoProcessesRaceForTheSameIds_settlesEachOnceInTotal() throws IOException {
        OutcomeStore store = OutcomeStore.directory(directory);
        for (int i = 0; i < IDS; i++) {
            store.put(PendingOutcomes.full("id-" + i, EXPIRY));
        }

        List<String> said = new ArrayList<>();
        try (StoreProcess one = StoreProcess.start("confirm", directory, IDS);
                StoreProcess two = StoreProcess.start("confirm", directory, IDS)) {
            one.go();
            two.go();
            said.addAll(one.lines());
            said.addAll(two.lines());
        }

        List<String> expected = new ArrayList<>();
        for (int i = 0; i < IDS; i++) {
            expected.add("CONFIRMED id-" + i + " [id-" + i + "]");
            expected.add("ALREADY_SETTLED id-" + i + " []");
        }
        assertThat(said).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void put_whenTheWriterIsKilled_keepsAllThatItSaidAndNothingTorn() throws Exception {
        List<String> acknowledged = new ArrayList<>();
        try (StoreProcess writer = StoreProcess.start("put", directory, Integer.MAX_VALUE)) {
            writer.go();
            for (int i = 0; i < IDS; i++) {
                acknowledged.add(writer.line());
            }
            writer.kill();
            acknowledged.addAll(writer.lines());
        }

        DirectoryOutcomeStore store = store();
        for (String id : acknowledged) {
            assertThat(store.take(id).totals().operations()).isEqualTo(7);
        }
        List<PendingOutcome> rest = new ArrayList<>();
        for (int i = acknowledged.size(); i < acknowledged.size() + 2; i++) {
            rest.add(store.take("id-" + i));
        }
        assertThat(rest).last().isNull();
        assertThat(store.skipped()).isZero();
        assertThat(store.takeExpired(EXPIRY.plus(Duration.ofDays(2)))).isEmpty();
        assertThat(files()).isZero();
    }

    @Test
    void take_whenTheTakerIsKilled_losesAtMostTheOneThatItHadInItsHands() throws Exception {
        DirectoryOutcomeStore store = store();
        int ids = 2_000;
        for (int i = 0; i < ids; i++) {
            store.put(PendingOutcomes.full("id-" + i, EXPIRY));
        }
        List<String> given = new ArrayList<>();
        try (StoreProcess taker = StoreProcess.start("take", directory, ids)) {
            taker.go();
            for (int i = 0; i < IDS; i++) {
                given.add(taker.line());
            }
            taker.kill();
            given.addAll(taker.lines());
        }

        for (int i = 0; i < ids; i += 2) {
            PendingOutcome taken = store.take("id-" + i);
            if (taken != null) {
                given.add(taken.outcome().id());
            }
        }
        for (int look = 0; look <= ids / 100; look++) {
            Instant at = EXPIRY.plus(Duration.ofMinutes(look));
            store.takeExpired(at).forEach(expired -> given.add(expired.outcome().id()));
        }

        assertThat(given).doesNotHaveDuplicates().hasSizeBetween(ids - 1, ids);
        assertThat(store.skipped()).isZero();
        assertThat(files()).isZero();
    }

    private DirectoryOutcomeStore store() throws IOException {
        new OutcomeFiles(directory).create();
        return new DirectoryOutcomeStore(directory, 1_000_000, Duration.ofMinutes(1));
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).count();
        }
    }
}
