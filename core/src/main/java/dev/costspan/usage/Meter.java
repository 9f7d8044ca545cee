package dev.costspan.usage;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A quantity that a provider counts and may bill.
 *
 * <p>Token meters contain one another by what they are: the role of the token ({@link #CACHE_READ_TOKENS} are part of {@link
 * #INPUT_TOKENS}) and its modality ({@link #CACHE_AUDIO_READ_TOKENS} are part of {@link #CACHE_READ_TOKENS} and of {@link
 * #INPUT_AUDIO_TOKENS}). All other meters stand alone, save for seconds of audio and pages. {@link #id()} is the name in price
 * files, line items and messages; where genai-prices' registry of units has the same unit, it is that unit's name.
 */
public enum Meter {
    /** All input tokens, of every modality, cache reads and writes and tool prompts included. */
    INPUT_TOKENS(Role.INPUT),
    /** All output tokens, of every modality, reasoning included. */
    OUTPUT_TOKENS(Role.OUTPUT),
    /** Input tokens served from a prompt cache. */
    CACHE_READ_TOKENS(Role.CACHE_READ),
    /** Input tokens written to a prompt cache, whatever their time to live. */
    CACHE_WRITE_TOKENS(Role.CACHE_WRITE),
    /** Input tokens that a tool of the provider added to the prompt. */
    INPUT_TOOL_TOKENS(Role.TOOL),
    /** Output tokens spent on reasoning that the answer may not show. */
    OUTPUT_REASONING_TOKENS(Role.REASONING),
    /** Output tokens of cited passages, where a provider bills them. */
    OUTPUT_CITATION_TOKENS(Role.CITATION),
    /** Input tokens written to a prompt cache that lives for five minutes. */
    CACHE_WRITE_5M_TOKENS(Role.CACHE_WRITE_5M),
    /** Input tokens written to a prompt cache that lives for an hour. */
    CACHE_WRITE_1H_TOKENS(Role.CACHE_WRITE_1H),
    /** Input tokens of text. */
    INPUT_TEXT_TOKENS(Role.INPUT, Modality.TEXT),
    /** Input tokens of audio. */
    INPUT_AUDIO_TOKENS(Role.INPUT, Modality.AUDIO),
    /** Input tokens of images. */
    INPUT_IMAGE_TOKENS(Role.INPUT, Modality.IMAGE),
    /** Input tokens of video. */
    INPUT_VIDEO_TOKENS(Role.INPUT, Modality.VIDEO),
    /** Output tokens of text. */
    OUTPUT_TEXT_TOKENS(Role.OUTPUT, Modality.TEXT),
    /** Output tokens of audio. */
    OUTPUT_AUDIO_TOKENS(Role.OUTPUT, Modality.AUDIO),
    /** Output tokens of images. */
    OUTPUT_IMAGE_TOKENS(Role.OUTPUT, Modality.IMAGE),
    /** Output tokens of video. */
    OUTPUT_VIDEO_TOKENS(Role.OUTPUT, Modality.VIDEO),
    /** Input tokens of text served from a prompt cache. */
    CACHE_TEXT_READ_TOKENS(Role.CACHE_READ, Modality.TEXT),
    /** Input tokens of audio served from a prompt cache. */
    CACHE_AUDIO_READ_TOKENS(Role.CACHE_READ, Modality.AUDIO),
    /** Input tokens of images served from a prompt cache. */
    CACHE_IMAGE_READ_TOKENS(Role.CACHE_READ, Modality.IMAGE),
    /** Input tokens of video served from a prompt cache. */
    CACHE_VIDEO_READ_TOKENS(Role.CACHE_READ, Modality.VIDEO),
    /** Input tokens of text written to a prompt cache. */
    CACHE_TEXT_WRITE_TOKENS(Role.CACHE_WRITE, Modality.TEXT),
    /** Input tokens of audio written to a prompt cache. */
    CACHE_AUDIO_WRITE_TOKENS(Role.CACHE_WRITE, Modality.AUDIO),
    /** Input tokens of images written to a prompt cache. */
    CACHE_IMAGE_WRITE_TOKENS(Role.CACHE_WRITE, Modality.IMAGE),
    /** Input tokens of video written to a prompt cache. */
    CACHE_VIDEO_WRITE_TOKENS(Role.CACHE_WRITE, Modality.VIDEO),
    /** Input tokens of text that a tool of the provider added. */
    INPUT_TEXT_TOOL_TOKENS(Role.TOOL, Modality.TEXT),
    /** Input tokens of audio that a tool of the provider added. */
    INPUT_AUDIO_TOOL_TOKENS(Role.TOOL, Modality.AUDIO),
    /** Input tokens of images that a tool of the provider added. */
    INPUT_IMAGE_TOOL_TOKENS(Role.TOOL, Modality.IMAGE),
    /** Input tokens of video that a tool of the provider added. */
    INPUT_VIDEO_TOOL_TOKENS(Role.TOOL, Modality.VIDEO),
    /** Reasoning tokens of text. */
    OUTPUT_TEXT_REASONING_TOKENS(Role.REASONING, Modality.TEXT),
    /** Reasoning tokens of audio. */
    OUTPUT_AUDIO_REASONING_TOKENS(Role.REASONING, Modality.AUDIO),
    /** Reasoning tokens of images. */
    OUTPUT_IMAGE_REASONING_TOKENS(Role.REASONING, Modality.IMAGE),
    /** Reasoning tokens of video. */
    OUTPUT_VIDEO_REASONING_TOKENS(Role.REASONING, Modality.VIDEO),
    /** Citation tokens of text. */
    OUTPUT_TEXT_CITATION_TOKENS(Role.CITATION, Modality.TEXT),
    /** Citation tokens of audio. */
    OUTPUT_AUDIO_CITATION_TOKENS(Role.CITATION, Modality.AUDIO),
    /** Citation tokens of images. */
    OUTPUT_IMAGE_CITATION_TOKENS(Role.CITATION, Modality.IMAGE),
    /** Citation tokens of video. */
    OUTPUT_VIDEO_CITATION_TOKENS(Role.CITATION, Modality.VIDEO),
    /** Input tokens of text cached for five minutes. */
    CACHE_TEXT_WRITE_5M_TOKENS(Role.CACHE_WRITE_5M, Modality.TEXT),
    /** Input tokens of audio cached for five minutes. */
    CACHE_AUDIO_WRITE_5M_TOKENS(Role.CACHE_WRITE_5M, Modality.AUDIO),
    /** Input tokens of images cached for five minutes. */
    CACHE_IMAGE_WRITE_5M_TOKENS(Role.CACHE_WRITE_5M, Modality.IMAGE),
    /** Input tokens of video cached for five minutes. */
    CACHE_VIDEO_WRITE_5M_TOKENS(Role.CACHE_WRITE_5M, Modality.VIDEO),
    /** Input tokens of text cached for an hour. */
    CACHE_TEXT_WRITE_1H_TOKENS(Role.CACHE_WRITE_1H, Modality.TEXT),
    /** Input tokens of audio cached for an hour. */
    CACHE_AUDIO_WRITE_1H_TOKENS(Role.CACHE_WRITE_1H, Modality.AUDIO),
    /** Input tokens of images cached for an hour. */
    CACHE_IMAGE_WRITE_1H_TOKENS(Role.CACHE_WRITE_1H, Modality.IMAGE),
    /** Input tokens of video cached for an hour. */
    CACHE_VIDEO_WRITE_1H_TOKENS(Role.CACHE_WRITE_1H, Modality.VIDEO),
    /** Answered requests. */
    REQUESTS(0),
    /** Searches of the web that a model made. */
    WEB_SEARCHES(0),
    /** Searches of a social network that a model made. */
    SOCIAL_SEARCHES(0),
    /** Searches of stored files that a model made. */
    STORAGE_SEARCHES(0),
    /** Runs of code that a model started. */
    CODE_EXECUTIONS(0),
    /** Sessions of a hosted tool, such as the container of a code interpreter. */
    SESSIONS(0),
    /** Search units of a reranker: a query with as many documents as its provider counts as one. */
    RERANK_SEARCHES(0),
    /** Queries to a vector store. */
    QUERIES(0),
    /** Read units of a vector store. */
    READ_UNITS(9),
    /** Write units of a vector store. */
    WRITE_UNITS(9),
    /** Dimensions of stored vectors, all vectors together. */
    VECTOR_DIMENSIONS(0),
    /** Gigabytes stored, times months. */
    GB_MONTHS(9),
    /** Tokens kept in a prompt cache, times hours. */
    CACHE_TOKEN_HOURS(9),
    /** Characters of text in a request, as speech services count them. */
    INPUT_CHARACTERS(0),
    /** Characters of text in an answer. */
    OUTPUT_CHARACTERS(0),
    /** Messages of text in a request. */
    INPUT_TEXT_MESSAGES(0),
    /** Images in a request. */
    INPUT_IMAGES(0),
    /** Images made. */
    OUTPUT_IMAGES(0),
    /** Pixels of the images in a request. */
    INPUT_PIXELS(0),
    /** Pixels of the images made. */
    OUTPUT_PIXELS(0),
    /** Seconds of audio, read or made. */
    AUDIO_SECONDS(9),
    /** Seconds of audio in a request. */
    INPUT_AUDIO_SECONDS(9, AUDIO_SECONDS),
    /** Seconds of audio made. */
    OUTPUT_AUDIO_SECONDS(9, AUDIO_SECONDS),
    /** Seconds of video in a request. */
    INPUT_VIDEO_SECONDS(9),
    /** Seconds of video made. */
    OUTPUT_VIDEO_SECONDS(9),
    /** Pages of documents in a request. */
    INPUT_DOCUMENT_PAGES(0),
    /** Pages of documents in a request that are also annotated. */
    INPUT_ANNOTATED_DOCUMENT_PAGES(0, INPUT_DOCUMENT_PAGES),
    /** Tokens of a training run, epochs included. */
    TRAINING_TOKENS(0),
    /** Seconds of one GPU. */
    GPU_SECONDS(9),
    /** Hours of one node, instance or provisioned unit. */
    NODE_HOURS(9);

    /** Meters below this ordinal are tokens, which fit one set of bits. */
    static final int TOKENS = 45;

    private static final Meter[] VALUES = values();
    private static final Map<String, Meter> BY_ID = new HashMap<>();
    private static final long[] PARTS_LOW = new long[VALUES.length];
    private static final long[] PARTS_HIGH = new long[VALUES.length];
    private static final @Nullable Meter[][] OVERLAPS = new Meter[TOKENS][TOKENS];

    static {
        for (Meter meter : VALUES) {
            BY_ID.put(meter.id, meter);
            for (Meter other : VALUES) {
                if (meter.holds(other)) {
                    PARTS_LOW[meter.ordinal()] |= other.low();
                    PARTS_HIGH[meter.ordinal()] |= other.high();
                }
                if (meter.role != null && other.role != null) {
                    OVERLAPS[meter.ordinal()][other.ordinal()] = meeting(meter, other);
                }
            }
        }
    }

    private final String id = name().toLowerCase(Locale.ROOT);
    private final long low = ordinal() < TOKENS ? 1L << ordinal() : 0;
    private final long high = ordinal() < TOKENS ? 0 : 1L << (ordinal() - TOKENS);
    private final @Nullable Role role;
    private final Modality modality;
    private final @Nullable Meter whole;
    private final int scale;

    Meter(Role role) {
        this(role, Modality.ANY);
    }

    Meter(Role role, Modality modality) {
        this.role = role;
        this.modality = modality;
        this.whole = null;
        this.scale = 0;
    }

    Meter(int scale) {
        this(scale, null);
    }

    Meter(int scale, @Nullable Meter whole) {
        this.role = null;
        this.modality = Modality.ANY;
        this.whole = whole;
        this.scale = scale;
    }

    /** What a token is for: the direction, and within it the cache, a tool, reasoning or citations. */
    private enum Role {
        INPUT(null, Bucket.INPUT),
        OUTPUT(null, Bucket.OUTPUT),
        CACHE_READ(INPUT, Bucket.CACHE_READ),
        CACHE_WRITE(INPUT, Bucket.CACHE_WRITE),
        CACHE_WRITE_5M(CACHE_WRITE, Bucket.CACHE_WRITE),
        CACHE_WRITE_1H(CACHE_WRITE, Bucket.CACHE_WRITE),
        TOOL(INPUT, Bucket.INPUT),
        REASONING(OUTPUT, Bucket.REASONING),
        CITATION(OUTPUT, Bucket.OUTPUT);

        final @Nullable Role whole;
        final Bucket bucket;

        Role(@Nullable Role whole, Bucket bucket) {
            this.whole = whole;
            this.bucket = bucket;
        }

        boolean covers(@Nullable Role other) {
            for (Role r = other; r != null; r = r.whole) {
                if (r == this) {
                    return true;
                }
            }
            return false;
        }
    }

    private enum Modality {
        ANY,
        TEXT,
        AUDIO,
        IMAGE,
        VIDEO;

        boolean covers(Modality other) {
            return this == ANY || this == other;
        }
    }

    /** Returns the meter's name in price files, line items and messages. */
    public String id() {
        return id;
    }

    /** Returns the bucket under which this meter's cost is shown. */
    public Bucket bucket() {
        return role == null ? Bucket.OTHER : role.bucket;
    }

    /** Returns how many decimal places a quantity keeps: 0 for what is counted, 9 for what is measured. */
    public int scale() {
        return scale;
    }

    /** Returns whether this meter counts tokens of a request or its answer. */
    public boolean isTokens() {
        return role != null;
    }

    /** Returns whether everything that {@code other} counts is counted by this meter too; false for the meter itself. */
    public boolean contains(Meter other) {
        return (PARTS_LOW[ordinal()] & other.low()) != 0 || (PARTS_HIGH[ordinal()] & other.high()) != 0;
    }

    /**
     * Returns the meter of what both this one and {@code other} count, such as {@link #CACHE_AUDIO_READ_TOKENS} for cached tokens
     * and tokens of audio, or null when they have nothing in common or one contains the other.
     */
    public @Nullable Meter overlap(Meter other) {
        return role == null || other.role == null ? null : OVERLAPS[ordinal()][other.ordinal()];
    }

    /** Returns the meter that comes at {@code ordinal} in declaration order, without copying {@link #values()}. */
    public static Meter at(int ordinal) {
        return VALUES[ordinal];
    }

    /** Returns the meter of this name, or null when there is none. */
    public static @Nullable Meter of(String id) {
        return BY_ID.get(id);
    }

    /** Returns how many meters there are. In declaration order, a meter comes before those it contains. */
    public static int count() {
        return VALUES.length;
    }

    /** Returns whether the meter counts tokens of one modality only. */
    public boolean hasModality() {
        return modality != Modality.ANY;
    }

    boolean hasRoleOf(Meter other) {
        return role == other.role;
    }

    /** Returns this meter's bit among the token meters, 0 when it is none. */
    long low() {
        return low;
    }

    /** Returns this meter's bit among the meters that are no tokens, 0 when it is none. */
    long high() {
        return high;
    }

    /** Returns the bits, among the token meters, of those that this one contains. */
    long partsLow() {
        return PARTS_LOW[ordinal()];
    }

    /** Returns the bits, among the meters that are no tokens, of those that this one contains. */
    long partsHigh() {
        return PARTS_HIGH[ordinal()];
    }

    private boolean holds(Meter other) {
        if (this == other) {
            return false;
        }
        return role == null ? other.whole == this : role.covers(other.role) && modality.covers(other.modality);
    }

    private static @Nullable Meter meeting(Meter a, Meter b) {
        if (a == b || a.holds(b) || b.holds(a)) {
            return null;
        }
        for (Meter common : VALUES) {
            if (a.holds(common) && b.holds(common)) {
                return common;
            }
        }
        return null;
    }
}
