package dev.costspan.internal;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * A log that says the same thing at most once in a while.
 *
 * <p>Lines are told apart by a key. The keys kept are bounded; once they are used up, further keys share one. A logger that fails
 * loses its line and disturbs nobody. Thread-safe, and without locks once a key is known.
 */
public final class ThrottledLog {

    private static final int MOST_KEYS = 256;
    private static final String SHARED_KEY = "";

    private final Logger logger;
    private final long intervalNanos;
    private final LongSupplier nanoTime;
    private final ConcurrentHashMap<String, Long> lastByKey = new ConcurrentHashMap<>();

    /**
     * Makes a log over a logger.
     *
     * @param logger where lines go
     * @param interval the least time between two lines of the same key
     */
    public ThrottledLog(Logger logger, Duration interval) {
        this(logger, interval, System::nanoTime);
    }

    ThrottledLog(Logger logger, Duration interval, LongSupplier nanoTime) {
        this.logger = logger;
        this.intervalNanos = interval.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Logs a warning unless one with the same key was logged within the interval. Never throws. */
    public void warn(String key, String message) {
        warn(key, () -> message);
    }

    /** Logs a warning, made only when it is logged, unless one with the same key was logged within the interval. Never throws. */
    public void warn(String key, Supplier<String> message) {
        try {
            if (admits(key)) {
                logger.warn("{}", message.get());
            }
        } catch (Throwable unlogged) {
            // there is nobody left to tell
        }
    }

    /**
     * Logs a warning with the class of what was thrown, unless one with the same key was logged within the interval. The
     * message of a foreign exception may hold content or keys, so it is left out. Never throws.
     */
    public void warn(String key, String message, Throwable thrown) {
        try {
            if (admits(key)) {
                logger.warn("{} ({})", message, thrown.getClass().getName());
                logger.debug("The first frames of it", withoutMessage(thrown));
            }
        } catch (Throwable unlogged) {
            // there is nobody left to tell
        }
    }

    private boolean admits(String key) {
        String kept = lastByKey.containsKey(key) || lastByKey.size() < MOST_KEYS ? key : SHARED_KEY;
        long now = nanoTime.getAsLong();
        Long last = lastByKey.get(kept);
        if (last == null) {
            return lastByKey.putIfAbsent(kept, now) == null;
        }
        return now - last >= intervalNanos && lastByKey.replace(kept, last, now);
    }

    private static Throwable withoutMessage(Throwable thrown) {
        Throwable stack = new Throwable(thrown.getClass().getName());
        stack.setStackTrace(thrown.getStackTrace());
        return stack;
    }
}
