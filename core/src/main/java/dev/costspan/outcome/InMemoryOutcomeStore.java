package dev.costspan.outcome;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Keeps pending outcomes of this process. Thread-safe by one lock, held for one look-up. */
final class InMemoryOutcomeStore implements OutcomeStore {

    /** The most that one look at what expired goes through, so that no thread does the work of an hour. */
    private static final int MOST_AT_ONCE = 100;

    private final Object lock = new Object();
    private final Map<String, Entry> entries = new HashMap<>();
    private final TreeSet<Entry> byExpiry =
            new TreeSet<>(Comparator.comparing(Entry::expiresAt).thenComparing(Entry::id));
    private final int capacity;

    InMemoryOutcomeStore(int capacity) {
        this.capacity = capacity;
    }

    /** A pending outcome, or the memory of one that was given out. */
    private record Entry(
            String id, Instant expiresAt, @Nullable PendingOutcome pending) {}

    @Override
    public void put(PendingOutcome pending) throws OutcomeStoreFullException {
        String id = pending.outcome().id();
        synchronized (lock) {
            if (entries.size() >= capacity && !entries.containsKey(id)) {
                throw new OutcomeStoreFullException("the store in memory", capacity);
            }
            replace(new Entry(id, pending.expiresAt(), pending));
        }
    }

    @Override
    public @Nullable PendingOutcome take(String id) {
        synchronized (lock) {
            Entry found = entries.get(id);
            if (found == null || found.pending() == null) {
                return null;
            }
            replace(new Entry(id, found.expiresAt(), null));
            return found.pending();
        }
    }

    @Override
    public boolean wasTaken(String id) {
        synchronized (lock) {
            Entry found = entries.get(id);
            return found != null && found.pending() == null;
        }
    }

    @Override
    public List<PendingOutcome> takeExpired(Instant now) {
        List<PendingOutcome> expired = new ArrayList<>();
        synchronized (lock) {
            for (int i = 0; i < MOST_AT_ONCE && !byExpiry.isEmpty(); i++) {
                Entry oldest = byExpiry.first();
                if (oldest.expiresAt().isAfter(now)) {
                    break;
                }
                byExpiry.remove(oldest);
                entries.remove(oldest.id());
                if (oldest.pending() != null) {
                    expired.add(oldest.pending());
                }
            }
        }
        return expired;
    }

    private void replace(Entry entry) {
        Entry before = entries.put(entry.id(), entry);
        if (before != null) {
            byExpiry.remove(before);
        }
        byExpiry.add(entry);
    }
}
