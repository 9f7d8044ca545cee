package dev.costspan.telemetry;

import dev.costspan.attribution.Attribution;
import dev.costspan.usage.Operation;
import org.jspecify.annotations.Nullable;

/** The keys of the rows that hold what found no row of its own: one for each operation and currency. */
final class OverflowKey {

    private OverflowKey() {}

    static SeriesKey of(Operation operation, @Nullable String currency) {
        return new SeriesKey(operation, LedgerRow.OVERFLOW, null, null, Attribution.NONE, null, currency);
    }
}
