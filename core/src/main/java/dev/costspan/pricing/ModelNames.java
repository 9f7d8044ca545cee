package dev.costspan.pricing;

import dev.costspan.usage.Conditions;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The resolutions of names that no card has, kept because an application asks for the same few again and again. Bounded: once full,
 * a new name is resolved each time. Thread-safe.
 */
final class ModelNames {

    private static final int MOST_NAMES = 1_000;

    private final ConcurrentMap<Name, ModelResolution> resolutions = new ConcurrentHashMap<>();

    private record Name(String provider, String model) {}

    /**
     * Returns the names to try, with what they give away and nothing of the request in their conditions.
     *
     * @param known which of them may have a card, now or later; the others are not kept
     */
    ModelResolution resolve(String provider, @Nullable String model, Predicate<ModelCandidate> known) {
        if (model == null || model.length() > ModelResolver.MOST_CHARACTERS) {
            return ModelResolver.resolve(provider, model, Conditions.NONE);
        }
        Name name = new Name(provider, model);
        ModelResolution resolution = resolutions.get(name);
        if (resolution == null) {
            resolution = ModelResolver.resolve(provider, model, Conditions.NONE).only(known);
            if (resolutions.size() < MOST_NAMES) {
                resolutions.put(name, resolution);
            }
        }
        return resolution;
    }
}
