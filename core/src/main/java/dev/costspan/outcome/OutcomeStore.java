package dev.costspan.outcome;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps pending outcomes until they are settled. Replicas that share a store can each settle what another began; each outcome is
 * settled once, since a store gives it out once. What is given out and lost with its process before it is settled or pending again is
 * not counted: nobody could tell whether it was.
 *
 * <p>Implementations are thread-safe and bounded. They run on the thread that ends, confirms or resumes an outcome, which waits as
 * long as they take, so they are quick or have a deadline; what they throw is logged and changes nothing for the caller.
 */
public interface OutcomeStore {

    /** How many outcomes a store keeps where nobody says otherwise. */
    int DEFAULT_CAPACITY = 20_000;

    /**
     * Returns a store in the memory of this process, which no other replica sees.
     *
     * @param capacity the most outcomes it keeps, settled ones whose window is not over included; one more is refused
     * @throws IllegalArgumentException when the capacity is below 1
     */
    static OutcomeStore inMemory(int capacity) {
        return new InMemoryOutcomeStore(requireCapacity(capacity));
    }

    /** Returns a {@linkplain #directory(Path, int) store in a directory} that keeps {@value #DEFAULT_CAPACITY} outcomes. */
    static OutcomeStore directory(Path directory) {
        return directory(directory, DEFAULT_CAPACITY);
    }

    /**
     * Returns a store in a directory, such as one of a volume that replicas share. It outlives its processes.
     *
     * <p>Each outcome is a file of its own, whose name is a hash of the id and whose text names for whom the outcome is; where the
     * file system knows owners, only the owner may read it, so replicas run as one user. What cannot be read is left alone, logged
     * and deleted a day after it expired.
     *
     * <p>Each call blocks for a handful of operations on files; measured on a local disk, 0.2 to 0.4 ms. Once a minute, one call
     * also looks at the dates of all files, some 30 µs each, and gives out a hundred that expired at most; another look follows at
     * once only if there are more. Nothing is forced to the disk: a process may be killed at any moment, but what was written in
     * the seconds before a machine loses its power may be gone.
     *
     * <p>The file system must rename in one step for everyone who shares it, as local ones, NFS and SMB do. On one that says that it
     * cannot, nothing can be kept and every call fails. On one that says so and does not, such as some that make an object store
     * look like files, two replicas may both settle an outcome. NFS clients remember for some seconds what a directory holds; a
     * replica may not know an outcome for as long after another put it there.
     *
     * @param directory where it is; made if it does not exist
     * @param capacity the most outcomes it keeps, settled ones whose window is not over included; one more is refused. What other
     *     replicas put counts once a minute
     * @throws IllegalArgumentException when the capacity is below 1, or files cannot be written and renamed in the directory
     */
    static OutcomeStore directory(Path directory, int capacity) {
        return DirectoryOutcomeStore.open(Objects.requireNonNull(directory, "directory"), requireCapacity(capacity));
    }

    /**
     * Keeps a pending outcome under its id, which may be given out again if it was before.
     *
     * @throws IOException when it cannot be kept
     */
    void put(PendingOutcome pending) throws IOException;

    /**
     * Gives a pending outcome out, to one caller only, and remembers until it expires that it did.
     *
     * @return the outcome, or null when none is pending under this id
     * @throws IOException when the store cannot tell
     */
    @Nullable PendingOutcome take(String id) throws IOException;

    /**
     * Returns whether an outcome with this id was given out and has not expired yet.
     *
     * @throws IOException when the store cannot tell
     */
    boolean wasTaken(String id) throws IOException;

    /**
     * Gives out outcomes that expired, each to one caller only, and forgets what was given out and has expired. Asked before every
     * other call, so a store knows the time from here.
     *
     * @param now what time it is
     * @return some of them, oldest first; empty when there is none or it is not the time to look
     * @throws IOException when the store cannot tell
     */
    List<PendingOutcome> takeExpired(Instant now) throws IOException;

    private static int requireCapacity(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException(
                    "the capacity of a store of pending outcomes must be at least 1, but is " + capacity);
        }
        return capacity;
    }
}
