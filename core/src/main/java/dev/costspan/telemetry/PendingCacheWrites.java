package dev.costspan.telemetry;

import dev.costspan.pricing.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cache writes under one key that nothing has read yet. Not thread-safe.
 *
 * <p>Writes of one currency in the same tenth of their life are one entry, which expires with the last of them. So there are few
 * entries however many writes there are, amounts stay exact, and waste is found at most a tenth of a life too late.
 */
final class PendingCacheWrites {

    private static final int SLOTS = 10;

    /** Reached only when clocks jump: of each life, eleven slots are open at a time. */
    private static final int MOST_ENTRIES = 64;

    private final List<Entry> entries = new ArrayList<>(2);
    private @Nullable Instant lastRead;

    private record Entry(long slot, Duration life, Instant writtenAt, Instant expiresAt, Money premium) {

        Entry with(Instant at, Money more) {
            Instant expires = at.plus(life);
            return new Entry(
                    slot,
                    life,
                    at.isBefore(writtenAt) ? at : writtenAt,
                    expires.isAfter(expiresAt) ? expires : expiresAt,
                    sum(premium, more));
        }
    }

    /**
     * Adds a write, unless a later read was seen already: operations are heard of when they end, and a stream may end long after
     * others have read what it wrote.
     *
     * @return false when there are too many entries for one more
     */
    boolean add(Money premium, Duration life, Instant at) {
        if (lastRead != null && at.isBefore(lastRead)) {
            return true;
        }
        long slot = Math.floorDiv(at.getEpochSecond(), life.toSeconds() / SLOTS);
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.slot() == slot
                    && entry.life().equals(life)
                    && entry.premium().currency().equals(premium.currency())) {
                entries.set(i, entry.with(at, premium));
                return true;
            }
        }
        return entries.size() < MOST_ENTRIES && entries.add(new Entry(slot, life, at, at.plus(life), premium));
    }

    /** Forgets what was written no later than a read, since the read may have been of it. */
    void read(Instant at) {
        entries.removeIf(entry -> !entry.writtenAt().isAfter(at));
        lastRead = lastRead == null || at.isAfter(lastRead) ? at : lastRead;
    }

    /** Takes out what expired unread, and adds it to {@code sums}, which has one amount for each currency. */
    void takeExpired(Instant now, List<Money> sums) {
        for (Iterator<Entry> rest = entries.iterator(); rest.hasNext(); ) {
            Entry entry = rest.next();
            if (!entry.expiresAt().isAfter(now)) {
                add(sums, entry.premium());
                rest.remove();
            }
        }
    }

    /** Returns whether nothing is pending, and the last read is so long ago that no write from before it can still be heard of. */
    boolean isOver(Instant now, Duration longestLife) {
        return entries.isEmpty()
                && (lastRead == null || !lastRead.plus(longestLife).isAfter(now));
    }

    private static void add(List<Money> sums, Money amount) {
        for (int i = 0; i < sums.size(); i++) {
            if (sums.get(i).currency().equals(amount.currency())) {
                sums.set(i, sum(sums.get(i), amount));
                return;
            }
        }
        sums.add(amount);
    }

    private static Money sum(Money one, Money other) {
        return new Money(one.amount().add(other.amount()), one.currency());
    }
}
