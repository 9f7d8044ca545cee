package dev.costspan.attribution;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ImplicitContextKeyed;
import io.opentelemetry.context.Scope;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * For whom an operation runs: team, product, feature, tenant, user, environment, cost centre, owner, escalation and free tags.
 *
 * <p>An attribution travels in the OpenTelemetry {@link Context}, through executors, agents and reactive code as spans do. It is
 * in no header of an outgoing request, unless an application lets parts of it cross to its own services by {@link
 * AttributionBaggage}.
 *
 * <pre>{@code
 * try (Scope ignored = Attribution.builder().team("support").tenant("acme").build().makeCurrent()) {
 *   model.chat("Where is my parcel?");
 * }
 * }</pre>
 *
 * Immutable and thread-safe.
 */
public final class Attribution implements ImplicitContextKeyed {

    /** The most free tags an attribution keeps; further ones are left out and counted by {@link #droppedTags()}. */
    public static final int MAX_TAGS = 16;

    /** The most characters a value keeps; the rest is cut off. */
    public static final int MAX_LENGTH = 256;

    /** Nobody in particular. */
    public static final Attribution NONE = builder().build();

    private static final ContextKey<Attribution> KEY = ContextKey.named("costspan-attribution");

    private final @Nullable String[] values;
    private final SortedMap<String, String> tags;
    private final int droppedTags;
    private final int hash;
    private @Nullable Merged lastMerge;

    private Attribution(@Nullable String[] values, SortedMap<String, String> tags, int droppedTags) {
        this.values = values;
        this.tags = Collections.unmodifiableSortedMap(tags);
        this.droppedTags = droppedTags;
        this.hash = 31 * Arrays.hashCode(values) + tags.hashCode();
    }

    private record Merged(Attribution outer, Attribution result) {}

    /** Returns a builder with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the attribution of the current Context, {@link #NONE} when there is none. Does not block or allocate. */
    public static Attribution current() {
        return from(Context.current());
    }

    /** Returns the attribution of a Context, {@link #NONE} when there is none. */
    public static Attribution from(Context context) {
        Attribution attribution = context.get(KEY);
        return attribution == null ? NONE : attribution;
    }

    /**
     * Returns what this process was started with says, {@link #NONE} when that is nothing. For each key the first of these that is
     * set counts:
     *
     * <ol>
     *   <li>the system property {@code costspan.team}, {@code costspan.cost_center} and so on;
     *   <li>the environment variable {@code COSTSPAN_TEAM}, {@code COSTSPAN_COST_CENTER} and so on;
     *   <li>the entry {@code costspan.team} and so on of the resource attributes, which are the system property {@code
     *       otel.resource.attributes} or else the environment variable {@code OTEL_RESOURCE_ATTRIBUTES};
     *   <li>for the environment, the entry {@code deployment.environment.name} or {@code deployment.environment}, and for the cost
     *       centre {@code service.instance.cost_center.id}, as the OpenTelemetry semantic conventions name them.
     * </ol>
     *
     * Free tags are the properties and entries {@code costspan.tag.} and a name. Malformed entries are left out. Read anew each
     * time; does not block.
     */
    public static Attribution fromEnvironment() {
        return EnvironmentAttribution.ofProcess().read();
    }

    /** Returns the value of a key, or null when it is not set. */
    public @Nullable String get(AttributionKey key) {
        return values[key.ordinal()];
    }

    /** Returns the free tags by name, in order; unmodifiable. */
    public SortedMap<String, String> tags() {
        return tags;
    }

    /** Returns how many tags were left out because there were more than {@link #MAX_TAGS}. */
    public int droppedTags() {
        return droppedTags;
    }

    /**
     * Returns this attribution where it says something and {@code outer} where it does not; tags merge by name, and where there
     * are too many, those of this one stay.
     *
     * @param outer the enclosing attribution
     */
    public Attribution over(Attribution outer) {
        if (outer == NONE || outer == this) {
            return this;
        }
        if (this == NONE) {
            return outer;
        }
        Merged merged = lastMerge;
        if (merged == null || merged.outer() != outer) {
            // a benign race: a record has final fields, and a lost write only means one more merge
            merged = new Merged(outer, merge(outer));
            lastMerge = merged;
        }
        return merged.result();
    }

    /**
     * Makes this attribution, merged over the one in scope, current on this thread until the scope is closed.
     *
     * @return the scope to close on the same thread
     */
    @Override
    public Scope makeCurrent() {
        return ImplicitContextKeyed.super.makeCurrent();
    }

    /** Returns {@code context} with this attribution merged over the one it holds. */
    @Override
    public Context storeInContext(Context context) {
        return context.with(KEY, over(from(context)));
    }

    /** Returns {@code context} with this attribution merged under the one it holds. */
    Context storeBelow(Context context) {
        return equals(NONE) ? context : context.with(KEY, from(context).over(this));
    }

    /** Returns a builder that starts from this attribution. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        System.arraycopy(values, 0, builder.values, 0, values.length);
        builder.tags.putAll(tags);
        builder.dropped = droppedTags;
        return builder;
    }

    private Attribution merge(Attribution outer) {
        Builder merged = toBuilder();
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                merged.values[i] = outer.values[i];
            }
        }
        outer.tags.forEach((name, value) -> {
            if (!tags.containsKey(name)) {
                merged.tag(name, value);
            }
        });
        merged.dropped += outer.droppedTags;
        return merged.build();
    }

    /** Returns whether {@code other} is an attribution with the same values and tags. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other == this
                || other instanceof Attribution that
                        && hash == that.hash
                        && Arrays.equals(values, that.values)
                        && tags.equals(that.tags);
    }

    /** Returns a hash of the values and tags. */
    @Override
    public int hashCode() {
        return hash;
    }

    /** Returns what is set, for people. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Attribution{");
        for (AttributionKey key : AttributionKey.values()) {
            if (values[key.ordinal()] != null) {
                text.append(key.id()).append('=').append(values[key.ordinal()]).append(' ');
            }
        }
        return text.append("tags=").append(tags).append('}').toString();
    }

    /** Collects values. A null or blank value leaves its key unset. Not thread-safe. */
    public static final class Builder {

        private final @Nullable String[] values = new @Nullable String[AttributionKey.values().length];
        private final Map<String, String> tags = new TreeMap<>();
        private int dropped;

        private Builder() {}

        /** Sets the value of a key; null or blank unsets it. */
        public Builder set(AttributionKey key, @Nullable String value) {
            values[key.ordinal()] = value == null || value.isBlank() ? null : cut(value);
            return this;
        }

        /** Sets the team that answers for the spend. */
        public Builder team(@Nullable String team) {
            return set(AttributionKey.TEAM, team);
        }

        /** Sets the product the operation is part of. */
        public Builder product(@Nullable String product) {
            return set(AttributionKey.PRODUCT, product);
        }

        /** Sets the feature of the product. */
        public Builder feature(@Nullable String feature) {
            return set(AttributionKey.FEATURE, feature);
        }

        /** Sets the customer on whose behalf the operation runs. */
        public Builder tenant(@Nullable String tenant) {
            return set(AttributionKey.TENANT, tenant);
        }

        /** Sets the end user, as a pseudonym where the law asks for one. */
        public Builder user(@Nullable String user) {
            return set(AttributionKey.USER, user);
        }

        /** Sets the environment, such as {@code production}. */
        public Builder environment(@Nullable String environment) {
            return set(AttributionKey.ENVIRONMENT, environment);
        }

        /** Sets the cost centre in the books. */
        public Builder costCenter(@Nullable String costCenter) {
            return set(AttributionKey.COST_CENTER, costCenter);
        }

        /** Sets who is called when the spend goes wrong. */
        public Builder owner(@Nullable String owner) {
            return set(AttributionKey.OWNER, owner);
        }

        /** Sets who is told next when the owner does not answer. */
        public Builder escalation(@Nullable String escalation) {
            return set(AttributionKey.ESCALATION, escalation);
        }

        /**
         * Sets a free tag; a null or blank value unsets it. The first {@link #MAX_TAGS} names are kept.
         *
         * @throws IllegalArgumentException when the name is blank
         */
        public Builder tag(String name, @Nullable String value) {
            if (name.isBlank()) {
                throw new IllegalArgumentException(
                        "a tag needs a name, but it has " + name.length() + " blank characters");
            }
            String kept = cut(name);
            if (value == null || value.isBlank()) {
                tags.remove(kept);
            } else if (tags.size() >= MAX_TAGS && !tags.containsKey(kept)) {
                dropped++;
            } else {
                tags.put(kept, cut(value));
            }
            return this;
        }

        /** Returns the attribution. */
        public Attribution build() {
            return new Attribution(values.clone(), new TreeMap<>(tags), dropped);
        }

        private static String cut(String value) {
            if (value.length() <= MAX_LENGTH) {
                return value;
            }
            // half a surrogate pair is no character
            boolean pairAtEnd = Character.isHighSurrogate(value.charAt(MAX_LENGTH - 1));
            return value.substring(0, pairAtEnd ? MAX_LENGTH - 1 : MAX_LENGTH);
        }
    }
}
