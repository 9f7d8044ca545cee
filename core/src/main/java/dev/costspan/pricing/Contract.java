package dev.costspan.pricing;

import dev.costspan.usage.Meter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an application has negotiated with a provider: rates of its own, or changes to list prices, for all models of the provider or
 * some, in an interval. Costs by a contract have the source {@link CostSource#CONTRACT} and keep the amount at list price beside.
 *
 * <p>Where the contract has a card for the model, the card alone decides. Otherwise the list price is changed: first what is free is
 * taken off, then rates are lowered by amounts, then percentages are applied, to all lines alike, and last the fee is added.
 * Immutable, but for what allowances have left, and thread-safe.
 */
public final class Contract {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final String provider;
    private final Set<String> models;
    private final @Nullable Instant from;
    private final @Nullable Instant to;
    private final CardIndex cards;
    private final BigDecimal factor;
    private final Map<Meter, Rate> off;
    private final @Nullable Money fee;
    private final List<Allowance> allowances;

    private Contract(Builder builder) {
        provider = builder.provider;
        models = Set.copyOf(builder.models);
        from = builder.from;
        to = builder.to;
        cards = new CardIndex(builder.cards);
        factor = builder.factor;
        off = Map.copyOf(builder.off);
        fee = builder.fee;
        allowances = List.copyOf(builder.allowances);
    }

    /**
     * Returns a builder for a contract with a provider.
     *
     * @param provider as {@code gen_ai.provider.name} or {@code db.system.name} spells it
     */
    public static Builder builder(String provider) {
        return new Builder(provider);
    }

    /**
     * Returns whether the contract is for a request.
     *
     * @param list the card of the list price, which knows provider and model by their own names; null when there is none
     */
    boolean covers(String provider, @Nullable String model, @Nullable PriceCard list, Instant at) {
        boolean named = this.provider.equals(provider) && isFor(model);
        boolean listed = list != null
                && this.provider.equals(list.provider())
                && (models.isEmpty() || list.models().stream().anyMatch(this::isFor));
        return (named || listed) && (from == null || !at.isBefore(from)) && (to == null || at.isBefore(to));
    }

    private boolean isFor(@Nullable String model) {
        return models.isEmpty() || model != null && models.contains(model.toLowerCase(Locale.ROOT));
    }

    /** Returns the contract's own cards for a model, or null when it has none. */
    PriceCard @Nullable [] cards(@Nullable String model) {
        return cards.find(provider, model);
    }

    /** Returns the cost under this contract of what costs {@code list} by list price. */
    Cost adjust(Cost list, Instant at) {
        PriceCard card = list.card();
        BigDecimal listAmount = list.amount();
        if (card == null || listAmount == null) {
            return list;
        }
        List<LineItem> items = new ArrayList<>();
        for (LineItem item : list.items()) {
            BigDecimal free = free(item, at);
            if (free.signum() > 0) {
                items.add(LineItem.of(item.meter(), free, item.ratedAs(), item.rate(), BigDecimal.ZERO));
            }
            BigDecimal billed = item.quantity().subtract(free);
            if (billed.signum() > 0) {
                BigDecimal multiplier = item.multiplier().multiply(factor);
                items.add(atItsRate(LineItem.of(item.meter(), billed, item.ratedAs(), item.rate(), multiplier)));
            }
        }
        boolean feeFits = fee == null || fee.currency().equals(card.currency());
        if (fee != null && feeFits) {
            Rate rate = new Rate(fee.amount(), BigDecimal.ONE);
            items.add(LineItem.of(Meter.REQUESTS, BigDecimal.ONE, Meter.REQUESTS, rate, BigDecimal.ONE));
        }
        CostStatus status = feeFits ? list.status() : CostStatus.PARTIAL;
        return Cost.contracted(status, this, card, list.usage(), items, listAmount);
    }

    private BigDecimal free(LineItem item, Instant at) {
        BigDecimal free = BigDecimal.ZERO;
        for (Allowance allowance : allowances) {
            if (allowance.meter() == item.meter() || allowance.meter().contains(item.meter())) {
                free = free.add(allowance.take(item.quantity().subtract(free), at));
            }
        }
        return free;
    }

    /** Returns a line at what the contract makes of its rate; percentages are in its multiplier already. */
    LineItem atItsRate(LineItem line) {
        Rate less = off.get(line.ratedAs());
        if (less == null) {
            return line;
        }
        // in the card's divisor; a price list states short decimals, so the quotient ends
        BigDecimal lower = line.rate().price().subtract(less.times(line.rate().per()));
        Rate lowered = new Rate(lower.max(BigDecimal.ZERO), line.rate().per());
        return LineItem.of(line.meter(), line.quantity(), line.ratedAs(), lowered, line.multiplier());
    }

    /** Returns whether something is free because it was cached, so that it would not be without a cache. */
    boolean givesAwayCached() {
        return allowances.stream().anyMatch(allowance -> Uncached.isCachedTokens(allowance.meter()));
    }

    /** Builds a {@link Contract}. Not thread-safe. */
    public static final class Builder {

        private final String provider;
        private final Set<String> models = new TreeSet<>();
        private final List<PriceCard> cards = new ArrayList<>();
        private final Map<Meter, Rate> off = new EnumMap<>(Meter.class);
        private final List<Allowance> allowances = new ArrayList<>();
        private @Nullable Instant from;
        private @Nullable Instant to;
        private BigDecimal factor = BigDecimal.ONE;
        private @Nullable Money fee;

        private Builder(String provider) {
            if (provider.isBlank()) {
                throw new IllegalArgumentException("a contract needs a provider, but it is blank");
            }
            this.provider = provider;
        }

        /** Limits the contract to these models; otherwise it is for all of the provider's. */
        public Builder models(String... models) {
            for (String model : models) {
                this.models.add(model.toLowerCase(Locale.ROOT));
            }
            return this;
        }

        /** Sets the first instant of the contract; otherwise it always was. */
        public Builder from(Instant from) {
            this.from = Objects.requireNonNull(from, "from");
            return this;
        }

        /** Sets the first instant after the contract; otherwise it has no end. */
        public Builder to(Instant to) {
            this.to = Objects.requireNonNull(to, "to");
            return this;
        }

        /**
         * Adds negotiated rates of models; for those, no other term of this contract counts.
         *
         * @throws IllegalArgumentException when the card is for another provider
         */
        public Builder card(PriceCard card) {
            if (!card.provider().equals(provider)) {
                throw new IllegalArgumentException("price card '" + card.id() + "' is for provider '" + card.provider()
                        + "', but the contract is with '" + provider + "'");
            }
            cards.add(card);
            return this;
        }

        /**
         * Takes a percentage off; several are applied one after another.
         *
         * @param percent decimal text between 0 and 100
         */
        public Builder discountPercent(String percent) {
            BigDecimal off = percent("discount", percent);
            if (off.compareTo(HUNDRED) > 0) {
                throw new IllegalArgumentException("a discount must be at most 100 percent, but is " + percent);
            }
            factor = factor.multiply(HUNDRED.subtract(off).movePointLeft(2));
            return this;
        }

        /**
         * Adds a percentage, such as a reseller's; several are applied one after another.
         *
         * @param percent decimal text, 0 or more
         */
        public Builder markupPercent(String percent) {
            factor = factor.multiply(HUNDRED.add(percent("mark-up", percent)).movePointLeft(2));
            return this;
        }

        /** Takes an amount off the list rate of a meter, which does not fall below 0. */
        public Builder discount(Meter meter, Rate off) {
            this.off.put(meter, Objects.requireNonNull(off, "off"));
            return this;
        }

        /** Adds an amount to each request that has a price. In another currency than the price, it makes the cost partial. */
        public Builder feePerRequest(Money fee) {
            if (fee.amount().signum() < 0) {
                throw new IllegalArgumentException("a fee must not be negative, but is " + fee);
            }
            this.fee = fee;
            return this;
        }

        /** Adds a quantity that is free in each period, as far as this process uses it. */
        public Builder allowance(Allowance allowance) {
            allowances.add(Objects.requireNonNull(allowance, "allowance"));
            return this;
        }

        /**
         * Returns the contract.
         *
         * @throws IllegalArgumentException when its interval is empty
         */
        public Contract build() {
            if (from != null && to != null && !from.isBefore(to)) {
                throw new IllegalArgumentException("the contract with '" + provider + "' is valid from " + from + " to "
                        + to + ", which is never");
            }
            return new Contract(this);
        }

        private static BigDecimal percent(String what, String text) {
            BigDecimal percent;
            try {
                percent = new BigDecimal(text);
            } catch (NumberFormatException noNumber) {
                throw new IllegalArgumentException("a " + what + " must be a decimal number, but is '" + text + "'");
            }
            if (percent.signum() < 0) {
                throw new IllegalArgumentException("a " + what + " must not be negative, but is " + text);
            }
            return percent;
        }
    }
}
