package dev.costspan.pricing;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names that an application gave to models itself, such as Azure's deployments and Bedrock's application inference profiles,
 * and the models they stand for. A declared name comes before a card of the same name, since a deployment called {@code
 * gpt-4o} may run another model. Immutable and thread-safe.
 */
final class ModelAliases {

    static final ModelAliases NONE = new ModelAliases(Map.of());

    private final Map<String, Map<String, String>> models;

    private ModelAliases(Map<String, Map<String, String>> models) {
        this.models = models;
    }

    /**
     * Returns these aliases with one more.
     *
     * @param provider who is asked, under any of its names; {@code azure} is for both of Azure's APIs
     * @param name what the application calls the model
     * @param model the model as the price list knows it
     * @throws IllegalArgumentException when a part is blank or longer than 512 characters, when the name is the model, or when it
     *     stands for another model already
     */
    ModelAliases with(String provider, String name, String model) {
        check("provider", provider);
        check("name", name);
        check("model", model);
        if (name.equals(model)) {
            throw new IllegalArgumentException("alias '" + name + "' of provider '" + provider
                    + "' stands for itself; name the model that it runs, or leave it out");
        }
        Map<String, Map<String, String>> more = new HashMap<>(models);
        for (String canonical : ProviderAliases.of(provider)) {
            add(more, canonical, name, model);
        }
        if (!more.containsKey(provider)) {
            add(more, provider, name, model);
        }
        return new ModelAliases(Map.copyOf(more));
    }

    /** Returns the model that a name stands for, or null when it is not declared. */
    @Nullable String find(String provider, @Nullable String name) {
        if (name == null || models.isEmpty()) {
            return null;
        }
        Map<String, String> ofProvider = models.get(provider);
        return ofProvider == null ? null : ofProvider.get(name);
    }

    private static void add(Map<String, Map<String, String>> models, String provider, String name, String model) {
        Map<String, String> ofProvider = new HashMap<>(models.getOrDefault(provider, Map.of()));
        String before = ofProvider.put(name, model);
        if (before != null && !before.equals(model)) {
            throw new IllegalArgumentException("alias '" + name + "' of provider '" + provider + "' stands for '"
                    + before + "' already and cannot stand for '" + model + "'; keep one of them");
        }
        models.put(provider, Map.copyOf(ofProvider));
    }

    private static void check(String part, String value) {
        if (value.isBlank() || value.length() > ModelResolver.MOST_CHARACTERS) {
            throw new IllegalArgumentException("an alias needs a " + part + " of 1 to " + ModelResolver.MOST_CHARACTERS
                    + " characters, not " + (value.isBlank() ? "a blank one" : value.length() + " characters"));
        }
    }
}
