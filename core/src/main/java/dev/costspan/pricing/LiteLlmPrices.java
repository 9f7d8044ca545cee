package dev.costspan.pricing;

import com.fasterxml.jackson.core.JsonToken;
import dev.costspan.usage.Meter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the object of one model of LiteLLM's price list. */
final class LiteLlmPrices {

    private static final String SEARCH_SIZE = "search_context_size_";
    private static final Set<String> SEARCH_SIZES =
            Set.of(SEARCH_SIZE + "low", SEARCH_SIZE + "medium", SEARCH_SIZE + "high");
    private static final String REGIONAL_FACTOR = "regional_processing_uplift_multiplier_";

    /** Factors that Anthropic's entries have, with the options of a request they are for. */
    private static final Map<String, String[]> PROVIDER_FACTORS =
            Map.of("us", new String[] {"inference_geo", "us"}, "fast", new String[] {"speed", "fast"});

    /** The price of a second of video that is made at 1080 lines instead of 720. */
    private static final String FULL_HD = "output_cost_per_second_1080p";

    private final PriceJson json;
    private final Map<String, LiteLlmKey> keys = new HashMap<>();

    LiteLlmPrices(PriceJson json) {
        this.json = json;
    }

    /** Reads the object at hand into {@code entry}, which is then to be completed. */
    void read(LiteLlmEntry entry) {
        json.requireAt(JsonToken.START_OBJECT, "the model");
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            if (json.isNull()) {
                json.skip();
                continue;
            }
            switch (key) {
                case "litellm_provider" -> entry.listedProvider(json.string(key));
                case "mode" -> entry.mode(json.string(key));
                case "web_search_billing_unit" -> entry.search().billingUnit(json.string(key));
                case FULL_HD ->
                    entry.addVariant(new LiteLlmEntry.Variant(
                            "resolution", "1080p", Meter.OUTPUT_VIDEO_SECONDS, json.price(key)));
                default -> addPrice(entry, key);
            }
        }
    }

    private void addPrice(LiteLlmEntry entry, String key) {
        LiteLlmKey read = keys.computeIfAbsent(key, LiteLlmKey::of);
        switch (read.kind()) {
            case RATE, OLDER_RATE -> once(key, entry.add(key, read, json.price(key)));
            case BY_MODE -> addByMode(entry, key, read);
            case REGIONAL_FACTOR ->
                entry.addMultiplier(new Multiplier("region", key.substring(REGIONAL_FACTOR.length()), factor(key)));
            case SEARCH_CONTEXT -> addSearch(entry, key);
            case RANGES -> addRanges(entry, key);
            case PROVIDER_SPECIFIC -> addFactors(entry, key);
            case RESTATED -> {
                entry.addRestated(key);
                json.skip();
            }
            case UNREAD -> {
                entry.addUnread(key);
                json.skip();
            }
            case NOT_A_PRICE -> json.skip();
        }
    }

    private void addByMode(LiteLlmEntry entry, String key, LiteLlmKey read) {
        BigDecimal price = json.price(key);
        if (read.above() < 0 && read.tier() == null) {
            once(key, entry.add(key, read, price));
        } else if (price.signum() != 0) {
            entry.addUnread(key);
        }
    }

    private void addSearch(LiteLlmEntry entry, String key) {
        if (!json.isObject()) {
            entry.addUnread(key);
            json.skip();
            return;
        }
        for (String size = json.nextKey(); size != null; size = json.nextKey()) {
            if (json.isNull()) {
                json.skip();
            } else if (SEARCH_SIZES.contains(size)) {
                once(key, entry.search().add(size.substring(SEARCH_SIZE.length()), json.price(key + "." + size)));
            } else {
                entry.addUnread(key + "." + size);
                json.skip();
            }
        }
    }

    private void addFactors(LiteLlmEntry entry, String key) {
        if (!json.isObject()) {
            json.skip();
            return;
        }
        for (String name = json.nextKey(); name != null; name = json.nextKey()) {
            String[] option = PROVIDER_FACTORS.get(name);
            if (option != null) {
                entry.addMultiplier(new Multiplier(option[0], option[1], factor(key + "." + name)));
            } else {
                if (json.isNumber()) {
                    entry.addUnread(key + "." + name);
                }
                json.skip();
            }
        }
    }

    private BigDecimal factor(String key) {
        BigDecimal factor = json.price(key);
        if (factor.signum() == 0) {
            throw json.error("key '" + key + "' is a factor and must be positive, but is 0");
        }
        return factor;
    }

    /** Ranges of anything but input tokens, such as the number of results, are not read. */
    private void addRanges(LiteLlmEntry entry, String key) {
        if (!json.isArray()) {
            entry.addUnread(key);
            json.skip();
            return;
        }
        boolean understood = true;
        while (json.nextElement()) {
            if (json.isObject()) {
                understood &= addRange(entry, key);
            } else {
                understood = false;
                json.skip();
            }
        }
        if (!understood) {
            entry.addUnread(key);
        }
    }

    private boolean addRange(LiteLlmEntry entry, String key) {
        List<BigDecimal> bounds = List.of();
        Map<Meter, BigDecimal> prices = new HashMap<>();
        boolean understood = true;
        for (String part = json.nextKey(); part != null; part = json.nextKey()) {
            LiteLlmKey read = keys.computeIfAbsent(part, LiteLlmKey::of);
            Meter meter = LiteLlmKey.rates().contains(part) ? read.meter() : null;
            if (part.equals("range") && json.isArray()) {
                bounds = bounds(key);
            } else if (json.isNull()) {
                json.skip();
            } else if (meter != null) {
                once(key + "." + part, prices.put(meter, json.price(key + "." + part)) == null);
            } else {
                understood = false;
                json.skip();
            }
        }
        Long from = bounds.isEmpty() ? null : whole(key, bounds.get(0));
        if (from == null || !understood) {
            return false;
        }
        long above = from == 0 ? LiteLlmEntry.NO_THRESHOLD : from;
        prices.forEach((meter, price) -> once(key, entry.addRange(above, meter, price)));
        return true;
    }

    private List<BigDecimal> bounds(String key) {
        List<BigDecimal> bounds = new ArrayList<>();
        while (json.nextElement()) {
            bounds.add(json.price(key + ".range"));
        }
        return bounds;
    }

    private @Nullable Long whole(String key, BigDecimal bound) {
        try {
            return bound.longValueExact();
        } catch (ArithmeticException notWhole) {
            throw json.error("key '" + key + ".range' must begin at a whole number, but is " + bound.toPlainString());
        }
    }

    private void once(String key, boolean first) {
        if (!first) {
            throw json.error("key '" + key + "' is there twice");
        }
    }
}
