package dev.costspan.usage;

import java.util.Collection;

/** A set of meters that is asked on the call path. Immutable and thread-safe. */
public final class MeterSet {

    final long low;
    final long high;

    private MeterSet(long low, long high) {
        this.low = low;
        this.high = high;
    }

    /** Returns a set of these meters. */
    public static MeterSet of(Collection<Meter> meters) {
        long low = 0;
        long high = 0;
        for (Meter meter : meters) {
            low |= meter.low();
            high |= meter.high();
        }
        return new MeterSet(low, high);
    }

    /** Returns these meters and all that they contain. */
    public MeterSet withParts() {
        long allLow = low;
        long allHigh = high;
        for (int i = 0; i < Meter.count(); i++) {
            Meter meter = Meter.at(i);
            if (contains(meter)) {
                allLow |= meter.partsLow();
                allHigh |= meter.partsHigh();
            }
        }
        return new MeterSet(allLow, allHigh);
    }

    /** Returns whether the meter is in the set. */
    public boolean contains(Meter meter) {
        return (low & meter.low()) != 0 || (high & meter.high()) != 0;
    }
}
