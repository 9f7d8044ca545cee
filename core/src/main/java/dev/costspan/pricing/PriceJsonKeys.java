package dev.costspan.pricing;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one object of Costspan's price file, each of which may be there once. A key whose value is null counts as absent,
 * and one that the reader does not know is noted. Not thread-safe.
 */
final class PriceJsonKeys {

    private final PriceJson json;
    private final String path;
    private final Collection<String> unread;
    private final Set<String> seen = new HashSet<>();
    private String key = "";

    /**
     * Begins the object at hand.
     *
     * @param path what errors call it; empty for the file and for a card
     * @param unread where keys go that the reader does not know
     */
    PriceJsonKeys(PriceJson json, String path, Collection<String> unread) {
        this.json = json;
        this.path = path;
        this.unread = unread;
    }

    /** Returns the next key whose value is not null and moves to the value, or null when the object ends. */
    @Nullable String next() {
        String next = nextOrNull();
        while (next != null && json.isNull()) {
            next = nextOrNull();
        }
        return next;
    }

    /** Returns the next key, whatever its value, and moves to the value; null when the object ends. */
    @Nullable String nextOrNull() {
        String next = json.nextKey();
        if (next != null) {
            key = next;
            if (!seen.add(next)) {
                throw json.error("key '" + path() + "' is there twice");
            }
        }
        return next;
    }

    /** Returns the key at hand with those of the objects around it, {@code context.above}. */
    String path() {
        return of(key);
    }

    /** Returns what errors call the object. */
    String of() {
        return path;
    }

    /** Returns what errors call a key of the object. */
    String of(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    String string() {
        return json.string(path());
    }

    /** Returns the keys of the object at hand, which is the value of the key at hand. */
    PriceJsonKeys object() {
        return object(path());
    }

    /** Returns the keys of the object at hand, which is an element of the array at hand. */
    PriceJsonKeys element(int index) {
        return object(path() + "[" + index + "]");
    }

    /** Begins the array at hand. */
    void array() {
        json.requireAt(JsonToken.START_ARRAY, "key '" + path() + "'");
    }

    /** Notes that the value at hand is not read. */
    void skip() {
        unread.add(path());
        json.skip();
    }

    private PriceJsonKeys object(String of) {
        json.requireAt(JsonToken.START_OBJECT, "key '" + of + "'");
        return new PriceJsonKeys(json, of, unread);
    }
}
