package dev.costspan.outcome;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way from a result to one of its properties, such as {@code answer.cases}. It is checked against the declared type as far as
 * that says something. Immutable and thread-safe.
 */
final class ResultPath {

    private final List<Property> steps;
    private final Class<?> end;

    private ResultPath(List<Property> steps, Class<?> end) {
        this.steps = List.copyOf(steps);
        this.end = end;
    }

    /**
     * Reads a path.
     *
     * @param text names joined by dots
     * @param from the declared type of the result
     * @throws IllegalArgumentException when there is no such way; the message goes on after "but"
     */
    static ResultPath of(String text, DeclaredType from) {
        List<Property> steps = new ArrayList<>();
        DeclaredType type = from;
        for (String name : text.split("\\.", -1)) {
            if (!isName(name)) {
                throw new IllegalArgumentException("a path is names joined by dots");
            }
            type = add(name, type, steps);
        }
        return new ResultPath(steps, type.raw());
    }

    /** Returns the declared type of what it leads to; {@code Object} when nothing is known. */
    Class<?> end() {
        return end;
    }

    /** Returns what it leads to from a result; null when something on the way is; throws what the result's methods throw. */
    @Nullable Object read(@Nullable Object result) throws Throwable {
        Object value = result;
        for (Property step : steps) {
            if (value == null) {
                return null;
            }
            value = step.of(value);
        }
        return value;
    }

    private static DeclaredType add(String name, DeclaredType type, List<Property> steps) {
        if (type.raw() == Object.class) {
            steps.add(Property.ofAnyClass(name));
            return type;
        }
        DeclaredType owner = type.boxed();
        Method method = Property.method(owner.raw(), name);
        if (method == null) {
            throw new IllegalArgumentException(missing(name, type.raw(), owner.raw()));
        }
        Property property = Property.reading(method);
        if (property == null) {
            throw new IllegalArgumentException(owner.raw().getName() + " keeps " + method.getName()
                    + "() to itself: make the class public, and open its package to this library in a module");
        }
        steps.add(property);
        return owner.resolve(method.getGenericReturnType());
    }

    private static String missing(String name, Class<?> type, Class<?> owner) {
        var names = Property.names(owner);
        return type.getName() + " has no property '" + name + "'; it has "
                + (names.isEmpty() ? "none" : String.join(", ", names));
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && Character.isJavaIdentifierStart(name.charAt(0))
                && name.chars().allMatch(Character::isJavaIdentifierPart);
    }
}
