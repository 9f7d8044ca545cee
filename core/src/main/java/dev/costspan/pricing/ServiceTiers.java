package dev.costspan.pricing;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of service tiers in answers, turned into those on cards. */
final class ServiceTiers {

    /** What providers call the tier that their price list means when it names none. */
    private static final String STANDARD = "";

    private static final Map<String, String> NAMES = Map.of(
            "default", STANDARD,
            "standard", STANDARD,
            "auto", STANDARD,
            "on_demand", STANDARD,
            "on-demand", STANDARD,
            // the ending of LiteLLM's keys
            "batches", "batch");

    private ServiceTiers() {}

    /** Returns the tier as cards name it, null for the standard tier. */
    static @Nullable String named(@Nullable String served) {
        if (served == null) {
            return null;
        }
        String name = NAMES.get(served);
        if (name == null) {
            String lower = served.toLowerCase(Locale.ROOT);
            name = NAMES.getOrDefault(lower, lower);
        }
        return name.equals(STANDARD) ? null : name;
    }
}
