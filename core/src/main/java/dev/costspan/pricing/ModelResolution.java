package dev.costspan.pricing;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What to look up once a price list does not have the exact name.
 *
 * @param candidates the names to try, in their order
 * @param onlyOne whether a candidate counts only if no other has a card
 * @param reason what to say when none has a card, or null when there is no more to say than that the model is unknown
 */
record ModelResolution(
        List<ModelCandidate> candidates,
        boolean onlyOne,
        @Nullable UnpricedReason reason) {

    static final ModelResolution NONE = new ModelResolution(List.of(), false, null);

    static ModelResolution none(UnpricedReason reason) {
        return new ModelResolution(List.of(), false, reason);
    }

    /** Returns this with those candidates only. */
    ModelResolution only(Predicate<ModelCandidate> wanted) {
        return new ModelResolution(candidates.stream().filter(wanted).toList(), onlyOne, reason);
    }

    /** Returns the candidate that decides, or null when none does. {@code known} says whether a candidate has a card. */
    @Nullable ModelCandidate pick(Predicate<ModelCandidate> known) {
        ModelCandidate picked = null;
        for (ModelCandidate candidate : candidates) {
            if (known.test(candidate)) {
                if (!onlyOne) {
                    return candidate;
                }
                if (picked != null) {
                    return null;
                }
                picked = candidate;
            }
        }
        return picked;
    }
}
