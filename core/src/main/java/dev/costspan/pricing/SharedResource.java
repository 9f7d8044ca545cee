package dev.costspan.pricing;

import dev.costspan.internal.ThrottledLog;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A resource that is paid by the hour, in a running program: operations record what they used, and closing a window tells what
 * it cost whom.
 *
 * <pre>{@code
 * SharedResource gpu = SharedResource.of(AllocationRule.hourly("house/a100", Money.of("3.60", "USD")), clock.instant());
 * gpu.record("team-a/chat", busy);                             // by each operation, when it ends
 * Allocation hour = gpu.closeWindow(clock.instant());          // by a scheduler of the application's
 * }</pre>
 *
 * <p>Usage counts in the window in which it is recorded, so an operation that outlasts a window counts in the one it ends in.
 * Windows follow one another without a gap, and each record counts in exactly one of them. Thread-safe; recording never throws,
 * and takes a lock only for a key's first record in a window.
 */
public final class SharedResource {

    /** The key of what has no share of its own: its key is blank, longer than 256 characters, or one too many. */
    public static final String OTHER = "_other";

    /** How many keys a window has before the rest goes to {@link #OTHER}, unless stated otherwise. */
    public static final int DEFAULT_MAX_KEYS = 4_096;

    private static final int LONGEST_KEY = 256;
    private static final long CLOSED = -1;
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);
    private static final Logger LOGGER = LoggerFactory.getLogger(SharedResource.class);
    private static final ThrottledLog LOG = new ThrottledLog(LOGGER, Duration.ofMinutes(1));

    private final AllocationRule rule;
    private final int maxKeys;
    private final LongAdder otherRecords = new LongAdder();
    private final LongAdder rejectedRecords = new LongAdder();
    private volatile Window window;

    private SharedResource(AllocationRule rule, Instant start, int maxKeys) {
        this.rule = rule;
        this.maxKeys = maxKeys;
        this.window = new Window(start);
    }

    /**
     * What was used since an instant. A sum is a number that closing the window replaces by {@link #CLOSED}: a plain adder that
     * is read and dropped would lose what a slow thread adds to it afterwards.
     */
    private record Window(Instant start, ConcurrentHashMap<String, AtomicLong> sums, AtomicLong other) {
        Window(Instant start) {
            this(start, new ConcurrentHashMap<>(), new AtomicLong());
        }
    }

    /** Returns a resource with at most {@link #DEFAULT_MAX_KEYS} keys a window, whose first window starts at {@code start}. */
    public static SharedResource of(AllocationRule rule, Instant start) {
        return of(rule, start, DEFAULT_MAX_KEYS);
    }

    /**
     * Returns a resource whose first window starts at {@code start}.
     *
     * @param rule how the cost of a window is spread
     * @param start when the first window starts
     * @param maxKeys how many keys a window has before the rest goes to {@link #OTHER}
     * @throws IllegalArgumentException when {@code maxKeys} is not positive
     */
    public static SharedResource of(AllocationRule rule, Instant start, int maxKeys) {
        if (maxKeys < 1) {
            throw new IllegalArgumentException(
                    "the most keys of '" + rule.resource() + "' must be positive, but is " + maxKeys);
        }
        return new SharedResource(rule, start, maxKeys);
    }

    /**
     * Adds the time an operation kept the resource busy, for a rule that shares by busy time; under a blank key it counts for
     * {@link #OTHER}. What cannot be added is left out, counted by {@link #rejected()} and logged: a negative time, or one for
     * a rule that shares by a count.
     */
    public void record(String key, Duration busy) {
        boolean usable = busy != null && !busy.isNegative() && busy.compareTo(LONGEST) <= 0;
        record(true, key, usable ? busy.toNanos() : CLOSED);
    }

    /**
     * Adds a count, for a rule that shares by tokens, queries or the like; under a blank key it counts for {@link #OTHER}. What
     * cannot be added is left out, counted by {@link #rejected()} and logged: a negative count, or one for a rule that shares
     * by busy time.
     */
    public void record(String key, long count) {
        record(false, key, count);
    }

    /**
     * Returns what the window cost whom, with keys in their natural order and {@link #OTHER} last, and starts the next window
     * where this one ends.
     *
     * @param end the first instant that is no longer in the window
     * @throws IllegalArgumentException when {@code end} is not after the start of the window, which then stays open
     */
    public synchronized Allocation closeWindow(Instant end) {
        Window closing = window;
        if (!end.isAfter(closing.start())) {
            throw new IllegalArgumentException("the window of '" + rule.resource() + "' starts at " + closing.start()
                    + ", so it cannot end at " + end);
        }
        Allocation.Builder allocation = rule.over(Duration.between(closing.start(), end));
        // The next window is there before the first sum is closed, so that who finds one closed finds the next.
        window = new Window(end);
        for (Map.Entry<String, AtomicLong> entry : new TreeMap<>(closing.sums()).entrySet()) {
            share(allocation, entry.getKey(), entry.getValue().getAndSet(CLOSED));
        }
        long other = closing.other().getAndSet(CLOSED);
        if (other > 0) {
            share(allocation, OTHER, other);
        }
        return allocation.allocate();
    }

    /** Returns the start of the window that is open. */
    public Instant windowStart() {
        return window.start();
    }

    /** Returns how many records went to {@link #OTHER}, over all windows. */
    public long others() {
        return otherRecords.sum();
    }

    /** Returns how many records were left out because they were no usage of this resource, over all windows. */
    public long rejected() {
        return rejectedRecords.sum();
    }

    private void share(Allocation.Builder allocation, String key, long sum) {
        if (rule.isTimed()) {
            allocation.share(key, Duration.ofNanos(sum));
        } else {
            allocation.share(key, sum);
        }
    }

    private void record(boolean time, String key, long weight) {
        if (time != rule.isTimed() || weight < 0) {
            reject();
            return;
        }
        boolean own = key != null && !key.isBlank() && key.length() <= LONGEST_KEY && !key.equals(OTHER);
        while (true) {
            Window open = window;
            AtomicLong sum = own ? sum(open, key) : open.other();
            long before = sum.get();
            if (before == CLOSED) {
                continue;
            }
            if (before + weight < 0) {
                reject();
                return;
            }
            if (sum.compareAndSet(before, before + weight)) {
                if (sum == open.other()) {
                    otherRecords.increment();
                }
                return;
            }
        }
    }

    private AtomicLong sum(Window open, String key) {
        // Asked first, since a window only fills up: a key that is not in it afterwards came too late.
        boolean full = open.sums().size() >= maxKeys;
        AtomicLong sum = open.sums().get(key);
        if (sum != null) {
            return sum;
        }
        return full ? open.other() : newSum(open, key);
    }

    /** Under the lock of {@link #closeWindow}, so that no sum is added to a window while its sums are being closed. */
    private synchronized AtomicLong newSum(Window open, String key) {
        if (open != window) {
            return new AtomicLong(CLOSED);
        }
        AtomicLong sum = open.sums().get(key);
        if (sum == null && open.sums().size() < maxKeys) {
            sum = new AtomicLong();
            open.sums().put(key, sum);
        }
        return sum != null ? sum : open.other();
    }

    private void reject() {
        rejectedRecords.increment();
        LOG.warn(
                rule.resource(),
                () -> "Usage of '" + rule.resource() + "' was left out: it is shared by "
                        + (rule.isTimed() ? "busy time" : "a count") + ", which must not be negative");
    }
}
