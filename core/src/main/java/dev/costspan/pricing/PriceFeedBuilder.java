package dev.costspan.pricing;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Builds a {@link PriceFeed}. Every setting has a default that works. Not thread-safe. */
public final class PriceFeedBuilder {

    private static final Duration EVERY_OF_ADDRESS = Duration.ofHours(6);
    private static final Duration EVERY_OF_FILE = Duration.ofSeconds(10);
    private static final Duration LEAST_EVERY = Duration.ofSeconds(1);
    private static final Duration MOST_EVERY = Duration.ofDays(365);
    private static final Duration MOST_TIMEOUT = Duration.ofHours(1);
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private final @Nullable URI address;
    private final @Nullable Path file;
    private @Nullable Duration every;
    private Duration timeout = Duration.ofSeconds(30);
    private Supplier<HttpClient.Builder> client = HttpClient::newBuilder;
    int maxBytes = (int) PriceJson.MOST_BYTES;

    @Nullable String sha256;

    @Nullable Path cache;

    Clock clock = Clock.systemUTC();
    DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();
    PriceFeed.Pause pause = delay -> Thread.sleep(delay.toMillis());

    PriceFeedBuilder(URI address) {
        boolean local = "file".equalsIgnoreCase(address.getScheme());
        if (!local) {
            HttpFeedSource.check(address);
        }
        this.address = local ? null : address;
        this.file = local ? Path.of(address) : null;
    }

    PriceFeedBuilder(Path file) {
        this.address = null;
        this.file = Objects.requireNonNull(file, "file");
    }

    /**
     * Sets how long to wait after a success before the next try; otherwise six hours, and ten seconds for a local file. Up to a
     * tenth more is added at random, so that replicas do not ask all at once.
     *
     * @throws IllegalArgumentException when it is shorter than a second or longer than a year
     */
    public PriceFeedBuilder every(Duration every) {
        this.every = within("every", every, LEAST_EVERY, MOST_EVERY);
        return this;
    }

    /**
     * Sets the limit on the time of one fetch from an address, from connecting to the last byte; otherwise 30 seconds.
     *
     * @throws IllegalArgumentException when it is not positive or longer than an hour
     */
    public PriceFeedBuilder timeout(Duration timeout) {
        this.timeout = within("timeout", timeout, Duration.ofNanos(1), MOST_TIMEOUT);
        return this;
    }

    /**
     * Sets the size above which a file is not read; otherwise 64 MiB.
     *
     * @throws IllegalArgumentException when it is below 1 or above 64 MiB
     */
    public PriceFeedBuilder maxBytes(int maxBytes) {
        if (maxBytes < 1 || maxBytes > PriceJson.MOST_BYTES) {
            throw new IllegalArgumentException(
                    "maxBytes of a price feed must be between 1 and " + PriceJson.MOST_BYTES + ", but is " + maxBytes);
        }
        this.maxBytes = maxBytes;
        return this;
    }

    /**
     * Sets the SHA-256 that the file must have, in hexadecimal; otherwise any will do. A file with another one is a failure, so that
     * new prices come with a new setting only.
     *
     * @throws IllegalArgumentException when it is not 64 hexadecimal digits
     */
    public PriceFeedBuilder sha256(String sha256) {
        String lower = sha256.toLowerCase(Locale.ROOT);
        if (!SHA_256.matcher(lower).matches()) {
            throw new IllegalArgumentException(
                    "sha256 of a price feed must be 64 hexadecimal digits, but is '" + sha256 + "'");
        }
        this.sha256 = lower;
        return this;
    }

    /**
     * Sets where the last good file of an address is kept, so that a start without network has prices; otherwise nowhere. The file
     * is replaced as a whole, and readable by its owner alone where the file system knows owners.
     *
     * @throws IllegalArgumentException when it is a directory
     */
    public PriceFeedBuilder cache(Path cache) {
        if (Files.isDirectory(cache)) {
            throw new IllegalArgumentException(
                    "cache of a price feed must be a file, but " + cache + " is a directory; name a file in it");
        }
        this.cache = cache;
        return this;
    }

    /** Sets the clock that dates successes; otherwise the system's. */
    public PriceFeedBuilder clock(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    PriceFeedBuilder random(DoubleSupplier random) {
        this.random = random;
        return this;
    }

    PriceFeedBuilder pause(PriceFeed.Pause pause) {
        this.pause = pause;
        return this;
    }

    PriceFeedBuilder client(Supplier<HttpClient.Builder> client) {
        this.client = client;
        return this;
    }

    Duration every() {
        if (every != null) {
            return every;
        }
        return file == null ? EVERY_OF_ADDRESS : EVERY_OF_FILE;
    }

    /**
     * Returns the feed, which has fetched nothing yet.
     *
     * @throws IllegalArgumentException when a local file is to be kept as a copy
     */
    public PriceFeed build() {
        if (address != null) {
            return new PriceFeed(this, new HttpFeedSource(address, timeout, maxBytes, client, System::nanoTime));
        }
        if (cache != null) {
            throw new IllegalArgumentException("the price feed of " + file
                    + " needs no cache, since the file is there after a restart; leave cache out");
        }
        return new PriceFeed(this, new LocalFeedSource(Objects.requireNonNull(file), maxBytes));
    }

    private static Duration within(String setting, Duration given, Duration least, Duration most) {
        if (given.compareTo(least) < 0 || given.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    setting + " of a price feed must be between " + least + " and " + most + ", but is " + given);
        }
        return given;
    }
}
