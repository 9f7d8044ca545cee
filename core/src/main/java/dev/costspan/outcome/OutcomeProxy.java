package dev.costspan.outcome;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What stands behind {@link Outcomes#proxy}. */
final class OutcomeProxy implements InvocationHandler {

    private final Outcomes outcomes;
    private final Object target;

    private OutcomeProxy(Outcomes outcomes, Object target) {
        this.outcomes = outcomes;
        this.target = target;
    }

    static <T> T of(Outcomes outcomes, Class<T> type, T target) {
        Objects.requireNonNull(target, "target");
        if (!type.isInterface() || type.isSealed() || type.isHidden()) {
            throw new IllegalArgumentException("a proxy stands for an interface that anybody may implement, but "
                    + type.getName() + " is none: name the interface that "
                    + target.getClass().getName()
                    + " implements, or open the outcome with outcomes().builder(…).call(…)");
        }
        if (!type.isInstance(target)) {
            throw new IllegalArgumentException(target.getClass().getName() + " does not implement " + type.getName());
        }
        requireAccessible(type);
        requireAnnotated(type, target.getClass());
        OutcomeProxy handler = new OutcomeProxy(outcomes, target);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() != Object.class) {
            return outcomes.invoke(method, target.getClass(), () -> call(method, arguments));
        }
        return method.getName().equals("equals") && arguments != null
                ? (Object) target.equals(behind(arguments[0]))
                : call(method, arguments);
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }

    /** Two stand-ins are equal when what they stand for is. */
    private static @Nullable Object behind(@Nullable Object other) {
        return other != null
                        && Proxy.isProxyClass(other.getClass())
                        && Proxy.getInvocationHandler(other) instanceof OutcomeProxy that
                ? that.target
                : other;
    }

    /** What the proxy's class cannot reach would throw when it is called. */
    private static void requireAccessible(Class<?> type) {
        requireExported(type, type);
        for (Method method : type.getMethods()) {
            if (Modifier.isStatic(method.getModifiers())) {
                continue;
            }
            requireExported(type, method.getDeclaringClass());
            requirePublic(type, method.getReturnType());
            for (Class<?> thrown : method.getExceptionTypes()) {
                requirePublic(type, thrown);
            }
        }
    }

    private static void requireExported(Class<?> type, Class<?> declaring) {
        requirePublic(type, declaring);
        if (!declaring.getModule().isExported(declaring.getPackageName(), OutcomeProxy.class.getModule())) {
            throw new IllegalArgumentException("a proxy for " + type.getName() + " cannot reach " + declaring.getName()
                    + ": export its package from " + declaring.getModule());
        }
    }

    private static void requirePublic(Class<?> type, Class<?> used) {
        if (used.isArray()) {
            requirePublic(type, used.getComponentType());
        } else if (!Modifier.isPublic(used.getModifiers())) {
            throw new IllegalArgumentException("a proxy for " + type.getName() + " cannot reach " + used.getName()
                    + ", which is not public: make it public");
        }
    }

    private static void requireAnnotated(Class<?> type, Class<?> target) {
        boolean annotated = false;
        for (Method method : type.getMethods()) {
            // each is looked at, so that every annotation is checked
            annotated |= !Modifier.isStatic(method.getModifiers()) && Outcomes.isCosted(method, target);
        }
        if (!annotated) {
            throw new IllegalArgumentException(
                    "no method of " + type.getName() + " has @CostedOutcome, neither there nor in " + target.getName()
                            + ": put it on a method, the interface or the class");
        }
    }
}
