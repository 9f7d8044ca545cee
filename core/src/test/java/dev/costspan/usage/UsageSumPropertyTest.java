package dev.costspan.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Sums of usages of which each reports some meters of what was consumed, so that totals, parts and overlaps are missing. */
class UsageSumPropertyTest {

    private static final List<Meter> METERS = List.of(
            Meter.INPUT_TOKENS,
            Meter.OUTPUT_TOKENS,
            Meter.CACHE_READ_TOKENS,
            Meter.CACHE_WRITE_TOKENS,
            Meter.CACHE_WRITE_5M_TOKENS,
            Meter.CACHE_WRITE_1H_TOKENS,
            Meter.INPUT_AUDIO_TOKENS,
            Meter.INPUT_TEXT_TOKENS,
            Meter.CACHE_AUDIO_READ_TOKENS,
            Meter.CACHE_AUDIO_WRITE_TOKENS,
            Meter.CACHE_TEXT_WRITE_1H_TOKENS,
            Meter.CACHE_AUDIO_WRITE_1H_TOKENS,
            Meter.OUTPUT_REASONING_TOKENS,
            Meter.AUDIO_SECONDS,
            Meter.INPUT_AUDIO_SECONDS,
            Meter.WEB_SEARCHES);

    @Property(tries = 2_000)
    void plus_inEitherOrder_isTheSame(@ForAll("usages") Usage first, @ForAll("usages") Usage second) {
        assertThat(first.plus(second)).hasToString(second.plus(first).toString());
    }

    @Property(tries = 2_000)
    void plus_ofThreeWhoseOverlapsAreKnown_doesNotDependOnTheGrouping(
            @ForAll("overlapsKnown") Usage first,
            @ForAll("overlapsKnown") Usage second,
            @ForAll("overlapsKnown") Usage third) {
        assertThat(first.plus(second).plus(third))
                .hasToString(first.plus(second.plus(third)).toString());
    }

    @Property(tries = 2_000)
    void plus_whenNeitherSideContradictsItself_doesNotEither(
            @ForAll("usages") Usage first, @ForAll("usages") Usage second) {
        assertThat(first.plus(second).problem()).isNull();
    }

    @Property(tries = 2_000)
    void plus_ofEveryMeter_isWhatBothSidesReportOrImply(@ForAll("usages") Usage first, @ForAll("usages") Usage second) {
        Usage sum = first.plus(second);

        for (Meter meter : Meter.values()) {
            assertThat(sum.unscaledOrParts(meter))
                    .as(meter.id())
                    .isEqualTo(first.unscaledOrParts(meter) + second.unscaledOrParts(meter));
        }
        for (Bucket bucket : Bucket.values()) {
            assertThat(sum.tokens(bucket)).as(bucket.id()).isEqualTo(first.tokens(bucket) + second.tokens(bucket));
        }
    }

    @Property(tries = 2_000)
    void plus_whenEitherSideLeavesAnOverlapOpen_doesNotHideIt(
            @ForAll("usages") Usage first, @ForAll("usages") Usage second) {
        Usage sum = first.plus(second);

        assertThat(sum.hasUnknownOverlap() || sum.isEstimated())
                .isEqualTo(first.hasUnknownOverlap()
                        || second.hasUnknownOverlap()
                        || first.isEstimated()
                        || second.isEstimated());
    }

    /** Disjoint quantities, the inclusive ones that follow from them, and a choice of those that are reported. */
    @Provide
    Arbitrary<Usage> usages() {
        Arbitrary<Map<Meter, Long>> disjoint = Arbitraries.maps(
                        Arbitraries.of(METERS), Arbitraries.longs().between(0, 9))
                .ofMaxSize(7);
        Arbitrary<Set<Meter>> unreported = Arbitraries.of(METERS).set().ofMaxSize(6);
        Arbitrary<Boolean> estimated = Arbitraries.of(false, false, false, true);
        return Combinators.combine(disjoint, unreported, estimated).as(UsageSumPropertyTest::usage);
    }

    @Provide
    Arbitrary<Usage> overlapsKnown() {
        return usages().filter(usage -> !usage.hasUnknownOverlap());
    }

    private static Usage usage(Map<Meter, Long> disjoint, Set<Meter> unreported, boolean estimated) {
        Map<Meter, Long> inclusive = new EnumMap<>(Meter.class);
        disjoint.forEach((part, count) -> METERS.stream()
                .filter(meter -> meter == part || meter.contains(part))
                .forEach(meter -> inclusive.merge(meter, count, Long::sum)));
        inclusive.keySet().removeAll(unreported);
        Usage.Builder usage = Usage.builder();
        inclusive.forEach(usage::quantity);
        return estimated ? usage.estimated().build() : usage.build();
    }
}
