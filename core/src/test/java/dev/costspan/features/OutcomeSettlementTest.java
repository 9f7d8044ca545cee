package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.costspan.attribution.Attribution;
import dev.costspan.attribution.AttributionKey;
import dev.costspan.outcome.Confirmation;
import dev.costspan.outcome.OutcomeRecord;
import dev.costspan.outcome.OutcomeScope;
import dev.costspan.outcome.OutcomeStatus;
import dev.costspan.outcome.OutcomeStore;
import dev.costspan.outcome.PendingOutcome;
import dev.costspan.outcome.WasteReason;
import dev.costspan.pricing.Money;
import dev.costspan.telemetry.OutcomeRow;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Outcomes whose end is said later. Each usual call costs 0.00275 USD. */
class OutcomeSettlementTest {

    private static final String NAME = "support.resolution";
    private static final Duration WINDOW = Duration.ofDays(7);

    private final TestClock clock = new TestClock();
    private final Observed observed = over(OutcomeStore.inMemory(10));

    @ParameterizedTest
    @EnumSource(
            value = OutcomeStatus.class,
            names = {"SUCCESS", "FAILURE", "ABANDONED"})
    void confirm_whenPending_settlesOnceAndCountsTheCostThen(OutcomeStatus status) {
        pending("4711");

        OutcomeRow waiting = observed.row(NAME);
        assertThat(waiting.count(OutcomeStatus.PENDING)).isEqualTo(1);
        assertThat(waiting.settled()).isZero();
        assertThat(waiting.costs()).isEmpty();
        assertThat(observed.costspan.outcomes().confirm("4711", status)).isEqualTo(Confirmation.CONFIRMED);
        assertThat(observed.costspan.outcomes().confirm("4711", OutcomeStatus.SUCCESS))
                .isEqualTo(Confirmation.ALREADY_SETTLED);

        OutcomeRow row = observed.row(NAME);
        assertThat(row.count(status)).isEqualTo(1);
        assertThat(row.settled()).isEqualTo(1);
        assertThat(row.operations()).isEqualTo(1);
        assertThat(row.cost().cost()).isEqualByComparingTo("0.00275");
        assertThat(row.cost().wasted()).isEqualByComparingTo(status == OutcomeStatus.SUCCESS ? "0" : "0.00275");
        assertThat(observed.telemetry.sum("costspan.waste")).isEqualTo(status == OutcomeStatus.SUCCESS ? 0 : 0.00275);
        assertThat(observed.telemetry.sum("costspan.outcome.cost")).isEqualTo(0.00275);
        assertThat(observed.outcomes).extracting(OutcomeRecord::status).containsExactly(OutcomeStatus.PENDING, status);
    }

    @Test
    void confirm_whenTheIdIsUnknown_changesNothing() {
        assertThat(observed.costspan.outcomes().confirm("4711", OutcomeStatus.SUCCESS))
                .isEqualTo(Confirmation.UNKNOWN);
        assertThat(observed.costspan.outcomes().confirm("", OutcomeStatus.FAILURE))
                .isEqualTo(Confirmation.UNKNOWN);
        assertThat(observed.outcomes).isEmpty();
    }

    @Test
    void confirm_whenTheStatusIsPending_throws() {
        pending("4711");

        assertThatThrownBy(() -> observed.costspan.outcomes().confirm("4711", OutcomeStatus.PENDING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pending");
        assertThat(observed.costspan.outcomes().confirm("4711", OutcomeStatus.SUCCESS))
                .isEqualTo(Confirmation.CONFIRMED);
    }

    @Test
    void confirm_whenItKnowsTheValue_countsThatInsteadOfTheFormer() {
        for (String id : List.of("1", "2")) {
            observed.costspan
                    .outcomes()
                    .builder(NAME)
                    .id(id)
                    .value(Money.of("4", "USD"))
                    .quantity(BigDecimal.TEN)
                    .start()
                    .pending();
        }
        observed.costspan.outcomes().confirm("1", OutcomeStatus.SUCCESS, Money.of("7", "USD"));
        observed.costspan.outcomes().confirm("2", OutcomeStatus.SUCCESS);

        assertThat(observed.row(NAME).values()).containsExactly(Money.of("11", "USD"));
        assertThat(observed.row(NAME).quantity()).isEqualByComparingTo("20");
    }

    @Test
    void confirm_whenTheWindowIsOver_isUnknownAndTheOutcomeAbandoned() {
        pending("4711");
        clock.advance(WINDOW);

        assertThat(observed.costspan.outcomes().confirm("4711", OutcomeStatus.SUCCESS))
                .isEqualTo(Confirmation.UNKNOWN);

        assertAbandonedOnce(observed, "expired");
    }

    @Test
    void confirm_whenTheStoreHasNotLookedAtTheClock_isUnknownAndTheOutcomeAbandonedAllTheSame() {
        Observed late = over(new ForwardingStore(OutcomeStore.inMemory(10)) {
            @Override
            public List<PendingOutcome> takeExpired(Instant now) {
                return List.of();
            }
        });
        pending(late, "4711");
        clock.advance(WINDOW);

        assertThat(late.costspan.outcomes().confirm("4711", OutcomeStatus.SUCCESS))
                .isEqualTo(Confirmation.UNKNOWN);
        assertAbandonedOnce(late, "expired");
    }

    @Test
    void expire_whenTheWindowIsOver_countsThemAsAbandoned() {
        pending("4711");
        clock.advance(WINDOW.minusSeconds(1));
        observed.costspan.outcomes().expire();
        assertThat(observed.row(NAME).settled()).isZero();
        clock.advance(Duration.ofSeconds(1));
        observed.costspan.outcomes().expire();
        observed.costspan.outcomes().expire();

        assertAbandonedOnce(observed, "expired");
        assertThat(observed.costspan.outcomes().confirm("4711", OutcomeStatus.SUCCESS))
                .isEqualTo(Confirmation.UNKNOWN);
    }

    @Test
    void resume_whenTheWindowIsOver_startsAnewAndCountsTheEarlierPartAsAbandoned() {
        pending("4711");
        clock.advance(WINDOW);
        try (OutcomeScope resumed = observed.costspan.outcomes().resume(NAME, "4711")) {
            observed.chatOnce();
            resumed.succeed();
        }

        assertThat(observed.row(NAME).count(OutcomeStatus.ABANDONED)).isEqualTo(1);
        assertThat(observed.row(NAME).count(OutcomeStatus.SUCCESS)).isEqualTo(1);
        assertThat(observed.row(NAME).cost().cost()).isEqualByComparingTo("0.0055");
    }

    @Test
    void resume_inAnotherRequest_goesOnWithTheOutcome() {
        Attribution asker = Attribution.builder().team("support").tenant("acme").build();
        OutcomeScope first = observed.costspan
                .outcomes()
                .builder(NAME)
                .id("4711")
                .attribution(asker)
                .value(Money.of("4", "USD"))
                .open();
        observed.chatOnce();
        first.pending();
        first.close();
        clock.advance(Duration.ofDays(1));

        try (OutcomeScope second = observed.costspan.outcomes().resume(NAME, "4711")) {
            assertThat(second.outcome().id()).isEqualTo("4711");
            assertThat(second.soFar().operations()).isZero();
            assertThat(observed.costspan.outcomes().confirm("4711", OutcomeStatus.FAILURE))
                    .isEqualTo(Confirmation.ALREADY_SETTLED);
            observed.chatOnce();
            observed.chatOnce();
            second.succeed(2);
        }

        OutcomeRecord settled = observed.outcomes.get(1);
        assertThat(settled.startedAt()).isEqualTo(Observed.NOON);
        assertThat(settled.spent().operations()).isEqualTo(2);
        assertThat(settled.totals().operations()).isEqualTo(3);
        assertThat(Observed.plain(settled.totals().cost())).containsExactly("0.00825 USD");
        assertThat(settled.attribution()).isEqualTo(asker);
        assertThat(settled.value()).isEqualTo(Money.of("4", "USD"));
        assertThat(observed.records.get(2).attribution().get(AttributionKey.TENANT))
                .isEqualTo("acme");
        OutcomeRow row = observed.row(NAME);
        assertThat(row.count(OutcomeStatus.PENDING)).isEqualTo(1);
        assertThat(row.count(OutcomeStatus.SUCCESS)).isEqualTo(1);
        assertThat(row.cost().cost()).isEqualByComparingTo("0.00825");
        assertThat(row.quantity()).isEqualByComparingTo("2");
    }

    @Test
    void resume_whenTheIdIsUnknown_startsAPartOfItsOwn() {
        try (OutcomeScope resumed = observed.costspan.outcomes().resume(NAME, "4711")) {
            observed.chatOnce();
            resumed.succeed();
        }

        assertThat(observed.onlyOutcome().outcome().id()).isEqualTo("4711");
        assertThat(observed.row(NAME).cost().cost()).isEqualByComparingTo("0.00275");
    }

    @Test
    void resume_whenTheIdBelongsToAnotherName_startsAnewAndLeavesTheOther() {
        pending("4711");
        try (CapturedLog log = new CapturedLog();
                OutcomeScope resumed = observed.costspan.outcomes().resume("order", "4711")) {
            resumed.succeed();
            assertThat(log.lines()).hasSize(1).allMatch(line -> line.contains("'order'") && line.contains(NAME));
        }

        assertThat(observed.row("order").cost()).isNull();
        assertThat(observed.costspan.outcomes().confirm("4711", OutcomeStatus.SUCCESS))
                .isEqualTo(Confirmation.CONFIRMED);
        assertThat(observed.row(NAME).cost().cost()).isEqualByComparingTo("0.00275");
    }

    @Test
    void resume_whenTheOtherCannotBePutBack_countsItAsAbandoned() {
        boolean[] broken = {false};
        Observed fragile = over(new ForwardingStore(OutcomeStore.inMemory(10)) {
            @Override
            public void put(PendingOutcome pending) throws IOException {
                if (broken[0]) {
                    throw new IOException(Failing.SECRET);
                }
                super.put(pending);
            }
        });
        pending(fragile, "4711");
        broken[0] = true;
        try (CapturedLog log = new CapturedLog();
                OutcomeScope resumed = fragile.costspan.outcomes().resume("order", "4711")) {
            resumed.succeed();
            assertThat(log.lines()).noneMatch(line -> line.contains(Failing.SECRET));
        }

        assertAbandonedOnce(fragile, "store");
    }

    @Test
    void resume_whenItFails_losesTheEarlierPartsToo() {
        pending("4711");
        try (OutcomeScope second = observed.costspan.outcomes().resume(NAME, "4711")) {
            observed.chatOnce();
            second.pending();
        }
        try (OutcomeScope third = observed.costspan.outcomes().resume(NAME, "4711")) {
            observed.chatOnce();
            third.fail("gave_up");
        }

        OutcomeRecord failed = observed.outcomes.get(2);
        assertThat(Observed.plain(failed.lost())).containsExactly("0.00825 USD");
        assertThat(failed.totals().wasted()).isEqualTo(Map.of(WasteReason.OUTCOME_FAILED, failed.lost()));
        assertThat(observed.row(NAME).cost().wasted()).isEqualByComparingTo("0.00825");
        assertThat(observed.telemetry.sum("costspan.waste")).isCloseTo(0.00825, within(1e-12));
        assertThat(observed.telemetry.sumOverSpans("costspan.outcome.cost.wasted"))
                .isCloseTo(0.00825, within(1e-12));
    }

    @Test
    void confirm_afterItWasPendingAgain_settlesAllParts() {
        pending("4711");
        try (OutcomeScope second = observed.costspan.outcomes().resume(NAME, "4711")) {
            observed.chatOnce();
            second.pending();
        }

        assertThat(observed.costspan.outcomes().confirm("4711", OutcomeStatus.FAILURE))
                .isEqualTo(Confirmation.CONFIRMED);

        OutcomeRow row = observed.row(NAME);
        assertThat(row.count(OutcomeStatus.PENDING)).isEqualTo(2);
        assertThat(row.count(OutcomeStatus.FAILURE)).isEqualTo(1);
        assertThat(row.operations()).isEqualTo(2);
        assertThat(row.cost().cost()).isEqualByComparingTo("0.0055");
        assertThat(observed.telemetry.sumOverSpans("costspan.outcome.cost.amount"))
                .isCloseTo(0.0055, within(1e-12));
        assertThat(observed.telemetry.sumOverSpans("costspan.outcome.cost.wasted"))
                .isCloseTo(0.0055, within(1e-12));
    }

    @Test
    void settleLater_always_makesASuccessPendingAndAFailureAFailure() {
        observed.costspan.outcomes().builder(NAME).id("1").settleLater().call(outcome -> "done");
        assertThatThrownBy(() -> observed.costspan
                .outcomes()
                .builder(NAME)
                .id("2")
                .settleLater()
                .call(outcome -> {
                    throw Failing.failure();
                }));
        observed.costspan.outcomes().builder(NAME).id("3").settleLater().open().close();

        assertThat(observed.outcomes)
                .extracting(OutcomeRecord::status)
                .containsExactly(OutcomeStatus.PENDING, OutcomeStatus.FAILURE, OutcomeStatus.PENDING);
        assertThat(List.of("1", "2", "3"))
                .extracting(id -> observed.costspan.outcomes().confirm(id, OutcomeStatus.SUCCESS))
                .containsExactly(Confirmation.CONFIRMED, Confirmation.UNKNOWN, Confirmation.CONFIRMED);
    }

    @Test
    void pending_whenTheStoreIsFull_abandonsAndSaysWhichSettingIsTooSmall() {
        Observed small = over(OutcomeStore.inMemory(1));
        small.costspan.outcomes().builder(NAME).id("1").start().pending();
        try (CapturedLog log = new CapturedLog()) {
            pending(small, "2");
            assertThat(log.lines())
                    .hasSize(1)
                    .allMatch(line -> line.contains("holds 1 outcomes, its capacity") && line.contains("outcomeStore"));
        }

        assertThat(small.row(NAME).count(OutcomeStatus.PENDING)).isEqualTo(1);
        assertAbandonedOnce(small, "store");
        assertThat(small.costspan.outcomes().confirm("2", OutcomeStatus.SUCCESS))
                .isEqualTo(Confirmation.UNKNOWN);
    }

    @Test
    void confirm_onAnotherReplica_countsThereWhatWasSpentHere(@TempDir Path shared) {
        Observed one = over(OutcomeStore.directory(shared));
        Observed two = over(OutcomeStore.directory(shared));
        pending(one, "4711");
        pending(one, "4712");

        assertThat(two.costspan.outcomes().confirm("4711", OutcomeStatus.SUCCESS))
                .isEqualTo(Confirmation.CONFIRMED);
        assertThat(one.costspan.outcomes().confirm("4711", OutcomeStatus.SUCCESS))
                .isEqualTo(Confirmation.ALREADY_SETTLED);
        try (OutcomeScope resumed = two.costspan.outcomes().resume(NAME, "4712")) {
            two.chatOnce();
            resumed.succeed();
        }

        assertThat(one.row(NAME).settled()).isZero();
        assertThat(two.row(NAME).count(OutcomeStatus.SUCCESS)).isEqualTo(2);
        assertThat(two.row(NAME).cost().cost()).isEqualByComparingTo("0.00825");
    }

    private Observed over(OutcomeStore store) {
        return Observed.with(
                settings -> settings.clock(clock).outcomeStore(store).outcomeWindow(WINDOW));
    }

    private void pending(String id) {
        pending(observed, id);
    }

    private static void pending(Observed on, String id) {
        try (OutcomeScope outcome = on.costspan.outcomes().builder(NAME).id(id).open()) {
            on.chatOnce();
            outcome.pending();
        }
    }

    private static void assertAbandonedOnce(Observed on, String reason) {
        List<OutcomeRecord> abandoned = on.outcomes.stream()
                .filter(ended -> ended.status() == OutcomeStatus.ABANDONED)
                .toList();
        assertThat(abandoned).hasSize(1);
        assertThat(abandoned.get(0).reason()).isEqualTo(reason);
        assertThat(on.row(NAME).count(OutcomeStatus.ABANDONED)).isEqualTo(1);
        assertThat(on.row(NAME).cost().wastedByReason().get(WasteReason.OUTCOME_ABANDONED))
                .isEqualByComparingTo("0.00275");
    }
}
