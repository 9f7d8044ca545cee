package dev.costspan.outcome;

import dev.costspan.internal.ThrottledLog;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Keeps pending outcomes in a directory that replicas share, one file each.
 *
 * <p>Every step is one rename, which one process wins: a written file becomes pending; to be taken it is claimed under a name that
 * nobody else has, read, and left as the marker that it was taken. A process that dies in between leaves a file that is unfinished,
 * which nobody reads, or claimed, which is given out once it expires. Thread-safe, and safe between processes, without locks.
 */
final class DirectoryOutcomeStore implements OutcomeStore {

    /** The time between two looks at what expired, unless the last one found more than it gave out. */
    static final Duration LOOK_INTERVAL = Duration.ofMinutes(1);

    /** The most that one look at what expired gives out, so that no thread does the work of an hour. */
    private static final int MOST_AT_ONCE = 100;

    /** How long what cannot be read stays after it has expired: for people, and for replicas that can. */
    private static final Duration GRACE = Duration.ofDays(1);

    private static final Duration LOG_INTERVAL = Duration.ofMinutes(10);
    private static final int NOT_COUNTED = -1;

    private final Path directory;
    private final OutcomeFiles files;
    private final int capacity;
    private final Duration interval;
    private final AtomicInteger kept = new AtomicInteger(NOT_COUNTED);
    private final AtomicReference<@Nullable Instant> lastLook = new AtomicReference<>();
    /** What time it is, as callers last said. */
    private volatile Instant time = Instant.MIN;

    private final LongAdder skipped = new LongAdder();
    private final ThrottledLog log =
            new ThrottledLog(LoggerFactory.getLogger(DirectoryOutcomeStore.class), LOG_INTERVAL);

    DirectoryOutcomeStore(Path directory, int capacity, Duration interval) {
        this.directory = directory;
        this.files = new OutcomeFiles(directory);
        this.capacity = capacity;
        this.interval = interval;
    }

    static OutcomeStore open(Path directory, int capacity) {
        DirectoryOutcomeStore store = new DirectoryOutcomeStore(directory, capacity, LOOK_INTERVAL);
        try {
            store.files.create();
        } catch (IOException | RuntimeException unusable) {
            throw new IllegalArgumentException(
                    "the directory of an outcome store must be one in which files can be written and renamed, but '"
                            + directory + "' is not: " + unusable,
                    unusable);
        }
        return store;
    }

    @Override
    public void put(PendingOutcome pending) throws IOException {
        String hash = OutcomeFiles.hash(pending.outcome().id());
        try {
            boolean more = !OutcomeFiles.isKept(files.pending(hash)) && !OutcomeFiles.isKept(files.taken(hash));
            if (more && kept() >= capacity) {
                throw new OutcomeStoreFullException("the store in " + directory, capacity);
            }
            files.put(hash, pending);
            if (more) {
                kept.incrementAndGet();
            }
        } catch (IOException | RuntimeException failed) {
            throw withPath(failed);
        }
    }

    @Override
    public @Nullable PendingOutcome take(String id) throws IOException {
        String hash = OutcomeFiles.hash(id);
        Path claim = files.claim(hash);
        try {
            if (!files.move(files.pending(hash), claim)) {
                return null;
            }
            return readAndMark(claim, hash);
        } catch (BrokenOutcomeException broken) {
            skip(files.pending(hash), broken);
            return null;
        } catch (IOException | RuntimeException failed) {
            throw withPath(failed);
        }
    }

    private @Nullable PendingOutcome readAndMark(Path claim, String hash) throws IOException {
        try {
            PendingOutcome found = files.read(claim, hash);
            return found != null && files.move(claim, files.taken(hash)) ? found : null;
        } catch (IOException | RuntimeException failed) {
            files.giveBack(claim, hash);
            throw failed;
        }
    }

    @Override
    public boolean wasTaken(String id) throws IOException {
        String hash = OutcomeFiles.hash(id);
        try {
            if (OutcomeFiles.isKept(files.pending(hash))) {
                return false;
            }
            // in this order, which is that of a file's way
            for (Path claim : files.claimed()) {
                if (hash.equals(OutcomeFiles.hashOf(claim))) {
                    return true;
                }
            }
            Instant expiry = files.expiry(files.taken(hash));
            return expiry != null && expiry.isAfter(time);
        } catch (IOException | RuntimeException failed) {
            throw withPath(failed);
        }
    }

    @Override
    public List<PendingOutcome> takeExpired(Instant now) throws IOException {
        time = now;
        Instant last = lastLook.get();
        boolean early = last != null && !now.isBefore(last) && now.isBefore(last.plus(interval));
        if (early || !lastLook.compareAndSet(last, now)) {
            return List.of();
        }
        try {
            List<Seen> candidates = look(now);
            List<PendingOutcome> expired = new ArrayList<>();
            for (Seen seen : candidates) {
                if (expired.size() == MOST_AT_ONCE) {
                    lastLook.set(null);
                    break;
                }
                takeExpired(seen, now, expired);
            }
            kept.addAndGet(-expired.size());
            return expired;
        } catch (IOException | RuntimeException failed) {
            throw withPath(failed);
        }
    }

    /** Returns how often a file was passed over because it could not be read. */
    long skipped() {
        return skipped.sum();
    }

    /** A file whose time is over. */
    private record Seen(Path file, Instant expiry) {}

    /** Forgets what is over, counts what is kept, and returns what seems to have expired, oldest first. */
    private List<Seen> look(Instant now) throws IOException {
        over(files.unfinished(), now.minus(GRACE)).forEach(this::delete);
        over(files.taken(), now).forEach(this::delete);
        kept.set(count());
        List<Seen> expired = over(files.claimed(), now);
        expired.addAll(over(files.pending(), now));
        expired.sort(Comparator.comparing(Seen::expiry));
        return expired;
    }

    private List<Seen> over(List<Path> all, Instant end) {
        List<Seen> over = new ArrayList<>();
        for (Path file : all) {
            try {
                Instant expiry = files.expiry(file);
                if (expiry != null && !expiry.isAfter(end)) {
                    over.add(new Seen(file, expiry));
                }
            } catch (IOException | RuntimeException failed) {
                skip(file, failed);
            }
        }
        return over;
    }

    /** One file that fails keeps no other from being looked at, and nothing that was claimed before it from being given out. */
    private void takeExpired(Seen seen, Instant now, List<PendingOutcome> expired) {
        try {
            PendingOutcome outcome = claimExpired(seen, now);
            if (outcome != null) {
                expired.add(outcome);
            }
        } catch (BrokenOutcomeException broken) {
            skip(seen.file(), broken);
            if (!seen.expiry().plus(GRACE).isAfter(now)) {
                remove(seen);
            }
        } catch (IOException | RuntimeException failed) {
            skip(seen.file(), failed);
        }
    }

    private @Nullable PendingOutcome claimExpired(Seen seen, Instant now) throws IOException {
        String hash = OutcomeFiles.hashOf(seen.file());
        PendingOutcome outcome = files.read(seen.file(), hash);
        if (outcome == null || outcome.expiresAt().isAfter(now)) {
            return null;
        }
        Path claim = files.claim(hash);
        if (!files.move(seen.file(), claim)) {
            return null;
        }
        outcome = files.read(claim, hash);
        if (outcome != null && outcome.expiresAt().isAfter(now)) {
            // it was put anew after it had been read
            files.giveBack(claim, hash);
            return null;
        }
        return outcome != null && files.delete(claim) ? outcome : null;
    }

    /** Deletes under a name of its own, so that an outcome which is put there meanwhile stays. */
    private void remove(Seen broken) {
        Path claim = files.claim(OutcomeFiles.hashOf(broken.file()));
        try {
            if (files.move(broken.file(), claim)) {
                files.delete(claim);
            }
        } catch (IOException | RuntimeException failed) {
            skip(broken.file(), failed);
        }
    }

    private void delete(Seen over) {
        try {
            files.delete(over.file());
        } catch (IOException | RuntimeException failed) {
            skip(over.file(), failed);
        }
    }

    private int kept() throws IOException {
        if (kept.get() == NOT_COUNTED) {
            kept.compareAndSet(NOT_COUNTED, count());
        }
        return kept.get();
    }

    /** Returns how many ids are kept; one that is pending again has a marker too. */
    private int count() throws IOException {
        Set<String> hashes = new HashSet<>();
        files.pending().forEach(file -> hashes.add(OutcomeFiles.hashOf(file)));
        files.taken().forEach(file -> hashes.add(OutcomeFiles.hashOf(file)));
        return hashes.size();
    }

    private void skip(Path file, Exception why) {
        skipped.increment();
        log.warn("skipped", "A file of pending outcomes was skipped, " + file + ", one of " + skipped.sum(), why);
    }

    /** Messages of files' errors name the file; others do not say where. */
    private IOException withPath(Exception failed) {
        return failed instanceof FileSystemException || failed instanceof OutcomeStoreFullException
                ? (IOException) failed
                : new IOException("the outcome store in " + directory + " failed: " + failed, failed);
    }
}
