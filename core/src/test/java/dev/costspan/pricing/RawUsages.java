package dev.costspan.pricing;

import dev.costspan.usage.Meter;
import dev.costspan.usage.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The usages that every model of a list is priced with: quantities by the name of their unit, parts within their totals. */
final class RawUsages {

    private static final List<String> GRID = List.of(
            "input_tokens=1000 output_tokens=500",
            "input_tokens=10000 cache_read_tokens=4000 output_tokens=333",
            "input_tokens=9000 cache_read_tokens=1000 cache_write_tokens=6000 cache_write_5m_tokens=4000"
                    + " cache_write_1h_tokens=2000 output_tokens=7",
            "input_tokens=5000 input_audio_tokens=3000 output_tokens=2000 output_audio_tokens=1500",
            "input_tokens=5000 input_audio_tokens=3000 cache_read_tokens=1000 cache_audio_read_tokens=400 output_tokens=10",
            "input_tokens=5000 input_audio_tokens=3000 cache_write_tokens=900 cache_audio_write_tokens=300 output_tokens=10",
            "input_tokens=5000 input_image_tokens=2500 output_tokens=4000 output_image_tokens=3900",
            "input_tokens=5000 input_image_tokens=2500 cache_read_tokens=1000 cache_image_read_tokens=1000 output_tokens=1",
            "input_tokens=5000 input_video_tokens=4500 output_tokens=4000 output_video_tokens=3900",
            "input_tokens=100 output_tokens=900 output_reasoning_tokens=800",
            "input_tokens=100 output_tokens=900 output_reasoning_tokens=300 output_citation_tokens=200 web_searches=3",
            "input_tokens=100 output_tokens=100 web_searches=1 sessions=2 storage_searches=4",
            "input_tokens=77 rerank_searches=5",
            "queries=9",
            "output_images=3",
            "input_tokens=12 input_images=4",
            "output_pixels=1048576",
            "input_characters=1234 output_characters=99",
            "audio_seconds=61",
            "input_audio_seconds=59 output_audio_seconds=13",
            "input_video_seconds=17 output_video_seconds=8",
            "input_document_pages=12",
            "input_document_pages=12 input_annotated_document_pages=5",
            "node_hours=2");

    private RawUsages() {}

    /** Returns the grid, and for each threshold one usage at it and one just above, with a cache and reasoning. */
    static List<Map<String, Long>> around(Iterable<Long> thresholds) {
        List<Map<String, Long>> usages = new ArrayList<>();
        GRID.forEach(text -> usages.add(parse(text)));
        for (long threshold : thresholds) {
            for (long input = threshold - 1; input <= threshold + 1; input++) {
                usages.add(parse(
                        "output_tokens=1000 output_reasoning_tokens=10 cache_read_tokens=5 input_tokens=" + input));
            }
        }
        return usages;
    }

    static Usage usage(Map<String, Long> quantities) {
        Usage.Builder usage = Usage.builder();
        quantities.forEach((unit, quantity) -> usage.quantity(Objects.requireNonNull(Meter.of(unit), unit), quantity));
        return usage.build();
    }

    private static Map<String, Long> parse(String text) {
        Map<String, Long> quantities = new TreeMap<>();
        for (String part : text.split(" ")) {
            quantities.put(part.split("=")[0], Long.valueOf(part.split("=")[1]));
        }
        return quantities;
    }
}
