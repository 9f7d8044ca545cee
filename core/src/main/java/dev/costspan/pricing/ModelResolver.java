package dev.costspan.pricing;

import dev.costspan.usage.Conditions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the other names under which a price list may know a model, once it does not know the exact one.
 *
 * <p>A name follows from another by a written rule or not at all: nothing is compared in part, and what no rule knows stays
 * unknown. Each rule is applied once, in the order of {@link ModelRules#IN_ORDER}. Names whose price is the one that was
 * billed come first, then those that are an estimate.
 *
 * <p>Pure and thread-safe. Never throws, whatever the names are.
 */
final class ModelResolver {

    /** The most names that are tried. */
    static final int MOST_CANDIDATES = 32;

    static final int MOST_CHARACTERS = 512;

    private ModelResolver() {}

    /**
     * Returns the names to try.
     *
     * @param provider who was asked, under any name; null, blank or {@code unknown} when that is not known
     * @param model the name that no card has
     * @param conditions those of the request
     */
    static ModelResolution resolve(@Nullable String provider, @Nullable String model, Conditions conditions) {
        if (model == null || model.isBlank()) {
            return ModelResolution.NONE;
        }
        if (!isReadable(model) || provider != null && !isReadable(provider)) {
            return ModelResolution.none(UnpricedReason.UNREADABLE_MODEL);
        }
        List<ModelCandidate> names = new ArrayList<>();
        String asked = provider == null || ProviderAliases.isUnknown(provider) ? null : provider;
        if (asked == null || ProviderAliases.isNamedByModel(asked)) {
            addPrefixed(names, model, conditions, asked == null);
            if (names.isEmpty()) {
                return firstParty(model, conditions);
            }
        } else {
            for (String canonical : ProviderAliases.of(asked)) {
                add(names, canonical(asked, canonical, model, conditions));
            }
        }
        return apply(names, provider == null ? "" : provider, model);
    }

    /**
     * Returns the name under which a list keeps a model's price in the region of the request ({@code
     * eu-west-2/meta.llama3-8b-instruct-v1:0}), to be tried before the exact one; null when there is none. Only LiteLLM's rows of
     * Bedrock are by region.
     */
    static @Nullable String inRegion(String provider, @Nullable String model, Conditions conditions) {
        String region = conditions.region();
        return region != null
                        && model != null
                        && provider.equals(ProviderAliases.BEDROCK)
                        && BedrockNames.isRegion(region)
                ? region + '/' + model
                : null;
    }

    private static ModelCandidate canonical(String given, String canonical, String model, Conditions conditions) {
        ModelCandidate name = new ModelCandidate(canonical, model, conditions, "", false);
        return canonical.equals(given) ? name : name.by("provider_alias", false);
    }

    /**
     * The provider in front of the model, as LiteLLM writes it. Where no gateway of that kind was named, the prefix may be
     * another's custom (OpenRouter has the same form and other prices), so that the price is an estimate.
     */
    private static void addPrefixed(List<ModelCandidate> names, String model, Conditions conditions, boolean unknown) {
        ModelCandidate whole = new ModelCandidate("", model, conditions, "", false);
        int slash = model.indexOf('/');
        if (slash > 0 && ProviderAliases.isPrefix(model.substring(0, slash))) {
            for (String provider : ProviderAliases.of(model.substring(0, slash))) {
                ModelCandidate rest = whole.provider(provider).model(model.substring(slash + 1));
                add(names, rest == null ? null : rest.by("model_prefix", unknown));
            }
        } else if (model.startsWith("arn:")) {
            names.add(whole);
        }
    }

    /** Who bills is a guess here, even where one vendor alone lists the model: others may resell it. */
    private static ModelResolution firstParty(String model, Conditions conditions) {
        List<ModelCandidate> names = new ArrayList<>();
        for (String vendor : ProviderAliases.FIRST_PARTY) {
            names.add(new ModelCandidate(vendor, model, conditions, "first_party", true));
        }
        return new ModelResolution(List.copyOf(names), true, UnpricedReason.MISSING_PROVIDER);
    }

    private static ModelResolution apply(List<ModelCandidate> names, String provider, String model) {
        for (ModelRule rule : ModelRules.IN_ORDER) {
            int known = names.size();
            for (int i = 0; i < known; i++) {
                if (ModelRules.hideModel(names.get(i))) {
                    return ModelResolution.none(UnpricedReason.HIDDEN_MODEL);
                }
                add(names, rule.apply(names.get(i)));
            }
        }
        names.removeIf(name -> name.isNamed(provider, model) || name.provider().isEmpty());
        names.replaceAll(name -> name.provider().equals(ProviderAliases.BEDROCK) ? BedrockNames.profiled(name) : name);
        List<ModelCandidate> inOrder = new ArrayList<>();
        names.stream().filter(name -> !name.estimated()).forEach(inOrder::add);
        names.stream().filter(ModelCandidate::estimated).forEach(inOrder::add);
        return new ModelResolution(
                List.copyOf(inOrder.subList(0, Math.min(inOrder.size(), MOST_CANDIDATES))), false, null);
    }

    /** Keeps a name once; where two ways lead to it, the exact one. */
    private static void add(List<ModelCandidate> names, @Nullable ModelCandidate added) {
        if (added == null) {
            return;
        }
        for (int i = 0; i < names.size(); i++) {
            ModelCandidate name = names.get(i);
            if (name.isNamed(added.provider(), added.model())) {
                if (name.estimated() && !added.estimated()) {
                    names.set(i, added);
                }
                return;
            }
        }
        names.add(added);
    }

    private static boolean isReadable(String name) {
        if (name.length() > MOST_CHARACTERS) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (Character.isISOControl(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
