package dev.costspan.pricing;

import dev.costspan.usage.Bucket;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import java.util.List;
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
    private final Usage usage;
    private final long unscaled;
    private final @Nullable Detail detail;

    private Cost(
            CostStatus status,
            @Nullable CostSource source,
            @Nullable UnpricedReason reason,
            @Nullable PriceCard card,
            Usage usage,
            long unscaled,
            @Nullable Detail detail) {
        this.status = status;
        this.source = source;
        this.reason = reason;
        this.card = card;
        this.usage = usage;
        this.unscaled = unscaled;
        this.detail = detail;
    }

    /**
     * An amount that does not follow from card and usage as whole numbers.
     *
     * @param amount the amount and its currency
     * @param items the lines that add up to it; none when it was stated
     * @param list the amount at list price, or null when it is the same
     */
    private record Detail(
            Money amount, List<LineItem> items, @Nullable BigDecimal list) {}

    /** Returns a cost without an amount. */
    public static Cost unpriced(UnpricedReason reason, Usage usage) {
        CostStatus status = reason == UnpricedReason.INVALID_USAGE ? CostStatus.INVALID : CostStatus.UNPRICED;
        return new Cost(status, null, reason, null, usage, 0, null);
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
        return new Cost(CostStatus.PRICED, source, null, null, usage, 0, new Detail(amount, List.of(), null));
    }

    static Cost computed(CostStatus status, CostSource source, PriceCard card, Usage usage, long unscaled) {
        return new Cost(status, source, null, card, usage, unscaled, null);
    }

    static Cost itemised(CostStatus status, CostSource source, PriceCard card, Usage usage, List<LineItem> items) {
        return itemised(status, source, card, usage, items, null);
    }

    static Cost itemised(
            CostStatus status,
            CostSource source,
            PriceCard card,
            Usage usage,
            List<LineItem> items,
            @Nullable BigDecimal list) {
        BigDecimal sum = BigDecimal.ZERO;
        for (LineItem item : items) {
            sum = sum.add(item.amount());
        }
        Detail detail = new Detail(new Money(sum, card.currency()), List.copyOf(items), list);
        return new Cost(status, source, null, card, usage, 0, detail);
    }

    /** Returns this cost with the amount at list price beside it. */
    Cost beside(BigDecimal list) {
        BigDecimal amount = amount();
        String currency = currency();
        if (amount == null || currency == null) {
            return this;
        }
        Detail both = new Detail(new Money(amount, currency), items(), list);
        return new Cost(status, source, reason, card, usage, 0, both);
    }

    /** Returns this cost as an estimate, unless it can be relied on even less. */
    Cost asEstimate() {
        return status == CostStatus.PRICED
                ? new Cost(CostStatus.ESTIMATED, source, reason, card, usage, unscaled, detail)
                : this;
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
        if (detail != null) {
            return detail.amount().amount();
        }
        return card == null ? null : BigDecimal.valueOf(unscaled, scale());
    }

    /**
     * Returns the exact amount at list price, in units of {@link #currency()}, or null when there is no amount. It differs from
     * {@link #amount()} where a contract grants other rates than the public price list.
     */
    public @Nullable BigDecimal listAmount() {
        BigDecimal list = contractListAmount();
        return list != null ? list : amount();
    }

    /** Returns the amount at list price where it was looked up beside a contract's, else null. */
    public @Nullable BigDecimal contractListAmount() {
        return detail == null ? null : detail.list();
    }

    /** Returns the ISO 4217 code of the amount's currency, or null when there is no amount. */
    public @Nullable String currency() {
        if (detail != null) {
            return detail.amount().currency();
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
        if (detail != null) {
            return detail.items();
        }
        return card == null ? List.of() : List.copyOf(new Itemising(card.rates(), usage).items(BigDecimal.ONE));
    }

    /** Returns the exact amount of one bucket; zero for a bucket without lines; null when there is no amount. */
    public @Nullable BigDecimal amount(Bucket bucket) {
        if (detail == null) {
            return card == null ? null : BigDecimal.valueOf(unscaled(bucket), scale());
        }
        if (card == null) {
            return bucket == Bucket.OTHER ? amount() : BigDecimal.ZERO;
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (LineItem item : detail.items()) {
            sum = item.meter().bucket() == bucket ? sum.add(item.amount()) : sum;
        }
        return sum;
    }

    /**
     * Returns this cost's arithmetic as text: each line's quantity, rate, multiplier and amount, the sum, and the card with its
     * source and date. For people who want to follow it with a calculator; not for programs.
     */
    public String explain() {
        return CostExplanation.of(this);
    }

    /**
     * Returns {@link #amount()} as the nearest double, for attributes and instruments, without allocating.
     *
     * @return the amount, or NaN when there is none
     */
    public double toDouble() {
        if (card != null && detail == null) {
            return Decimals.toDouble(unscaled, scale());
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
        if (card != null && detail == null) {
            return Decimals.toDouble(unscaled(bucket), scale());
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
        RateWeights weights =
                card == null || detail != null ? null : card.rates().weights();
        return weights == null ? -1 : weights.scale();
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
        RateWeights weights = card == null ? null : card.rates().weights();
        return weights == null ? 0 : weights.sum(usage, bucket);
    }
}
