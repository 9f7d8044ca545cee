package dev.costspan.pricing;

import dev.costspan.usage.Conditions;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rates of one model or SKU, valid in a time interval and under conditions: a service tier, a region, options, hours of the
 * week, and how large the request is.
 *
 * <p>A meter without a rate is billed at the rate of the meter that contains it and has one. Immutable and thread-safe.
 */
public final class PriceCard {

    private static final String[] NONE_WANTED = {};
    private static final Multiplier[] NO_MULTIPLIERS = {};

    private final String id;
    private final PriceSource source;
    private final @Nullable String asOf;
    private final String provider;
    private final List<String> models;
    private final @Nullable Instant from;
    private final @Nullable Instant to;
    private final @Nullable String serviceTier;
    private final @Nullable String region;
    /** Names and values of options in turn, for the call path. */
    private final String[] wanted;

    private final List<TimeWindow> windows;
    private final ContextRange context;
    private final String currency;
    private final Multiplier[] multipliers;
    private final List<String> unreadKeys;
    private final RateTable rates;
    private final boolean unconditional;

    PriceCard(PriceCardBuilder builder, RateTable rates) {
        id = builder.id();
        source = builder.source;
        // One string for the thousands of cards of a list.
        asOf = source.asOf() == null ? null : source.asOf().toString().intern();
        provider = builder.provider;
        models = builder.models;
        from = builder.from;
        to = builder.to;
        serviceTier = builder.serviceTier;
        region = builder.region;
        wanted = inTurn(builder.options);
        windows = List.copyOf(builder.windows);
        context = builder.context();
        currency = builder.currency;
        multipliers = builder.multipliers.toArray(NO_MULTIPLIERS);
        unreadKeys = List.copyOf(builder.unreadKeys);
        this.rates = rates;
        unconditional = conditionCount() == 0;
    }

    /**
     * Returns a builder for a card.
     *
     * @param provider who bills it, as {@code gen_ai.provider.name} or {@code db.system.name} spells it
     * @param models the exact ids and aliases the card is for; none for operations that name no model
     */
    public static PriceCardBuilder builder(String provider, String... models) {
        return new PriceCardBuilder(provider, List.of(models));
    }

    /**
     * Returns a card by which everything a model or store does is free: a real zero, for models and stores that run in the
     * application's own process.
     *
     * @param provider who serves it
     * @param models the exact ids and aliases the card is for; none for operations that name no model
     */
    public static PriceCard free(String provider, String... models) {
        return new PriceCardBuilder(provider, List.of(models)).free().build();
    }

    /** Returns the card's name, {@code litellm:openai/gpt-4o-mini}, unique within its source. */
    public String id() {
        return id;
    }

    /** Returns where the rates were taken from. */
    public PriceSource source() {
        return source;
    }

    /** Returns the date of the price list as {@code 2026-08-21}, or null when it is not known. */
    public @Nullable String asOf() {
        return asOf;
    }

    /** Returns who bills it. */
    public String provider() {
        return provider;
    }

    /** Returns the exact ids and aliases the card is for; empty when it is for operations that name no model. */
    public List<String> models() {
        return models;
    }

    /** Returns the first instant the card is valid, or null when it always was. */
    public @Nullable Instant from() {
        return from;
    }

    /** Returns the first instant the card is no longer valid, or null when none is known. */
    public @Nullable Instant to() {
        return to;
    }

    /** Returns the service tier the card is for, or null for the standard tier. */
    public @Nullable String serviceTier() {
        return serviceTier;
    }

    /** Returns the region the card is for, or null when it is for those that no other card names. */
    public @Nullable String region() {
        return region;
    }

    /** Returns the options a request must have for the card to apply, by name. */
    public Map<String, String> options() {
        Map<String, String> options = new TreeMap<>();
        for (int i = 0; i < wanted.length; i += 2) {
            options.put(wanted[i], wanted[i + 1]);
        }
        return Collections.unmodifiableMap(options);
    }

    /** Returns the hours of the week in which the card holds; empty when it holds whenever no other card does. */
    public List<TimeWindow> windows() {
        return windows;
    }

    /** Returns how large a request may be for the card to apply. */
    public ContextRange context() {
        return context;
    }

    /** Returns the ISO 4217 code of the rates' currency. */
    public String currency() {
        return currency;
    }

    /** Returns the price keys of the source that this version does not know; a cost from such a card is partial. */
    public List<String> unreadKeys() {
        return unreadKeys;
    }

    /** Returns the factors on token rates and when they apply. */
    public List<Multiplier> multipliers() {
        return List.of(multipliers);
    }

    /** Returns the rate for exactly this meter, or null when the card has none or one in steps. */
    public @Nullable Rate rate(Meter meter) {
        return rates.own(meter);
    }

    /**
     * Returns what {@code usage} costs by this card. The card's selectors are not looked at again.
     *
     * @param operation what was asked, for what a complete answer must state and what is billed once a call
     * @param usage what was consumed
     * @param conditions what decides which factors apply
     * @param costSource the layer the card comes from
     */
    public Cost price(Operation operation, Usage usage, Conditions conditions, CostSource costSource) {
        return Billing.price(this, operation, usage, conditions, costSource);
    }

    /** Returns whether this meter has a rate of its own that the card does not state, so that no other stands in for it. */
    boolean hasUnknownRate(Meter meter) {
        return rates.isUnknown(meter);
    }

    boolean validAt(Instant at) {
        return (from == null || !at.isBefore(from)) && (to == null || at.isBefore(to));
    }

    boolean forTier(@Nullable String tier) {
        return Objects.equals(serviceTier, tier);
    }

    /** Returns whether region, options and hours are as the card wants them. */
    boolean forConditions(Conditions conditions, Instant at) {
        return unconditional
                || (region == null || region.equals(conditions.region()))
                        && hasOptions(conditions)
                        && (windows.isEmpty() || inWindow(at));
    }

    /** Returns whether the card wants a region or an option. */
    boolean isForSome() {
        return region != null || wanted.length > 0;
    }

    /** Returns how many conditions the card names; of two cards that apply, the one that names more decides. */
    int conditionCount() {
        return wanted.length / 2 + (region == null ? 0 : 1) + (windows.isEmpty() ? 0 : 1);
    }

    /** Returns the product of the factors that apply, or null when none does. */
    @Nullable BigDecimal factor(Conditions conditions) {
        BigDecimal factor = null;
        for (Multiplier multiplier : multipliers) {
            if (multiplier.applies(conditions)) {
                factor = factor == null ? multiplier.factor() : factor.multiply(multiplier.factor());
            }
        }
        return factor;
    }

    /** Returns whether the card says what an option costs: it is for one of its values, or has a factor for one. */
    boolean knowsOption(String name) {
        return options().containsKey(name)
                || Stream.of(multipliers)
                        .anyMatch(multiplier -> multiplier.option().equals(name));
    }

    RateTable rates() {
        return rates;
    }

    private boolean hasOptions(Conditions conditions) {
        for (int i = 0; i < wanted.length; i += 2) {
            if (!wanted[i + 1].equals(conditions.option(wanted[i]))) {
                return false;
            }
        }
        return true;
    }

    private static String[] inTurn(Map<String, String> options) {
        if (options.isEmpty()) {
            return NONE_WANTED;
        }
        List<String> inTurn = new ArrayList<>();
        options.forEach((name, value) -> {
            inTurn.add(name);
            inTurn.add(value);
        });
        return inTurn.toArray(new String[0]);
    }

    private boolean inWindow(Instant at) {
        for (TimeWindow window : windows) {
            if (window.contains(at)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the card's id, source and rates, for people. */
    @Override
    public String toString() {
        return id + " (" + source + ", " + currency + ", " + rates + ")";
    }
}
