package dev.costspan.usage;

/**
 * A part of an operation's cost and tokens; the parts are disjoint and add up to the whole.
 *
 * <p>{@link #id()} is the last part of {@code costspan.cost.input}, {@code costspan.cost.output} and so on, and the token type
 * on metrics.
 */
public enum Bucket {
    /** Input tokens that were neither read from nor written to a cache. */
    INPUT("input"),
    /** Output tokens without reasoning. */
    OUTPUT("output"),
    /** Input tokens read from a cache. */
    CACHE_READ("cache_read"),
    /** Input tokens written to a cache. */
    CACHE_WRITE("cache_write"),
    /** Reasoning tokens. */
    REASONING("reasoning"),
    /** Everything that is not a token of the request or the answer. */
    OTHER("other");

    private static final Bucket[] VALUES = values();

    private final String id;

    Bucket(String id) {
        this.id = id;
    }

    /** Returns the bucket's name in attributes. */
    public String id() {
        return id;
    }

    /** Returns the bits, among the token meters, of those shown under this bucket. */
    long low() {
        return TokenMeters.LOW[ordinal()];
    }

    /** Returns the bucket that comes at {@code ordinal} in declaration order, without copying {@link #values()}. */
    public static Bucket at(int ordinal) {
        return VALUES[ordinal];
    }

    /** Returns how many buckets there are. */
    public static int count() {
        return VALUES.length;
    }

    /** Apart from the bucket, because meters name their bucket when they are made. */
    private static final class TokenMeters {

        static final long[] LOW = new long[VALUES.length];

        static {
            for (int i = 0; i < Meter.TOKENS; i++) {
                LOW[Meter.at(i).bucket().ordinal()] |= 1L << i;
            }
        }
    }
}
