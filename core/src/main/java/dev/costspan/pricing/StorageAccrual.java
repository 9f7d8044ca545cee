package dev.costspan.pricing;

import dev.costspan.usage.Meter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/**
 * Storage that is billed while it lasts: stored bytes, added up over time.
 *
 * <pre>{@code
 * BigDecimal quantity = StorageAccrual.start(monday, 40_000_000_000L)
 *         .change(thursday, 55_000_000_000L)
 *         .gbMonths(sunday);
 * }</pre>
 *
 * <p>The result is a quantity of {@link Meter#GB_MONTHS}. A gigabyte is 10<sup>9</sup> bytes, as in the unit format of FOCUS;
 * where a price list says GB and means 2<sup>30</sup> bytes, state its rate per 1.073741824 GB. A month is 730 hours, a
 * twelfth of 365 days, as in Azure's price sheets. Immutable and thread-safe.
 */
public final class StorageAccrual {

    private static final BigInteger NANOS_PER_SECOND = BigInteger.valueOf(1_000_000_000);
    private static final long BYTES_PER_GB = 1_000_000_000;
    private static final long SECONDS_PER_MONTH = 730 * 3_600;
    private static final BigDecimal BYTE_NANOS_PER_GB_MONTH =
            new BigDecimal(BigInteger.valueOf(BYTES_PER_GB * SECONDS_PER_MONTH).multiply(NANOS_PER_SECOND));

    private final BigInteger byteNanos;
    private final Instant at;
    private final long bytes;

    private StorageAccrual(BigInteger byteNanos, Instant at, long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("the bytes stored at " + at + " must not be negative, but are " + bytes);
        }
        this.byteNanos = byteNanos;
        this.at = at;
        this.bytes = bytes;
    }

    /**
     * Returns an accrual that starts at an instant with nothing accrued.
     *
     * @param at when it starts
     * @param bytes what is stored then
     * @throws IllegalArgumentException when the bytes are negative
     */
    public static StorageAccrual start(Instant at, long bytes) {
        return new StorageAccrual(BigInteger.ZERO, at, bytes);
    }

    /**
     * Returns this accrual with another size from an instant on.
     *
     * @param at when the size changed, not before the last change
     * @param bytes what is stored from then on, all of it and not the difference
     * @throws IllegalArgumentException when the bytes are negative, or the instant is before the last change
     */
    public StorageAccrual change(Instant at, long bytes) {
        return new StorageAccrual(accrued(at), at, bytes);
    }

    /**
     * Returns what has accrued until an instant, in gigabyte-months, rounded half to even to the nine places of {@link
     * Meter#GB_MONTHS}. A period that ends there is followed by {@code StorageAccrual.start(until, accrual.bytes())}.
     *
     * @throws IllegalArgumentException when the instant is before the last change
     */
    public BigDecimal gbMonths(Instant until) {
        return new BigDecimal(accrued(until))
                .divide(BYTE_NANOS_PER_GB_MONTH, Meter.GB_MONTHS.scale(), RoundingMode.HALF_EVEN);
    }

    /** Returns the bytes stored since the last change. */
    public long bytes() {
        return bytes;
    }

    private BigInteger accrued(Instant until) {
        if (until.isBefore(at)) {
            throw new IllegalArgumentException(
                    "storage accrued until " + at + " cannot be told at " + until + ", which is before that");
        }
        Duration held = Duration.between(at, until);
        BigInteger nanos = BigInteger.valueOf(held.getSeconds())
                .multiply(NANOS_PER_SECOND)
                .add(BigInteger.valueOf(held.getNano()));
        return byteNanos.add(nanos.multiply(BigInteger.valueOf(bytes)));
    }

    /** Returns the size and since when it is that, for people. */
    @Override
    public String toString() {
        return bytes + " bytes since " + at;
    }
}
