package dev.costspan.telemetry;

import dev.costspan.pricing.Cost;
import dev.costspan.pricing.Money;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds writes to prompt caches that nothing read while they lived, so that what they cost on top of ordinary input bought nothing.
 *
 * <p>Providers do not report which write a read found. A read therefore counts for every write of before under the same key: waste
 * may be missed, and it is claimed for a write that was read only when the operation that read it ended after the write expired.
 *
 * <p>A write lives for five minutes, or for an hour where its usage has tokens written for an hour; these are the two times to live
 * that Anthropic, and Anthropic's models on Bedrock, offer, at 1.25 and 2 times the price of input. Whoever keeps prompts longer may
 * have a later read found too late.
 *
 * <p>The number of keys is bounded; writes that find no place are counted. Thread-safe: a key is locked while it changes, nothing
 * else is. What is found is handed out once, on the thread that finds it and outside of any lock.
 */
final class UnreadCacheWrites {

    /** Anthropic's default, and {@code "ttl": "5m"}. */
    static final Duration LIFE = Duration.ofMinutes(5);

    /** Anthropic's {@code "ttl": "1h"}. */
    static final Duration LONG_LIFE = Duration.ofHours(1);

    private static final long SECONDS_BETWEEN_SWEEPS = LIFE.toSeconds() / 10;

    private final ConcurrentHashMap<Key, PendingCacheWrites> pending = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong nextSweep = new AtomicLong(Long.MIN_VALUE);
    private final LongAdder leftOut = new LongAdder();
    private final int capacity;

    /**
     * Remembers writes under so many keys at a time.
     *
     * @param capacity the most keys
     */
    UnreadCacheWrites(int capacity) {
        this.capacity = capacity;
    }

    /** What has its prompts, and so its cache entries, in common. */
    record Key(
            String provider,
            @Nullable String model,
            @Nullable String feature,
            @Nullable String prompt) {}

    /** Returns whether {@link #observe} has anything to see in a usage, so that a key need not be made for the others. */
    static boolean concerns(Usage usage) {
        return usage.unscaledOrParts(Meter.CACHE_READ_TOKENS) > 0
                || usage.unscaledOrParts(Meter.CACHE_WRITE_TOKENS) > 0;
    }

    /**
     * Tells of an operation that ended: what it read clears what was written before, and what it wrote is remembered. What expired
     * unread under the same key until then is handed out. Operations may be told of in any order.
     *
     * @param at when the operation started
     * @param unread gets the premium of writes that expired unread; must not throw
     */
    void observe(Key key, Cost cost, Instant at, BiConsumer<? super Key, ? super Money> unread) {
        if (!concerns(cost.usage())) {
            return;
        }
        boolean read = cost.usage().unscaledOrParts(Meter.CACHE_READ_TOKENS) > 0;
        Money premium = premium(cost);
        if (!pending.containsKey(key)) {
            if (premium == null) {
                return;
            }
            if (isFull()) {
                makeRoom(at, unread);
            }
        }
        List<Money> expired = new ArrayList<>(0);
        pending.compute(key, (k, found) -> {
            PendingCacheWrites writes = found == null && premium != null ? added() : found;
            if (writes != null) {
                writes.takeExpired(at, expired);
                if (read) {
                    writes.read(at);
                }
            }
            if (premium != null && (writes == null || !writes.add(premium, life(cost.usage()), at))) {
                leftOut.increment();
            }
            return writes;
        });
        expired.forEach(amount -> unread.accept(key, amount));
    }

    /**
     * Hands out what expired unread until an instant, and forgets keys of which nothing is pending. Looks at every key.
     *
     * @param unread gets the premium of writes that expired unread; must not throw
     */
    void expired(Instant now, BiConsumer<? super Key, ? super Money> unread) {
        for (Key key : pending.keySet()) {
            List<Money> expired = new ArrayList<>(0);
            pending.computeIfPresent(key, (k, writes) -> {
                writes.takeExpired(now, expired);
                if (!writes.isOver(now, LONG_LIFE)) {
                    return writes;
                }
                size.decrementAndGet();
                return null;
            });
            expired.forEach(amount -> unread.accept(key, amount));
        }
    }

    /** Returns whether writes under a key are remembered. */
    boolean isPending(Key key) {
        return pending.containsKey(key);
    }

    /** Returns how many keys are remembered. */
    int size() {
        return size.get();
    }

    /** Returns how many writes found no place. */
    long leftOut() {
        return leftOut.sum();
    }

    private static @Nullable Money premium(Cost cost) {
        BigDecimal premium = cost.cacheWritePremium();
        String currency = cost.currency();
        return premium == null || premium.signum() <= 0 || currency == null ? null : new Money(premium, currency);
    }

    private static Duration life(Usage usage) {
        return usage.unscaledOrParts(Meter.CACHE_WRITE_1H_TOKENS) > 0 ? LONG_LIFE : LIFE;
    }

    private boolean isFull() {
        return size.get() >= capacity;
    }

    private @Nullable PendingCacheWrites added() {
        if (size.incrementAndGet() <= capacity) {
            return new PendingCacheWrites();
        }
        size.decrementAndGet();
        return null;
    }

    /** Looks for expired keys, though not with every write that finds none. */
    private void makeRoom(Instant at, BiConsumer<? super Key, ? super Money> unread) {
        long now = at.getEpochSecond();
        long next = nextSweep.get();
        if (now >= next && nextSweep.compareAndSet(next, now + SECONDS_BETWEEN_SWEEPS)) {
            expired(at, unread);
        }
    }
}
