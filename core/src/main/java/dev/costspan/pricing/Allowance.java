package dev.costspan.pricing;

import dev.costspan.usage.Meter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A quantity of a meter that a provider gives away in each period, such as the first 1,000 searches of a month.
 *
 * <p>It counts what this process was billed for, once for each time a price book prices a usage; what other processes use of the same
 * allowance it cannot see, so give each its share. Thread-safe.
 */
public final class Allowance {

    private final Meter meter;
    private final BigDecimal quantity;
    private final Period period;
    private final ZoneId zone;
    private final AtomicReference<Used> used = new AtomicReference<>(new Used(LocalDate.MIN, BigDecimal.ZERO));

    private Allowance(Meter meter, BigDecimal quantity, Period period, ZoneId zone) {
        if (quantity.signum() <= 0) {
            throw new IllegalArgumentException(
                    "an allowance of " + meter.id() + " must be positive, but is " + quantity.toPlainString());
        }
        this.meter = meter;
        this.quantity = quantity;
        this.period = period;
        this.zone = Objects.requireNonNull(zone, "zone");
    }

    private enum Period {
        DAY,
        MONTH;

        LocalDate of(LocalDate day) {
            return this == DAY ? day : day.withDayOfMonth(1);
        }
    }

    private record Used(LocalDate period, BigDecimal quantity) {}

    /** Returns an allowance that begins anew with each day of a zone. */
    public static Allowance daily(Meter meter, BigDecimal quantity, ZoneId zone) {
        return new Allowance(meter, quantity, Period.DAY, zone);
    }

    /** Returns an allowance that begins anew with each calendar month of a zone. */
    public static Allowance monthly(Meter meter, BigDecimal quantity, ZoneId zone) {
        return new Allowance(meter, quantity, Period.MONTH, zone);
    }

    /** Returns what is given away, its parts included. */
    public Meter meter() {
        return meter;
    }

    /** Returns how much is left in the period of an instant, in the meter's unit. */
    public BigDecimal remaining(Instant at) {
        return quantity.subtract(usedIn(period(at), now()));
    }

    /** Uses up to {@code wanted} of the allowance and returns how much of it is free. A period that is over has nothing left. */
    BigDecimal take(BigDecimal wanted, Instant at) {
        LocalDate current = period(at);
        while (true) {
            Used before = now();
            if (current.isBefore(before.period())) {
                return BigDecimal.ZERO;
            }
            BigDecimal already = usedIn(current, before);
            BigDecimal free = wanted.min(quantity.subtract(already));
            if (used.compareAndSet(before, new Used(current, already.add(free)))) {
                return free;
            }
        }
    }

    private Used now() {
        return Objects.requireNonNull(used.get());
    }

    private LocalDate period(Instant at) {
        return period.of(LocalDate.ofInstant(at, zone));
    }

    private static BigDecimal usedIn(LocalDate period, Used used) {
        return period.equals(used.period()) ? used.quantity() : BigDecimal.ZERO;
    }
}
