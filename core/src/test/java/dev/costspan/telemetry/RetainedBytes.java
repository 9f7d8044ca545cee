package dev.costspan.telemetry;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * What an object keeps alive, worked out from its fields: headers of 16 bytes, references of 8, each object on a multiple of 8.
 * That is the most a 64-bit JVM takes; with compressed references it takes less. Objects of the JDK count as their headers.
 */
final class RetainedBytes {

    private static final int HEADER = 16;
    private static final int REFERENCE = 8;

    private RetainedBytes() {}

    /** Returns the bytes of {@code root} and all it leads to, without what {@code shared} leads to. */
    static long of(Object root, Object... shared) throws IllegalAccessException {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Object other : shared) {
            walk(other, seen);
        }
        return walk(root, seen);
    }

    private static long walk(Object root, Set<Object> seen) throws IllegalAccessException {
        Deque<Object> open = new ArrayDeque<>();
        open.push(root);
        long bytes = 0;
        while (!open.isEmpty()) {
            Object object = open.pop();
            if (seen.add(object)) {
                bytes += object.getClass().isArray() ? array(object, open) : object(object, open);
            }
        }
        return bytes;
    }

    private static long array(Object array, Deque<Object> open) {
        Class<?> component = array.getClass().getComponentType();
        int length = Array.getLength(array);
        if (!component.isPrimitive()) {
            for (Object element : (Object[]) array) {
                push(element, open);
            }
        }
        return aligned(HEADER + (long) length * size(component));
    }

    private static long object(Object object, Deque<Object> open) throws IllegalAccessException {
        long bytes = HEADER;
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().startsWith("java.")) {
                continue;
            }
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    bytes += size(field.getType());
                    if (!field.getType().isPrimitive()) {
                        field.setAccessible(true);
                        push(field.get(object), open);
                    }
                }
            }
        }
        return aligned(bytes);
    }

    private static void push(Object object, Deque<Object> open) {
        if (object != null && !object.getClass().isEnum()) {
            open.push(object);
        }
    }

    private static int size(Class<?> type) {
        if (type == long.class || type == double.class) {
            return Long.BYTES;
        }
        if (type == int.class || type == float.class) {
            return Integer.BYTES;
        }
        if (type == short.class || type == char.class) {
            return Short.BYTES;
        }
        return type.isPrimitive() ? 1 : REFERENCE;
    }

    private static long aligned(long bytes) {
        return (bytes + 7) / 8 * 8;
    }
}
