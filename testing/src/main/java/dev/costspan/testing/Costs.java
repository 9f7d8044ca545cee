package dev.costspan.testing;

import dev.costspan.outcome.OutcomeRecord;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.telemetry.LedgerSnapshot;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was spent so far in one test. Every view is taken when it is asked for and does not change afterwards.
 *
 * <p>{@link CostspanExtension} hands it to a test; where the application builds its Costspan itself, a {@link CostCollector} has
 * it. Thread-safe; nothing blocks.
 */
public final class Costs {

    private final CostCollector collector;
    private final @Nullable Supplier<List<SpanData>> spans;
    private final @Nullable Supplier<LedgerSnapshot> ledger;

    Costs(
            CostCollector collector,
            @Nullable Supplier<List<SpanData>> spans,
            @Nullable Supplier<LedgerSnapshot> ledger) {
        this.collector = collector;
        this.spans = spans;
        this.ledger = ledger;
    }

    /** Returns a new sink that collects from whatever Costspan it is added to. */
    public static CostCollector collector() {
        return new CostCollector();
    }

    /** Returns the record of every operation that ended, in the order in which they ended. */
    public List<CostRecord> records() {
        return collector.collected().operations();
    }

    /** Returns every record of an outcome, in the order in which they ended; one that was pending has several. */
    public List<OutcomeRecord> outcomeRecords() {
        return collector.collected().outcomeRecords();
    }

    /**
     * Returns the spans that ended, Costspan's and all others of this test's OpenTelemetry.
     *
     * @throws IllegalStateException when these costs come from a collector, which sees no spans
     */
    public List<SpanData> spans() {
        if (spans == null) {
            throw new IllegalStateException(
                    "a CostCollector sees no spans; ask the OpenTelemetry that the application builds, or use CostspanExtension");
        }
        return spans.get();
    }

    /**
     * Returns the ledger of this test's Costspan.
     *
     * @throws IllegalStateException when these costs come from a collector, which has no ledger
     */
    public LedgerSnapshot ledger() {
        if (ledger == null) {
            throw new IllegalStateException(
                    "a CostCollector has no ledger; ask costspan.ledger(), or use CostspanExtension");
        }
        return ledger.get();
    }

    /** Returns everything that was spent. */
    public Spending total() {
        return collector.collected().total();
    }

    /** Returns what was spent for all outcomes of a name, what is nested in them included; empty when none was seen. */
    public Spending outcome(String name) {
        return collector.collected().outcome(name);
    }

    /** Returns a table of the operations, for people. */
    @Override
    public String toString() {
        return total().toString();
    }

    Collected collected() {
        return collector.collected();
    }
}
