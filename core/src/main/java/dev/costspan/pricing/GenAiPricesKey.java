package dev.costspan.pricing;

import dev.costspan.usage.Meter;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The price keys of genai-prices, with the divisors of its {@code prices/units.yml}. Its units are named as Costspan's meters;
 * the price of a million {@code …_tokens} has the key {@code …_mtok}.
 */
final class GenAiPricesKey {

    /** A meter and the number of units its price is for. */
    record Unit(Meter meter, BigDecimal per) {}

    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);
    private static final BigDecimal BILLION = BigDecimal.valueOf(1_000_000_000);
    private static final BigDecimal SECONDS_OF_AN_HOUR = BigDecimal.valueOf(3_600);

    private static final Map<String, Unit> OTHER_THAN_TOKENS = Map.ofEntries(
            Map.entry("input_mchars", new Unit(Meter.INPUT_CHARACTERS, Rate.MILLION)),
            Map.entry("input_text_messages_kcount", new Unit(Meter.INPUT_TEXT_MESSAGES, THOUSAND)),
            Map.entry("audio_hours", new Unit(Meter.AUDIO_SECONDS, SECONDS_OF_AN_HOUR)),
            Map.entry("input_audio_hours", new Unit(Meter.INPUT_AUDIO_SECONDS, SECONDS_OF_AN_HOUR)),
            Map.entry("output_audio_hours", new Unit(Meter.OUTPUT_AUDIO_SECONDS, SECONDS_OF_AN_HOUR)),
            Map.entry("input_gpixels", new Unit(Meter.INPUT_PIXELS, BILLION)),
            Map.entry("input_document_kpages", new Unit(Meter.INPUT_DOCUMENT_PAGES, THOUSAND)),
            Map.entry("input_annotated_document_kpages", new Unit(Meter.INPUT_ANNOTATED_DOCUMENT_PAGES, THOUSAND)),
            Map.entry("rerank_searches_kcount", new Unit(Meter.RERANK_SEARCHES, THOUSAND)),
            Map.entry("web_searches_kcount", new Unit(Meter.WEB_SEARCHES, THOUSAND)),
            Map.entry("social_searches_kcount", new Unit(Meter.SOCIAL_SEARCHES, THOUSAND)),
            Map.entry("storage_searches_kcount", new Unit(Meter.STORAGE_SEARCHES, THOUSAND)),
            Map.entry("code_executions_kcount", new Unit(Meter.CODE_EXECUTIONS, THOUSAND)),
            Map.entry("requests_kcount", new Unit(Meter.REQUESTS, THOUSAND)));

    private static final Map<String, Unit> UNITS = units();

    private GenAiPricesKey() {}

    /** Returns the unit that a key prices, or null when the key is not known. */
    static @Nullable Unit unit(String key) {
        return UNITS.get(key);
    }

    static Map<String, Unit> all() {
        return UNITS;
    }

    private static Map<String, Unit> units() {
        Map<String, Unit> units = new HashMap<>(OTHER_THAN_TOKENS);
        for (Meter meter : Meter.values()) {
            if (meter.isTokens()) {
                units.put(meter.id().replaceFirst("tokens$", "mtok"), new Unit(meter, Rate.MILLION));
            }
        }
        return Map.copyOf(units);
    }
}
