package dev.costspan.pricing;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The prices of one entry of LiteLLM's list for one request, taken from the raw JSON apart from the readers under test. It keeps
 * which keys it has used, so that a test can count those it has not.
 */
final class RawLiteLlm {

    /** Prices of tokens, by what the list calls them. */
    private static final Map<String, String> TOKENS = Map.ofEntries(
            Map.entry("input_cost_per_token", "input_tokens"),
            Map.entry("output_cost_per_token", "output_tokens"),
            Map.entry("cache_read_input_token_cost", "cache_read_tokens"),
            Map.entry("cache_creation_input_token_cost", "cache_write_tokens"),
            Map.entry("cache_creation_input_token_cost_above_1hr", "cache_write_1h_tokens"),
            Map.entry("output_cost_per_reasoning_token", "output_reasoning_tokens"),
            Map.entry("citation_cost_per_token", "output_citation_tokens"),
            Map.entry("input_cost_per_audio_token", "input_audio_tokens"),
            Map.entry("input_cost_per_image_token", "input_image_tokens"),
            Map.entry("output_cost_per_audio_token", "output_audio_tokens"),
            Map.entry("output_cost_per_image_token", "output_image_tokens"),
            Map.entry("output_cost_per_video_token", "output_video_tokens"),
            Map.entry("cache_read_input_audio_token_cost", "cache_audio_read_tokens"),
            Map.entry("cache_creation_input_audio_token_cost", "cache_audio_write_tokens"));

    private static final Map<String, String> COUNTS = Map.of(
            "input_cost_per_request", "requests",
            "ocr_cost_per_page", "input_document_pages",
            "annotation_cost_per_page", "input_annotated_document_pages",
            "code_interpreter_cost_per_session", "sessions");

    private static final Pattern ABOVE = Pattern.compile("_above_(\\d+)k_tokens");
    private static final Pattern SIZE = Pattern.compile("(\\d+)-x-(\\d+)/");

    final Set<String> used = new TreeSet<>();
    private final String key;
    private final Map<String, Object> entry;
    private final String mode;
    private final String provider;

    RawLiteLlm(String key, Map<String, Object> entry) {
        this.key = key;
        this.entry = entry;
        mode = String.valueOf(entry.get("mode"));
        provider = String.valueOf(entry.get("litellm_provider"));
    }

    /** Returns the thresholds of any tier. */
    NavigableSet<Long> thresholds() {
        NavigableSet<Long> all = thresholds("");
        List.of("_priority", "_flex", "_batches").forEach(tier -> all.addAll(thresholds(tier)));
        ranges().forEach(range -> all.add(from(range)));
        all.remove(0L);
        return all;
    }

    /**
     * Returns the price of one by unit, {@link RawBill#UNKNOWN} where there is one that is not stated, or null when the list has no
     * price for such a request.
     *
     * @param tier the end of the keys of a service tier, empty for the standard tier
     */
    @Nullable Map<String, BigDecimal> prices(String tier, long input) {
        Map<String, BigDecimal> prices = tokens(tier, input);
        Map<String, BigDecimal> others = others();
        if (prices == null || prices.isEmpty() && (others.isEmpty() || !tier.isEmpty())) {
            return null;
        }
        prices.putAll(others);
        return prices;
    }

    boolean has(String tier) {
        return TOKENS.keySet().stream().anyMatch(base -> entry.containsKey(base + tier))
                || !thresholds(tier).isEmpty();
    }

    /** Returns whether only the first search of a request is billed. */
    boolean billsOneSearch() {
        boolean google = provider.equals("gemini") || provider.startsWith("vertex_ai");
        return google && key.contains("gemini") && !"per_query".equals(entry.get("web_search_billing_unit"));
    }

    /** Returns the prices of a search by how much context it returns; empty when they do not differ. */
    Map<String, BigDecimal> searches() {
        Map<String, BigDecimal> bySize = new LinkedHashMap<>();
        if (entry.get("search_context_cost_per_query") != null) {
            RawJson.object(entry.get("search_context_cost_per_query"))
                    .forEach((size, price) -> bySize.put(size.replace("search_context_size_", ""), (BigDecimal) price));
        }
        return Set.copyOf(bySize.values()).size() > 1 ? bySize : Map.of();
    }

    /** Returns the price of a second of video in 1080 lines, or null when it is the same. */
    @Nullable Object fullHd() {
        return take("output_cost_per_second_1080p");
    }

    boolean hasTokenPrice() {
        return entry.entrySet().stream()
                        .anyMatch(one -> TOKENS.containsKey(base(one.getKey())) && positive(one.getValue()))
                || !ranges().isEmpty();
    }

    private @Nullable Map<String, BigDecimal> tokens(String tier, long input) {
        if (!ranges().isEmpty()) {
            return tier.isEmpty() ? ofRange(input) : null;
        }
        NavigableSet<Long> bounds = thresholds(tier);
        bounds.addAll(thresholds(""));
        Long bound = provider.equals("xai") ? bounds.floor(input) : bounds.lower(input);
        Map<String, BigDecimal> base = stated(tier);
        Map<String, BigDecimal> above = bound == null ? Map.of() : stated("_above_" + bound / 1000 + "k_tokens" + tier);
        if (bound != null && above.isEmpty() || bound == null && base.isEmpty() && !tier.isEmpty()) {
            return null;
        }
        Map<String, BigDecimal> prices = new HashMap<>(above);
        base.forEach((unit, price) -> {
            boolean moves = above.keySet().stream().anyMatch(whole -> RawBill.contains(whole, unit));
            if (!moves) {
                prices.putIfAbsent(unit, price);
            } else if (!above.containsKey(unit) && !repeats(unit, base)) {
                prices.put(unit, RawBill.UNKNOWN);
            }
        });
        if (!tier.isEmpty()) {
            Map<String, BigDecimal> standard = stated("");
            standard.keySet().stream()
                    .filter(unit -> !prices.containsKey(unit) && !repeats(unit, standard))
                    .forEach(unit -> prices.put(unit, RawBill.UNKNOWN));
        }
        return prices;
    }

    private Map<String, BigDecimal> stated(String suffix) {
        Map<String, BigDecimal> prices = new HashMap<>();
        TOKENS.forEach((base, unit) -> {
            Object price = take(base + suffix);
            if (price != null) {
                prices.put(unit, (BigDecimal) price);
            }
        });
        Object older = suffix.isEmpty() ? take("input_cost_per_token_cache_hit") : null;
        if (older != null) {
            prices.putIfAbsent("cache_read_tokens", (BigDecimal) older);
        }
        return prices;
    }

    private static boolean repeats(String unit, Map<String, BigDecimal> prices) {
        List<String> around = prices.keySet().stream()
                .filter(whole -> RawBill.contains(whole, unit))
                .toList();
        return !around.isEmpty()
                && around.stream()
                        .filter(whole -> around.stream().noneMatch(inner -> RawBill.contains(whole, inner)))
                        .allMatch(whole -> prices.get(whole).compareTo(prices.get(unit)) == 0);
    }

    private Map<String, BigDecimal> ofRange(long input) {
        Map<String, BigDecimal> prices = new HashMap<>();
        long best = -1;
        for (Object range : ranges()) {
            long from = from(range);
            if ((input > from || from == 0) && from > best) {
                best = from;
                prices.clear();
                TOKENS.forEach((base, unit) -> {
                    Object price = RawJson.object(range).get(base);
                    if (price != null) {
                        prices.put(unit, (BigDecimal) price);
                    }
                });
            }
        }
        return prices;
    }

    /** Prices of what is no token. Where tokens are priced, those by the picture, second or character say the same again. */
    private Map<String, BigDecimal> others() {
        Map<String, BigDecimal> prices = new HashMap<>();
        COUNTS.forEach((name, unit) -> put(prices, unit, name));
        Object search = take("search_context_cost_per_query");
        if (search != null) {
            boolean fee = provider.equals("perplexity") && !searches().isEmpty();
            prices.put(fee ? "requests" : "web_searches", fee ? RawBill.UNKNOWN : medium(search));
        }
        put(
                prices,
                Map.of("search", "web_searches", "vector_store", "queries").getOrDefault(mode, "rerank_searches"),
                "input_cost_per_query");
        if (mode.equals("embedding")) {
            addEmbedding(prices);
        } else if (mode.equals("realtime") && take("input_cost_per_image") != null) {
            prices.put("input_image_tokens", RawBill.UNKNOWN);
        } else if (!hasTokenPrice()) {
            addWithoutTokens(prices);
        }
        if (!entry.containsKey("input_cost_per_token") && mode.equals("chat")) {
            put(prices, "input_video_seconds", "input_cost_per_video_per_second");
        }
        return prices;
    }

    private void addEmbedding(Map<String, BigDecimal> prices) {
        for (String kind : List.of("image", "audio", "video")) {
            boolean image = kind.equals("image");
            String name = image ? "input_cost_per_image" : "input_cost_per_" + kind + "_per_second";
            if (positive(entry.get(name))) {
                put(prices, image ? "input_images" : "input_" + kind + "_seconds", name);
                prices.put("input_" + kind + "_tokens", RawBill.UNKNOWN);
            }
        }
        if (take("input_cost_per_video_per_second_above_15s_interval") != null) {
            take("input_cost_per_video_per_second_above_8s_interval");
            prices.put("input_video_seconds", RawBill.UNKNOWN);
        }
    }

    private void addWithoutTokens(Map<String, BigDecimal> prices) {
        put(prices, "input_characters", "input_cost_per_character");
        put(prices, "output_characters", "output_cost_per_character");
        switch (mode) {
            case "image_generation", "image_edit" -> {
                Matcher size = SIZE.matcher(key);
                boolean sized = size.find();
                if (!sized) {
                    put(prices, "output_pixels", "input_cost_per_pixel");
                } else if (positive(entry.get("input_cost_per_pixel"))) {
                    BigDecimal pixels = new BigDecimal(size.group(1)).multiply(new BigDecimal(size.group(2)));
                    prices.put("output_images", ((BigDecimal) take("input_cost_per_pixel")).multiply(pixels));
                }
                put(prices, "output_images", "input_cost_per_image");
                put(prices, "output_images", "output_cost_per_image");
            }
            case "audio_transcription" -> {
                put(prices, "audio_seconds", "input_cost_per_second");
                put(prices, "audio_seconds", "output_cost_per_second");
            }
            case "video_generation" -> {
                put(prices, "output_video_seconds", "output_cost_per_second");
                put(prices, "output_video_seconds", "output_cost_per_video_per_second");
            }
            case "chat" -> {
                put(prices, "node_hours", "input_cost_per_second");
                put(prices, "node_hours", "output_cost_per_second");
                prices.computeIfPresent("node_hours", (unit, second) -> second.multiply(new BigDecimal("3600")));
            }
            default -> {}
        }
    }

    private static BigDecimal medium(Object bySize) {
        return (BigDecimal) RawJson.object(bySize).get("search_context_size_medium");
    }

    private void put(Map<String, BigDecimal> prices, String unit, String name) {
        if (positive(entry.get(name))) {
            prices.put(unit, (BigDecimal) take(name));
        }
    }

    private @Nullable Object take(String name) {
        used.add(name);
        return entry.get(name);
    }

    private NavigableSet<Long> thresholds(String tier) {
        NavigableSet<Long> all = new TreeSet<>();
        for (String name : entry.keySet()) {
            Matcher above = ABOVE.matcher(name);
            if (above.find()
                    && TOKENS.containsKey(name.substring(0, above.start()))
                    && name.substring(above.end()).equals(tier)) {
                all.add(Long.parseLong(above.group(1)) * 1000);
            }
        }
        return all;
    }

    private List<Object> ranges() {
        Object tiers = entry.get("tiered_pricing");
        boolean tokens =
                tiers != null && RawJson.object(RawJson.list(tiers).get(0)).containsKey("range");
        if (tokens) {
            used.add("tiered_pricing");
        }
        return tokens ? RawJson.list(tiers) : List.of();
    }

    private static long from(Object range) {
        return ((BigDecimal) RawJson.list(RawJson.object(range).get("range")).get(0)).longValueExact();
    }

    private static String base(String name) {
        return ABOVE.matcher(name).replaceAll("").replaceAll("_(priority|flex|batches)$", "");
    }

    private static boolean positive(@Nullable Object price) {
        return price instanceof BigDecimal number && number.signum() > 0;
    }
}
