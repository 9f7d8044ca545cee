package dev.costspan.testing;

import dev.costspan.outcome.OutcomeRecord;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.telemetry.CostSink;
import java.util.ArrayList;
import java.util.List;

/**
 * A sink that keeps what it is told, for tests of an application that builds its Costspan itself:
 *
 * <pre>{@code
 * CostCollector collector = Costs.collector();
 * Costspan costspan = Costspan.builder(openTelemetry).directSink(collector).build();
 * }</pre>
 *
 * <p>Keeps {@value #MOST_KEPT} operations and as many records of outcomes; when there are more, assertions on its costs fail and
 * say so. Thread-safe.
 */
public final class CostCollector implements CostSink {

    /** The most operations, and the most records of outcomes, that are kept. */
    public static final int MOST_KEPT = 100_000;

    private final Costs costs = new Costs(this, null, null);
    private final Object lock = new Object();
    private final List<CostRecord> operations = new ArrayList<>();
    private final List<SeenOutcome> outcomes = new ArrayList<>();
    private long dropped;

    CostCollector() {}

    /** Returns what was spent since this collector was made or last cleared. */
    public Costs costs() {
        return costs;
    }

    /** Forgets everything, as between two tests that share an application. */
    public void clear() {
        synchronized (lock) {
            operations.clear();
            outcomes.clear();
            dropped = 0;
        }
    }

    @Override
    public void accept(CostRecord costRecord) {
        synchronized (lock) {
            if (operations.size() < MOST_KEPT) {
                operations.add(costRecord);
            } else {
                dropped++;
            }
        }
    }

    @Override
    public void accept(OutcomeRecord outcomeRecord) {
        synchronized (lock) {
            if (outcomes.size() < MOST_KEPT) {
                outcomes.add(new SeenOutcome(outcomeRecord, operations.size()));
            } else {
                dropped++;
            }
        }
    }

    Collected collected() {
        synchronized (lock) {
            return new Collected(operations, outcomes, dropped);
        }
    }
}
