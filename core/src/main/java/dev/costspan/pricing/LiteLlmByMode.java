package dev.costspan.pricing;

import dev.costspan.usage.Meter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The prices of LiteLLM's list that are not for tokens, and what each is for in which kind of model.
 *
 * <p>Of the rules for a key the first that fits counts. Beside token prices such a price mostly says again, by the picture or the
 * second, what the tokens cost; billing both would bill twice. Where it stands for tokens of a modality whose own price is missing
 * (embeddings of pictures, realtime), that price is unknown. A price that no rule fits is not read.
 */
final class LiteLlmByMode {

    private static final BigDecimal SECONDS_OF_AN_HOUR = BigDecimal.valueOf(3_600);
    private static final BigDecimal THOUSANDTH = new BigDecimal("0.001");

    /** What must not be priced by the token for a rule to fit. */
    private enum Unless {
        NOTHING,
        ANY_TOKENS,
        INPUT_TOKENS
    }

    /**
     * One meaning of a key.
     *
     * @param modes the kinds of model it has this meaning for; empty for all
     * @param unless what must not be priced by the token
     * @param meter what it is the price of, or null when it is not billed
     * @param factor units of the price in one of the meter
     * @param unknown a meter whose own price stays unknown beside it, or null
     */
    private record Rule(
            Set<String> modes,
            Unless unless,
            @Nullable Meter meter,
            BigDecimal factor,
            @Nullable Meter unknown) {

        boolean fits(LiteLlmEntry entry) {
            boolean free = switch (unless) {
                case NOTHING -> true;
                case ANY_TOKENS -> !entry.hasTokenPrice();
                case INPUT_TOKENS -> !entry.hasInputTokenPrice();
            };
            return free && (modes.isEmpty() || modes.contains(entry.mode()));
        }
    }

    private static final Set<String> ANY_MODE = Set.of();
    private static final Set<String> IMAGES = Set.of("image_generation", "image_edit");
    private static final Set<String> EMBEDDING = Set.of("embedding");
    private static final Set<String> TRANSCRIPTION = Set.of("audio_transcription");

    /** Entries of Bedrock under these modes are by the second of a provisioned model unit. */
    private static final Set<String> LANGUAGE = Set.of("chat", "completion");

    private static final Rule RESTATES_TOKENS = new Rule(ANY_MODE, Unless.NOTHING, null, BigDecimal.ONE, null);

    private static final Map<String, List<Rule>> RULES = Map.ofEntries(
            Map.entry(
                    "input_cost_per_query",
                    List.of(
                            always(Set.of("search"), Meter.WEB_SEARCHES),
                            always(Set.of("vector_store"), Meter.QUERIES),
                            always(ANY_MODE, Meter.RERANK_SEARCHES))),
            Map.entry(
                    "input_cost_per_pixel",
                    List.of(
                            withoutTokens(IMAGES, Meter.OUTPUT_PIXELS),
                            withoutTokens(ANY_MODE, Meter.INPUT_PIXELS),
                            RESTATES_TOKENS)),
            Map.entry("output_cost_per_pixel", List.of(withoutTokens(ANY_MODE, Meter.OUTPUT_PIXELS), RESTATES_TOKENS)),
            Map.entry(
                    "input_cost_per_image",
                    List.of(
                            withoutTokens(IMAGES, Meter.OUTPUT_IMAGES),
                            besideTokens(EMBEDDING, Meter.INPUT_IMAGES, Meter.INPUT_IMAGE_TOKENS),
                            // gpt-realtime: 5e-06, the price of a token of an image under the name of one of an image
                            besideTokens(Set.of("realtime"), null, Meter.INPUT_IMAGE_TOKENS),
                            withoutTokens(ANY_MODE, Meter.INPUT_IMAGES),
                            RESTATES_TOKENS)),
            Map.entry("output_cost_per_image", List.of(withoutTokens(IMAGES, Meter.OUTPUT_IMAGES))),
            Map.entry(
                    "input_cost_per_character",
                    List.of(withoutTokens(ANY_MODE, Meter.INPUT_CHARACTERS), RESTATES_TOKENS)),
            Map.entry(
                    "output_cost_per_character",
                    List.of(withoutTokens(ANY_MODE, Meter.OUTPUT_CHARACTERS), RESTATES_TOKENS)),
            Map.entry(
                    "input_cost_per_second", List.of(withoutTokens(TRANSCRIPTION, Meter.AUDIO_SECONDS), modelUnits())),
            Map.entry(
                    "output_cost_per_second",
                    List.of(
                            withoutTokens(TRANSCRIPTION, Meter.AUDIO_SECONDS),
                            withoutTokens(Set.of("audio_speech"), Meter.OUTPUT_AUDIO_SECONDS),
                            withoutTokens(Set.of("video_generation"), Meter.OUTPUT_VIDEO_SECONDS),
                            modelUnits())),
            Map.entry(
                    "input_cost_per_audio_per_second",
                    List.of(
                            besideTokens(EMBEDDING, Meter.INPUT_AUDIO_SECONDS, Meter.INPUT_AUDIO_TOKENS),
                            withoutInputTokens(Meter.INPUT_AUDIO_SECONDS),
                            RESTATES_TOKENS)),
            Map.entry(
                    "input_cost_per_video_per_second",
                    List.of(
                            besideTokens(EMBEDDING, Meter.INPUT_VIDEO_SECONDS, Meter.INPUT_VIDEO_TOKENS),
                            withoutInputTokens(Meter.INPUT_VIDEO_SECONDS),
                            RESTATES_TOKENS)),
            // The price of a second depends on how densely the request has the video sampled.
            Map.entry(
                    "input_cost_per_video_per_second_above_8s_interval",
                    List.of(besideTokens(ANY_MODE, null, Meter.INPUT_VIDEO_SECONDS))),
            Map.entry(
                    "input_cost_per_video_per_second_above_15s_interval",
                    List.of(besideTokens(ANY_MODE, null, Meter.INPUT_VIDEO_SECONDS))),
            Map.entry(
                    "output_cost_per_video_per_second",
                    List.of(withoutTokens(ANY_MODE, Meter.OUTPUT_VIDEO_SECONDS), RESTATES_TOKENS)),
            Map.entry(
                    "file_search_cost_per_1k_calls",
                    List.of(new Rule(ANY_MODE, Unless.NOTHING, Meter.STORAGE_SEARCHES, THOUSANDTH, null))),
            // A day of a gigabyte is no fixed part of a month.
            Map.entry("file_search_cost_per_gb_per_day", List.of(besideTokens(ANY_MODE, null, Meter.GB_MONTHS))),
            Map.entry("vector_store_cost_per_gb_per_day", List.of(besideTokens(ANY_MODE, null, Meter.GB_MONTHS))));

    static final Set<String> KEYS = RULES.keySet();

    private LiteLlmByMode() {}

    /** Adds a positive price to the entry: as a rate, as an unknown one, or as a key that is not read. */
    static void add(LiteLlmEntry entry, String key, BigDecimal price) {
        for (Rule rule : RULES.getOrDefault(key, List.of())) {
            if (rule.fits(entry)) {
                if (rule.unknown() != null) {
                    entry.addUnknown(rule.unknown());
                }
                if (rule.meter() != null) {
                    entry.addOnce(key, rule.meter(), price.multiply(rule.factor()));
                }
                return;
            }
        }
        if (!entry.hasTokenPrice()) {
            entry.addUnread(key);
        }
    }

    private static Rule always(Set<String> modes, Meter meter) {
        return new Rule(modes, Unless.NOTHING, meter, BigDecimal.ONE, null);
    }

    private static Rule withoutTokens(Set<String> modes, Meter meter) {
        return new Rule(modes, Unless.ANY_TOKENS, meter, BigDecimal.ONE, null);
    }

    private static Rule withoutInputTokens(Meter meter) {
        return new Rule(ANY_MODE, Unless.INPUT_TOKENS, meter, BigDecimal.ONE, null);
    }

    private static Rule besideTokens(Set<String> modes, @Nullable Meter meter, Meter unknown) {
        return new Rule(modes, Unless.NOTHING, meter, BigDecimal.ONE, unknown);
    }

    private static Rule modelUnits() {
        return new Rule(LANGUAGE, Unless.ANY_TOKENS, Meter.NODE_HOURS, SECONDS_OF_AN_HOUR, null);
    }
}
