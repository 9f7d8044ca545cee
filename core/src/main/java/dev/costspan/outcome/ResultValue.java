package dev.costspan.outcome;

import dev.costspan.internal.ThrottledLog;
import dev.costspan.pricing.Money;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One value that an annotation states or takes from a result, such as {@code successWhen = 'resolved'}. Immutable and thread-safe.
 *
 * @param <T> what the value is
 */
final class ResultValue<T> {

    private static final Kind<Boolean> FLAG = new Kind<>("a boolean", Property::isBoolean, ResultValue::flag);
    private static final Kind<Boolean> NO_FLAG = new Kind<>("a boolean", Property::isBoolean, value -> {
        Boolean flag = flag(value);
        return flag == null ? null : !flag;
    });
    private static final Kind<BigDecimal> NUMBER =
            new Kind<>("a number, a collection or an array", ResultValue::isNumber, ResultValue::number);
    private static final Kind<Money> MONEY = new Kind<>(
            "a " + Money.class.getName(),
            type -> type == Money.class,
            value -> value instanceof Money money ? money : null);

    private final String setting;
    private final Kind<T> kind;
    private final @Nullable T stated;
    private final @Nullable ResultPath path;

    private ResultValue(String setting, Kind<T> kind, @Nullable T stated, @Nullable ResultPath path) {
        this.setting = setting;
        this.kind = kind;
        this.stated = stated;
        this.path = path;
    }

    /** What values there are: what they are called, which declared types they may have, and what they are of an object. */
    private record Kind<T>(String wanted, Predicate<Class<?>> types, Function<Object, @Nullable T> convert) {}

    /** Reads the path to a boolean, perhaps with an exclamation mark; says in {@code faults} what is wrong, and is then unknown. */
    static ResultValue<Boolean> flag(String name, String text, DeclaredType result, List<String> faults) {
        boolean negated = text.startsWith("!");
        String path = negated ? text.substring(1).strip() : text;
        return ofPath(setting(name, text), path, negated ? NO_FLAG : FLAG, result, faults);
    }

    /** Reads a number or the path to one or to what has a size; says in {@code faults} what is wrong, and is then unknown. */
    static ResultValue<BigDecimal> number(String name, String text, DeclaredType result, List<String> faults) {
        String setting = setting(name, text);
        return isLiteral(text)
                ? stated(setting, NUMBER, text, BigDecimal::new, "a decimal number", faults)
                : ofPath(setting, text, NUMBER, result, faults);
    }

    /** Reads an amount or the path to one; says in {@code faults} what is wrong, and is then unknown. */
    static ResultValue<Money> money(String name, String text, DeclaredType result, List<String> faults) {
        String setting = setting(name, text);
        return isLiteral(text)
                ? stated(setting, MONEY, text, ResultValue::amount, "an amount such as 4.50 USD", faults)
                : ofPath(setting, text, MONEY, result, faults);
    }

    /** Returns the value for a result; null when it has none or one of another kind, or when its methods throw, which is logged. */
    @Nullable T of(@Nullable Object result, String method, ThrottledLog log) {
        if (path == null || result == null) {
            return stated;
        }
        try {
            Object value = path.read(result);
            if (value == null) {
                return null;
            }
            T converted = kind.convert.apply(value);
            if (converted == null) {
                throw new ClassCastException();
            }
            return converted;
        } catch (Throwable thrown) {
            String type = result.getClass().getName();
            log.warn(setting + method, method + ": " + setting + " cannot be read from a " + type, thrown);
            return null;
        }
    }

    private static <T> ResultValue<T> stated(
            String setting, Kind<T> kind, String text, Function<String, T> read, String wanted, List<String> faults) {
        T stated = null;
        try {
            stated = read.apply(text);
        } catch (IllegalArgumentException wrong) {
            faults.add(setting + ", but that is neither " + wanted + " nor a path");
        }
        return new ResultValue<>(setting, kind, stated, null);
    }

    private static <T> ResultValue<T> ofPath(
            String setting, String text, Kind<T> kind, DeclaredType result, List<String> faults) {
        ResultPath path = null;
        try {
            path = ResultPath.of(text, result);
            if (path.end() != Object.class && !kind.types.test(path.end())) {
                faults.add(setting + ", but that is a " + path.end().getName() + " and not " + kind.wanted);
                path = null;
            }
        } catch (IllegalArgumentException wrong) {
            faults.add(setting + ", but " + wrong.getMessage());
        }
        return new ResultValue<>(setting, kind, null, path);
    }

    private static String setting(String name, String text) {
        return name + " = '" + text + "'";
    }

    private static boolean isLiteral(String text) {
        char first = text.charAt(0);
        return Character.isDigit(first) || first == '-' || first == '+' || first == '.';
    }

    private static Money amount(String text) {
        String[] parts = text.split("\\s+", 2);
        return Money.of(parts[0], parts.length == 2 ? parts[1] : "");
    }

    private static @Nullable Boolean flag(Object value) {
        return value instanceof Boolean flag ? flag : null;
    }

    private static boolean isNumber(Class<?> type) {
        return type.isArray()
                || Number.class.isAssignableFrom(type)
                || Collection.class.isAssignableFrom(type)
                || type.isPrimitive() && !Property.isBoolean(type) && type != char.class;
    }

    private static @Nullable BigDecimal number(Object value) {
        if (value instanceof Collection<?> collection) {
            return BigDecimal.valueOf(collection.size());
        }
        if (value.getClass().isArray()) {
            return BigDecimal.valueOf(Array.getLength(value));
        }
        // the text of a number is what it is worth, whatever its class
        return value instanceof Number ? new BigDecimal(value.toString()) : null;
    }
}
