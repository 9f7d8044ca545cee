package dev.costspan.pricing;

import dev.costspan.internal.ThrottledLog;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A price file that is fetched again and again while the application runs, so that new prices need no restart.
 *
 * <p>Nothing is fetched before {@link #start()}. From then on one daemon thread refreshes the cards until {@link #close()}; those
 * who look a price up never wait for it. New cards replace the old ones at once and as a whole. A file that cannot be had or used
 * changes nothing: the last good cards stay, the failure is counted and logged, and the next try comes after a minute, then two,
 * then four, up to the usual interval. Thread-safe.
 *
 * <pre>{@code
 * PriceFeed feed = PriceFeed.builder(URI.create("https://prices.example/prices.json"))
 *         .every(Duration.ofHours(6))
 *         .cache(Path.of("/var/cache/shop/prices.json"))
 *         .build()
 *         .start();
 * }</pre>
 *
 * <p>The file may be of any {@link PriceFormat}; which one is found out.
 */
public final class PriceFeed implements AutoCloseable {

    private static final Duration LOG_INTERVAL = Duration.ofMinutes(10);
    private static final Duration FIRST_RETRY = Duration.ofMinutes(1);

    /** The most doublings of the first retry's delay; ten of them are above 17 hours. */
    private static final int MOST_DOUBLINGS = 10;

    /** The share of a delay that is added to it at random at most, so that replicas do not ask all at once. */
    private static final double JITTER = 0.1;

    private static final int MOST_CHARACTERS_OF_FAILURE = 500;

    /** Where the cards stand. */
    public enum Status {
        /** There has been no good file yet, so that there are no cards. */
        EMPTY,
        /** The last try found the file good, or unchanged. */
        CURRENT,
        /** The last try failed, or there was none yet: the cards are older ones, from before it or from the copy on disk. */
        STALE
    }

    /** How one try to refresh the cards ended. */
    public enum Refresh {
        /** There are new cards. */
        UPDATED,
        /** The file is the one whose cards there are. */
        UNCHANGED,
        /** The file could not be had or used. */
        FAILED;

        /** Returns the value of {@code costspan.price.refresh.result}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Waits between two tries. */
    interface Pause {

        void await(Duration delay) throws InterruptedException;
    }

    private final FeedSource source;
    private final Duration every;
    private final @Nullable String sha256;
    private final @Nullable FeedCopy copy;
    private final Clock clock;
    private final DoubleSupplier random;
    private final Pause pause;
    private final ThrottledLog log = new ThrottledLog(LoggerFactory.getLogger(PriceFeed.class), LOG_INTERVAL);
    private final AtomicLongArray refreshes = new AtomicLongArray(Refresh.values().length);
    private final Object refreshing = new Object();
    private final Thread thread = new Thread(this::run, "costspan-price-feed");
    private volatile FeedCards cards = FeedCards.NONE;
    private volatile Status status = Status.EMPTY;
    private volatile @Nullable Instant lastSuccess;
    private volatile @Nullable String lastFailure;
    private final AtomicBoolean started = new AtomicBoolean();
    private int failuresInARow;
    private volatile boolean closed;

    PriceFeed(PriceFeedBuilder builder, FeedSource source) {
        this.source = source;
        every = builder.every();
        sha256 = builder.sha256;
        copy = builder.cache == null ? null : new FeedCopy(builder.cache, builder.maxBytes);
        clock = builder.clock;
        random = builder.random;
        pause = builder.pause;
        thread.setDaemon(true);
    }

    /**
     * Returns a builder for a feed from an address.
     *
     * @param address an {@code https://} address; {@code http://} on this machine alone; or a {@code file:} address, which is the
     *     same as {@link #file(Path)}
     * @throws IllegalArgumentException when it is none of these, or holds credentials; the message says which
     */
    public static PriceFeedBuilder builder(URI address) {
        return new PriceFeedBuilder(address);
    }

    /** Returns a builder for a feed from a local file, which is read again when its size or time changes. */
    public static PriceFeedBuilder file(Path file) {
        return new PriceFeedBuilder(file);
    }

    /**
     * Starts the thread that fetches. A local file, or the copy on disk of an address, is read before this returns, which blocks for
     * the milliseconds that takes; nothing is sent. A second start does nothing.
     *
     * @return this feed
     * @throws IllegalStateException when the feed is closed
     */
    public PriceFeed start() {
        if (closed) {
            throw new IllegalStateException("the price feed " + name() + " is closed and cannot start again");
        }
        if (started.compareAndSet(false, true)) {
            if (source.isLocal()) {
                refreshHere();
            } else {
                readCopy();
            }
            thread.start();
        }
        return this;
    }

    /** Stops fetching, without waiting for a fetch under way. The cards stay as they are. A second close does nothing. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    /** Returns what messages and metrics call the feed: its address without the query, or its file. */
    public String name() {
        return source.name();
    }

    /** Returns where the cards stand. */
    public Status status() {
        return status;
    }

    /** Returns how many cards there are; 0 before the first good file. */
    public int cards() {
        return cards.count();
    }

    /**
     * Returns how old the prices are: the time since midnight UTC of the oldest date that a card of the file states, else since the
     * last success. Negative when that date is still to come.
     *
     * @return the age, or null before the first good file
     */
    public @Nullable Duration age() {
        LocalDate asOf = cards.asOf();
        Instant since =
                asOf == null ? lastSuccess : asOf.atStartOfDay(ZoneOffset.UTC).toInstant();
        return since == null ? null : Duration.between(since, clock.instant());
    }

    /** Returns when the file was last found good or unchanged, possibly before this start; null when it never was. */
    public @Nullable Instant lastSuccess() {
        return lastSuccess;
    }

    /** Returns why the last try failed, or null when it did not. */
    public @Nullable String lastFailure() {
        return lastFailure;
    }

    /** Returns how many tries failed. */
    public long failures() {
        return refreshes(Refresh.FAILED);
    }

    /** Returns how many tries ended in this way. */
    public long refreshes(Refresh ending) {
        return refreshes.get(ending.ordinal());
    }

    /** Returns the look-up of the cards there are at the moment of each call. */
    CardLookup lookup() {
        return (provider, model) -> cards.find(provider, model);
    }

    /**
     * Fetches once, on this thread, and returns how it ended.
     *
     * @throws InterruptedException when the thread is asked to stop; this counts as no try
     */
    Refresh refresh() throws InterruptedException {
        synchronized (refreshing) {
            Refresh ending;
            try {
                ending = tryRefresh();
                failuresInARow = 0;
                lastFailure = null;
                status = Status.CURRENT;
            } catch (InterruptedException stopped) {
                throw stopped;
            } catch (PriceFileException ours) {
                ending = failed(String.valueOf(ours.getMessage()));
            } catch (Throwable foreign) {
                // Its message may hold anything, such as the query of an address.
                ending = failed("price feed " + name() + " could not be fetched: "
                        + foreign.getClass().getName());
            }
            refreshes.incrementAndGet(ending.ordinal());
            return ending;
        }
    }

    /** Returns how long to wait before the next try. */
    Duration delay() {
        synchronized (refreshing) {
            Duration delay = every;
            if (failuresInARow > 0) {
                Duration retry = FIRST_RETRY.multipliedBy(1L << Math.min(failuresInARow - 1, MOST_DOUBLINGS));
                delay = retry.compareTo(every) < 0 ? retry : every;
            }
            return delay.plusNanos((long) (delay.toNanos() * JITTER * random.getAsDouble()));
        }
    }

    Thread thread() {
        return thread;
    }

    private void run() {
        try {
            if (source.isLocal() && !closed) {
                pause.await(delay());
            }
            while (!closed) {
                refresh();
                pause.await(delay());
            }
        } catch (InterruptedException stopped) {
            // by close(): nobody else knows the thread
        }
    }

    private void refreshHere() {
        try {
            refresh();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Refresh tryRefresh() throws IOException, InterruptedException {
        FeedCards before = cards;
        FeedFile file = source.fetch(before.version());
        Instant now = clock.instant();
        if (file == null) {
            lastSuccess = now;
            keepCopy(null, now);
            return Refresh.UNCHANGED;
        }
        requirePinned(file, name());
        boolean same = before.hasContent(file.sha256());
        cards = same ? before.under(file.version()) : FeedCards.read(name(), file);
        lastSuccess = now;
        keepCopy(file, now);
        return same ? Refresh.UNCHANGED : Refresh.UPDATED;
    }

    private Refresh failed(String why) {
        String shown =
                why.length() <= MOST_CHARACTERS_OF_FAILURE ? why : why.substring(0, MOST_CHARACTERS_OF_FAILURE) + "…";
        failuresInARow++;
        lastFailure = shown;
        boolean empty = cards == FeedCards.NONE;
        status = empty ? Status.EMPTY : Status.STALE;
        if (!closed) {
            log.warn(
                    "refresh",
                    () -> (empty ? "There are no prices yet from a feed: " : "Prices of a feed stay as they were: ")
                            + shown);
        }
        return Refresh.FAILED;
    }

    private void requirePinned(FeedFile file, String where) {
        if (sha256 != null && !sha256.equals(file.sha256())) {
            throw new PriceFileException("price file " + where + " has the SHA-256 " + file.sha256() + ", not " + sha256
                    + " as the application demands");
        }
    }

    private void readCopy() {
        try {
            FeedFile file = copy == null ? null : copy.read();
            if (copy != null && file != null) {
                requirePinned(file, copy.toString());
                Instant time = copy.time();
                cards = FeedCards.read(copy.toString(), file);
                lastSuccess = time;
                status = Status.STALE;
            }
        } catch (PriceFileException ours) {
            log.warn("copy", "The copy of a price feed is not used: " + ours.getMessage());
        } catch (Throwable foreign) {
            log.warn("copy", "The copy of the price feed " + name() + " could not be read", foreign);
        }
    }

    private void keepCopy(@Nullable FeedFile file, Instant at) {
        try {
            if (copy != null && file != null) {
                copy.write(file.bytes(), at);
            } else if (copy != null) {
                copy.touch(at);
            }
        } catch (Throwable unwritable) {
            if (!closed) {
                log.warn("copy", "The copy of the price feed " + name() + " could not be written", unwritable);
            }
        }
    }
}
