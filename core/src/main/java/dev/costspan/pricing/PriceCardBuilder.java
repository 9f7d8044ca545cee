package dev.costspan.pricing;

import dev.costspan.usage.Conditions;
import dev.costspan.usage.Meter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Builds a {@link PriceCard}. Not thread-safe. */
public final class PriceCardBuilder {

    final String provider;
    final List<String> models;
    private final Map<Meter, Rate> rates = new EnumMap<>(Meter.class);
    private final Map<Meter, List<RateStep>> graduated = new EnumMap<>(Meter.class);
    private final Set<Meter> unknownRates = EnumSet.noneOf(Meter.class);
    private @Nullable String id;
    PriceSource source = new PriceSource("application", null);

    @Nullable Instant from;

    @Nullable Instant to;

    @Nullable String serviceTier;

    @Nullable String region;

    final Map<String, String> options = new TreeMap<>();
    final List<TimeWindow> windows = new ArrayList<>();
    final List<Multiplier> multipliers = new ArrayList<>();
    private ContextRange.Measure measure = ContextRange.Measure.INPUT;
    private long above = -1;
    private long upTo = Long.MAX_VALUE;
    String currency = "USD";
    List<String> unreadKeys = List.of();

    PriceCardBuilder(String provider, List<String> models) {
        if (provider.isBlank()) {
            throw new IllegalArgumentException("a price card needs a provider, but it is blank");
        }
        for (String model : models) {
            if (model.isBlank()) {
                throw new IllegalArgumentException("a price card of provider '" + provider + "' names a blank model");
            }
        }
        this.provider = provider;
        this.models = List.copyOf(models);
    }

    /** Sets the card's name; otherwise it is made of the source, the provider, the first model and the conditions. */
    public PriceCardBuilder id(String id) {
        this.id = Objects.requireNonNull(id, "id");
        return this;
    }

    /** Sets where the rates were taken from and as of which date; otherwise the application, without a date. */
    public PriceCardBuilder source(String name, LocalDate asOf) {
        this.source = new PriceSource(name, asOf);
        return this;
    }

    PriceCardBuilder source(PriceSource source) {
        this.source = source;
        return this;
    }

    /** Sets the first instant the card is valid; otherwise it always was. */
    public PriceCardBuilder from(Instant from) {
        this.from = Objects.requireNonNull(from, "from");
        return this;
    }

    /** Sets the first instant the card is no longer valid; otherwise there is none. */
    public PriceCardBuilder to(Instant to) {
        this.to = Objects.requireNonNull(to, "to");
        return this;
    }

    /** Sets the service tier the card is for, as the provider's answer names it; otherwise the standard tier. */
    public PriceCardBuilder serviceTier(String serviceTier) {
        this.serviceTier = Objects.requireNonNull(serviceTier, "serviceTier");
        return this;
    }

    /** Sets the region the card is for, as the provider names it; otherwise it is for those that no other card names. */
    public PriceCardBuilder region(String region) {
        this.region = Objects.requireNonNull(region, "region");
        return this;
    }

    /** Adds an option that a request must have, such as {@code size} and {@code 1024x1024}; see {@link Conditions}. */
    public PriceCardBuilder option(String name, String value) {
        options.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
        return this;
    }

    /** Adds hours of the week in which the card holds; otherwise it holds whenever no card of the model with hours does. */
    public PriceCardBuilder window(TimeWindow window) {
        windows.add(Objects.requireNonNull(window, "window"));
        return this;
    }

    /** Sets the input tokens a request must exceed for the card to apply to all of it. */
    public PriceCardBuilder inputAbove(long tokens) {
        above = tokens;
        return this;
    }

    /** Sets the most input tokens a request may have for the card to apply to all of it. */
    public PriceCardBuilder inputUpTo(long tokens) {
        upTo = tokens;
        return this;
    }

    /** Sets how large a request may be for the card to apply to all of it; otherwise of any size. */
    public PriceCardBuilder context(ContextRange context) {
        measure = context.measure();
        above = context.above();
        upTo = context.upTo();
        return this;
    }

    /** Adds a factor on the token rates under a condition. */
    public PriceCardBuilder multiplier(Multiplier multiplier) {
        multipliers.add(Objects.requireNonNull(multiplier, "multiplier"));
        return this;
    }

    /**
     * Sets the currency of the rates; otherwise {@code USD}.
     *
     * @throws IllegalArgumentException when it is not an ISO 4217 code
     */
    public PriceCardBuilder currency(String currency) {
        this.currency = Money.requireCurrency(currency);
        return this;
    }

    /** Sets the rate of a meter. */
    public PriceCardBuilder rate(Meter meter, Rate rate) {
        rates.put(meter, Objects.requireNonNull(rate, "rate"));
        return this;
    }

    /**
     * Sets the price of a million units of a meter, the usual form for tokens.
     *
     * @throws NumberFormatException when {@code price} is not a decimal number
     */
    public PriceCardBuilder perMillion(Meter meter, String price) {
        return rate(meter, Rate.perMillion(price));
    }

    /**
     * Sets a rate in steps, for a meter whose units get cheaper or dearer the more of them one request uses.
     *
     * @param steps in order; each but the last ends at a larger unit than the one before, the last has no end
     * @throws IllegalArgumentException when the steps are none of that
     */
    public PriceCardBuilder graduated(Meter meter, List<RateStep> steps) {
        BigDecimal before = BigDecimal.ZERO;
        for (int i = 0; i < steps.size(); i++) {
            BigDecimal upTo = steps.get(i).upTo();
            boolean last = i == steps.size() - 1;
            if (last != (upTo == null) || upTo != null && upTo.compareTo(before) <= 0) {
                throw new IllegalArgumentException("the steps of " + meter.id() + " on price card '" + id()
                        + "' must end at rising units, and the last must have no end, but step " + (i + 1) + " ends at "
                        + upTo);
            }
            before = upTo == null ? before : upTo;
        }
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("price card '" + id() + "' has no step for " + meter.id());
        }
        graduated.put(meter, List.copyOf(steps));
        return this;
    }

    /** Says that a meter has a rate of its own that is not known, so that no other rate stands in for it. */
    PriceCardBuilder unknownRate(Meter meter) {
        unknownRates.add(meter);
        return this;
    }

    PriceCardBuilder free() {
        for (Meter meter : Meter.values()) {
            if (isPart(meter)) {
                continue;
            }
            rate(meter, new Rate(BigDecimal.ZERO, BigDecimal.ONE));
        }
        return this;
    }

    private static boolean isPart(Meter meter) {
        for (int i = 0; i < Meter.count(); i++) {
            if (Meter.at(i).contains(meter)) {
                return true;
            }
        }
        return false;
    }

    ContextRange context() {
        boolean any = above < 0 && upTo == Long.MAX_VALUE;
        return any ? ContextRange.ANY : new ContextRange(measure, above, upTo);
    }

    PriceCardBuilder unreadKeys(List<String> keys) {
        this.unreadKeys = keys;
        return this;
    }

    /** Returns the given name, or one like {@code litellm:openai/gpt-5.4;priority;above=272000}. */
    String id() {
        if (id != null) {
            return id;
        }
        StringBuilder name = new StringBuilder(source.name()).append(':').append(provider);
        if (!models.isEmpty()) {
            name.append('/').append(models.get(0));
        }
        if (serviceTier != null) {
            name.append(';').append(serviceTier);
        }
        if (region != null) {
            name.append(";region=").append(region);
        }
        options.forEach(
                (option, value) -> name.append(';').append(option).append('=').append(value));
        if (above >= 0) {
            name.append(";above=").append(above);
        }
        if (!windows.isEmpty()) {
            name.append(";window=").append(windows.get(0).from());
        }
        if (from != null) {
            LocalDate day = LocalDate.ofInstant(from, ZoneOffset.UTC);
            boolean midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant().equals(from);
            name.append(";from=").append(midnight ? day.toString() : from.toString());
        }
        return name.toString();
    }

    /**
     * Returns the card.
     *
     * @throws IllegalArgumentException when it has no rate, or its interval or range is empty
     */
    public PriceCard build() {
        if (rates.isEmpty() && graduated.isEmpty()) {
            throw new IllegalArgumentException("price card '" + id() + "' has no rate");
        }
        return build(new RateTable(rates, graduated, unknownRates));
    }

    /** Returns the card with rates that it may share with other cards; those set here are ignored. */
    PriceCard build(RateTable table) {
        if (from != null && to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException(
                    "price card '" + id() + "' is valid from " + from + " to " + to + ", which is never");
        }
        if (above >= upTo) {
            throw new IllegalArgumentException("price card '" + id() + "' is for more than " + above + " and at most "
                    + upTo + " tokens, which is never");
        }
        return new PriceCard(this, table);
    }
}
