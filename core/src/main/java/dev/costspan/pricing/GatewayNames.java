package dev.costspan.pricing;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that gateways and hosts of many models make by putting something before or after a model's. */
final class GatewayNames {

    private static final String ACCOUNTS = "accounts/";
    private static final String FIREWORKS_MODELS = "accounts/fireworks/models/";
    private static final String FINE_TUNED = "ft:";
    private static final String AZURE_FINE_TUNED = ".ft-";

    /**
     * OpenRouter's routing variants, which any model may have and which change only where the request goes (OpenRouter, "Model
     * Variants"). Its other variants have prices of their own ({@code :free}, {@code :thinking}, {@code :extended}, {@code :batch})
     * or a fee ({@code :online}), and {@code :beta} is not said to be free of one: they are never dropped.
     */
    private static final Set<String> ROUTING = Set.of(":nitro", ":floor", ":exacto");

    /** Where Azure processes a request: by LiteLLM's list, us and eu cost a tenth more for 51 of 55 models. */
    private static final Set<String> AZURE_ZONES = Set.of("us", "eu", "global", "global-standard");

    private GatewayNames() {}

    /** {@code gemini/gemini-2.5-pro} of Gemini: the provider in front of the model, where it is that provider. */
    static @Nullable ModelCandidate withoutOwnPrefix(ModelCandidate from) {
        int slash = from.model().indexOf('/');
        return slash > 0 && ProviderAliases.of(from.model().substring(0, slash)).contains(from.provider())
                ? from.model(from.model().substring(slash + 1))
                : null;
    }

    /** Fireworks' own models with and without their account: LiteLLM writes it, genai-prices does not. */
    static @Nullable ModelCandidate fireworks(ModelCandidate from) {
        if (from.model().startsWith(FIREWORKS_MODELS)) {
            return from.model(from.model().substring(FIREWORKS_MODELS.length()));
        }
        return from.model().indexOf('/') < 0 ? from.model(FIREWORKS_MODELS + from.model()) : null;
    }

    /**
     * The router's {@code org/model:provider} and LiteLLM's {@code provider/org/model}. genai-prices has a provider for each of
     * the router's; the policies {@code :fastest} and {@code :cheapest} name none.
     */
    static @Nullable ModelCandidate huggingFace(ModelCandidate from) {
        String model = from.model();
        int colon = model.indexOf(':');
        int slash = model.indexOf('/');
        if (colon > 0) {
            return routed(from, model.substring(colon + 1), model.substring(0, colon));
        }
        return slash > 0 && model.indexOf('/', slash + 1) > 0
                ? routed(from, model.substring(0, slash), model.substring(slash + 1))
                : null;
    }

    /** {@code ft:base:organisation:name:id} at the base's fine-tuned price, and Azure's {@code base.ft-id}. */
    static @Nullable ModelCandidate fineTuned(ModelCandidate from) {
        String model = from.model();
        if (model.startsWith(FINE_TUNED)) {
            int colon = model.indexOf(':', FINE_TUNED.length());
            return colon < 0 ? null : from.model(model.substring(0, colon));
        }
        int tuned = model.indexOf(AZURE_FINE_TUNED);
        return tuned < 0 ? null : from.model(model.substring(0, tuned + AZURE_FINE_TUNED.length()));
    }

    static @Nullable ModelCandidate withoutRouting(ModelCandidate from) {
        int colon = from.model().lastIndexOf(':');
        return colon > 0 && ROUTING.contains(from.model().substring(colon))
                ? from.model(from.model().substring(0, colon))
                : null;
    }

    static @Nullable ModelCandidate withoutZone(ModelCandidate from) {
        int slash = from.model().indexOf('/');
        return slash > 0 && AZURE_ZONES.contains(from.model().substring(0, slash))
                ? from.model(from.model().substring(slash + 1))
                : null;
    }

    /** Returns whether Fireworks runs a model of the account's own, or on a deployment that is billed by time. */
    static boolean hideModel(ModelCandidate name) {
        return name.provider().equals(ProviderAliases.FIREWORKS)
                && (name.model().indexOf('#') >= 0
                        || name.model().startsWith(ACCOUNTS) && !name.model().startsWith(ACCOUNTS + "fireworks/"));
    }

    private static @Nullable ModelCandidate routed(ModelCandidate from, String by, String model) {
        ModelCandidate named = by.isEmpty() ? null : from.model(model);
        return named == null ? null : named.provider(ProviderAliases.HUGGING_FACE + '_' + by.toLowerCase(Locale.ROOT));
    }
}
