package dev.costspan.cli;

import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/**
 * What a line asks for, which decides what a complete answer states: a chat without its output tokens is half an answer, an embedding
 * is not.
 */
final class Operations {

    private static final Map<String, Operation> NAMED = new LinkedHashMap<>();

    static {
        for (Operation operation : Operation.values()) {
            NAMED.put(operation.id(), operation);
        }
        NAMED.put("image", Operation.IMAGE);
    }

    /** The APIs that one kind of request is sent to; what else there is serves several. */
    private static final Map<String, Operation> BY_FLAVOR = Map.ofEntries(
            Map.entry("chat", Operation.CHAT),
            Map.entry("completions", Operation.CHAT),
            Map.entry("responses", Operation.CHAT),
            Map.entry("realtime", Operation.CHAT),
            Map.entry("messages", Operation.CHAT),
            Map.entry("anthropic", Operation.CHAT),
            Map.entry("converse", Operation.CHAT),
            Map.entry("embeddings", Operation.EMBEDDINGS),
            Map.entry("rerank", Operation.RERANK),
            Map.entry("images", Operation.IMAGE),
            Map.entry("speech", Operation.SPEECH),
            Map.entry("transcription", Operation.TRANSCRIPTION),
            Map.entry("moderation", Operation.MODERATION),
            Map.entry("query", Operation.VECTOR_QUERY),
            Map.entry("upsert", Operation.VECTOR_UPSERT));

    /** Meters that only one kind of request has, in the order they are asked for. */
    private static final Map<Meter, Operation> BY_METER = new LinkedHashMap<>();

    static {
        BY_METER.put(Meter.RERANK_SEARCHES, Operation.RERANK);
        BY_METER.put(Meter.WRITE_UNITS, Operation.VECTOR_UPSERT);
        BY_METER.put(Meter.READ_UNITS, Operation.VECTOR_QUERY);
        BY_METER.put(Meter.QUERIES, Operation.VECTOR_QUERY);
        BY_METER.put(Meter.OUTPUT_IMAGES, Operation.IMAGE);
        BY_METER.put(Meter.OUTPUT_PIXELS, Operation.IMAGE);
        BY_METER.put(Meter.OUTPUT_AUDIO_SECONDS, Operation.SPEECH);
        BY_METER.put(Meter.INPUT_CHARACTERS, Operation.SPEECH);
        BY_METER.put(Meter.INPUT_AUDIO_SECONDS, Operation.TRANSCRIPTION);
        BY_METER.put(Meter.AUDIO_SECONDS, Operation.TRANSCRIPTION);
        BY_METER.put(Meter.TRAINING_TOKENS, Operation.FINE_TUNING);
        BY_METER.put(Meter.GPU_SECONDS, Operation.GPU_TIME);
        BY_METER.put(Meter.NODE_HOURS, Operation.GPU_TIME);
    }

    private Operations() {}

    /** Returns the operation of this name, or null. */
    static @Nullable Operation named(String name) {
        return NAMED.get(name.toLowerCase(Locale.ROOT));
    }

    /** Returns the names there are, for messages. */
    static String names() {
        return String.join(", ", NAMED.keySet());
    }

    /**
     * Returns the operation that a line does not name: that of its API, else that of its quantities. Input tokens without output
     * tokens are those of embeddings, since whoever states a chat states both.
     */
    static Operation of(@Nullable String apiFlavor, Usage usage) {
        if (apiFlavor != null) {
            Operation operation =
                    BY_FLAVOR.get(apiFlavor.toLowerCase(Locale.ROOT).replace('-', '_'));
            if (operation != null) {
                return operation;
            }
        }
        if (states(usage, Meter.OUTPUT_TOKENS)) {
            return Operation.CHAT;
        }
        for (Entry<Meter, Operation> entry : BY_METER.entrySet()) {
            if (usage.has(entry.getKey())) {
                return entry.getValue();
            }
        }
        return states(usage, Meter.INPUT_TOKENS) ? Operation.EMBEDDINGS : Operation.CHAT;
    }

    private static boolean states(Usage usage, Meter total) {
        return usage.has(total) || usage.hasPartOf(total);
    }
}
