package dev.costspan.usage;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** What a usage holds, by the names of the meters, so that a test states all of it and nothing more. */
final class Quantities {

    private Quantities() {}

    static Map<String, String> of(UsageReport report) {
        Map<String, String> all = new TreeMap<>();
        for (Meter meter : Meter.values()) {
            BigDecimal quantity = report.usage().quantity(meter);
            if (quantity != null) {
                all.put(meter.id(), quantity.stripTrailingZeros().toPlainString());
            }
        }
        return all;
    }

    /** Reads {@code "input_tokens 10, output_tokens 2"}. */
    static Map<String, String> listed(String quantities) {
        Map<String, String> all = new TreeMap<>();
        for (String quantity : quantities.split(",\\s*")) {
            String[] parts = quantity.strip().split(" ");
            all.put(parts[0], parts[1]);
        }
        return all;
    }
}
