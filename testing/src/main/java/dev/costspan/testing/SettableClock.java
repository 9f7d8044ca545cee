package dev.costspan.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until a test sets it. Prices are those of its instant. Thread-safe. */
public final class SettableClock extends Clock {

    private volatile Instant now;

    private SettableClock(Instant now) {
        this.now = now;
    }

    /** Returns a clock that stands at an instant. */
    public static SettableClock at(Instant instant) {
        return new SettableClock(instant);
    }

    /** Sets the clock. */
    public void set(Instant instant) {
        now = instant;
    }

    /** Moves the clock; a negative duration moves it back. */
    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Returns UTC. */
    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Returns a clock of another zone that this one's instant is set for. */
    @Override
    public Clock withZone(ZoneId zone) {
        return new InZone(this, zone);
    }

    private static final class InZone extends Clock {

        private final SettableClock clock;
        private final ZoneId zone;

        InZone(SettableClock clock, ZoneId zone) {
            this.clock = clock;
            this.zone = zone;
        }

        @Override
        public Instant instant() {
            return clock.instant();
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return clock.withZone(other);
        }
    }
}
