package dev.costspan.outcome;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the annotations say, read once for each method of a target's class. It is kept with that class and goes with it, so it
 * holds no class loader, and it grows no larger than the code. Thread-safe.
 */
final class CostedMethods {

    private static final ClassValue<Map<Method, Entry>> BY_CLASS = new ClassValue<>() {
        @Override
        protected Map<Method, Entry> computeValue(Class<?> target) {
            return new ConcurrentHashMap<>();
        }
    };

    private CostedMethods() {}

    /** What is known of a method: null when it is not annotated. */
    private record Entry(@Nullable CostedMethod costed) {}

    /** Returns what the annotation of a method says when it is called on an object of a class; null when it has none. */
    static @Nullable CostedMethod find(Method method, Class<?> target) {
        Map<Method, Entry> methods = BY_CLASS.get(target);
        Entry known = methods.get(method);
        if (known == null) {
            known = new Entry(CostedMethod.read(new CostedPlaces(method, target)));
            methods.put(method, known);
        }
        return known.costed;
    }
}
