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

    /** What {@link #unscaledCacheSavings()} returns when {@link #cacheSavings()} has to be asked. */
    public static final long NO_SAVINGS = Long.MIN_VALUE;

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
     * @param items the lines that add up to it; none when it was stated or is a sum
     * @param list the amount at list price, or null when it is the same
     * @param contract whose terms changed the lines, or null when the card alone made them
     * @param parts the costs it is the sum of; none when it is no sum
     */
    private record Detail(
            Money amount,
            List<LineItem> items,
            @Nullable BigDecimal list,
            @Nullable Contract contract,
            List<Cost> parts) {}

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
        return new Cost(
                CostStatus.PRICED, source, null, null, usage, 0, new Detail(amount, List.of(), null, null, List.of()));
    }

    static Cost computed(CostStatus status, CostSource source, PriceCard card, Usage usage, long unscaled) {
        return new Cost(status, source, null, card, usage, unscaled, null);
    }

    static Cost itemised(CostStatus status, CostSource source, PriceCard card, Usage usage, List<LineItem> items) {
        Detail detail = new Detail(total(items, card), List.copyOf(items), null, null, List.of());
        return new Cost(status, source, null, card, usage, 0, detail);
    }

    /**
     * Returns a cost whose lines are those of a card, changed by a contract.
     *
     * @param list the amount without the contract
     */
    static Cost contracted(
            CostStatus status, Contract contract, PriceCard card, Usage usage, List<LineItem> items, BigDecimal list) {
        Detail detail = new Detail(total(items, card), List.copyOf(items), list, contract, List.of());
        return new Cost(status, CostSource.CONTRACT, null, card, usage, 0, detail);
    }

    private static Money total(List<LineItem> items, PriceCard card) {
        BigDecimal sum = BigDecimal.ZERO;
        for (LineItem item : items) {
            sum = sum.add(item.amount());
        }
        return new Money(sum, card.currency());
    }

    /**
     * Returns the sum of several costs.
     *
     * @param main the one whose source and card it has
     * @param list the amount at list price, or null when it is the same
     */
    static Cost sum(
            CostStatus status, Cost main, Usage usage, Money amount, @Nullable BigDecimal list, List<Cost> parts) {
        Detail detail = new Detail(amount, List.of(), list, null, List.copyOf(parts));
        return new Cost(status, main.source, null, main.card, usage, 0, detail);
    }

    /** Returns this cost with the amount at list price beside it. */
    Cost beside(BigDecimal list) {
        BigDecimal amount = amount();
        String currency = currency();
        if (amount == null || currency == null) {
            return this;
        }
        Detail both = new Detail(new Money(amount, currency), items(), list, null, List.of());
        return new Cost(status, source, reason, card, usage, 0, both);
    }

    /** Returns this cost as an estimate, unless it can be relied on even less. */
    Cost asEstimate() {
        return status == CostStatus.PRICED
                ? new Cost(CostStatus.ESTIMATED, source, reason, card, usage, unscaled, detail)
                : this;
    }

    /**
     * Returns what this and another request of one operation cost together, such as a first answer that was billed and thrown away,
     * and the one that was kept. Each was priced on its own, so that thresholds apply to each.
     *
     * <p>Amounts, list amounts, lines and usages add up, and the status is the less reliable one. An amount that is missing, or is in
     * another currency than the first there is, is left out and makes the cost {@linkplain CostStatus#PARTIAL partial}; where there
     * is none at all, the reason is that of this cost. Source and card are those of the first that has an amount.
     */
    public Cost plus(Cost other) {
        return CostSum.of(this, other);
    }

    /** Returns how much this cost can be relied on. */
    public CostStatus status() {
        return status;
    }

    /** Returns whether anything was reported that is billed: usage, be it invalid, or an amount. */
    public boolean isReported() {
        return status == CostStatus.INVALID || !usage.isUnknown() || hasAmount();
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

    /** Returns the card that was applied, of a sum the first one, or null when there is no amount or it was stated. */
    public @Nullable PriceCard card() {
        return card;
    }

    /** Returns the usage that was priced. */
    public Usage usage() {
        return usage;
    }

    /** Returns the lines that add up to the amount; empty when there is no amount, or it or a part of it was stated. */
    public List<LineItem> items() {
        if (detail != null) {
            return detail.parts().isEmpty() ? detail.items() : CostSum.items(this);
        }
        return card == null ? List.of() : List.copyOf(new Itemising(card.rates(), usage).items(BigDecimal.ONE));
    }

    /**
     * Returns the exact amount of one bucket; zero for a bucket without lines; null when there is no amount. What was stated is in
     * {@link Bucket#OTHER}.
     */
    public @Nullable BigDecimal amount(Bucket bucket) {
        if (detail == null) {
            return card == null ? null : BigDecimal.valueOf(unscaled(bucket), scale());
        }
        if (!detail.parts().isEmpty()) {
            return CostSum.amount(this, bucket);
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
     * Returns what caching saved: what the same request would have cost, had nothing been read from or written to a cache, less what
     * it cost, in units of {@link #currency()}. Negative when writing, or keeping something cached by the hour, cost more than
     * reading saved.
     *
     * <p>Cached tokens are billed again by the same card, at the rate it has for the same tokens as ordinary input and at the same
     * multipliers. Under a contract these are the contract's own rates, or list rates changed by the same terms; what an allowance
     * gave away counts as given away without a cache too. Of a sum, the savings of its requests are added, those that cached nothing
     * counting as none.
     *
     * @return the exact amount, or null when nothing was cached or it cannot be told: there is no amount or no card, the card has no
     *     rate for input or for what was cached, an allowance gives away cached tokens in particular, or one of several requests
     *     cached something and cannot tell
     */
    public @Nullable BigDecimal cacheSavings() {
        long plain = unscaledCacheSavings();
        return plain == NO_SAVINGS ? Uncached.savings(this) : BigDecimal.valueOf(plain, scale());
    }

    /** Returns {@link #cacheSavings()} as the nearest double, for attributes and instruments, or NaN when there is none. */
    public double cacheSavingsToDouble() {
        long plain = unscaledCacheSavings();
        if (plain != NO_SAVINGS) {
            return Decimals.toDouble(plain, scale());
        }
        BigDecimal savings = Uncached.savings(this);
        return savings == null ? Double.NaN : savings.doubleValue();
    }

    /**
     * Returns the digits of {@link #cacheSavings()} at {@link #scale()}, for sums without allocation, or {@link #NO_SAVINGS} when only
     * that can tell.
     */
    public long unscaledCacheSavings() {
        RateWeights weights =
                card == null || detail != null ? null : card.rates().weights();
        return card == null
                        || weights == null
                        || !Uncached.followsFromWeights(usage, card.rates().layout())
                ? NO_SAVINGS
                : weights.cacheSavings(usage);
    }

    /**
     * Returns what writing to a cache cost on top of ordinary input: the cost of the tokens written less what they would have cost as
     * ordinary input, in units of {@link #currency()}. Zero when the card makes no difference, negative when writing is cheaper.
     *
     * @return the exact amount, or null when nothing was written to a cache or it cannot be told, as with {@link #cacheSavings()}
     */
    public @Nullable BigDecimal cacheWritePremium() {
        return Uncached.writePremium(this);
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

    /** Returns the costs this one is the sum of, those without an amount included; empty when it is no sum. */
    List<Cost> parts() {
        return detail == null ? List.of() : detail.parts();
    }

    /** Returns the contract whose terms changed the card's lines, or null when none did. */
    @Nullable Contract contract() {
        return detail == null ? null : detail.contract();
    }

    private long unscaled(Bucket bucket) {
        RateWeights weights = card == null ? null : card.rates().weights();
        return weights == null ? 0 : weights.sum(usage, bucket);
    }
}
