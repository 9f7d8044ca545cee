package dev.costspan.pricing;

import dev.costspan.usage.Conditions;
import org.jspecify.annotations.Nullable;

/**
 * Another name under which a price list may know what was used.
 *
 * @param provider whose card it would be
 * @param model the exact id to look up
 * @param conditions those of the request, with the region and profile that its name gave away
 * @param rule the names of the rules that led here, in their order, joined by {@code +}
 * @param estimated whether the card's price may be another than the one billed, so that a cost from it is an estimate
 */
record ModelCandidate(String provider, String model, Conditions conditions, String rule, boolean estimated) {

    /** Returns this under another model id, or null when the id is empty or the same. */
    @Nullable ModelCandidate model(@Nullable String id) {
        return id == null || id.isEmpty() || id.equals(model)
                ? null
                : new ModelCandidate(provider, id, conditions, rule, estimated);
    }

    /** Returns this under another provider. */
    ModelCandidate provider(String name) {
        return new ModelCandidate(name, model, conditions, rule, estimated);
    }

    /** Returns this with a region, unless the request has one already. */
    ModelCandidate region(String name) {
        return conditions.region() != null
                ? this
                : new ModelCandidate(provider, model, conditions.region(name), rule, estimated);
    }

    /** Returns this with an option, unless the request has it already. */
    ModelCandidate option(String name, String value) {
        return conditions.option(name) != null
                ? this
                : new ModelCandidate(provider, model, conditions.option(name, value), rule, estimated);
    }

    /** Returns this as the result of a further rule. */
    ModelCandidate by(String name, boolean estimate) {
        String path = rule.isEmpty() ? name : rule + "+" + name;
        return new ModelCandidate(provider, model, conditions, path, estimated || estimate);
    }

    boolean isNamed(String otherProvider, String otherModel) {
        return provider.equals(otherProvider) && model.equals(otherModel);
    }
}
