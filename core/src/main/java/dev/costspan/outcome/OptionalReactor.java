package dev.costspan.outcome;

import org.jspecify.annotations.Nullable;

/** Reactor's streams where this JVM has them. Reactor is optional, so {@link ReactorResults} is touched only here. */
final class OptionalReactor {

    static final @Nullable ReactiveResults RESULTS = find();

    private OptionalReactor() {}

    private static @Nullable ReactiveResults find() {
        try {
            Class.forName("reactor.core.publisher.Mono", false, OptionalReactor.class.getClassLoader());
            return new ReactorResults();
        } catch (ClassNotFoundException | LinkageError | RuntimeException unavailable) {
            return null;
        }
    }
}
