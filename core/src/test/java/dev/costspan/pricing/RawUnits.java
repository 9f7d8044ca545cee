package dev.costspan.pricing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The registry of units of genai-prices, {@code genai_prices_units.yml}, read line by line. */
final class RawUnits {

    private static final Map<String, Map<String, String>> DIMENSIONS = new HashMap<>();
    private static final Map<String, String[]> BY_PRICE_KEY = new TreeMap<>();

    static {
        String unit = "";
        String per = "";
        try {
            for (String line : Files.readAllLines(RawJson.LISTS.resolve("genai_prices_units.yml"))) {
                if (line.matches("[a-z_0-9]+:")) {
                    unit = line.replace(":", "");
                } else if (line.startsWith("  per: ")) {
                    per = line.substring(7).replace("_", "");
                } else if (line.startsWith("  price_key: ")) {
                    BY_PRICE_KEY.put(line.substring(13), new String[] {unit, per});
                } else if (line.startsWith("  dimensions: {")) {
                    Map<String, String> dimensions = new TreeMap<>();
                    for (String part : line.substring(15, line.indexOf('}')).split(",")) {
                        dimensions.put(part.split(":")[0].strip(), part.split(":")[1].strip());
                    }
                    DIMENSIONS.put(unit, dimensions);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private RawUnits() {}

    /** Returns the unit and how many of it a price is for, by the key of the price. */
    static Map<String, String[]> byPriceKey() {
        return BY_PRICE_KEY;
    }

    /** Returns what a unit is; one that the registry lacks stands alone. */
    static Map<String, String> dimensions(String unit) {
        return DIMENSIONS.getOrDefault(unit, Map.of("family", unit));
    }
}
