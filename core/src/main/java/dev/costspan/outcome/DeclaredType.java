package dev.costspan.outcome;

import java.lang.invoke.MethodType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A type as it is declared, with what its type variables stand for, and those of everything above it: in a {@code class Desk
 * implements Handler<Ticket>}, the {@code T} of {@code Handler}. Not thread-safe.
 */
final class DeclaredType {

    private final Class<?> raw;
    private final boolean variable;
    private final Map<TypeVariable<?>, DeclaredType> own;
    private @Nullable Map<TypeVariable<?>, DeclaredType> all;

    private DeclaredType(Class<?> raw, boolean variable, Map<TypeVariable<?>, DeclaredType> own) {
        this.raw = raw;
        this.variable = variable;
        this.own = own;
    }

    static DeclaredType of(Class<?> type) {
        return new DeclaredType(type, false, Map.of());
    }

    Class<?> raw() {
        return raw;
    }

    /**
     * Returns whether whoever counts on this type may be given an object of a class. Behind a type variable that nothing binds
     * there may be any type, so it accepts none.
     */
    boolean accepts(Class<?> type) {
        return !variable && raw.isAssignableFrom(type);
    }

    /** Returns the class of a primitive type's objects, and any other type as it is. */
    DeclaredType boxed() {
        return raw.isPrimitive() ? of(MethodType.methodType(raw).wrap().returnType()) : this;
    }

    /** Returns what a type that is written inside this one stands for here, such as the return type of a method. */
    DeclaredType resolve(Type written) {
        if (written instanceof Class<?> type) {
            return of(type);
        }
        if (written instanceof ParameterizedType parameterized) {
            Class<?> type = erased(parameterized);
            Map<TypeVariable<?>, DeclaredType> arguments = new HashMap<>();
            putArguments(arguments, parameterized);
            return new DeclaredType(type, false, arguments);
        }
        if (written instanceof TypeVariable<?> named) {
            DeclaredType bound = all().get(named);
            return bound != null ? bound : new DeclaredType(erased(named), true, Map.of());
        }
        if (written instanceof WildcardType wildcard) {
            return resolve(wildcard.getUpperBounds()[0]);
        }
        return of(resolve(((GenericArrayType) written).getGenericComponentType())
                .raw
                .arrayType());
    }

    /** Returns what the first type argument of {@code above} is in this type; null when that is nothing above this type. */
    @Nullable DeclaredType argument(Class<?> above) {
        return above.isAssignableFrom(raw) ? resolve(above.getTypeParameters()[0]) : null;
    }

    /** Returns the class and the classes above it without {@code Object}, nearest first, and then all their interfaces. */
    static List<Class<?>> hierarchy(Class<?> type) {
        Set<Class<?>> classes = new LinkedHashSet<>();
        for (Class<?> above = type; above != null && above != Object.class; above = above.getSuperclass()) {
            classes.add(above);
        }
        List<Class<?>> found = new ArrayList<>(classes);
        for (int i = 0; i < found.size(); i++) {
            for (Class<?> above : found.get(i).getInterfaces()) {
                if (classes.add(above)) {
                    found.add(above);
                }
            }
        }
        return found;
    }

    private Map<TypeVariable<?>, DeclaredType> all() {
        if (all == null) {
            // resolved on demand: a class may name itself in what it extends
            all = new HashMap<>(own);
            for (Class<?> type : hierarchy(raw)) {
                putArgumentsOf(type.getGenericSuperclass());
                for (Type above : type.getGenericInterfaces()) {
                    putArgumentsOf(above);
                }
            }
        }
        return all;
    }

    private void putArgumentsOf(@Nullable Type above) {
        if (above instanceof ParameterizedType parameterized && all != null) {
            putArguments(all, parameterized);
        }
    }

    private void putArguments(Map<TypeVariable<?>, DeclaredType> into, ParameterizedType written) {
        TypeVariable<?>[] variables = erased(written).getTypeParameters();
        Type[] arguments = written.getActualTypeArguments();
        for (int i = 0; i < variables.length; i++) {
            into.putIfAbsent(variables[i], resolve(arguments[i]));
        }
    }

    private static Class<?> erased(Type type) {
        if (type instanceof Class<?> known) {
            return known;
        }
        if (type instanceof ParameterizedType parameterized) {
            return (Class<?>) parameterized.getRawType();
        }
        return erased(((TypeVariable<?>) type).getBounds()[0]);
    }
}
