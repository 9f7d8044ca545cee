package dev.costspan.outcome;

import io.opentelemetry.context.Context;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Which business result is worked on, such as {@code support.resolution}. Operations below an {@link OutcomeScope} carry its name
 * and id on their spans and records.
 *
 * @param name what kind of result it is; a name with few values, without ids
 * @param id which one it is, {@value #MAX_ID_LENGTH} characters at most
 */
public record Outcome(String name, String id) {

    /** The most characters an id has. */
    public static final int MAX_ID_LENGTH = 200;

    /**
     * Checks that both parts are there.
     *
     * @throws IllegalArgumentException when the name or the id is blank, or the id is too long
     */
    public Outcome {
        if (name.isBlank() || id.isBlank()) {
            throw new IllegalArgumentException(
                    "an outcome needs a name and an id, but they are '" + name + "' and '" + id + "'");
        }
        if (id.length() > MAX_ID_LENGTH) {
            throw new IllegalArgumentException("the id of outcome '" + name + "' has " + id.length()
                    + " characters; it may have " + MAX_ID_LENGTH);
        }
    }

    /** Returns an outcome with a new random id, which tells outcomes apart and keeps no secret. */
    public static Outcome of(String name) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new Outcome(name, new UUID(random.nextLong(), random.nextLong()).toString());
    }

    /** Returns the innermost outcome of the current Context, or null. */
    public static @Nullable Outcome current() {
        return from(Context.current());
    }

    /** Returns the innermost outcome of a Context, or null. */
    public static @Nullable Outcome from(Context context) {
        OutcomeAccount account = OutcomeAccount.from(context);
        return account == null ? null : account.outcome();
    }
}
