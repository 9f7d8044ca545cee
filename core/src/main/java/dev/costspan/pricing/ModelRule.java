package dev.costspan.pricing;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a name follows from another.
 *
 * @param name what explanations call it
 * @param providers whose names it reads; empty for all
 * @param estimated whether the price of the new name may be another than the old one's
 * @param rewrite gives the new name, or null when the rule does not apply
 */
record ModelRule(String name, Set<String> providers, boolean estimated, Rewrite rewrite) {

    /** Gives a new name; the same for the same, and nothing for what it does not know. */
    interface Rewrite {
        @Nullable ModelCandidate of(ModelCandidate from);
    }

    @Nullable ModelCandidate apply(ModelCandidate from) {
        if (!providers.isEmpty() && !providers.contains(from.provider())) {
            return null;
        }
        ModelCandidate to = rewrite.of(from);
        return to == null ? null : to.by(name, estimated);
    }
}
