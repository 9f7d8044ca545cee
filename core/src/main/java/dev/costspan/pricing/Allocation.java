package dev.costspan.pricing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cost that has no price per request, spread over what caused it: a share for each user, and what nobody used.
 *
 * <p>The amounts of {@link #shares()} and {@link #idle()} add up to {@link #cost()} to the last digit. A digit that division
 * leaves over goes to the largest remainder, the earlier share first where two are equal. Where the cost becomes rows of a
 * FOCUS export, a share is a charge of the resource with its user's tags, and idle is one without. Immutable and thread-safe.
 */
public final class Allocation {

    /** The decimal places of the amounts, unless the cost that is split has more: a millionth of a millionth. */
    public static final int PLACES = 12;

    private final String resource;
    private final Money cost;
    private final List<Share> shares;
    private final Money idle;
    private final BigDecimal used;
    private final @Nullable BigDecimal capacity;

    private Allocation(Builder builder, List<Share> shares, Money idle, BigDecimal used) {
        this.resource = builder.resource;
        this.cost = money(builder.cost.amount(), builder.cost.currency());
        this.shares = List.copyOf(shares);
        this.idle = idle;
        this.used = plain(used);
        this.capacity = builder.capacity == null ? null : plain(builder.capacity);
    }

    /**
     * What one user bears of a cost.
     *
     * @param key whom the share is for, as it was recorded
     * @param weight what it used: seconds of busy time, or a count
     * @param amount its part of the cost
     */
    public record Share(String key, BigDecimal weight, Money amount) {}

    /**
     * Returns a builder that splits an amount over everything that is counted, such as the cost of an evaluation run over the
     * cases it judged or the candidates it compared. Nothing is idle unless nothing is counted.
     *
     * @param resource the name of what is paid for
     * @param cost the amount; zero where it was free
     * @throws IllegalArgumentException when the name is blank or the amount is negative
     */
    public static Builder of(String resource, Money cost) {
        FigureChecks.named("a shared resource", resource);
        FigureChecks.notNegative("the cost of '" + resource + "'", cost.amount());
        return new Builder(resource, cost, false, null);
    }

    /** Returns the name of what is paid for. */
    public String resource() {
        return resource;
    }

    /** Returns what is split: the cost of the window, used or not. */
    public Money cost() {
        return cost;
    }

    /** Returns the share of each key, in the order in which keys were first named. */
    public List<Share> shares() {
        return shares;
    }

    /**
     * Returns the cost of what nobody used; zero when capacity was used up or is not known, all of it when nothing was used.
     */
    public Money idle() {
        return idle;
    }

    /** Returns the sum of all weights: seconds of busy time, or a count. */
    public BigDecimal used() {
        return used;
    }

    /** Returns the most that could have been used, in the unit of {@link #used()}, or null when it is not known. */
    public @Nullable BigDecimal capacity() {
        return capacity;
    }

    /**
     * Returns whether more was used than there is capacity. Idle is zero then and shares are proportional, and the capacity was
     * stated too low: for busy time, more operations ran at a time than the rule has slots.
     */
    public boolean overCapacity() {
        return capacity != null && used.compareTo(capacity) > 0;
    }

    /** Returns the resource, its cost and what of it is idle, for people. */
    @Override
    public String toString() {
        return resource + ": " + cost + " over " + shares.size() + " shares, of it " + idle + " idle";
    }

    private static Money money(BigDecimal amount, String currency) {
        return new Money(plain(amount), currency);
    }

    private static BigDecimal plain(BigDecimal figure) {
        BigDecimal shortest = figure.stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }

    /** Collects who used how much. Not thread-safe; {@link SharedResource} is the collector for a running program. */
    public static final class Builder {

        private final String resource;
        private final Money cost;
        private final boolean timed;
        private final @Nullable BigDecimal capacity;
        private final Map<String, BigDecimal> weights = new LinkedHashMap<>();

        Builder(String resource, Money cost, boolean timed, @Nullable BigDecimal capacity) {
            this.resource = resource;
            this.cost = cost;
            this.timed = timed;
            this.capacity = capacity;
        }

        /**
         * Adds busy time to the share of a key, for a resource that is shared by busy time.
         *
         * @throws IllegalArgumentException when the key is blank, the time is negative, or the resource is shared by a count
         */
        public Builder share(String key, Duration busy) {
            return add(true, key, AllocationRule.seconds(busy));
        }

        /**
         * Adds a count to the share of a key, for a resource that is shared by tokens, queries, cases or the like.
         *
         * @throws IllegalArgumentException when the key is blank, the count is negative, or the resource is shared by busy time
         */
        public Builder share(String key, long count) {
            return share(key, BigDecimal.valueOf(count));
        }

        /**
         * Adds a weight to the share of a key, for a resource that is shared by what is no whole number: weighted tokens,
         * gigabyte-months.
         *
         * @throws IllegalArgumentException when the key is blank, the weight negative, or the resource shared by busy time
         */
        public Builder share(String key, BigDecimal weight) {
            return add(false, key, weight);
        }

        /** Returns the allocation of what was collected so far; all of it is idle when that is nothing. */
        public Allocation allocate() {
            BigDecimal used = weights.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            List<BigDecimal> parts = new ArrayList<>(weights.values());
            parts.add(unused(used));
            BigDecimal amount = cost.amount();
            int scale = Math.max(PLACES, amount.scale());
            List<BigInteger> amounts =
                    LargestRemainder.split(amount.setScale(scale).unscaledValue(), parts);
            List<Share> shares = new ArrayList<>(weights.size());
            for (Map.Entry<String, BigDecimal> entry : weights.entrySet()) {
                Money share = money(new BigDecimal(amounts.get(shares.size()), scale), cost.currency());
                shares.add(new Share(entry.getKey(), plain(entry.getValue()), share));
            }
            Money idle = money(new BigDecimal(amounts.get(shares.size()), scale), cost.currency());
            return new Allocation(this, shares, idle, used);
        }

        private Builder add(boolean time, String key, BigDecimal weight) {
            FigureChecks.named("a share of '" + resource + "'", key);
            if (time != timed) {
                throw new IllegalArgumentException(
                        "'" + resource + "' is shared by " + (timed ? "busy time" : "a count") + ", but the share of '"
                                + key + "' is " + (time ? "a time" : "a count"));
            }
            FigureChecks.notNegative("the share of '" + key + "' in '" + resource + "'", weight);
            weights.merge(key, weight, BigDecimal::add);
            return this;
        }

        /** Returns the weight of what nobody used, which bears the whole cost when nothing was used. */
        private BigDecimal unused(BigDecimal used) {
            if (used.signum() == 0) {
                return BigDecimal.ONE;
            }
            return capacity == null ? BigDecimal.ZERO : capacity.subtract(used).max(BigDecimal.ZERO);
        }
    }
}
