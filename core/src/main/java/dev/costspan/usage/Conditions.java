package dev.costspan.usage;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the price of a request depends on beside the model, the instant and the quantities: the service tier and the region that
 * served it, and further options by name.
 *
 * <p>Options that price cards use: {@code inference_geo} and {@code speed} (Anthropic), {@code size}, {@code quality} and
 * {@code steps} (images), {@code resolution} (video), {@code search_context_size} (web search: low, medium, high). Names and values are compared as they are, in lower case. Immutable
 * and thread-safe.
 */
public final class Conditions {

    /** Nothing is known beyond the model: the standard tier, no region, no option. */
    public static final Conditions NONE = new Conditions(null, null, Map.of());

    private static final int MOST_OPTIONS = 16;
    private static final int MOST_CHARACTERS = 128;

    private final @Nullable String serviceTier;
    private final @Nullable String region;
    private final Map<String, String> options;

    private Conditions(@Nullable String serviceTier, @Nullable String region, Map<String, String> options) {
        this.serviceTier = serviceTier;
        this.region = region;
        this.options = options;
    }

    /** Returns the tier that served the request, as its provider names it, or null when the answer names none. */
    public @Nullable String serviceTier() {
        return serviceTier;
    }

    /** Returns the region that served the request, as its provider names it, or null when it is not known. */
    public @Nullable String region() {
        return region;
    }

    /** Returns whether neither a region nor an option is known, so that only the tier is left. */
    public boolean isPlain() {
        return region == null && options.isEmpty();
    }

    /** Returns the value of an option, or null when it is not set. */
    public @Nullable String option(String name) {
        return options.isEmpty() ? null : options.get(name);
    }

    /** Returns all options by name; unmodifiable. */
    public Map<String, String> options() {
        return options;
    }

    /** Returns these conditions with another tier; null and blank mean that the answer names none. */
    public Conditions serviceTier(@Nullable String tier) {
        String known = known(tier);
        return Objects.equals(known, serviceTier) ? this : new Conditions(known, region, options);
    }

    /** Returns these conditions with another region; null and blank mean that it is not known. */
    public Conditions region(@Nullable String region) {
        String known = known(region);
        return Objects.equals(known, this.region) ? this : new Conditions(serviceTier, known, options);
    }

    /**
     * Returns these conditions with an option set; null and blank remove it. At most 16 options are kept, and none whose name or
     * value is longer than 128 characters.
     */
    public Conditions option(String name, @Nullable String value) {
        String known = known(value);
        if (Objects.equals(known, options.get(name)) || known != null && !fits(name, known)) {
            return this;
        }
        Map<String, String> changed = new TreeMap<>(options);
        if (known == null) {
            changed.remove(name);
        } else {
            changed.put(name, known);
        }
        return new Conditions(serviceTier, region, Map.copyOf(changed));
    }

    /** Returns these conditions, and those of {@code below} that these do not set. */
    public Conditions over(Conditions below) {
        if (below == NONE || this == below) {
            return this;
        }
        if (this == NONE) {
            return below;
        }
        Map<String, String> merged = new TreeMap<>(below.options);
        merged.putAll(options);
        return new Conditions(
                serviceTier != null ? serviceTier : below.serviceTier,
                region != null ? region : below.region,
                Map.copyOf(merged));
    }

    /** Returns whether tier, region and options are the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Conditions that
                && Objects.equals(serviceTier, that.serviceTier)
                && Objects.equals(region, that.region)
                && options.equals(that.options);
    }

    @Override
    public int hashCode() {
        return Objects.hash(serviceTier, region, options);
    }

    /** Returns tier, region and options, for people. */
    @Override
    public String toString() {
        return "Conditions{tier=" + serviceTier + ", region=" + region + ", " + new TreeMap<>(options) + "}";
    }

    private boolean fits(String name, String value) {
        boolean room = options.size() < MOST_OPTIONS || options.containsKey(name);
        return room && name.length() <= MOST_CHARACTERS && value.length() <= MOST_CHARACTERS;
    }

    private static @Nullable String known(@Nullable String value) {
        return value == null || value.isBlank() || value.length() > MOST_CHARACTERS ? null : value;
    }
}
