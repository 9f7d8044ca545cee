package dev.costspan.pricing;

import dev.costspan.usage.Bucket;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rates of one model or SKU, valid in a time interval, for one service tier and one range of input tokens.
 *
 * <p>A meter without a rate is billed at the rate of the smallest meter that contains it and has one. Immutable and
 * thread-safe.
 */
public final class PriceCard {

    private final String id;
    private final PriceSource source;
    private final @Nullable String asOf;
    private final String provider;
    private final List<String> models;
    private final @Nullable Instant from;
    private final @Nullable Instant to;
    private final @Nullable String serviceTier;
    private final long inputAbove;
    private final long inputUpTo;
    private final String currency;
    private final List<String> unreadKeys;
    private final RateTable rates;

    PriceCard(PriceCardBuilder builder, RateTable rates) {
        id = builder.id();
        source = builder.source;
        asOf = source.asOf() == null ? null : source.asOf().toString();
        provider = builder.provider;
        models = List.copyOf(builder.models);
        from = builder.from;
        to = builder.to;
        serviceTier = builder.serviceTier;
        inputAbove = builder.inputAbove;
        inputUpTo = builder.inputUpTo;
        currency = builder.currency;
        unreadKeys = List.copyOf(builder.unreadKeys);
        this.rates = rates;
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

    /** Returns the input tokens a request must exceed, or -1 when there is no such threshold. */
    public long inputAbove() {
        return inputAbove;
    }

    /** Returns the most input tokens a request may have, or {@link Long#MAX_VALUE}. */
    public long inputUpTo() {
        return inputUpTo;
    }

    /** Returns the ISO 4217 code of the rates' currency. */
    public String currency() {
        return currency;
    }

    /** Returns the price keys of the source that this version does not know; a cost from such a card is partial. */
    public List<String> unreadKeys() {
        return unreadKeys;
    }

    /** Returns the rate for exactly this meter, or null when the card has none. */
    public @Nullable Rate rate(Meter meter) {
        return rates.rate(meter);
    }

    /**
     * Returns what {@code usage} costs by this card. The card's selectors are not looked at again.
     *
     * @param operation what was asked, for what a complete answer must state and what is billed once a call
     * @param usage what was consumed
     * @param costSource the layer the card comes from
     */
    public Cost price(Operation operation, Usage usage, CostSource costSource) {
        if (usage.problem() != null) {
            return Cost.unpriced(UnpricedReason.INVALID_USAGE, usage);
        }
        return rates.price(this, operation, usage, costSource);
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

    boolean forInput(long inputTokens) {
        return inputTokens > inputAbove && inputTokens <= inputUpTo;
    }

    int scale() {
        return rates.scale();
    }

    @Nullable LineItem item(Meter meter, Usage usage) {
        return rates.item(meter, usage);
    }

    long unscaledAmount(Bucket bucket, Usage usage) {
        return rates.unscaledAmount(bucket, usage);
    }

    BigDecimal bucketAmount(Bucket bucket, Usage usage) {
        return rates.bucketAmount(bucket, usage);
    }

    /** Returns the card's id, source and rates, for people. */
    @Override
    public String toString() {
        return id + " (" + source + ", " + currency + ", " + rates + ")";
    }
}
