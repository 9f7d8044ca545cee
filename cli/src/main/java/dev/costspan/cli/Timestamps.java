package dev.costspan.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * Reads an instant as ISO 8601 and RFC 3339 write it: {@code 2026-08-01}, {@code 2026-08-01T12:00}, {@code
 * 2026-08-01 12:00:00.5+02:00}. By hand, since java.time's formatter would take a third of the time of a line. Not thread-safe.
 */
final class Timestamps {

    private static final int MOST_FRACTION_DIGITS = 9;

    private final String text;
    private int at;

    private Timestamps(String text) {
        this.text = text;
    }

    /**
     * Returns the instant; without an offset it is in UTC, without a time it is midnight.
     *
     * @throws DateTimeException when the text is none
     */
    static Instant parse(String text) {
        return new Timestamps(text.strip()).instant();
    }

    private Instant instant() {
        int year = number(4);
        require(take('-'));
        int month = number(2);
        require(take('-'));
        LocalDate date = LocalDate.of(year, month, number(2));
        if (isAtEnd()) {
            return date.atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        require(take('T') || take('t') || take(' '));
        LocalTime time = time();
        ZoneOffset offset = isAtEnd() || take('Z') || take('z') ? ZoneOffset.UTC : offset();
        require(isAtEnd());
        return date.atTime(time).toInstant(offset);
    }

    private LocalTime time() {
        int hour = number(2);
        require(take(':'));
        int minute = number(2);
        if (!take(':')) {
            return LocalTime.of(hour, minute);
        }
        int second = number(2);
        return LocalTime.of(hour, minute, second, take('.') || take(',') ? nanos() : 0);
    }

    private int nanos() {
        int start = at;
        while (!isAtEnd() && isDigit(text.charAt(at))) {
            at++;
        }
        int digits = at - start;
        require(digits > 0 && digits <= MOST_FRACTION_DIGITS);
        at = start;
        int nanos = number(digits);
        for (int i = digits; i < MOST_FRACTION_DIGITS; i++) {
            nanos *= 10;
        }
        return nanos;
    }

    private ZoneOffset offset() {
        int sign = take('-') ? -1 : 1;
        require(sign < 0 || take('+'));
        int hours = number(2);
        int minutes = take(':') || !isAtEnd() ? number(2) : 0;
        int seconds = take(':') ? number(2) : 0;
        return ZoneOffset.ofHoursMinutesSeconds(sign * hours, sign * minutes, sign * seconds);
    }

    private int number(int digits) {
        require(at + digits <= text.length());
        int number = 0;
        for (int end = at + digits; at < end; at++) {
            char digit = text.charAt(at);
            require(isDigit(digit));
            number = 10 * number + digit - '0';
        }
        return number;
    }

    private boolean take(char wanted) {
        boolean there = !isAtEnd() && text.charAt(at) == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private boolean isAtEnd() {
        return at == text.length();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static void require(boolean asWritten) {
        if (!asWritten) {
            throw new DateTimeException("no ISO 8601 date or time");
        }
    }
}
