package dev.costspan.usage;

import org.jspecify.annotations.Nullable;

/**
 * A quantity that a provider counts and may bill.
 *
 * <p>Token meters contain one another: {@link #INPUT_TOKENS} includes cache reads and writes, {@link #OUTPUT_TOKENS} includes
 * reasoning. A meter without a parent stands alone. {@link #id()} is the name in price files, line items and messages.
 */
public enum Meter {
    /** All input tokens, cache reads and writes included. */
    INPUT_TOKENS("input_tokens", null, Bucket.INPUT, 0),
    /** Input tokens served from a prompt cache. */
    CACHE_READ_INPUT_TOKENS("cache_read.input_tokens", INPUT_TOKENS, Bucket.CACHE_READ, 0),
    /** Input tokens written to a prompt cache, whatever their time to live. */
    CACHE_WRITE_INPUT_TOKENS("cache_write.input_tokens", INPUT_TOKENS, Bucket.CACHE_WRITE, 0),
    /** Input tokens written to a prompt cache that lives for an hour. */
    CACHE_WRITE_1H_INPUT_TOKENS("cache_write_1h.input_tokens", CACHE_WRITE_INPUT_TOKENS, Bucket.CACHE_WRITE, 0),
    /** All output tokens, reasoning included. */
    OUTPUT_TOKENS("output_tokens", null, Bucket.OUTPUT, 0),
    /** Output tokens spent on reasoning that the answer may not show. */
    REASONING_OUTPUT_TOKENS("reasoning.output_tokens", OUTPUT_TOKENS, Bucket.REASONING, 0),
    /** Answered requests. */
    REQUESTS("requests", null, Bucket.OTHER, 0),
    /** Searches in a vector store or by a reranker. */
    QUERIES("queries", null, Bucket.OTHER, 0),
    /** Read units of a vector store. */
    READ_UNITS("read_units", null, Bucket.OTHER, 9),
    /** Write units of a vector store. */
    WRITE_UNITS("write_units", null, Bucket.OTHER, 9),
    /** Images made or read. */
    IMAGES("images", null, Bucket.OTHER, 0),
    /** Characters of text, as speech services count them. */
    CHARACTERS("characters", null, Bucket.OTHER, 0),
    /** Seconds of audio. */
    AUDIO_SECONDS("audio_seconds", null, Bucket.OTHER, 9),
    /** Pages of a document. */
    PAGES("pages", null, Bucket.OTHER, 0),
    /** Tokens of a training run, epochs included. */
    TRAINING_TOKENS("training_tokens", null, Bucket.OTHER, 0),
    /** Seconds of one GPU. */
    GPU_SECONDS("gpu_seconds", null, Bucket.OTHER, 9);

    private static final Meter[] VALUES = values();
    private static final long[] CONTAINED = containedBitsByOrdinal();
    private static final long[] BY_BUCKET = bitsByBucket();

    private final String id;
    private final @Nullable Meter parent;
    private final Bucket bucket;
    private final int scale;

    Meter(String id, @Nullable Meter parent, Bucket bucket, int scale) {
        this.id = id;
        this.parent = parent;
        this.bucket = bucket;
        this.scale = scale;
    }

    /** Returns the meter's name in price files, line items and messages. */
    public String id() {
        return id;
    }

    /** Returns the smallest meter that contains this one, or null when it stands alone. */
    public @Nullable Meter parent() {
        return parent;
    }

    /** Returns the bucket under which this meter's cost is shown. */
    public Bucket bucket() {
        return bucket;
    }

    /** Returns how many decimal places a quantity keeps: 0 for what is counted, 9 for what is measured. */
    public int scale() {
        return scale;
    }

    long bit() {
        return 1L << ordinal();
    }

    /** Returns the bits of every meter that this one contains, itself left out. */
    long containedBits() {
        return CONTAINED[ordinal()];
    }

    private static long[] bitsByBucket() {
        long[] bits = new long[Bucket.count()];
        for (Meter meter : VALUES) {
            bits[meter.bucket.ordinal()] |= meter.bit();
        }
        return bits;
    }

    private static long[] containedBitsByOrdinal() {
        long[] contained = new long[VALUES.length];
        for (Meter meter : VALUES) {
            for (Meter ancestor = meter.parent; ancestor != null; ancestor = ancestor.parent) {
                contained[ancestor.ordinal()] |= meter.bit();
            }
        }
        return contained;
    }

    /** Returns the meter that comes at {@code ordinal} in declaration order, without copying {@link #values()}. */
    public static Meter at(int ordinal) {
        return VALUES[ordinal];
    }

    /** Returns the meters shown under a bucket as a set of bits, like {@link Usage#reportedBits()}. */
    public static long bitsOf(Bucket bucket) {
        return BY_BUCKET[bucket.ordinal()];
    }

    /** Returns how many meters there are. */
    public static int count() {
        return VALUES.length;
    }
}
