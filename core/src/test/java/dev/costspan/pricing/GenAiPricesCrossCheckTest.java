package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.usage.Conditions;
import dev.costspan.usage.Operation;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Every model of genai-prices' list, priced by a book of that file alone, against a calculation from the raw JSON.
 *
 * <p>Excluded is the fee for a request of Perplexity's models, which the list says it does not represent ({@code price_comments}).
 * Names of providers are those of {@link ProviderNames}.
 */
class GenAiPricesCrossCheckTest {

    private static final String VARYING = "requests_kcount";

    private final PriceBook book = PriceBook.builder()
            .withoutBundledCatalog()
            .file(RawJson.LISTS.resolve(CatalogImporter.GENAI_PRICES_FILE))
            .build();
    private final Map<String, String[]> units = RawUnits.byPriceKey();
    private final Map<String, Integer> counts = new TreeMap<>();

    @Test
    void price_whenAnyModelIsUsed_isTheListsArithmetic() {
        for (Object provider : RawJson.list(RawJson.read(CatalogImporter.GENAI_PRICES_FILE))) {
            String id = (String) RawJson.object(provider).get("id");
            for (Object model : RawJson.list(RawJson.object(provider).get("models"))) {
                check(id, RawJson.object(model));
            }
        }

        assertThat(counts)
                .containsEntry("models", 1466)
                .containsEntry("models without a price", 157)
                .containsEntry("models without the fee for a request", 4)
                .doesNotContainKeys("usages that two prices claim");
        assertThat(counts.get("usages")).isGreaterThan(30_000);
    }

    private void check(String provider, Map<String, Object> model) {
        String id = (String) model.get("id");
        String name = ProviderNames.ofGenAiPrices(provider, id);
        count("models");
        Object prices = model.get("prices");
        List<Object> conditional = prices instanceof List ? RawJson.list(prices) : List.of(Map.of("prices", prices));
        TreeSet<Long> thresholds = new TreeSet<>();
        TreeSet<Instant> instants = new TreeSet<>(List.of(Instant.parse("2026-08-21T03:00:00Z")));
        boolean any = false;
        for (Object one : conditional) {
            Map<String, Object> keys = RawJson.object(RawJson.object(one).get("prices"));
            any |= !keys.isEmpty();
            if (provider.equals("perplexity") && keys.containsKey(VARYING)) {
                count("models without the fee for a request");
            }
            keys.values().forEach(price -> addThresholds(price, thresholds));
            addInstants(RawJson.object(one).get("constraint"), instants);
        }
        if (!any) {
            count("models without a price");
            assertThat(price(name, id, Map.of("input_tokens", 1L), Instant.EPOCH)
                            .unpricedReason())
                    .as(id)
                    .isEqualTo(UnpricedReason.UNKNOWN_MODEL);
            return;
        }
        for (Instant at : instants) {
            for (Map<String, Long> usage : RawUsages.around(thresholds)) {
                check(
                        provider,
                        id,
                        at,
                        usage,
                        prices(conditional, at, usage.getOrDefault("input_tokens", 0L), provider));
            }
        }
    }

    private void check(
            String provider, String id, Instant at, Map<String, Long> usage, Map<String, BigDecimal> prices) {
        RawBill bill = RawBill.of(prices, usage);
        if (bill.ambiguous()) {
            count("usages that two prices claim");
            return;
        }
        count("usages");
        Cost cost = price(ProviderNames.ofGenAiPrices(provider, id), id, usage, at);
        Supplier<String> what = () -> provider + "/" + id + " at " + at + " for " + usage;
        if (RawBill.touches(prices, usage)) {
            assertThat(cost.amount()).as(what).isNotNull().isEqualByComparingTo(bill.amount());
        } else {
            assertThat(cost.amount()).as(what).isNull();
        }
    }

    /** The last price whose constraint holds, with the tier of the request's input. */
    private Map<String, BigDecimal> prices(List<Object> conditional, Instant at, long input, String provider) {
        Map<String, Object> chosen = Map.of();
        for (Object one : conditional) {
            chosen = holds(RawJson.object(one).get("constraint"), at)
                    ? RawJson.object(RawJson.object(one).get("prices"))
                    : chosen;
        }
        Map<String, BigDecimal> prices = new HashMap<>();
        chosen.forEach((key, price) -> {
            if (!provider.equals("perplexity") || !key.equals(VARYING)) {
                String[] unit = units.get(key);
                prices.put(unit[0], atTier(price, input).divide(new BigDecimal(unit[1])));
            }
        });
        return prices;
    }

    private static BigDecimal atTier(Object price, long input) {
        if (price instanceof BigDecimal flat) {
            return flat;
        }
        BigDecimal chosen = (BigDecimal) RawJson.object(price).get("base");
        long highest = -1;
        for (Object tier : RawJson.list(RawJson.object(price).get("tiers"))) {
            long start = ((BigDecimal) RawJson.object(tier).get("start")).longValueExact();
            if (input > start && start > highest) {
                highest = start;
                chosen = (BigDecimal) RawJson.object(tier).get("price");
            }
        }
        return chosen;
    }

    private static boolean holds(Object constraint, Instant at) {
        if (constraint == null) {
            return true;
        }
        Map<String, Object> parts = RawJson.object(constraint);
        String date = (String) parts.get("start_date");
        String start = (String) parts.get("start_time");
        boolean started =
                date == null || !LocalDate.ofInstant(at, ZoneOffset.UTC).isBefore(LocalDate.parse(date));
        if (start == null) {
            return started;
        }
        OffsetTime time = at.atOffset(ZoneOffset.UTC).toOffsetTime();
        OffsetTime from = OffsetTime.parse(start);
        OffsetTime to = OffsetTime.parse((String) parts.get("end_time"));
        boolean after = !time.isBefore(from);
        boolean before = time.isBefore(to);
        return started && (from.isBefore(to) ? after && before : after || before);
    }

    private static void addInstants(Object constraint, TreeSet<Instant> instants) {
        if (constraint == null) {
            return;
        }
        Map<String, Object> parts = RawJson.object(constraint);
        if (parts.containsKey("start_date")) {
            Instant midnight = LocalDate.parse((String) parts.get("start_date"))
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
            instants.add(midnight);
            instants.add(midnight.minusNanos(1));
        }
        for (String key : List.of("start_time", "end_time")) {
            if (parts.containsKey(key)) {
                Instant turn = OffsetTime.parse((String) parts.get(key))
                        .atDate(LocalDate.of(2026, 8, 20))
                        .toInstant();
                instants.add(turn);
                instants.add(turn.minusNanos(1));
            }
        }
    }

    private static void addThresholds(Object price, TreeSet<Long> thresholds) {
        if (price instanceof Map) {
            for (Object tier : RawJson.list(RawJson.object(price).get("tiers"))) {
                thresholds.add(((BigDecimal) RawJson.object(tier).get("start")).longValueExact());
            }
        }
    }

    private Cost price(String provider, String model, Map<String, Long> usage, Instant at) {
        return book.price(Operation.IMAGE, provider, model, Conditions.NONE, at, RawUsages.usage(usage));
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }
}
