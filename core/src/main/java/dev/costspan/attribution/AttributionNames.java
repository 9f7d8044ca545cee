package dev.costspan.attribution;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What parts of an attribution are called outside of it: in properties, resource attributes and baggage. */
final class AttributionNames {

    static final String TAG_PREFIX = "costspan.tag.";

    private static final Set<String> OF_KEYS =
            Arrays.stream(AttributionKey.values()).map(AttributionNames::of).collect(Collectors.toUnmodifiableSet());

    private AttributionNames() {}

    static String of(AttributionKey key) {
        return "costspan." + key.id();
    }

    static String ofTag(String tag) {
        return TAG_PREFIX + tag;
    }

    /** Returns whether a name is that of a part of an attribution, be it one that nobody uses. */
    static boolean has(String name) {
        return name.startsWith(TAG_PREFIX) || OF_KEYS.contains(name);
    }
}
