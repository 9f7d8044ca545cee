package dev.costspan.telemetry;

/**
 * Hears that the usual cost of an outcome or a feature moved.
 *
 * <p>Implementations are thread-safe and do not block: they run on the thread that ended the operation or outcome. What one throws
 * is logged and reaches neither the caller nor other listeners.
 */
@FunctionalInterface
public interface CostChangeListener {

    /** Takes one change. Called once per change. */
    void changed(CostChange change);
}
