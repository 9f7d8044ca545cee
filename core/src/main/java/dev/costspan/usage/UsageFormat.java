package dev.costspan.usage;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The usage format of a provider's API: it reads the usage out of the JSON that the provider sent, before any framework has lost
 * fields of it.
 *
 * <pre>{@code
 * UsageFormat format = UsageFormat.of("anthropic", "messages");
 * UsageReport report = format.read(body);
 *
 * UsageFormat.Stream stream = format.stream();
 * stream.add(data); // each event's data
 * UsageReport report = stream.report();
 * }</pre>
 *
 * <p>An answer is read in one pass that takes the declared counters, the model and what its price depends on, and skips everything
 * else; no content is kept. Fields that no table declares are ignored, and named in the log at DEBUG. Immutable and thread-safe;
 * nothing blocks.
 */
public final class UsageFormat {

    private static final String END_OF_STREAM = "[DONE]";

    /** One for each API of the families, which are few; names that callers make up never get here. */
    private static final ConcurrentMap<String, UsageFormat> FORMATS = new ConcurrentHashMap<>();

    /** Finding the family and its tables takes longer than reading a short answer. */
    private static final ConcurrentMap<Asked, UsageFormat> RECENT = new ConcurrentHashMap<>();

    private static final int MOST_RECENT = 1_000;

    private final FormatReader reader;

    private UsageFormat(List<FormatTable> tables) {
        reader = new FormatReader(tables);
    }

    /**
     * Returns the format of a provider's API.
     *
     * @param provider the provider as {@code gen_ai.provider.name} or a price list calls it, such as {@code openai}, {@code
     *     azure.ai.openai}, {@code gcp.vertex_ai} or {@code aws.bedrock}; an unknown one is read like OpenAI's
     * @param api the API, such as {@code chat}, {@code responses}, {@code messages}, {@code embeddings} or {@code images}, or null
     *     when each answer is to be recognised by its fields
     * @throws IllegalArgumentException when the provider has no such API; the message lists those it has
     */
    public static UsageFormat of(String provider, @Nullable String api) {
        Asked asked = new Asked(provider, api);
        UsageFormat known = RECENT.get(asked);
        if (known == null) {
            known = find(provider, api);
            if (RECENT.size() < MOST_RECENT) {
                RECENT.put(asked, known);
            }
        }
        return known;
    }

    private record Asked(String provider, @Nullable String api) {}

    private static UsageFormat find(String provider, @Nullable String api) {
        FormatFamily family = FormatFamily.of(provider);
        String name = api == null ? null : api.toLowerCase(Locale.ROOT).replace('-', '_');
        List<FormatTable> tables = family.apis().tables(name);
        if (tables == null) {
            throw new IllegalArgumentException("usage format of provider '" + provider + "' has no API '" + api
                    + "'; it has " + String.join(", ", family.apis().names())
                    + ", or null to recognise each answer by its fields");
        }
        return FORMATS.computeIfAbsent(family.name() + "/" + name, key -> new UsageFormat(tables));
    }

    /**
     * Reads an answer: the whole body, an event, a usage object by itself, or a list that holds the chunks of one stream.
     *
     * @param json the answer as JSON
     * @return what the answer states; {@link Usage#UNKNOWN} when it states no usage, and a usage with a {@link Usage#problem()}
     *     when a counter is negative, a fraction, no number, or contradicts another
     * @throws UsageFormatException when {@code json} is malformed, no object, longer than 64 MiB, or nested deeper than 1,000
     *     levels; nothing else is thrown
     */
    public UsageReport read(String json) {
        return reader.report(reader.read(json));
    }

    /**
     * Reads an answer like {@link #read(String)}.
     *
     * @param utf8 the answer as JSON; UTF-16 and UTF-32 are understood too
     * @throws UsageFormatException as {@link #read(String)} does
     */
    public UsageReport read(byte[] utf8) {
        return reader.report(reader.read(utf8));
    }

    /** Returns an empty stream of this format. */
    public Stream stream() {
        return new Stream(reader);
    }

    /**
     * Returns the amount in a header that states what a call cost, such as LiteLLM's {@code x-litellm-response-cost}.
     *
     * @param headerValue the header's value, or null when there is none
     * @return the amount, in the currency the header is documented to have, or null when the value is not a decimal of at most 64
     *     characters that is zero or more
     */
    public static @Nullable BigDecimal reportedCost(@Nullable String headerValue) {
        if (headerValue == null) {
            return null;
        }
        RawNumber number = RawNumber.of("header", headerValue.strip());
        return number.fault() == null ? number.value() : null;
    }

    /**
     * The chunks of one streamed answer. Counters of a stream only grow, so the largest value of each counts, whatever the order of
     * the chunks. A session of several answers needs a stream for each. Not thread-safe.
     */
    public static final class Stream {

        private final FormatReader reader;
        private final RawUsage merged;

        private Stream(FormatReader reader) {
            this.reader = reader;
            this.merged = reader.empty();
        }

        /**
         * Takes a chunk's data, without the name of the field in which an event carries it. Blank data and {@code [DONE]} are
         * ignored.
         *
         * @throws UsageFormatException as {@link UsageFormat#read(String)} does; the stream is then as it was before
         */
        public void add(String data) {
            if (!data.isBlank() && !data.strip().equals(END_OF_STREAM)) {
                merged.merge(reader.read(data));
            }
        }

        /** Returns what the chunks so far state. */
        public UsageReport report() {
            return reader.report(merged);
        }
    }
}
