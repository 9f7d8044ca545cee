package dev.costspan.pricing;

import dev.costspan.usage.Meter;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a model's searches of the web cost, which may depend on how much context they return.
 *
 * <p>Prices that are the same for every size are the price of a search. Otherwise there are cards by {@code search_context_size},
 * and a request that does not say is billed as medium, the default of OpenAI's API and of LiteLLM's own arithmetic. Two providers
 * count differently. Perplexity's prices by size are a fee for every answer, and as its default is another, a request that does not
 * say has no known fee. Google bills a request that searches once, however often it does, unless {@code web_search_billing_unit} is
 * {@code per_query} (Gemini 3 and later). Not thread-safe.
 */
final class LiteLlmSearch {

    private static final String OPTION = "search_context_size";
    private static final String DEFAULT_SIZE = "medium";
    private static final int SIZES = 3;

    private final Map<String, BigDecimal> prices = new TreeMap<>();
    private boolean perQuery;

    /** Adds the price for a size, {@code low}, {@code medium} or {@code high}; returns whether it is the first. */
    boolean add(String size, BigDecimal price) {
        return prices.put(size, price) == null;
    }

    void billingUnit(String unit) {
        perQuery = unit.equals("per_query");
    }

    void addTo(LiteLlmEntry entry) {
        if (prices.values().stream().allMatch(price -> price.signum() == 0)) {
            return;
        }
        boolean one = prices.size() == SIZES
                && prices.values().stream()
                        .allMatch(price ->
                                price.compareTo(prices.values().iterator().next()) == 0);
        boolean everyAnswer = !one && entry.provider().equals("perplexity");
        Meter meter = everyAnswer ? Meter.REQUESTS : Meter.WEB_SEARCHES;
        BigDecimal usual = everyAnswer ? null : prices.get(DEFAULT_SIZE);
        if (usual == null) {
            entry.addUnknown(meter);
        } else {
            entry.standard().put(meter, usual);
        }
        if (!one) {
            prices.forEach((size, price) -> entry.addVariant(new LiteLlmEntry.Variant(OPTION, size, meter, price)));
        }
        if (!perQuery && isGemini(entry)) {
            entry.addOnlyFirst(meter);
        }
    }

    private static boolean isGemini(LiteLlmEntry entry) {
        boolean google =
                entry.provider().equals("gcp.gemini") || entry.provider().equals("gcp.vertex_ai");
        return google && entry.key().contains("gemini");
    }
}
