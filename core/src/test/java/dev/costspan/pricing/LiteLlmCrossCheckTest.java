package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.usage.Conditions;
import dev.costspan.usage.Operation;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every model of LiteLLM's list, in every service tier, priced by a book of that file alone, against a calculation from the raw
 * JSON.
 *
 * <p>Excluded, and counted: models whose every price is 0 or that have none; usages in which two prices claim the same tokens, such as
 * cached audio where cached tokens and audio have prices and cached audio has not; and prices that are not billed, by key. Names of
 * providers are those of {@link ProviderNames}.
 */
class LiteLlmCrossCheckTest {

    private static final Instant AT = Instant.parse("2026-08-01T12:00:00Z");
    private static final Set<String> NO_MODELS = Set.of("sample_spec", "fallback_generalizations");
    private static final Map<String, String> TIERS =
            Map.of("", "default", "_priority", "priority", "_flex", "flex", "_batches", "batch");

    private static final Pattern SIZED = Pattern.compile("(?:azure/|aiml/)?(?:(low|medium|high|standard|hd)/)?"
            + "(\\d+)-x-(\\d+)/(?:(\\d+|max)-steps/)?(?:bedrock/)?(.+)");
    private static final Pattern REGIONAL = Pattern.compile("bedrock/((?:us|eu|ap|sa|ca)-[a-z-]+-\\d)/(.+)");

    private final PriceBook book = PriceBook.builder()
            .withoutBundledCatalog()
            .file(RawJson.LISTS.resolve(CatalogImporter.LITELLM_FILE))
            .build();
    /** Rules lead from a model that the list has no price for to another; here only its own name counts. */
    private final CardLookup listed =
            new CardIndex(PriceFormat.LITELLM.read(RawJson.LISTS.resolve(CatalogImporter.LITELLM_FILE)));

    private final Map<String, Object> list = RawJson.object(RawJson.read(CatalogImporter.LITELLM_FILE));
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Map<String, Integer> notBilled = new TreeMap<>();

    @Test
    void price_whenAnyModelIsUsed_isTheListsArithmetic() {
        list.forEach((key, value) -> {
            if (!NO_MODELS.contains(key)) {
                check(key, RawJson.object(value));
            }
        });

        assertThat(counts)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "models",
                        2984,
                        "models without a price",
                        185,
                        "usages",
                        73470,
                        "usages that the tier has no price for",
                        52,
                        "usages that two prices claim",
                        113,
                        "usages with an unknown price",
                        582,
                        "factors",
                        56,
                        "models by size, quality or region",
                        205,
                        "prices by an option",
                        22));
        assertThat(notBilled)
                .isEqualTo(Map.of(
                        // say again, by the character, picture or second, what tokens cost
                        "input_cost_per_character", 6,
                        "input_cost_per_image", 23,
                        "input_cost_per_video_per_second", 2,
                        "output_cost_per_image", 25,
                        "output_cost_per_second", 4,
                        // say again in Databricks' units what the keys for USD say
                        "input_dbu_cost_per_token", 28,
                        "output_dbu_cost_per_token", 25));
    }

    private void check(String key, Map<String, Object> entry) {
        RawLiteLlm raw = new RawLiteLlm(key, entry);
        String provider = ProviderNames.ofLiteLlm((String) entry.get("litellm_provider"));
        count("models");
        boolean priced = false;
        for (Map.Entry<String, String> tier : TIERS.entrySet()) {
            if (tier.getKey().isEmpty() || raw.has(tier.getKey())) {
                for (Map<String, Long> usage : RawUsages.around(raw.thresholds())) {
                    priced |= check(raw, provider, key, tier, usage);
                }
            }
        }
        if (priced) {
            checkConditions(raw, provider, key, entry);
            entry.forEach((name, price) -> countUnused(raw, name, price));
        } else {
            count("models without a price");
        }
    }

    private boolean check(
            RawLiteLlm raw, String provider, String key, Map.Entry<String, String> tier, Map<String, Long> reported) {
        Map<String, BigDecimal> prices = raw.prices(tier.getKey(), reported.getOrDefault("input_tokens", 0L));
        Supplier<String> what = () -> key + " in tier '" + tier.getValue() + "' for " + reported;
        Cost cost = price(provider, key, Conditions.NONE.serviceTier(tier.getValue()), reported);
        if (listed.find(provider, key) == null) {
            boolean free = prices == null || prices.values().stream().noneMatch(price -> price.signum() > 0);
            assertThat(free).as(what).isTrue();
            return false;
        }
        if (prices == null) {
            count("usages that the tier has no price for");
            assertThat(cost.amount()).as(what).isNull();
            return true;
        }
        Map<String, Long> usage = billed(raw, prices, reported);
        RawBill bill = RawBill.of(prices, usage);
        if (bill.ambiguous()) {
            count("usages that two prices claim");
            assertThat(cost.status()).as(what).isIn(CostStatus.ESTIMATED, CostStatus.PARTIAL);
            return true;
        }
        count("usages");
        if (bill.partial() && bill.amount().signum() == 0 || !RawBill.touches(prices, usage)) {
            assertThat(cost.amount()).as(what).isNull();
        } else {
            assertThat(cost.amount()).as(what).isNotNull().isEqualByComparingTo(bill.amount());
        }
        if (bill.partial() && cost.amount() != null) {
            count("usages with an unknown price");
            assertThat(cost.status()).as(what).isEqualTo(CostStatus.PARTIAL);
        }
        return true;
    }

    /** A request is one request, and Google bills the first search of one. */
    private static Map<String, Long> billed(
            RawLiteLlm raw, Map<String, BigDecimal> prices, Map<String, Long> reported) {
        Map<String, Long> usage = new HashMap<>(reported);
        if (prices.containsKey("requests")) {
            usage.put("requests", 1L);
        }
        if (raw.billsOneSearch()) {
            usage.computeIfPresent("web_searches", (unit, searches) -> Math.min(searches, 1));
        }
        return usage;
    }

    /** Factors are on tokens, and prices by the context of a search replace the one for medium. */
    private void checkConditions(RawLiteLlm raw, String provider, String key, Map<String, Object> entry) {
        Map<String, Long> tokens = Map.of("input_tokens", 1_000L, "output_tokens", 500L, "web_searches", 2L);
        Map<String, BigDecimal> prices = raw.prices("", 1_000);
        if (prices == null) {
            return;
        }
        Map<String, BigDecimal> ofTokens = new HashMap<>(prices);
        ofTokens.keySet().removeIf(unit -> !unit.endsWith("_tokens"));
        BigDecimal all = RawBill.of(prices, billed(raw, prices, tokens)).amount();
        BigDecimal part = RawBill.of(ofTokens, tokens).amount();
        factors(entry).forEach((conditions, factor) -> {
            count("factors");
            BigDecimal expected = all.add(part.multiply(factor.subtract(BigDecimal.ONE)));
            assertThat(price(provider, key, conditions, tokens).amount())
                    .as(key + " " + conditions)
                    .isEqualByComparingTo(expected);
        });
        Object fullHd = raw.fullHd();
        if (fullHd != null) {
            count("prices by an option");
            Conditions conditions = Conditions.NONE.option("resolution", "1080p");
            assertThat(price(provider, key, conditions, Map.of("output_video_seconds", 8L))
                            .amount())
                    .as(key + " " + conditions)
                    .isEqualByComparingTo(((BigDecimal) fullHd).multiply(new BigDecimal("8")));
        }
        checkNamed(prices, provider, key);
        raw.searches().forEach((size, price) -> {
            count("prices by an option");
            boolean fee = provider.equals("perplexity");
            BigDecimal expected = part.add(price.multiply(new BigDecimal(fee ? "1" : "2")));
            Conditions conditions = Conditions.NONE.option("search_context_size", size);
            assertThat(price(provider, key, conditions, tokens).amount())
                    .as(key + " " + conditions)
                    .isEqualByComparingTo(expected);
        });
    }

    /** A key that holds a model with a size or a region in front is that model under the condition, too. */
    private void checkNamed(Map<String, BigDecimal> prices, String provider, String key) {
        Matcher size = SIZED.matcher(key);
        Matcher region = REGIONAL.matcher(key);
        Map<String, Long> usage = Map.of("output_images", 3L);
        Conditions conditions = Conditions.NONE;
        String model;
        if (size.matches()) {
            model = size.group(5);
            conditions = conditions
                    .option("quality", size.group(1))
                    .option("size", size.group(2) + "x" + size.group(3))
                    .option("steps", size.group(4));
        } else if (region.matches() && !key.contains("-commitment/")) {
            model = region.group(2);
            conditions = conditions.region(region.group(1));
            usage = Map.of("input_tokens", 1_000L, "output_tokens", 10L);
        } else {
            return;
        }
        count("models by size, quality or region");
        assertThat(price(provider, model, conditions, usage).amount())
                .as(key + " as " + model + " with " + conditions)
                .isEqualByComparingTo(RawBill.of(prices, usage).amount());
    }

    private Map<Conditions, BigDecimal> factors(Map<String, Object> entry) {
        Map<Conditions, BigDecimal> factors = new HashMap<>();
        for (String region : List.of("eu", "us")) {
            Object factor = entry.get("regional_processing_uplift_multiplier_" + region);
            if (factor != null) {
                factors.put(Conditions.NONE.region(region), (BigDecimal) factor);
            }
        }
        if (entry.get("provider_specific_entry") != null) {
            RawJson.object(entry.get("provider_specific_entry")).forEach((name, factor) -> {
                if (factor instanceof BigDecimal number) {
                    String option = name.equals("us") ? "inference_geo" : "speed";
                    factors.put(Conditions.NONE.option(option, name), number);
                }
            });
        }
        if (factors.size() == 2 && factors.containsKey(Conditions.NONE.option("speed", "fast"))) {
            BigDecimal both = factors.values().stream().reduce(BigDecimal.ONE, BigDecimal::multiply);
            factors.put(Conditions.NONE.option("speed", "fast").option("inference_geo", "us"), both);
        }
        return factors;
    }

    private void countUnused(RawLiteLlm raw, String name, Object price) {
        boolean rule = name.startsWith("regional_processing") || name.equals("provider_specific_entry");
        boolean number = price instanceof BigDecimal amount && amount.signum() > 0 && name.contains("cost");
        if (!rule && (number || name.contains("pricing")) && !raw.used.contains(name)) {
            notBilled.merge(name, 1, Integer::sum);
        }
    }

    private Cost price(String provider, String model, Conditions conditions, Map<String, Long> usage) {
        return book.price(Operation.IMAGE, provider, model, conditions, AT, RawUsages.usage(usage));
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }
}
