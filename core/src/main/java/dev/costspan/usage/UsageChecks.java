package dev.costspan.usage;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Finds what contradicts itself in reported quantities, and what they leave open. */
final class UsageChecks {

    private static final long MODALITIES = modalities();

    /** For each token meter, its parts of the same modality that no other of them contains. */
    private static final long[] BY_ROLE = new long[Meter.TOKENS];

    /** For each token meter of every modality, its parts of the same role and one modality. */
    private static final long[] BY_MODALITY = new long[Meter.TOKENS];

    static {
        for (int i = 0; i < Meter.TOKENS; i++) {
            Meter meter = Meter.at(i);
            long parts = meter.partsLow();
            BY_ROLE[i] = outermost(meter.hasModality() ? parts : parts & ~MODALITIES);
            BY_MODALITY[i] = meter.hasModality() ? 0 : parts & MODALITIES & ~withRoleOtherThan(meter, parts);
        }
    }

    private UsageChecks() {}

    /** Returns what contradicts itself, with the meter and its value, or null when nothing does. */
    static @Nullable String contradiction(Usage usage) {
        String wrong = contradiction(usage, usage.low(), 0);
        return wrong != null || usage.high() == 0 ? wrong : contradiction(usage, usage.high(), Meter.TOKENS);
    }

    private static @Nullable String contradiction(Usage usage, long reported, int first) {
        for (long rest = reported; rest != 0; rest &= rest - 1) {
            Meter meter = Meter.at(first + Long.numberOfTrailingZeros(rest));
            long quantity = usage.unscaled(meter);
            if (quantity < 0) {
                return meter.id() + " is "
                        + BigDecimal.valueOf(quantity, meter.scale()).toPlainString();
            }
            long parts = reported & (first == 0 ? meter.partsLow() : meter.partsHigh());
            String wrong = parts == 0 ? null : tooLarge(usage, meter, quantity, parts, first);
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    /** Parts of one kind never overlap: those that differ in role alone, and those that differ in modality alone. */
    private static @Nullable String tooLarge(Usage usage, Meter meter, long quantity, long parts, int first) {
        long byRole = meter.hasModality() || first > 0 ? parts : parts & ~MODALITIES;
        long byModality = parts & MODALITIES & ~withRoleOtherThan(meter, parts);
        String wrong = tooLargeTogether(usage, meter, quantity, byRole, first);
        if (wrong == null && first == 0 && !meter.hasModality()) {
            wrong = tooLargeTogether(usage, meter, quantity, byModality, first);
        }
        for (long rest = parts; rest != 0 && wrong == null; rest &= rest - 1) {
            wrong = tooLargeTogether(usage, meter, quantity, Long.lowestOneBit(rest), first);
        }
        return wrong;
    }

    private static @Nullable String tooLargeTogether(Usage usage, Meter meter, long quantity, long parts, int first) {
        long sum = sumOfOutermost(usage, parts, first);
        return sum <= quantity
                ? null
                : meter.id() + " is "
                        + BigDecimal.valueOf(quantity, meter.scale()).toPlainString()
                        + " but its parts add up to "
                        + BigDecimal.valueOf(sum, meter.scale()).toPlainString();
    }

    /**
     * Returns the least that the reported parts add up to. Parts that differ in role cannot overlap, nor can those that differ in
     * modality, so the larger of the two sums counts; what a part does not state follows from its own parts in the same way.
     */
    static long sumOfParts(Usage usage, Meter meter) {
        if (meter.low() == 0) {
            return sumOfOutermost(usage, usage.high() & meter.partsHigh(), Meter.TOKENS);
        }
        int ordinal = meter.ordinal();
        return Math.max(sum(usage, BY_ROLE[ordinal]), sum(usage, BY_MODALITY[ordinal]));
    }

    private static long sum(Usage usage, long parts) {
        long sum = 0;
        for (long rest = parts; rest != 0; rest &= rest - 1) {
            Meter part = Meter.at(Long.numberOfTrailingZeros(rest));
            sum = saturatedSum(sum, Math.max(0, usage.unscaledOrParts(part)));
        }
        return sum;
    }

    private static long sumOfOutermost(Usage usage, long parts, int first) {
        long sum = 0;
        for (long rest = parts; rest != 0; rest &= rest - 1) {
            Meter part = Meter.at(first + Long.numberOfTrailingZeros(rest));
            if (isOutermost(part, parts)) {
                sum = saturatedSum(sum, Math.max(0, usage.unscaled(part)));
            }
        }
        return sum;
    }

    private static long withRoleOtherThan(Meter meter, long parts) {
        long others = 0;
        for (long rest = parts; rest != 0; rest &= rest - 1) {
            Meter part = Meter.at(Long.numberOfTrailingZeros(rest));
            if (!part.hasRoleOf(meter)) {
                others |= part.low();
            }
        }
        return others;
    }

    private static long outermost(long parts) {
        long outermost = 0;
        for (long rest = parts; rest != 0; rest &= rest - 1) {
            Meter part = Meter.at(Long.numberOfTrailingZeros(rest));
            outermost |= isOutermost(part, parts) ? part.low() : 0;
        }
        return outermost;
    }

    /** Returns whether no other meter of {@code among} contains this one. */
    private static boolean isOutermost(Meter part, long among) {
        for (long rest = among; rest != 0; rest &= rest - 1) {
            int ordinal = Long.numberOfTrailingZeros(rest) + (part.low() != 0 ? 0 : Meter.TOKENS);
            if (Meter.at(ordinal).contains(part)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether two positive quantities have an overlap that is not reported. */
    static boolean hasUnknownOverlap(Usage usage) {
        return unknownOverlaps(usage) != 0;
    }

    /** Returns the bits of the meters in which positive quantities overlap and that are not reported. */
    static long unknownOverlaps(Usage usage) {
        return overlaps(usage) & ~usage.low();
    }

    /** Returns the bits of the meters in which positive quantities overlap. Only a modality makes meters overlap. */
    static long overlaps(Usage usage) {
        long reported = usage.low();
        if ((reported & MODALITIES) == 0) {
            return 0;
        }
        long overlaps = 0;
        for (long rest = reported; rest != 0; rest &= rest - 1) {
            Meter one = Meter.at(Long.numberOfTrailingZeros(rest));
            for (long others = rest & (rest - 1); others != 0; others &= others - 1) {
                Meter other = Meter.at(Long.numberOfTrailingZeros(others));
                Meter common = one.overlap(other);
                if (common != null && usage.unscaled(one) > 0 && usage.unscaled(other) > 0) {
                    overlaps |= common.low();
                }
            }
        }
        return overlaps;
    }

    /** Keeps parts whose sum leaves the range of a long larger than any total. */
    private static long saturatedSum(long a, long b) {
        long sum = a + b;
        return ((a ^ sum) & (b ^ sum)) < 0 ? Long.MAX_VALUE : sum;
    }

    private static long modalities() {
        long bits = 0;
        for (int i = 0; i < Meter.TOKENS; i++) {
            bits |= Meter.at(i).hasModality() ? 1L << i : 0;
        }
        return bits;
    }
}
