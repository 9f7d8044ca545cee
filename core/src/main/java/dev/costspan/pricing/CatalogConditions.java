package dev.costspan.pricing;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;

/** Reads the conditions and factors of a {@link CatalogFile}'s lines. */
final class CatalogConditions {

    private static final int LETTERS_OF_A_DAY = 3;

    private CatalogConditions() {}

    /** Adds a condition such as {@code size=1024x1024} to a card. */
    static void add(String condition, PriceCardBuilder card) {
        int equals = condition.indexOf('=');
        if (equals <= 0) {
            throw new IllegalArgumentException("'" + condition + "' is not a condition");
        }
        String name = condition.substring(0, equals);
        String value = condition.substring(equals + 1);
        switch (name) {
            case CatalogFile.REGION -> card.region(value);
            case CatalogFile.WINDOW -> card.window(window(value));
            default -> card.option(name, value);
        }
    }

    /** Returns the factor of {@code speed=fast*2}. */
    static Multiplier multiplier(String factor) {
        int equals = factor.indexOf('=');
        int star = factor.lastIndexOf('*');
        if (equals <= 0 || star < equals) {
            throw new IllegalArgumentException("'" + factor + "' is not a factor");
        }
        return new Multiplier(
                factor.substring(0, equals),
                factor.substring(equals + 1, star),
                new BigDecimal(factor.substring(star + 1)));
    }

    private static TimeWindow window(String text) {
        int slash = text.indexOf('/');
        int dash = text.indexOf('-', slash);
        int zone = text.indexOf('/', dash);
        if (slash < 0 || dash < 0 || zone < 0) {
            throw new IllegalArgumentException("'" + text + "' is not a window");
        }
        return new TimeWindow(
                days(text.substring(0, slash)),
                LocalTime.parse(text.substring(slash + 1, dash)),
                LocalTime.parse(text.substring(dash + 1, zone)),
                ZoneId.of(text.substring(zone + 1)));
    }

    private static Set<DayOfWeek> days(String text) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (text.equals(CatalogFile.DAILY) || text.contains(day.name().substring(0, LETTERS_OF_A_DAY))) {
                days.add(day);
            }
        }
        return days;
    }
}
