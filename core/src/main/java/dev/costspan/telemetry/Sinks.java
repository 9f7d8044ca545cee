package dev.costspan.telemetry;

import dev.costspan.internal.ThrottledLog;
import dev.costspan.outcome.OutcomeRecord;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The sinks of an application: those that are told on the thread that ends an operation, then those behind a queue. One that fails
 * is logged and keeps no other from it. Thread-safe.
 */
final class Sinks {

    private final List<CostSink> sinks;
    private final List<QueuedSink> queued;
    private final ThrottledLog log;

    Sinks(List<CostSink> direct, List<CostSink> behindQueues, ThrottledLog log) {
        queued = behindQueues.stream()
                .map(sink -> new QueuedSink(sink, QueuedSink.DEFAULT_CAPACITY))
                .toList();
        List<CostSink> all = new ArrayList<>(direct);
        all.addAll(queued);
        this.sinks = List.copyOf(all);
        this.log = log;
    }

    /** Counts what full queues drop, by the class of the sink. */
    void countDropped(Meter meter) {
        if (!queued.isEmpty()) {
            meter.counterBuilder("costspan.sink.dropped")
                    .setUnit("{record}")
                    .setDescription("Records that a sink did not get because its queue was full")
                    .buildWithCallback(this::observeDropped);
        }
    }

    /** Tells of an operation; its record is made only when there is a sink. */
    void tell(CostRecordBuilder facts) {
        if (sinks.isEmpty()) {
            return;
        }
        CostRecord entry = facts.build();
        for (CostSink sink : sinks) {
            try {
                sink.accept(entry);
            } catch (Throwable thrown) {
                failed(sink, thrown);
            }
        }
    }

    /** Tells of an outcome. */
    void tell(OutcomeRecord ended) {
        for (CostSink sink : sinks) {
            try {
                sink.accept(ended);
            } catch (Throwable thrown) {
                failed(sink, thrown);
            }
        }
    }

    /** Waits until the queues have delivered what they hold now; returns false when the time was up before. */
    boolean flush(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        boolean delivered = true;
        for (QueuedSink sink : queued) {
            delivered &= sink.flush(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
        return delivered;
    }

    private void observeDropped(ObservableLongMeasurement measurement) {
        for (QueuedSink sink : queued) {
            measurement.record(sink.dropped(), Attributes.of(Names.SINK, sink.name()));
        }
    }

    private void failed(CostSink sink, Throwable thrown) {
        String name = sink.getClass().getName();
        log.warn(name, "The cost sink " + name + " failed; the record went everywhere else", thrown);
    }
}
