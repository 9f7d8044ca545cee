package dev.costspan.langchain4j;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A chain of public getters, found by name once and called without reflection. */
final class Getter {

    private static final MethodType OBJECT_TO_OBJECT = MethodType.methodType(Object.class, Object.class);

    private final MethodHandle[] steps;

    private Getter(List<MethodHandle> steps) {
        this.steps = steps.toArray(MethodHandle[]::new);
    }

    /** Returns the chain that starts at {@code type}, or null when it is empty or a getter is missing. */
    static @Nullable Getter find(Class<?> type, List<String> names) {
        List<MethodHandle> steps = new ArrayList<>();
        Class<?> current = type;
        try {
            for (String name : names) {
                MethodHandle step = MethodHandles.publicLookup().unreflect(current.getMethod(name));
                current = step.type().returnType();
                steps.add(step.asType(OBJECT_TO_OBJECT));
            }
        } catch (ReflectiveOperationException missing) {
            return null;
        }
        return steps.isEmpty() ? null : new Getter(steps);
    }

    /** Returns what the chain ends at, or null when a getter on the way returns null. */
    @Nullable Object get(Object start) {
        Object current = start;
        try {
            for (MethodHandle step : steps) {
                if (current == null) {
                    return null;
                }
                current = (Object) step.invokeExact(current);
            }
            return current;
        } catch (Throwable thrown) {
            throw new IllegalStateException("a getter of " + start.getClass().getName() + " failed", thrown);
        }
    }
}
