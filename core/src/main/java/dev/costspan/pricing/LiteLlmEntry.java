package dev.costspan.pricing;

import dev.costspan.usage.Meter;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One model of LiteLLM's price list, as far as it is read. Filled by {@link LiteLlmReader}. Not thread-safe. */
final class LiteLlmEntry {

    static final long NO_THRESHOLD = -1;

    /** The tier of a call that asked for none. */
    static final String STANDARD = "";

    /**
     * Providers whose models run on the user's own machine, so that the list's 0 is their price. Anywhere else an entry in
     * which every rate is 0 says that the list does not know.
     */
    private static final Set<String> LOCAL_PROVIDERS = Set.of("ollama", "lemonade", "lm_studio", "llamafile");

    /** Ends the names of models that Ollama runs on its own servers for subscribers. */
    private static final String HOSTED = "-cloud";

    private final String key;
    private final Map<String, NavigableMap<Long, Map<Meter, BigDecimal>>> rates = new TreeMap<>();
    private final Map<String, BigDecimal> byMode = new HashMap<>();
    private final Map<String, BigDecimal> outputModalities = new HashMap<>();
    private final Map<Meter, BigDecimal> older = new EnumMap<>(Meter.class);
    private final Set<String> otherPrices = new TreeSet<>();
    private final Set<String> unreadKeys = new TreeSet<>();
    private String listedProvider = "";
    private String mode = "";

    LiteLlmEntry(String key) {
        this.key = key;
    }

    void listedProvider(String name) {
        listedProvider = name;
    }

    void mode(String name) {
        mode = name;
    }

    /** Adds a price; returns whether it is the first for its key. */
    boolean add(String name, LiteLlmKey read, BigDecimal price) {
        return switch (read.kind()) {
            case RATE -> read.meter() != null && rates(read).put(read.meter(), price) == null;
            case OLDER_RATE -> read.meter() != null && older.put(read.meter(), price) == null;
            case BY_MODE -> byMode.put(name, price) == null;
            case OUTPUT_MODALITY -> outputModalities.put(name, price) == null;
            default -> throw new IllegalArgumentException(name);
        };
    }

    void addOther(String name) {
        otherPrices.add(name);
    }

    void addUnread(String name) {
        unreadKeys.add(name);
    }

    /** Puts together what depends on several keys. To be called once, after the last key. */
    void complete() {
        if (!older.isEmpty()) {
            older.forEach(standard()::putIfAbsent);
        }
        addByMode();
        BigDecimal text = atThreshold(STANDARD, NO_THRESHOLD).get(Meter.OUTPUT_TOKENS);
        outputModalities.forEach((name, price) -> {
            if (text == null || text.compareTo(price) != 0) {
                unreadKeys.add(name);
            }
        });
        // Perplexity charges its search fee for every answer, all others only when the web is searched.
        if (listedProvider.equals("perplexity") && otherPrices.contains("search_context_cost_per_query")) {
            unreadKeys.add("search_context_cost_per_query");
        }
    }

    String key() {
        return key;
    }

    String provider() {
        return ProviderNames.ofLiteLlm(listedProvider);
    }

    /** Returns whether LiteLLM applies a threshold from its first token on, as it does for xAI alone. */
    boolean thresholdIsInclusive() {
        return listedProvider.equals("xai");
    }

    /** Returns the key without the name of the provider in front, or null when it has none. */
    @Nullable String keyWithoutProvider() {
        int slash = key.indexOf('/');
        return slash > 0
                        && slash < key.length() - 1
                        && ProviderNames.ofLiteLlm(key.substring(0, slash)).equals(provider())
                ? key.substring(slash + 1)
                : null;
    }

    /** Returns the tiers that have a rate, {@link #STANDARD} first. */
    Set<String> tiers() {
        return rates.keySet();
    }

    /** Returns the rates of a tier by threshold, {@link #NO_THRESHOLD} first. */
    NavigableMap<Long, Map<Meter, BigDecimal>> rates(String tier) {
        return rates.getOrDefault(tier, Collections.emptyNavigableMap());
    }

    Set<String> unreadKeys() {
        return unreadKeys;
    }

    /** Returns why the entry gives no card, or null when it does. */
    PriceFileLog.@Nullable Reason leftOut() {
        boolean any = false;
        for (NavigableMap<Long, Map<Meter, BigDecimal>> tier : rates.values()) {
            for (Map<Meter, BigDecimal> prices : tier.values()) {
                any = true;
                if (prices.values().stream().anyMatch(price -> price.signum() > 0)) {
                    return null;
                }
            }
        }
        boolean others = !otherPrices.isEmpty()
                || !unreadKeys.isEmpty()
                || byMode.values().stream().anyMatch(p -> p.signum() > 0);
        if (any && !others) {
            return isLocal() ? null : PriceFileLog.Reason.ALL_ZERO;
        }
        return others ? PriceFileLog.Reason.OTHER_METERS_ONLY : PriceFileLog.Reason.NO_PRICE;
    }

    private boolean isLocal() {
        return LOCAL_PROVIDERS.contains(listedProvider) && !key.endsWith(HOSTED);
    }

    private Map<Meter, BigDecimal> rates(LiteLlmKey read) {
        String tier = read.tier() == null ? STANDARD : read.tier();
        return rates.computeIfAbsent(tier, t -> new TreeMap<>())
                .computeIfAbsent(read.above(), a -> new EnumMap<>(Meter.class));
    }

    private Map<Meter, BigDecimal> standard() {
        return rates.computeIfAbsent(STANDARD, t -> new TreeMap<>())
                .computeIfAbsent(NO_THRESHOLD, a -> new EnumMap<>(Meter.class));
    }

    private Map<Meter, BigDecimal> atThreshold(String tier, long above) {
        return rates(tier).getOrDefault(above, Map.of());
    }

    /*
     * Taken only where one reading is possible. The same key elsewhere means something else: output_cost_per_image beside
     * token prices restates them per picture, and input_cost_per_image of an image model is the fee for each picture it makes
     * in some entries and for each it is given in others.
     */
    private void addByMode() {
        switch (mode) {
            case "image_generation", "image_edit" -> {
                BigDecimal price = byMode.get("output_cost_per_image");
                if (price != null && outputModalities.isEmpty() && otherPrices.isEmpty() && !hasTokenPrice()) {
                    standard().put(Meter.IMAGES, price);
                }
            }
            case "audio_speech" -> {
                BigDecimal price = byMode.get("input_cost_per_character");
                if (price != null && !hasTokenPrice()) {
                    standard().put(Meter.CHARACTERS, price);
                }
            }
            case "audio_transcription" -> {
                BigDecimal price = byMode.get("input_cost_per_second");
                BigDecimal output = byMode.getOrDefault("output_cost_per_second", BigDecimal.ZERO);
                boolean once = output.signum() == 0 || price != null && output.compareTo(price) == 0;
                if (price != null && once && !hasTokenPrice()) {
                    standard().put(Meter.AUDIO_SECONDS, price);
                }
            }
            default -> {}
        }
    }

    private boolean hasTokenPrice() {
        return rates.values().stream()
                .flatMap(tier -> tier.values().stream())
                .flatMap(prices -> prices.values().stream())
                .anyMatch(price -> price.signum() > 0);
    }
}
