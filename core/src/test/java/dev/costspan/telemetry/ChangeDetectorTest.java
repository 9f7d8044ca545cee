package dev.costspan.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.costspan.attribution.Attribution;
import dev.costspan.usage.Operation;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeDetectorTest {

    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final double USUAL = 0.0121;

    private final ChangeDetector detector = detector(ChangeSettings.defaults());

    @Test
    void observe_whenAPromptDoubledOvernight_saysSoWithAllNumbers() {
        feed(detector, 1_000, i -> USUAL);

        List<CostChange> changes = feed(detector, 1_000, i -> 2 * USUAL);

        assertThat(changes)
                .containsExactly(new CostChange(
                        CostChange.Subject.OUTCOME,
                        "support.resolution",
                        null,
                        "USD",
                        USUAL,
                        2 * USUAL,
                        240,
                        15,
                        1_020,
                        NOW,
                        Attribution.NONE));
    }

    @ParameterizedTest
    @CsvSource({"0.05, 20, 22", "0.3, 20, 36", "0.5, 30, 80", "0.8, 70, 450"})
    void observe_whenNoisyCostsDouble_noticesAfterAsManyAsIsStated(double sigma, int usual, int most) {
        int[] needed = IntStream.range(0, 201)
                .map(seed -> observationsUntilADoublingIsNoticed(sigma, seed))
                .sorted()
                .toArray();

        assertThat(needed[100]).isLessThanOrEqualTo(usual);
        assertThat(needed[200]).isLessThanOrEqualTo(most);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 1", "0.5, 2", "0.5, 3", "0.8, 4", "0.8, 5", "0.8, 6"})
    void observe_whenCostsOnlyVary_raisesNoAlarm(double sigma, int seed) {
        Random random = new Random(seed);

        assertThat(feed(detector, 100_000, i -> logNormal(random, sigma))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.05, 0.3, 0.5, 0.8})
    void observe_whenCostsRiseByATenth_raisesNoAlarm(double sigma) {
        Random random = new Random(7);
        List<CostChange> changes = feed(detector, 1_000, i -> logNormal(random, sigma));

        changes.addAll(feed(detector, 50_000, i -> 1.1 * logNormal(random, sigma)));

        assertThat(changes).isEmpty();
    }

    @Test
    void observe_whenCostsAreOfTwoKinds_raisesNoAlarm() {
        Random random = new Random(3);

        assertThat(feed(detector, 100_000, i -> random.nextBoolean() ? USUAL : 10 * USUAL))
                .isEmpty();
    }

    @Test
    void observe_whenOneOfTenIsAHundredTimesDearer_raisesNoAlarm() {
        assertThat(feed(detector, 10_000, i -> i % 10 == 0 ? 100 * USUAL : USUAL))
                .isEmpty();
    }

    @Test
    void observe_whenTheOldLevelComesBack_isASecondChange() {
        Random random = new Random(5);
        List<CostChange> changes = feed(detector, 500, i -> logNormal(random, 0.3));
        changes.addAll(feed(detector, 500, i -> 2 * logNormal(random, 0.3)));
        changes.addAll(feed(detector, 500, i -> logNormal(random, 0.3)));

        assertThat(changes).hasSize(2);
        assertThat(changes.get(0).factor()).isCloseTo(2, within(0.4));
        assertThat(changes.get(1).factor()).isCloseTo(0.5, within(0.1));
    }

    @Test
    void observe_whenCostsFlapAroundTheThreshold_isOneChange() {
        Random random = new Random(11);
        List<CostChange> changes = feed(detector, 500, i -> logNormal(random, 0.05));

        changes.addAll(feed(detector, 50_000, i -> (i / 100 % 2 == 0 ? 1.4 : 1.6) * logNormal(random, 0.05)));

        assertThat(changes).hasSize(1);
    }

    @Test
    void observe_whenCostsDriftSlowly_isAChangeEachTimeTheyWentTheFactorAway() {
        Random random = new Random(13);
        List<CostChange> changes = feed(detector, 500, i -> logNormal(random, 0.3));

        // to four times as much, which is 1.5 to the 3.4th and, where chance adds a tenth, 1.35 to the 4.6th
        changes.addAll(feed(detector, 20_000, i -> Math.pow(4, i / 20_000.0) * logNormal(random, 0.3)));

        assertThat(changes).hasSizeBetween(3, 4).allMatch(change -> change.factor() >= 1.5);
    }

    @Test
    void observe_whenThereIsTooLittleHistory_saysNothing() {
        List<CostChange> changes = feed(detector, 30, i -> USUAL);
        changes.addAll(feed(detector, 19, i -> 10 * USUAL));
        assertThat(changes).isEmpty();

        assertThat(detector.observe(10 * USUAL)).isNotNull();
    }

    @Test
    void observe_whenItJustChanged_needsHistoryAgain() {
        ChangeDetector patient = detector(ChangeSettings.defaults().minHistory(200));
        feed(patient, 300, i -> USUAL);
        assertThat(feed(patient, 20, i -> 10 * USUAL)).hasSize(1);

        // the newest 15 of those 20 count
        List<CostChange> changes = feed(patient, 160, i -> 10 * USUAL);
        changes.addAll(feed(patient, 24, i -> 100 * USUAL));
        assertThat(changes).isEmpty();
        assertThat(patient.observe(100 * USUAL)).isNotNull();
    }

    @Test
    void observe_whenThreeOfFiveAreDearer_raisesNoAlarm() {
        feed(detector, 1_000, i -> USUAL);

        assertThat(feed(detector, 1_000, i -> i % 5 < 3 ? 10 * USUAL : USUAL)).isEmpty();
        assertThat(feed(detector, 1_000, i -> i % 5 < 4 ? 10 * USUAL : USUAL)).hasSize(1);
    }

    @Test
    void observe_whenWhatWasFreeCosts_isAnInfiniteFactor() {
        feed(detector, 100, i -> 0);

        List<CostChange> changes = feed(detector, 100, i -> USUAL);

        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).before()).isZero();
        assertThat(changes.get(0).factor()).isInfinite();
    }

    @Test
    void observe_whenWhatCostBecomesFree_isAFactorOfZero() {
        feed(detector, 100, i -> USUAL);

        List<CostChange> changes = feed(detector, 100, i -> 0);

        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).factor()).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -1, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void observe_whenItIsNoCost_leavesItOut(double none) {
        feed(detector, 1_000, i -> i % 2 == 0 ? USUAL : none);

        List<CostChange> changes = feed(detector, 100, i -> i % 2 == 0 ? 2 * USUAL : none);

        assertThat(changes).extracting(CostChange::observations).containsExactly(520L);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.MIN_VALUE, 1e-300, Double.MAX_VALUE / 4})
    void observe_whenAmountsAreOutOfAllProportion_stillComparesThem(double level) {
        feed(detector, 100, i -> level);

        assertThat(feed(detector, 100, i -> 2 * level)).hasSize(1);
    }

    @Test
    void observe_whenAFeatureChanges_namesItsOperation() {
        ChangeDetector feature =
                ChangeDetector.ofFeature(ChangeSettings.defaults(), "search", Operation.EMBEDDINGS, "EUR", CLOCK);
        feed(feature, 100, i -> USUAL);

        CostChange change = feed(feature, 20, i -> 2 * USUAL).get(0);

        assertThat(change.subject()).isEqualTo(CostChange.Subject.FEATURE);
        assertThat(change.name()).isEqualTo("search");
        assertThat(change.operation()).isEqualTo("embeddings");
        assertThat(change.currency()).isEqualTo("EUR");
    }

    @Test
    void observe_whenTheFactorIsLarger_saysNothingBelowIt() {
        ChangeDetector patient = detector(ChangeSettings.defaults().factor(3));
        feed(patient, 1_000, i -> USUAL);

        assertThat(feed(patient, 1_000, i -> 2.9 * USUAL)).isEmpty();
        assertThat(feed(patient, 100, i -> 3.1 * USUAL)).hasSize(1);
    }

    @Test
    void observe_whenHistoryIsLongerThanTheBaseline_waitsForIt() {
        ChangeDetector patient = detector(ChangeSettings.defaults().minHistory(1_000));
        List<CostChange> changes = feed(patient, 900, i -> USUAL);
        changes.addAll(feed(patient, 99, i -> 2 * USUAL));
        assertThat(changes).isEmpty();

        assertThat(patient.observe(2 * USUAL)).isNotNull();
    }

    @Test
    void memory_whenManyAreObserved_staysWithinItsBound() throws IllegalAccessException {
        long before = retained();
        Random random = new Random(17);

        feed(detector, 100_000, i -> (i / 1_000 + 1) * logNormal(random, 0.8));

        assertThat(retained()).isEqualTo(before).isBetween(2_560L, 2_900L);
    }

    private long retained() throws IllegalAccessException {
        return RetainedBytes.of(detector, ChangeSettings.defaults(), CLOCK);
    }

    private static int observationsUntilADoublingIsNoticed(double sigma, int seed) {
        Random random = new Random(seed);
        ChangeDetector detector = detector(ChangeSettings.defaults());
        feed(detector, 1_000 + seed % 5, i -> logNormal(random, sigma));
        int needed = 1;
        while (detector.observe(2 * logNormal(random, sigma)) == null) {
            needed++;
        }
        return needed;
    }

    private static List<CostChange> feed(ChangeDetector detector, int times, IntToDoubleFunction amount) {
        List<CostChange> changes = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            CostChange change = detector.observe(amount.applyAsDouble(i));
            if (change != null) {
                changes.add(change);
            }
        }
        return changes;
    }

    private static ChangeDetector detector(ChangeSettings settings) {
        return ChangeDetector.ofOutcome(settings, "support.resolution", "USD", CLOCK);
    }

    private static double logNormal(Random random, double sigma) {
        return USUAL * Math.exp(sigma * random.nextGaussian());
    }
}
