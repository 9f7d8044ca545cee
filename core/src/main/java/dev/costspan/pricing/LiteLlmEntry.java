package dev.costspan.pricing;

import dev.costspan.usage.Meter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
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

    /** Rates that differ from the entry's others when a request has an option. */
    record Variant(String option, String value, Meter meter, BigDecimal price) {}

    private final String key;
    private final boolean stated;
    private final Map<String, NavigableMap<Long, Map<Meter, BigDecimal>>> rates = new TreeMap<>();
    private final Map<String, BigDecimal> byMode = new TreeMap<>();
    private final Map<Meter, String> keyOf = new EnumMap<>(Meter.class);
    private final Map<Meter, BigDecimal> older = new EnumMap<>(Meter.class);
    private final Set<Meter> unknown = EnumSet.noneOf(Meter.class);
    private final Set<Meter> onlyFirst = EnumSet.noneOf(Meter.class);
    private final List<Multiplier> multipliers = new ArrayList<>();
    private final List<Variant> variants = new ArrayList<>();
    private final Set<String> restated = new TreeSet<>();
    private final Set<String> unreadKeys = new TreeSet<>();
    private final LiteLlmSearch search = new LiteLlmSearch();
    private String listedProvider = "";
    private String mode = "";
    private boolean zeros;

    private LiteLlmEntry(String key, boolean stated) {
        this.key = key;
        this.stated = stated;
    }

    /** Returns an entry of the list, whose zeros may mean that the list does not know. */
    static LiteLlmEntry listed(String key) {
        return new LiteLlmEntry(key, false);
    }

    /** Returns an entry that an application states, whose zeros are prices. */
    static LiteLlmEntry stated(String key, String provider) {
        LiteLlmEntry entry = new LiteLlmEntry(key, true);
        entry.listedProvider = provider;
        return entry;
    }

    /** Sets who bills it, unless an application has said so. */
    void listedProvider(String name) {
        listedProvider = stated ? listedProvider : name;
    }

    void mode(String name) {
        mode = name;
    }

    String mode() {
        return mode;
    }

    LiteLlmSearch search() {
        return search;
    }

    /** Adds a price; returns whether it is the first for its key. */
    boolean add(String name, LiteLlmKey read, BigDecimal price) {
        return switch (read.kind()) {
            case RATE -> read.meter() != null && rates(read).put(read.meter(), price) == null;
            case OLDER_RATE -> read.meter() != null && older.put(read.meter(), price) == null;
            case BY_MODE -> byMode.put(name, price) == null;
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Adds a rate of a range of input tokens; returns whether it is the first. */
    boolean addRange(long above, Meter meter, BigDecimal price) {
        return rates(new LiteLlmKey(LiteLlmKey.Kind.RATE, meter, above, null)).put(meter, price) == null;
    }

    /**
     * Adds a price to which several keys may lead, of which all must say the same: an entry may name the price of a second under
     * input and output, and it is billed once. Where they differ, neither is known to be right.
     */
    void addOnce(String name, Meter meter, BigDecimal price) {
        BigDecimal before = standard().put(meter, price);
        String other = keyOf.put(meter, name);
        if (before != null && before.compareTo(price) != 0) {
            addUnknown(meter);
            addUnread(name);
            addUnread(String.valueOf(other));
        }
    }

    void addUnknown(Meter meter) {
        unknown.add(meter);
    }

    void addOnlyFirst(Meter meter) {
        onlyFirst.add(meter);
    }

    void addMultiplier(Multiplier multiplier) {
        multipliers.add(multiplier);
    }

    void addVariant(Variant variant) {
        variants.add(variant);
    }

    void addRestated(String name) {
        restated.add(name);
    }

    void addUnread(String name) {
        unreadKeys.add(name);
    }

    /** Puts together what depends on several keys. To be called once, after the last key. */
    void complete() {
        if (!older.isEmpty()) {
            older.forEach(standard()::putIfAbsent);
        }
        zeros = byMode.values().stream().anyMatch(price -> price.signum() == 0);
        boolean onlyZeros = byMode.values().stream().allMatch(price -> price.signum() == 0);
        byMode.forEach((name, price) -> {
            if (price.signum() != 0 || onlyZeros && stated) {
                LiteLlmByMode.add(this, name, price);
            }
        });
        addPixels();
        for (String name : restated) {
            Meter meter = LiteLlmKey.of(LiteLlmKey.restatedBy(name)).meter();
            if (meter == null || !standardRates().containsKey(meter)) {
                addUnread(name);
            }
        }
        search.addTo(this);
        standardRates().keySet().removeAll(unknown);
    }

    /** A price by the pixel is that of a picture where the name says how many it has, and nothing where one is stated. */
    private void addPixels() {
        BigDecimal pixel = standardRates().get(Meter.OUTPUT_PIXELS);
        LiteLlmSize size = size();
        if (pixel != null && size != null) {
            standard().putIfAbsent(Meter.OUTPUT_IMAGES, pixel.multiply(size.pixels()));
        }
        if (pixel != null && standard().containsKey(Meter.OUTPUT_IMAGES)) {
            standard().remove(Meter.OUTPUT_PIXELS);
        }
    }

    String key() {
        return key;
    }

    String provider() {
        return stated ? listedProvider : ProviderNames.ofLiteLlm(listedProvider);
    }

    /** Returns whether LiteLLM applies a threshold from its first token on, as it does for xAI alone. */
    boolean thresholdIsInclusive() {
        return ProviderNames.ofLiteLlm(listedProvider).equals("x_ai");
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

    /** Returns what the key says about the size of pictures, or null when it says nothing. */
    @Nullable LiteLlmSize size() {
        String rest = keyWithoutProvider();
        return LiteLlmSize.of(rest == null ? key : rest);
    }

    /** Returns the tiers that have a rate, {@link #STANDARD} first. */
    Set<String> tiers() {
        return rates.keySet();
    }

    /** Returns the rates of a tier by threshold, {@link #NO_THRESHOLD} first. */
    NavigableMap<Long, Map<Meter, BigDecimal>> rates(String tier) {
        return rates.getOrDefault(tier, Collections.emptyNavigableMap());
    }

    /** Returns the meters with a price of their own that the list does not state in their unit. */
    Set<Meter> unknown() {
        return unknown;
    }

    /** Returns whether only the first unit of a request is billed. */
    boolean isOnlyFirst(Meter meter) {
        return onlyFirst.contains(meter);
    }

    List<Multiplier> multipliers() {
        return multipliers;
    }

    List<Variant> variants() {
        return variants;
    }

    Set<String> unreadKeys() {
        return unreadKeys;
    }

    /** Returns why the entry gives no card, or null when it does. */
    PriceFileLog.@Nullable Reason leftOut() {
        if (isPriced(Meter.values())) {
            return null;
        }
        if (!unreadKeys.isEmpty() || !unknown.isEmpty()) {
            return PriceFileLog.Reason.OTHER_METERS_ONLY;
        }
        if (rates.isEmpty()) {
            return zeros ? PriceFileLog.Reason.ALL_ZERO : PriceFileLog.Reason.NO_PRICE;
        }
        return isLocal() ? null : PriceFileLog.Reason.ALL_ZERO;
    }

    boolean hasTokenPrice() {
        return isPriced(Meter.INPUT_TOKENS, Meter.OUTPUT_TOKENS);
    }

    boolean hasInputTokenPrice() {
        return isPriced(Meter.INPUT_TOKENS);
    }

    private boolean isPriced(Meter... wholes) {
        return rates.values().stream()
                .flatMap(tier -> tier.values().stream())
                .flatMap(prices -> prices.entrySet().stream())
                .filter(price -> price.getValue().signum() > 0)
                .anyMatch(price -> isWithin(price.getKey(), wholes));
    }

    private static boolean isWithin(Meter meter, Meter... wholes) {
        for (Meter whole : wholes) {
            if (whole == meter || whole.contains(meter)) {
                return true;
            }
        }
        return false;
    }

    private boolean isLocal() {
        return LOCAL_PROVIDERS.contains(listedProvider) && !key.endsWith(HOSTED);
    }

    private Map<Meter, BigDecimal> rates(LiteLlmKey read) {
        String tier = read.tier() == null ? STANDARD : read.tier();
        return rates.computeIfAbsent(tier, t -> new TreeMap<>())
                .computeIfAbsent(read.above(), a -> new EnumMap<>(Meter.class));
    }

    /** Returns the rates without tier and threshold, to add to. */
    Map<Meter, BigDecimal> standard() {
        return rates.computeIfAbsent(STANDARD, t -> new TreeMap<>())
                .computeIfAbsent(NO_THRESHOLD, a -> new EnumMap<>(Meter.class));
    }

    private Map<Meter, BigDecimal> standardRates() {
        return rates(STANDARD).getOrDefault(NO_THRESHOLD, new EnumMap<>(Meter.class));
    }
}
