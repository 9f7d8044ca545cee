package dev.costspan.outcome;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One name of a {@link ResultPath}. Thread-safe. */
interface Property {

    /** What every object has says nothing about an outcome. */
    Set<String> OF_OBJECT = Set.of("hashCode", "toString");

    /** Returns the property of an object, or null when it has no value; throws what the object's method throws. */
    @Nullable Object of(Object owner) throws Throwable;

    /** Returns the public method behind a name: the one of this name, else that of {@code isX} or {@code getX}; null without any. */
    static @Nullable Method method(Class<?> type, String name) {
        String capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        Method found = named(type, name);
        if (found == null) {
            Method is = named(type, "is" + capital);
            found = is != null && isBoolean(is.getReturnType()) ? is : named(type, "get" + capital);
        }
        return found;
    }

    /** Returns the names that a type has, in their order. */
    static SortedSet<String> names(Class<?> type) {
        SortedSet<String> names = new TreeSet<>();
        for (Method method : type.getMethods()) {
            if (isProperty(method)) {
                names.add(nameOf(method));
            }
        }
        return names;
    }

    /** Returns the property that a method reads, with the method that runs taken from the object; null when it may not be called. */
    static @Nullable Property reading(Method method) {
        MethodHandle handle = accessible(method);
        return handle == null ? null : owner -> (Object) handle.invokeExact(owner);
    }

    /** Returns a property that is looked for in the class of each object; an object without it throws. */
    static Property ofAnyClass(String name) {
        ClassValue<Property> byClass = new ClassValue<>() {
            @Override
            protected Property computeValue(Class<?> type) {
                Method method = method(type, name);
                Property found = method == null ? null : reading(method);
                return found != null
                        ? found
                        : owner -> {
                            throw new NoSuchMethodException(name);
                        };
            }
        };
        return owner -> byClass.get(owner.getClass()).of(owner);
    }

    static boolean isBoolean(Class<?> type) {
        return type == boolean.class || type == Boolean.class;
    }

    private static @Nullable Method named(Class<?> type, String name) {
        Method found = null;
        for (Method method : type.getMethods()) {
            if (method.getName().equals(name)
                    && isProperty(method)
                    && (found == null || found.getReturnType().isAssignableFrom(method.getReturnType()))) {
                found = method;
            }
        }
        return found;
    }

    private static boolean isProperty(Method method) {
        return method.getParameterCount() == 0
                && method.getReturnType() != void.class
                && method.getDeclaringClass() != Object.class
                && !OF_OBJECT.contains(method.getName())
                && !Modifier.isStatic(method.getModifiers());
    }

    private static String nameOf(Method method) {
        String name = method.getName();
        int prefix = name.startsWith("get") ? 3 : name.startsWith("is") && isBoolean(method.getReturnType()) ? 2 : 0;
        return prefix == 0 || name.length() == prefix || Character.isLowerCase(name.charAt(prefix))
                ? name
                : name.substring(prefix, prefix + 1).toLowerCase(Locale.ROOT) + name.substring(prefix + 1);
    }

    /** A class that is not public often implements a type that is. */
    private static @Nullable MethodHandle accessible(Method method) {
        for (Class<?> type : DeclaredType.hierarchy(method.getDeclaringClass())) {
            try {
                Method declared = type.getDeclaredMethod(method.getName());
                if (Modifier.isPublic(declared.getModifiers()) && declared.trySetAccessible()) {
                    return MethodHandles.lookup()
                            .unreflect(declared)
                            .asType(MethodType.methodType(Object.class, Object.class));
                }
            } catch (NoSuchMethodException | IllegalAccessException elsewhere) {
                // further up, perhaps
            }
        }
        return null;
    }
}
