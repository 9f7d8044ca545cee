package dev.costspan.outcome;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ImplicitContextKeyed;
import io.opentelemetry.context.Scope;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A business result that is being worked on, such as {@code support.resolution}. Operations below its scope carry its name and
 * id on their spans and records, and the ledger adds up their cost under its name.
 *
 * <pre>{@code
 * try (Scope ignored = Outcome.of("support.resolution").makeCurrent()) {
 *   assistant.answer(question);
 * }
 * }</pre>
 *
 * @param name what kind of result it is; a name with few values, without ids
 * @param id which one it is
 */
public record Outcome(String name, String id) implements ImplicitContextKeyed {

    private static final ContextKey<Outcome> KEY = ContextKey.named("costspan-outcome");

    /**
     * Checks that both parts are there.
     *
     * @throws IllegalArgumentException when the name or the id is blank
     */
    public Outcome {
        if (name.isBlank() || id.isBlank()) {
            throw new IllegalArgumentException(
                    "an outcome needs a name and an id, but they are '" + name + "' and '" + id + "'");
        }
    }

    /** Returns an outcome with a new random id. */
    public static Outcome of(String name) {
        return new Outcome(name, UUID.randomUUID().toString());
    }

    /** Returns the innermost outcome of the current Context, or null. */
    public static @Nullable Outcome current() {
        return from(Context.current());
    }

    /** Returns the innermost outcome of a Context, or null. */
    public static @Nullable Outcome from(Context context) {
        return context.get(KEY);
    }

    /** Makes this outcome current on this thread until the scope is closed on the same thread. */
    @Override
    public Scope makeCurrent() {
        return ImplicitContextKeyed.super.makeCurrent();
    }

    /** Returns {@code context} with this outcome as its innermost. */
    @Override
    public Context storeInContext(Context context) {
        return context.with(KEY, this);
    }
}
