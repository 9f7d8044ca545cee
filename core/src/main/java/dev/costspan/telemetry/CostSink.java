package dev.costspan.telemetry;

import dev.costspan.outcome.OutcomeRecord;

/**
 * Receives every cost record and every outcome record, sampled or not. What one throws is logged and does not reach the caller or
 * other sinks.
 *
 * <p>A sink added by {@code CostspanBuilder.sink} has a bounded queue and a thread of its own before it: it gets records in order, one
 * at a time, and may block; what finds the queue full is dropped and counted. One added by {@code directSink} runs on the threads
 * that end operations, several at once, and must not block.
 */
@FunctionalInterface
public interface CostSink {

    /** Takes one record. Called once per operation. */
    void accept(CostRecord costRecord);

    /** Takes the record of an outcome that ended, became pending or was settled; does nothing unless a sink wants it. */
    default void accept(OutcomeRecord outcomeRecord) {}
}
