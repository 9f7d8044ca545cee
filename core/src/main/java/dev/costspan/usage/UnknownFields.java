package dev.costspan.usage;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of keys in usage objects that no table declares: a provider's new counter shows up here. Names only, never values, each
 * name once, and no more than 256 names. Thread-safe.
 */
final class UnknownFields {

    private static final int MOST_NAMES = 256;
    private static final int MOST_CHARACTERS = 64;
    private static final Logger LOG = LoggerFactory.getLogger(UnknownFields.class);
    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

    private UnknownFields() {}

    static void note(String place, String key) {
        if (LOG.isDebugEnabled() && key.length() <= MOST_CHARACTERS && SEEN.size() < MOST_NAMES) {
            String name = place.isEmpty() ? key : place + "." + key;
            if (SEEN.add(name)) {
                LOG.debug("A usage object has the field '{}', which no usage format declares", name);
            }
        }
    }
}
