package dev.costspan.pricing;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;

/**
 * Hours of some weekdays in which a price holds, such as a provider's peak hours.
 *
 * <p>A window that ends before it begins goes on after midnight and belongs to the day it began on; one that ends when it begins
 * lasts the whole day.
 *
 * @param days the days on which the window begins
 * @param from the first moment of the window
 * @param to the first moment after it
 * @param zone the time zone of days and hours
 */
public record TimeWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {

    /** Checks that there is a day and copies the days. */
    public TimeWindow {
        if (days.isEmpty()) {
            throw new IllegalArgumentException("a time window needs at least one day of the week");
        }
        days = Set.copyOf(days);
    }

    /** Returns a window of every day. */
    public static TimeWindow daily(LocalTime from, LocalTime to, ZoneId zone) {
        return new TimeWindow(EnumSet.allOf(DayOfWeek.class), from, to, zone);
    }

    /** Returns whether an instant is in the window. */
    public boolean contains(Instant at) {
        ZonedDateTime there = at.atZone(zone);
        LocalTime time = there.toLocalTime();
        DayOfWeek today = there.getDayOfWeek();
        if (from.isBefore(to)) {
            return days.contains(today) && !time.isBefore(from) && time.isBefore(to);
        }
        return days.contains(today) && !time.isBefore(from) || days.contains(today.minus(1)) && time.isBefore(to);
    }
}
