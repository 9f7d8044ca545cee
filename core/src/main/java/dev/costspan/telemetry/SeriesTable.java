package dev.costspan.telemetry;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A bounded hash table of series that is searched by the facts of an operation, so that finding one makes no key.
 *
 * <p>It only grows. Thread-safe without locks: a series is put at the head of its chain by compare-and-set and never moves.
 */
final class SeriesTable {

    private final AtomicReferenceArray<@Nullable Entry> heads;
    private final AtomicInteger size = new AtomicInteger();
    private final int capacity;

    SeriesTable(int capacity) {
        this.capacity = capacity;
        heads = new AtomicReferenceArray<>(Math.max(16, Integer.highestOneBit(capacity) * 2));
    }

    private record Entry(
            SeriesKey key,
            int hash,
            Series series,
            @Nullable Entry next) {}

    @Nullable Series find(CostRecordBuilder facts) {
        int hash = SeriesKey.hash(facts);
        for (Entry entry = heads.get(slot(hash)); entry != null; entry = entry.next()) {
            if (entry.hash() == hash && entry.key().matches(facts)) {
                return entry.series();
            }
        }
        return null;
    }

    boolean isFull() {
        return size.get() >= capacity;
    }

    /** Returns the series that is in the table for the key: the one given, or another thread's that came first. */
    Series putIfAbsent(SeriesKey key, int hash, Series made) {
        int slot = slot(hash);
        while (true) {
            Entry head = heads.get(slot);
            for (Entry entry = head; entry != null; entry = entry.next()) {
                if (entry.key().equals(key)) {
                    return entry.series();
                }
            }
            if (heads.compareAndSet(slot, head, new Entry(key, hash, made, head))) {
                size.incrementAndGet();
                return made;
            }
        }
    }

    void forEach(BiConsumer<SeriesKey, Series> visitor) {
        for (int i = 0; i < heads.length(); i++) {
            for (Entry entry = heads.get(i); entry != null; entry = entry.next()) {
                visitor.accept(entry.key(), entry.series());
            }
        }
    }

    /** The low bits alone would put keys that differ in high bits into one chain. */
    private int slot(int hash) {
        return (hash ^ (hash >>> 16)) & (heads.length() - 1);
    }
}
