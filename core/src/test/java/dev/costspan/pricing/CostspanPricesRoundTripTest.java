package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.usage.Conditions;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Cards that are written as a price file and read again are the same cards, and price the same. */
class CostspanPricesRoundTripTest {

    private static final Instant EARLY = Instant.parse("1970-01-01T00:00:00Z");

    @Property(tries = 500)
    void writeAndRead_whenCardsAreRandom_givesTheSameCards(
            @ForAll("cards") List<PriceCard> cards, @ForAll("usages") Usage usage) {
        List<PriceCard> read = read(CostspanPricesWriter.write(cards));

        assertThat(read).hasSameSizeAs(cards);
        for (int i = 0; i < cards.size(); i++) {
            assertThat(facts(read.get(i))).isEqualTo(facts(cards.get(i)));
            for (Conditions conditions : conditions(cards.get(i))) {
                assertThat(priced(read.get(i), usage, conditions)).isEqualTo(priced(cards.get(i), usage, conditions));
            }
        }
    }

    @Property(tries = 100)
    void write_whenCardsWereRead_givesTheSameText(@ForAll("cards") List<PriceCard> cards) {
        String text = CostspanPricesWriter.write(cards);

        assertThat(CostspanPricesWriter.write(read(text))).isEqualTo(text);
    }

    @Example
    void writeAndRead_whenCardsAreTheBundledCatalogue_givesTheSameCards() {
        List<PriceCard> cards = new BundledCatalog(BundledCatalog.RESOURCE).all();

        List<PriceCard> read = read(CostspanPricesWriter.write(cards));

        assertThat(read).hasSizeGreaterThan(1_000).hasSameSizeAs(cards);
        for (int i = 0; i < cards.size(); i++) {
            assertThat(facts(read.get(i))).isEqualTo(facts(cards.get(i)));
        }
    }

    @Example
    void writeAndRead_whenACardIsFree_givesTheSameCard() {
        PriceCard free = PriceCard.free("ollama");

        assertThat(read(CostspanPricesWriter.write(List.of(free))))
                .singleElement()
                .satisfies(card -> assertThat(facts(card)).isEqualTo(facts(free)));
    }

    @Provide
    Arbitrary<List<PriceCard>> cards() {
        Arbitrary<Consumer<PriceCardBuilder>> setting = Arbitraries.oneOf(List.of(
                word().map(region -> card -> card.region(region)),
                word().map(tier -> card -> card.serviceTier(tier)),
                Combinators.combine(word(), word()).as((name, value) -> card -> card.option(name, value)),
                windows().map(window -> card -> card.window(window)),
                contexts().map(context -> card -> card.context(context)),
                multipliers().map(multiplier -> card -> card.multiplier(multiplier)),
                meters().map(meter -> card -> card.unknownRate(meter)),
                Combinators.combine(meters(), steps()).as((meter, steps) -> card -> card.graduated(meter, steps)),
                word().list().ofMaxSize(3).uniqueElements().map(keys -> card -> card.unreadKeys(keys)),
                sources().map(source -> card -> card.source(source)),
                Arbitraries.of("EUR", "JPY").map(currency -> card -> card.currency(currency)),
                Arbitraries.longs()
                        .between(0, 4_000_000_000L)
                        .map(second -> card -> card.from(EARLY.plusSeconds(second))),
                Arbitraries.longs()
                        .between(1, 9_000_000_000_000_000_000L)
                        .map(nano -> card ->
                                card.to(EARLY.plusSeconds(5_000_000_000L).plusNanos(nano)))));
        Arbitrary<PriceCardBuilder> card = Combinators.combine(
                        word(),
                        word().list().ofMaxSize(3),
                        Arbitraries.maps(meters(), rates()).ofMinSize(1).ofMaxSize(6),
                        setting.list().ofMaxSize(8))
                .as((provider, models, rates, settings) -> {
                    PriceCardBuilder builder = new PriceCardBuilder(provider, models);
                    rates.forEach(builder::rate);
                    settings.forEach(each -> each.accept(builder));
                    return builder;
                });
        return card.list().ofMinSize(1).ofMaxSize(3).map(builders -> {
            List<PriceCard> cards = new ArrayList<>();
            builders.forEach(builder ->
                    cards.add(builder.id(builder.id() + " " + cards.size()).build()));
            return cards;
        });
    }

    @Provide
    Arbitrary<Usage> usages() {
        return Arbitraries.maps(meters(), Arbitraries.longs().between(0, 3_000_000))
                .ofMaxSize(4)
                .map(quantities -> {
                    Usage.Builder usage = Usage.builder();
                    quantities.forEach(usage::quantity);
                    return usage.build();
                });
    }

    private static Arbitrary<String> word() {
        return Arbitraries.strings()
                .withChars("abzA09 .:/-_\"\\\t\u00e9\u6f22\ud83d\ude00".toCharArray())
                .ofMinLength(1)
                .ofMaxLength(12)
                .filter(word -> !word.isBlank() && isWellFormed(word));
    }

    private static boolean isWellFormed(String word) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(word);
    }

    private static Arbitrary<Meter> meters() {
        return Arbitraries.of(Meter.class);
    }

    private static Arbitrary<BigDecimal> decimals() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 1_000_000_000_000L),
                        Arbitraries.integers().between(-6, 20))
                .as(BigDecimal::valueOf);
    }

    private static Arbitrary<Rate> rates() {
        Arbitrary<BigDecimal> prices = Arbitraries.oneOf(decimals(), Arbitraries.just(new BigDecimal("0.00")));
        Arbitrary<BigDecimal> units =
                Arbitraries.oneOf(decimals(), Arbitraries.just(Rate.MILLION), Arbitraries.just(BigDecimal.ONE));
        return Combinators.combine(prices, units).as(Rate::new);
    }

    private static Arbitrary<List<RateStep>> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 1_000_000).set().ofMaxSize(3),
                        rates().list().ofSize(4))
                .as((ends, rates) -> {
                    List<RateStep> steps = new ArrayList<>();
                    ends.stream()
                            .sorted()
                            .forEach(end ->
                                    steps.add(new RateStep(BigDecimal.valueOf(end, 1), rates.get(steps.size()))));
                    steps.add(new RateStep(null, rates.get(steps.size())));
                    return steps;
                });
    }

    private static Arbitrary<TimeWindow> windows() {
        Arbitrary<LocalTime> times =
                Arbitraries.longs().between(0, 86_399_999_999_999L).map(LocalTime::ofNanoOfDay);
        return Combinators.combine(
                        Arbitraries.of(DayOfWeek.class).set().ofMinSize(1),
                        times,
                        times,
                        Arbitraries.of("UTC", "Z", "Asia/Shanghai", "+05:30", "America/New_York")
                                .map(ZoneId::of))
                .as(TimeWindow::new);
    }

    private static Arbitrary<ContextRange> contexts() {
        return Combinators.combine(
                        Arbitraries.of(ContextRange.Measure.class),
                        Arbitraries.longs().between(-1, 1_000_000),
                        Arbitraries.oneOf(
                                Arbitraries.longs().between(1_000_001, 9_000_000), Arbitraries.just(Long.MAX_VALUE)))
                .as(ContextRange::new);
    }

    private static Arbitrary<Multiplier> multipliers() {
        return Combinators.combine(Arbitraries.oneOf(word(), Arbitraries.just("region")), word(), decimals())
                .as(Multiplier::new);
    }

    private static Arbitrary<PriceSource> sources() {
        return Combinators.combine(
                        word(), Arbitraries.longs().between(0, 40_000).injectNull(0.3))
                .as((name, day) -> new PriceSource(name, day == null ? null : LocalDate.ofEpochDay(day)));
    }

    private static List<PriceCard> read(String text) {
        return PriceFormat.COSTSPAN.read("prices.json", text.getBytes(StandardCharsets.UTF_8));
    }

    /** None of the card's conditions, and one by one those its multipliers and options name. */
    private static List<Conditions> conditions(PriceCard card) {
        List<Conditions> all = new ArrayList<>(List.of(Conditions.NONE));
        card.options().forEach((name, value) -> all.add(Conditions.NONE.option(name, value)));
        for (Multiplier multiplier : card.multipliers()) {
            all.add(Conditions.NONE.option(multiplier.option(), multiplier.value()));
            all.add(Conditions.NONE.region(multiplier.value()));
        }
        return all;
    }

    private static List<Object> priced(PriceCard card, Usage usage, Conditions conditions) {
        List<Object> priced = new ArrayList<>();
        for (Operation operation : List.of(Operation.CHAT, Operation.RERANK)) {
            Cost cost = card.price(operation, usage, conditions, CostSource.OVERRIDE);
            priced.addAll(
                    Arrays.asList(cost.status(), cost.unpricedReason(), cost.amount(), cost.currency(), cost.items()));
        }
        return priced;
    }

    /** Everything that can be seen of a card. */
    private static Map<String, Object> facts(PriceCard card) {
        Map<Meter, Rate> rates = new EnumMap<>(Meter.class);
        Map<Meter, List<RateStep>> graduated = new EnumMap<>(Meter.class);
        Set<Meter> unknown = EnumSet.noneOf(Meter.class);
        card.rates().copyOwn(rates, graduated, unknown);
        Map<String, Object> facts = new TreeMap<>();
        facts.put("id", card.id());
        facts.put("source", card.source());
        facts.put("asOf", String.valueOf(card.asOf()));
        facts.put("provider", card.provider());
        facts.put("models", card.models());
        facts.put("from", String.valueOf(card.from()));
        facts.put("to", String.valueOf(card.to()));
        facts.put("serviceTier", String.valueOf(card.serviceTier()));
        facts.put("region", String.valueOf(card.region()));
        facts.put("options", card.options());
        facts.put("windows", card.windows());
        facts.put("context", card.context());
        facts.put("currency", card.currency());
        facts.put("multipliers", card.multipliers());
        facts.put("unreadKeys", card.unreadKeys());
        facts.put("conditionCount", card.conditionCount());
        facts.put("rates", rates);
        facts.put("graduated", graduated);
        facts.put("unknown", unknown);
        facts.put("text", card.toString());
        for (Meter meter : Meter.values()) {
            facts.put("rate of " + meter, String.valueOf(card.rate(meter)));
            facts.put("unknown " + meter, card.hasUnknownRate(meter));
        }
        return facts;
    }
}
