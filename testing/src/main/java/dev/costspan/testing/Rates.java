package dev.costspan.testing;

import dev.costspan.usage.Meter;
import org.jspecify.annotations.Nullable;

/** What a unit costs a model in this run, also where the model used none of it. */
final class Rates {

    private Rates() {}

    /**
     * Returns what a unit of a meter costs: at its own rate, else at that of the most special meter that contains it, as a price card
     * without a rate of its own bills it; null when neither was used.
     */
    static @Nullable Fraction of(BaselineRow row, String name) {
        Fraction rate = row.rate(name);
        Meter meter = Meter.of(name);
        for (int i = Meter.count() - 1; rate == null && meter != null && i >= 0; i--) {
            if (Meter.at(i).contains(meter)) {
                rate = row.rate(Meter.at(i).id());
            }
        }
        return rate;
    }
}
