package dev.costspan.pricing;

import dev.costspan.usage.Bucket;
import dev.costspan.usage.Meter;
import dev.costspan.usage.MeterSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which meter bills what, as it follows from which meters have a rate. Cards with rates for the same meters share one. Meters stand in
 * declaration order, each before those it contains. Immutable and thread-safe.
 *
 * <p>Beside the meters that have a rate there are two kinds that have none. Those that head a {@link dev.costspan.usage.Bucket}
 * have a line of their own, at the rate of the meter around them, so that costs can be shown by bucket. And an overlap of two
 * rates, such as cached audio on a card that prices cached tokens and audio, is billed at the rate that says what the tokens are
 * for; its cost is an estimate.
 */
final class RateLayout {

    private static final List<Meter> BUCKET_HEADS =
            List.of(Meter.CACHE_READ_TOKENS, Meter.CACHE_WRITE_TOKENS, Meter.OUTPUT_REASONING_TOKENS);

    /** The catalogue has some hundred; an application can have as many as it has cards. */
    private static final int MOST_SHARED = 1_000;

    private static final Map<Set<Meter>, RateLayout> SHARED = new ConcurrentHashMap<>();

    private final Meter[] meters;
    private final Meter[] ratedAs;
    private final boolean[] guessed;
    private final byte[][] perUnit;
    private final byte[][] splits = new byte[Bucket.count()][];
    private final MeterSet covered;
    private final MeterSet uncoveredCaches;
    private final RateLayout ratedOnly;

    private RateLayout(Set<Meter> rated, boolean byBucket) {
        Set<Meter> all = withOverlaps(byBucket ? withBucketHeads(rated) : rated);
        meters = all.toArray(new Meter[0]);
        ratedAs = new Meter[meters.length];
        guessed = new boolean[meters.length];
        perUnit = new byte[meters.length][];
        for (int i = 0; i < meters.length; i++) {
            Set<Meter> around = rated.contains(meters[i]) ? EnumSet.of(meters[i]) : innermostAround(meters[i], rated);
            guessed[i] = around.size() > 1;
            ratedAs[i] = decisive(around);
            perUnit[i] = perUnit(i);
        }
        for (int i = 0; i < splits.length; i++) {
            splits[i] = triples(Bucket.at(i));
        }
        covered = MeterSet.of(all).withParts();
        uncoveredCaches = Uncached.uncovered(covered);
        boolean ambiguous = byBucket && all.size() > rated.size() && anyModality(rated);
        ratedOnly = ambiguous ? new RateLayout(rated, false) : this;
    }

    /** Returns the layout of a card that has rates, known or not, for exactly these meters. */
    static RateLayout of(Set<Meter> rated) {
        RateLayout shared = SHARED.get(rated);
        if (shared == null) {
            Set<Meter> key = EnumSet.copyOf(rated);
            shared = new RateLayout(key, true);
            if (SHARED.size() < MOST_SHARED) {
                SHARED.put(key, shared);
            }
        }
        return shared;
    }

    /**
     * Returns the layout for usages that leave open how cached tokens and those of a modality overlap. Buckets without a rate have no
     * line of their own in it, since what they would take off another is not known.
     */
    RateLayout ratedOnly() {
        return ratedOnly;
    }

    int size() {
        return meters.length;
    }

    Meter meter(int index) {
        return meters[index];
    }

    /** Returns the meter whose rate applies: the meter itself, or one around it. */
    Meter ratedAs(int index) {
        return ratedAs[index];
    }

    boolean isRated(int index) {
        return ratedAs[index] == meters[index];
    }

    /** Returns whether two rates would apply, so that the one that does is a guess. */
    boolean isGuessed(int index) {
        return guessed[index];
    }

    /** Returns the meters that are in the layout or contained in one that is. */
    MeterSet covered() {
        return covered;
    }

    /** Returns what of caches this has no rate for tokens for. */
    MeterSet uncoveredCaches() {
        return uncoveredCaches;
    }

    int indexOf(Meter meter) {
        for (int i = 0; i < meters.length; i++) {
            if (meters[i] == meter) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Returns how one unit of a reported quantity changes what the meter at {@code index} alone accounts for: 1 for its own, -1 for
     * what it then no longer counts, 0 for nearly all others.
     *
     * @param index the meter that accounts
     * @param of the meter whose quantity has one unit more
     */
    int perUnit(int index, int of) {
        return perUnit[of][index];
    }

    /**
     * Returns what the meters of a bucket alone account for, as triples: the meter that accounts, the meter whose quantity counts in,
     * and {@link #perUnit} of the two. Nobody changes the array.
     */
    byte[] split(Bucket bucket) {
        return splits[bucket.ordinal()];
    }

    private byte[] triples(Bucket bucket) {
        byte[] triples = new byte[3 * meters.length * meters.length];
        int size = 0;
        for (int i = 0; i < meters.length; i++) {
            for (int of = i; of < meters.length; of++) {
                if (meters[i].bucket() == bucket && perUnit[of][i] != 0) {
                    triples[size++] = (byte) i;
                    triples[size++] = (byte) of;
                    triples[size++] = perUnit[of][i];
                }
            }
        }
        return Arrays.copyOf(triples, size);
    }

    private byte[] perUnit(int of) {
        byte[] exclusive = new byte[meters.length];
        for (int i = meters.length - 1; i >= 0; i--) {
            exclusive[i] = (byte) (i == of ? 1 : 0);
            for (int part = i + 1; part < meters.length; part++) {
                if (exclusive[part] != 0 && meters[i].contains(meters[part])) {
                    exclusive[i] -= exclusive[part];
                }
            }
        }
        return exclusive;
    }

    /** Adds what two meters of the set have in common, until there is nothing to add. */
    private static Set<Meter> withOverlaps(Set<Meter> rated) {
        Set<Meter> all = EnumSet.copyOf(rated);
        for (boolean grows = true; grows; ) {
            List<Meter> found = new ArrayList<>();
            for (Meter one : all) {
                for (Meter other : all) {
                    Meter overlap = one.ordinal() < other.ordinal() ? one.overlap(other) : null;
                    if (overlap != null && !all.contains(overlap)) {
                        found.add(overlap);
                    }
                }
            }
            grows = all.addAll(found);
        }
        return all;
    }

    private static Set<Meter> withBucketHeads(Set<Meter> rated) {
        Set<Meter> all = EnumSet.copyOf(rated);
        for (Meter head : BUCKET_HEADS) {
            for (Meter meter : rated) {
                if (meter.contains(head)) {
                    all.add(head);
                }
            }
        }
        return all;
    }

    private static Set<Meter> innermostAround(Meter meter, Set<Meter> rated) {
        Set<Meter> around = EnumSet.noneOf(Meter.class);
        for (Meter candidate : rated) {
            if (candidate.contains(meter)) {
                around.removeIf(before -> before.contains(candidate));
                around.add(candidate);
            }
        }
        return around;
    }

    /** Of several rates that meet in an overlap, the one without a modality: it says what the tokens are for. */
    private static Meter decisive(Set<Meter> around) {
        Meter chosen = null;
        for (Meter meter : around) {
            chosen = chosen == null || !meter.hasModality() ? meter : chosen;
        }
        return Objects.requireNonNull(chosen);
    }

    private static boolean anyModality(Set<Meter> meters) {
        for (Meter meter : meters) {
            if (meter.hasModality()) {
                return true;
            }
        }
        return false;
    }
}
