package dev.costspan.outcome;

import static dev.costspan.outcome.PendingOutcomes.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.trace.SpanContext;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of pending outcomes does. */
abstract class OutcomeStoreContract {

    static final Instant EXPIRY = START.plus(Duration.ofDays(7));

    /** Returns an empty store. */
    abstract OutcomeStore store(int capacity) throws IOException;

    @Test
    void take_whenPut_givesItOutOnce() throws IOException {
        OutcomeStore store = store(10);
        store.put(PendingOutcomes.of("4711", EXPIRY));
        store.put(PendingOutcomes.of("4712", EXPIRY));

        assertThat(store.wasTaken("4711")).isFalse();
        assertThat(store.take("4711")).isEqualTo(PendingOutcomes.of("4711", EXPIRY));
        assertThat(store.take("4711")).isNull();
        assertThat(store.wasTaken("4711")).isTrue();
        assertThat(store.wasTaken("4712")).isFalse();
        assertThat(store.take("4712")).isEqualTo(PendingOutcomes.of("4712", EXPIRY));
    }

    @Test
    void take_whenPut_hasEveryFieldAsItWas() throws IOException {
        OutcomeStore store = store(10);
        PendingOutcome put = PendingOutcomes.full("4711", EXPIRY);
        store.put(put);

        PendingOutcome taken = store.take("4711");

        assertThat(taken).usingRecursiveComparison().ignoringFields("span").isEqualTo(put);
        assertThat(taken.attribution()).isEqualTo(put.attribution());
        assertThat(taken.attribution().tags()).isEqualTo(put.attribution().tags());
        SpanContext span = taken.span();
        assertThat(span.getTraceId()).isEqualTo(put.span().getTraceId());
        assertThat(span.getSpanId()).isEqualTo(put.span().getSpanId());
        assertThat(span.getTraceFlags()).isEqualTo(put.span().getTraceFlags());
        assertThat(span.getTraceState().asMap().toString())
                .isEqualTo(put.span().getTraceState().asMap().toString());
    }

    @Test
    void take_whenPutTwice_hasTheLaterOne() throws IOException {
        OutcomeStore store = store(10);
        store.put(PendingOutcomes.of("4711", EXPIRY));
        store.put(PendingOutcomes.full("4711", EXPIRY));

        assertThat(store.take("4711").totals().operations()).isEqualTo(7);
        assertThat(store.take("4711")).isNull();
    }

    @Test
    void take_whenPutAgainAfterItWasTaken_givesItOutAgain() throws IOException {
        OutcomeStore store = store(1);
        store.put(PendingOutcomes.of("4711", EXPIRY));
        store.take("4711");
        store.put(PendingOutcomes.full("4711", EXPIRY.plusSeconds(60)));

        assertThat(store.wasTaken("4711")).isFalse();
        assertThat(store.take("4711").totals().operations()).isEqualTo(7);
        assertThat(store.take("4711")).isNull();
        assertThat(store.wasTaken("4711")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "", " ", "../x", "/etc/passwd", "C:\\x", "\u0000"})
    void take_whenTheIdIsUnknown_isNull(String id) throws IOException {
        OutcomeStore store = store(10);
        store.put(PendingOutcomes.of("4711", EXPIRY));

        assertThat(store.take(id)).isNull();
        assertThat(store.wasTaken(id)).isFalse();
    }

    static List<String> oddIds() {
        return List.of(
                "../x",
                "../../../../etc/x",
                "/absolute",
                "a/b",
                "a\\b",
                "C:\\con",
                "nul",
                ".",
                "..",
                "*?<>|\"",
                "\u0000\n\r\t",
                "größe",
                "\u0645\u0631\u062D\u0628\u0627",
                "\uD83D\uDE00",
                "\uD83D",
                "\uDE00",
                "x".repeat(Outcome.MAX_ID_LENGTH),
                "\uD83D\uDE00".repeat(Outcome.MAX_ID_LENGTH / 2));
    }

    @ParameterizedTest
    @MethodSource("oddIds")
    void take_whenTheIdIsOdd_givesItOutOnce(String id) throws IOException {
        OutcomeStore store = store(100);
        for (String other : oddIds()) {
            store.put(PendingOutcomes.of(other, EXPIRY));
        }

        assertThat(store.take(id)).isEqualTo(PendingOutcomes.of(id, EXPIRY));
        assertThat(store.take(id)).isNull();
        assertThat(store.wasTaken(id)).isTrue();
        for (String other : oddIds()) {
            assertThat(store.wasTaken(other)).isEqualTo(other.equals(id));
        }
    }

    @Test
    void take_when16ThreadsRace_givesEachOutToOneOfThem() throws Exception {
        int threads = 16;
        int ids = 100;
        OutcomeStore store = store(ids);
        for (int i = 0; i < ids; i++) {
            store.put(PendingOutcomes.of("id-" + i, EXPIRY));
        }
        CyclicBarrier together = new CyclicBarrier(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<Future<List<String>>> taken = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            taken.add(executor.submit(() -> {
                List<String> mine = new ArrayList<>();
                for (int i = 0; i < ids; i++) {
                    together.await(30, TimeUnit.SECONDS);
                    PendingOutcome outcome = store.take("id-" + i);
                    if (outcome == null) {
                        assertThat(store.wasTaken("id-" + i)).isTrue();
                    } else {
                        mine.add(outcome.outcome().id());
                    }
                }
                return mine;
            }));
        }
        List<String> all = new ArrayList<>();
        for (Future<List<String>> mine : taken) {
            all.addAll(mine.get(60, TimeUnit.SECONDS));
        }
        executor.shutdown();

        assertThat(all).hasSize(ids).doesNotHaveDuplicates();
    }

    @Test
    void takeExpired_whenSomeExpired_givesThemOutOnceOldestFirst() throws IOException {
        OutcomeStore store = store(10);
        store.put(PendingOutcomes.of("second", EXPIRY.plusSeconds(2)));
        store.put(PendingOutcomes.of("first", EXPIRY.plusSeconds(1)));
        store.put(PendingOutcomes.of("later", EXPIRY.plus(Duration.ofDays(1))));

        assertThat(expired(store, EXPIRY)).isEmpty();
        assertThat(expired(store, EXPIRY.plus(Duration.ofHours(1)))).containsExactly("first", "second");
        assertThat(expired(store, EXPIRY.plus(Duration.ofHours(2)))).isEmpty();
        assertThat(store.take("first")).isNull();
        assertThat(store.wasTaken("first")).isFalse();
        assertThat(store.take("later")).isNotNull();
    }

    @Test
    void takeExpired_whenTheMomentIsReached_givesItOut() throws IOException {
        OutcomeStore store = store(10);
        store.put(PendingOutcomes.of("4711", EXPIRY));

        assertThat(expired(store, EXPIRY.minusSeconds(1))).isEmpty();
        assertThat(expired(store, EXPIRY.plus(Duration.ofHours(1)).minusSeconds(1)))
                .containsExactly("4711");
    }

    @Test
    void takeExpired_whenItWasTaken_forgetsIt() throws IOException {
        OutcomeStore store = store(10);
        store.put(PendingOutcomes.of("4711", EXPIRY));
        store.take("4711");

        assertThat(expired(store, EXPIRY.minus(Duration.ofHours(1)))).isEmpty();
        assertThat(store.wasTaken("4711")).isTrue();
        assertThat(expired(store, EXPIRY.plus(Duration.ofHours(1)))).isEmpty();
        assertThat(store.wasTaken("4711")).isFalse();
    }

    @Test
    void takeExpired_whenItWasPutAgain_goesByTheLaterEnd() throws IOException {
        OutcomeStore store = store(10);
        store.put(PendingOutcomes.of("4711", EXPIRY));
        store.take("4711");
        store.put(PendingOutcomes.of("4711", EXPIRY.plus(Duration.ofDays(7))));

        assertThat(expired(store, EXPIRY.plus(Duration.ofDays(1)))).isEmpty();
        assertThat(expired(store, EXPIRY.plus(Duration.ofDays(8)))).containsExactly("4711");
    }

    @Test
    void takeExpired_whenManyExpired_givesThemOutInSeveralLooks() throws IOException {
        OutcomeStore store = store(250);
        for (int i = 0; i < 250; i++) {
            store.put(PendingOutcomes.of("id-" + i, EXPIRY));
        }
        Instant end = EXPIRY.plusSeconds(1);

        List<String> all = new ArrayList<>();
        for (int look = 0; look < 3; look++) {
            List<String> some = expired(store, end);
            assertThat(some).hasSizeBetween(1, 100);
            all.addAll(some);
        }

        assertThat(all).hasSize(250).doesNotHaveDuplicates();
    }

    @Test
    void put_whenTheStoreIsFull_refusesOneMoreAndNamesTheSetting() throws IOException {
        OutcomeStore store = store(2);
        store.put(PendingOutcomes.of("1", EXPIRY));
        store.put(PendingOutcomes.of("2", EXPIRY));
        store.take("1");

        assertThatThrownBy(() -> store.put(PendingOutcomes.of("3", EXPIRY)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds 2 outcomes, its capacity")
                .hasMessageContaining("outcomeStore")
                .hasMessageContaining("outcomeWindow");
        store.put(PendingOutcomes.full("2", EXPIRY));
        store.put(PendingOutcomes.full("1", EXPIRY));
        assertThat(store.take("3")).isNull();
        assertThat(store.take("2").totals().operations()).isEqualTo(7);
    }

    @Test
    void put_whenAFullStoreForgotWhatExpired_hasRoomAgain() throws IOException {
        OutcomeStore store = store(2);
        store.put(PendingOutcomes.of("1", EXPIRY));
        store.put(PendingOutcomes.of("2", EXPIRY));
        store.take("1");
        assertThat(expired(store, EXPIRY.plusSeconds(1))).containsExactly("2");

        store.put(PendingOutcomes.of("3", EXPIRY.plus(Duration.ofDays(7))));
        store.put(PendingOutcomes.of("4", EXPIRY.plus(Duration.ofDays(7))));

        assertThat(store.take("3")).isNotNull();
    }

    private static List<String> expired(OutcomeStore store, Instant at) throws IOException {
        return store.takeExpired(at).stream()
                .map(pending -> pending.outcome().id())
                .toList();
    }
}
