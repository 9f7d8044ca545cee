package dev.costspan.pricing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a usage costs by the rule of genai-prices' registry, worked out from {@code genai_prices_units.yml} alone: a unit contains
 * another when its dimensions are some of the other's, and each priced unit bills what no priced unit within it has billed. A total that is not reported is the sum of its parts.
 *
 * @param amount the sum
 * @param partial whether something was used whose price is not known, and is not in the sum
 * @param ambiguous whether something was used that two prices claim; the sum then means nothing
 */
record RawBill(BigDecimal amount, boolean partial, boolean ambiguous) {

    /** A unit with a price of its own that the list does not state. */
    static final BigDecimal UNKNOWN = BigDecimal.ONE.negate();

    /**
     * @param prices price of one, by unit
     * @param usage quantities by unit
     */
    static RawBill of(Map<String, BigDecimal> prices, Map<String, Long> usage) {
        List<String> priced = new ArrayList<>(prices.keySet());
        priced.sort(
                (a, b) -> RawUnits.dimensions(b).size() - RawUnits.dimensions(a).size());
        Map<String, Long> exclusive = new HashMap<>();
        BigDecimal sum = BigDecimal.ZERO;
        boolean partial = false;
        for (String unit : priced) {
            long rest = usage.containsKey(unit) ? usage.get(unit) : ofParts(unit, usage);
            for (Map.Entry<String, Long> inner : exclusive.entrySet()) {
                rest -= contains(unit, inner.getKey()) ? inner.getValue() : 0;
            }
            exclusive.put(unit, rest);
            BigDecimal price = Objects.requireNonNull(prices.get(unit));
            partial |= price == UNKNOWN && rest != 0;
            sum = price == UNKNOWN ? sum : sum.add(price.multiply(BigDecimal.valueOf(rest)));
        }
        boolean ambiguous = usage.entrySet().stream()
                .anyMatch(used ->
                        used.getValue() > 0 && !prices.containsKey(used.getKey()) && claims(used.getKey(), priced) > 1);
        return new RawBill(sum, partial, ambiguous);
    }

    /** Returns whether any of the prices is for something that was used. */
    static boolean touches(Map<String, BigDecimal> prices, Map<String, Long> usage) {
        return usage.keySet().stream()
                .anyMatch(used -> prices.keySet().stream().anyMatch(unit -> unit.equals(used) || contains(unit, used)));
    }

    static boolean contains(String whole, String part) {
        return !whole.equals(part)
                && RawUnits.dimensions(part)
                        .entrySet()
                        .containsAll(RawUnits.dimensions(whole).entrySet());
    }

    /** A total that is not reported is the sum of its outermost parts; the usages have none that overlap. */
    private static long ofParts(String unit, Map<String, Long> usage) {
        return usage.entrySet().stream()
                .filter(part -> contains(unit, part.getKey())
                        && usage.keySet().stream()
                                .noneMatch(outer -> contains(unit, outer) && contains(outer, part.getKey())))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static long claims(String unit, List<String> priced) {
        List<String> around =
                priced.stream().filter(whole -> contains(whole, unit)).toList();
        return around.stream()
                .filter(whole -> around.stream().noneMatch(inner -> contains(whole, inner)))
                .count();
    }
}
