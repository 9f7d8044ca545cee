package dev.costspan.pricing;

import dev.costspan.usage.Bucket;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one operation costs: an exact amount with its provenance, or no amount and the reason.
 *
 * <p>Line items are disjoint and add up to the amount to the last digit. Immutable and thread-safe.
 */
public final class Cost {

    private final CostStatus status;
    private final @Nullable CostSource source;
    private final @Nullable UnpricedReason reason;
    private final @Nullable PriceCard card;
    private final @Nullable Money stated;
    private final Usage usage;
    private final long unscaled;
    private final @Nullable BigDecimal large;

    private Cost(
            CostStatus status,
            @Nullable CostSource source,
            @Nullable UnpricedReason reason,
            @Nullable PriceCard card,
            @Nullable Money stated,
            Usage usage,
            long unscaled,
            @Nullable BigDecimal large) {
        this.status = status;
        this.source = source;
        this.reason = reason;
        this.card = card;
        this.stated = stated;
        this.usage = usage;
        this.unscaled = unscaled;
        this.large = large;
    }

    /** Returns a cost without an amount. */
    public static Cost unpriced(UnpricedReason reason, Usage usage) {
        CostStatus status = reason == UnpricedReason.INVALID_USAGE ? CostStatus.INVALID : CostStatus.UNPRICED;
        return new Cost(status, null, reason, null, null, usage, 0, null);
    }

    /**
     * Returns a cost whose amount was stated rather than computed: the provider reported it, or the application knows it. It
     * has no line items.
     *
     * @throws IllegalArgumentException when the amount is negative
     */
    public static Cost stated(Money amount, CostSource source, Usage usage) {
        if (amount.amount().signum() < 0) {
            throw new IllegalArgumentException("a cost must not be negative, but is " + amount);
        }
        return new Cost(CostStatus.PRICED, source, null, null, Objects.requireNonNull(amount), usage, 0, null);
    }

    static Cost computed(CostStatus status, CostSource source, PriceCard card, Usage usage, long unscaled) {
        return new Cost(status, source, null, card, null, usage, unscaled, null);
    }

    static Cost computed(CostStatus status, CostSource source, PriceCard card, Usage usage, BigDecimal large) {
        return new Cost(status, source, null, card, null, usage, 0, large);
    }

    /** Returns how much this cost can be relied on. */
    public CostStatus status() {
        return status;
    }

    /** Returns whether there is an amount. */
    public boolean hasAmount() {
        return reason == null;
    }

    /** Returns the exact amount in units of {@link #currency()}, or null when there is none. Zero is a real price. */
    public @Nullable BigDecimal amount() {
        if (stated != null) {
            return stated.amount();
        }
        if (large != null) {
            return large;
        }
        return card == null ? null : BigDecimal.valueOf(unscaled, card.scale());
    }

    /** Returns the ISO 4217 code of the amount's currency, or null when there is no amount. */
    public @Nullable String currency() {
        if (stated != null) {
            return stated.currency();
        }
        return card == null ? null : card.currency();
    }

    /** Returns who says so, or null when there is no amount. */
    public @Nullable CostSource source() {
        return source;
    }

    /** Returns why there is no amount, or null when there is one. */
    public @Nullable UnpricedReason unpricedReason() {
        return reason;
    }

    /** Returns the card that was applied, or null when there is no amount or it was stated. */
    public @Nullable PriceCard card() {
        return card;
    }

    /** Returns the usage that was priced. */
    public Usage usage() {
        return usage;
    }

    /** Returns the lines that add up to the amount; empty when there is no amount or it was stated. */
    public List<LineItem> items() {
        if (card == null) {
            return List.of();
        }
        List<LineItem> items = new ArrayList<>();
        for (int i = 0; i < Meter.count(); i++) {
            LineItem item = card.item(Meter.at(i), usage);
            if (item != null) {
                items.add(item);
            }
        }
        return List.copyOf(items);
    }

    /** Returns the exact amount of one bucket; zero for a bucket without lines; null when there is no amount. */
    public @Nullable BigDecimal amount(Bucket bucket) {
        if (card == null) {
            return bucket == Bucket.OTHER ? amount() : hasAmount() ? BigDecimal.ZERO : null;
        }
        return large == null ? BigDecimal.valueOf(unscaled(bucket), card.scale()) : card.bucketAmount(bucket, usage);
    }

    /**
     * Returns {@link #amount()} as the nearest double, for attributes and instruments, without allocating.
     *
     * @return the amount, or NaN when there is none
     */
    public double toDouble() {
        if (card != null && large == null) {
            return Decimals.toDouble(unscaled, card.scale());
        }
        BigDecimal amount = amount();
        return amount == null ? Double.NaN : amount.doubleValue();
    }

    /**
     * Returns {@link #amount(Bucket)} as the nearest double, for attributes and instruments.
     *
     * @return the amount, or NaN when there is none
     */
    public double toDouble(Bucket bucket) {
        if (card != null && large == null) {
            return Decimals.toDouble(unscaled(bucket), card.scale());
        }
        BigDecimal amount = amount(bucket);
        return amount == null ? Double.NaN : amount.doubleValue();
    }

    /** Returns the digits of the amount when they fit a long, for sums without allocation. */
    public long unscaledAmount() {
        return unscaled;
    }

    /** Returns the decimal places of {@link #unscaledAmount()}, or -1 when the amount does not fit a long or is absent. */
    public int scale() {
        return card == null || large != null ? -1 : card.scale();
    }

    /** Returns the amount and its provenance, or the reason there is none, for people. */
    @Override
    public String toString() {
        BigDecimal amount = amount();
        return amount == null || source == null || reason != null
                ? status.id() + " (" + (reason == null ? "" : reason.id()) + ")"
                : amount.toPlainString() + " " + currency() + " (" + status.id() + ", " + source.id()
                        + (card == null ? "" : ", " + card.id()) + ")";
    }

    private long unscaled(Bucket bucket) {
        return card == null ? 0 : card.unscaledAmount(bucket, usage);
    }
}
