package dev.costspan.pricing;

import dev.costspan.usage.Meter;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

/**
 * The price keys of genai-prices, with the divisors of its {@code prices/units.yml}: {@code _mtok} is a million tokens,
 * {@code _kcount} a thousand.
 */
final class GenAiPricesKey {

    /** A meter and the number of units its price is for. */
    record Unit(Meter meter, BigDecimal per) {}

    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);

    private static final Map<String, Unit> RATES = Map.of(
            "input_mtok", new Unit(Meter.INPUT_TOKENS, Rate.MILLION),
            "output_mtok", new Unit(Meter.OUTPUT_TOKENS, Rate.MILLION),
            "cache_read_mtok", new Unit(Meter.CACHE_READ_INPUT_TOKENS, Rate.MILLION),
            "cache_write_mtok", new Unit(Meter.CACHE_WRITE_INPUT_TOKENS, Rate.MILLION),
            "cache_write_1h_mtok", new Unit(Meter.CACHE_WRITE_1H_INPUT_TOKENS, Rate.MILLION),
            "output_reasoning_mtok", new Unit(Meter.REASONING_OUTPUT_TOKENS, Rate.MILLION),
            "requests_kcount", new Unit(Meter.REQUESTS, THOUSAND),
            "rerank_searches_kcount", new Unit(Meter.QUERIES, THOUSAND));

    /** Prices of output tokens that are not text; they are part of the output total, so the total's rate is not enough. */
    static final Set<String> OUTPUT_MODALITIES = Set.of("output_audio_mtok", "output_image_mtok", "output_video_mtok");

    /** Prices of what is counted apart, or of a modality that a plain call does not use. */
    private static final Set<String> OTHER_METERS = Set.of(
            "audio_hours",
            "cache_audio_read_mtok",
            "cache_audio_write_mtok",
            "cache_image_read_mtok",
            "cache_image_write_mtok",
            "cache_video_read_mtok",
            "cache_video_write_mtok",
            "code_executions_kcount",
            "input_annotated_document_kpages",
            "input_audio_hours",
            "input_audio_mtok",
            "input_document_kpages",
            "input_gpixels",
            "input_image_mtok",
            "input_mchars",
            "input_video_mtok",
            "output_audio_hours",
            "social_searches_kcount",
            "storage_searches_kcount",
            "web_searches_kcount");

    private GenAiPricesKey() {}

    static boolean isRate(String key) {
        return RATES.containsKey(key);
    }

    static boolean isOtherMeter(String key) {
        return OTHER_METERS.contains(key);
    }

    /** Returns the unit of a key for which {@link #isRate} is true. */
    static Unit unit(String key) {
        Unit unit = RATES.get(key);
        if (unit == null) {
            throw new IllegalArgumentException(key);
        }
        return unit;
    }
}
