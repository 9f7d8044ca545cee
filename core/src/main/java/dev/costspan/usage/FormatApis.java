package dev.costspan.usage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The format tables of one provider by the name of the API. Immutable. */
final class FormatApis {

    private final Map<String, List<FormatTable>> byName;

    private FormatApis(Map<String, List<FormatTable>> byName) {
        this.byName = byName;
    }

    /** Returns APIs that are read alike; their names are separated by spaces. */
    static FormatApis of(String names, FormatTable... tables) {
        return new FormatApis(Map.of()).and(names, tables);
    }

    /** Returns the APIs of a provider that follows OpenAI. */
    static FormatApis openAi(FormatTable chat, FormatTable tokens) {
        return of("chat completions rerank", chat)
                .and("responses realtime audio transcription speech", tokens)
                .and("embeddings moderation", OpenAiTables.EMBEDDINGS)
                .and("images", OpenAiTables.IMAGES, OpenAiTables.IMAGES_BY_PIECE);
    }

    /** Returns these and more APIs. */
    FormatApis and(String names, FormatTable... tables) {
        Map<String, List<FormatTable>> all = new LinkedHashMap<>(byName);
        for (String name : names.split(" ")) {
            all.put(name, List.of(tables));
        }
        return new FormatApis(all);
    }

    /** Returns the names of the APIs. */
    Set<String> names() {
        return byName.keySet();
    }

    /**
     * Returns the tables of an API, the likeliest first.
     *
     * @param name the API, or null for all but images, since a list of data is in other answers too
     * @return the tables, or null when there is no such API
     */
    @Nullable List<FormatTable> tables(@Nullable String name) {
        if (name != null) {
            return byName.get(name);
        }
        Set<FormatTable> all = new LinkedHashSet<>();
        byName.values().forEach(all::addAll);
        all.remove(OpenAiTables.IMAGES);
        all.remove(OpenAiTables.IMAGES_BY_PIECE);
        return new ArrayList<>(all);
    }
}
