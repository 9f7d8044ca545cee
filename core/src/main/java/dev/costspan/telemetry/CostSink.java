package dev.costspan.telemetry;

/**
 * Receives every cost record, sampled or not.
 *
 * <p>Implementations are thread-safe and do not block: they run on the thread that ends the operation. What one throws is logged
 * and does not reach the caller or other sinks.
 */
@FunctionalInterface
public interface CostSink {

    /** Takes one record. Called once per operation. */
    void accept(CostRecord costRecord);
}
