package dev.costspan.benchmarks;

import dev.costspan.pricing.PriceBook;
import dev.costspan.pricing.PriceCard;
import dev.costspan.usage.Meter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One model with two prices in time and two by the size of the request, three times: as a price book, by hand with {@link BigDecimal}
 * as one would write it first, and by hand with doubles, which loses digits.
 */
final class TieredPrices {

    static final String PROVIDER = "acme";
    static final String MODEL = "acme-large";

    private static final long THRESHOLD = 200_000;
    private static final Instant DEARER_FROM = Instant.parse("2026-09-01T00:00:00Z");
    private static final BigDecimal MILLION = new BigDecimal("1000000");

    private final Map<String, List<Card>> cards = new HashMap<>();
    private final Map<String, List<DoubleCard>> doubleCards = new HashMap<>();

    TieredPrices() {
        cards.put(
                MODEL,
                List.of(
                        new Card(Instant.MIN, -1, "2", "0.2", "10"),
                        new Card(Instant.MIN, THRESHOLD, "4", "0.4", "15"),
                        new Card(DEARER_FROM, -1, "3", "0.3", "15"),
                        new Card(DEARER_FROM, THRESHOLD, "6", "0.6", "22.5")));
        doubleCards.put(
                MODEL,
                List.of(
                        new DoubleCard(Instant.MIN, -1, 2, 0.2, 10),
                        new DoubleCard(Instant.MIN, THRESHOLD, 4, 0.4, 15),
                        new DoubleCard(DEARER_FROM, -1, 3, 0.3, 15),
                        new DoubleCard(DEARER_FROM, THRESHOLD, 6, 0.6, 22.5)));
    }

    private record Card(Instant from, long above, BigDecimal input, BigDecimal cached, BigDecimal output) {

        Card(Instant from, long above, String input, String cached, String output) {
            this(from, above, new BigDecimal(input), new BigDecimal(cached), new BigDecimal(output));
        }
    }

    private record DoubleCard(Instant from, long above, double input, double cached, double output) {}

    static PriceBook book() {
        return PriceBook.builder()
                .withoutBundledCatalog()
                .card(card(null, DEARER_FROM, false, "2", "0.2", "10"))
                .card(card(null, DEARER_FROM, true, "4", "0.4", "15"))
                .card(card(DEARER_FROM, null, false, "3", "0.3", "15"))
                .card(card(DEARER_FROM, null, true, "6", "0.6", "22.5"))
                .build();
    }

    BigDecimal naive(String model, Instant at, long input, long cached, long output) {
        Card applies = null;
        for (Card card : cards.getOrDefault(model, List.of())) {
            if (!at.isBefore(card.from()) && input > card.above()) {
                applies = card;
            }
        }
        if (applies == null) {
            throw new IllegalStateException(model);
        }
        return BigDecimal.valueOf(input - cached)
                .multiply(applies.input())
                .add(BigDecimal.valueOf(cached).multiply(applies.cached()))
                .add(BigDecimal.valueOf(output).multiply(applies.output()))
                .divide(MILLION);
    }

    double doubles(String model, Instant at, long input, long cached, long output) {
        DoubleCard applies = null;
        for (DoubleCard card : doubleCards.getOrDefault(model, List.of())) {
            if (!at.isBefore(card.from()) && input > card.above()) {
                applies = card;
            }
        }
        if (applies == null) {
            throw new IllegalStateException(model);
        }
        return ((input - cached) * applies.input() + cached * applies.cached() + output * applies.output()) / 1e6;
    }

    private static PriceCard card(
            @Nullable Instant from,
            @Nullable Instant to,
            boolean longContext,
            String input,
            String cached,
            String output) {
        var card = PriceCard.builder(PROVIDER, MODEL)
                .perMillion(Meter.INPUT_TOKENS, input)
                .perMillion(Meter.CACHE_READ_TOKENS, cached)
                .perMillion(Meter.OUTPUT_TOKENS, output);
        if (from != null) {
            card.from(from);
        }
        if (to != null) {
            card.to(to);
        }
        return longContext
                ? card.inputAbove(THRESHOLD).build()
                : card.inputUpTo(THRESHOLD).build();
    }
}
