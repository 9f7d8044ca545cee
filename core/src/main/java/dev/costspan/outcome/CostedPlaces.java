package dev.costspan.outcome;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a called method is declared, for a target: in its class and those above it, then in their interfaces. What stands for the
 * same method with other types, such as {@code handle(T)} for {@code handle(Ticket)}, is a place too; an overload is not.
 */
final class CostedPlaces {

    private final Method called;
    private final Class<?> target;
    private final DeclaredType inTarget;
    private final List<Class<?>> hierarchy;
    private final List<Method> places = new ArrayList<>();

    CostedPlaces(Method method, Class<?> target) {
        this.target = target;
        this.inTarget = DeclaredType.of(target);
        this.hierarchy = DeclaredType.hierarchy(target);
        this.called = method.isBridge() ? bridged(method) : method;
        List<Class<?>> parameters = parameters(called);
        for (Class<?> type : hierarchy) {
            for (Method declared : type.getDeclaredMethods()) {
                if (isLike(called, declared) && parameters(declared).equals(parameters)) {
                    places.add(declared);
                }
            }
        }
        if (!places.contains(called)) {
            places.add(0, called);
        }
    }

    /** Returns the annotation that counts: of a method, else of a type with all its public methods; of several the nearest. */
    @Nullable CostedOutcome annotation() {
        for (Method place : places) {
            CostedOutcome here = place.getAnnotation(CostedOutcome.class);
            if (here != null) {
                return here;
            }
        }
        if (!Modifier.isPublic(called.getModifiers()) || isOfObject()) {
            return null;
        }
        for (Class<?> type : hierarchy) {
            CostedOutcome here = type.getAnnotation(CostedOutcome.class);
            if (here != null && (type == target || has(type))) {
                return here;
            }
        }
        return null;
    }

    /** Returns what the caller may count on to get. */
    DeclaredType promised() {
        return inTarget.resolve(called.getGenericReturnType());
    }

    /** Returns what each place says is returned; that of the method which runs comes first. */
    List<DeclaredType> returned() {
        return places.stream()
                .map(place -> inTarget.resolve(place.getGenericReturnType()))
                .toList();
    }

    /** Returns the name of the method with that of its class, for people. */
    @Override
    public String toString() {
        return called.getDeclaringClass().getName() + "." + called.getName();
    }

    private Method bridged(Method bridge) {
        for (Class<?> type : hierarchy) {
            for (Method declared : type.getDeclaredMethods()) {
                if (isLike(bridge, declared)
                        && Arrays.equals(declared.getParameterTypes(), bridge.getParameterTypes())) {
                    return declared;
                }
            }
        }
        return bridge;
    }

    private static boolean isLike(Method method, Method declared) {
        return declared.getName().equals(method.getName())
                && declared.getParameterCount() == method.getParameterCount()
                && !declared.isBridge()
                && !Modifier.isStatic(declared.getModifiers());
    }

    private List<Class<?>> parameters(Method method) {
        List<Class<?>> parameters = new ArrayList<>();
        for (Type type : method.getGenericParameterTypes()) {
            parameters.add(inTarget.resolve(type).raw());
        }
        return parameters;
    }

    private boolean isOfObject() {
        try {
            Object.class.getMethod(called.getName(), called.getParameterTypes());
            return true;
        } catch (NoSuchMethodException other) {
            return false;
        }
    }

    private boolean has(Class<?> type) {
        return type.isInterface()
                && places.stream().anyMatch(place -> place.getDeclaringClass().isAssignableFrom(type));
    }
}
