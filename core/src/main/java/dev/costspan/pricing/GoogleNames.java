package dev.costspan.pricing;

import org.jspecify.annotations.Nullable;

/**
 * The names by which Google knows a model: the Gemini API's {@code models/model}, Vertex's {@code
 * projects/p/locations/region/publishers/vendor/models/model} or an end of it, and a version after {@code @}.
 */
final class GoogleNames {

    private static final String MODELS = "models/";
    private static final String PUBLISHERS = "publishers/";
    private static final String PROJECTS = "projects/";
    private static final String LOCATIONS = "/locations/";
    private static final String DEFAULT_VERSION = "@default";

    private GoogleNames() {}

    /** What has a publisher is served by Vertex; the path may name the region. */
    static @Nullable ModelCandidate ofResource(ModelCandidate from) {
        String path = from.model();
        if (path.startsWith(MODELS)) {
            String id = path.substring(MODELS.length());
            return id.indexOf('/') < 0 ? from.model(id) : null;
        }
        String[] published = published(path);
        ModelCandidate named = published == null ? null : from.model(published[1]);
        if (named == null) {
            return null;
        }
        String region = location(path);
        return (region == null ? named : named.region(region)).provider(ProviderAliases.VERTEX);
    }

    /** LiteLLM keeps models of other vendors under {@code vendor/model}. */
    static @Nullable ModelCandidate withPublisher(ModelCandidate from) {
        String[] published = published(from.model());
        ModelCandidate named = published == null ? null : from.model(published[0] + '/' + published[1]);
        if (named == null) {
            return null;
        }
        String region = location(from.model());
        return (region == null ? named : named.region(region)).provider(ProviderAliases.VERTEX);
    }

    /** Claude's answers spell their id {@code -20250929} where Vertex writes {@code @20250929}; {@code @default} is no version. */
    static @Nullable ModelCandidate otherVersion(ModelCandidate from) {
        String model = from.model();
        if (model.endsWith(DEFAULT_VERSION)) {
            return from.model(model.substring(0, model.length() - DEFAULT_VERSION.length()));
        }
        int start = model.startsWith("claude-") ? DateSuffix.start(model, model.length()) : -1;
        return start > 0 && model.charAt(start) == '-' && model.length() - start == "-20250929".length()
                ? from.model(model.substring(0, start) + '@' + model.substring(start + 1))
                : null;
    }

    /** Returns whether the path names an endpoint or a tuned model of the account. */
    static boolean hideModel(ModelCandidate name) {
        String path = name.model();
        return path.startsWith("tunedModels/") || path.startsWith(PROJECTS) && published(path) == null;
    }

    private static String @Nullable [] published(String path) {
        int start = path.startsWith(PUBLISHERS) ? 0 : path.indexOf("/" + PUBLISHERS) + 1;
        if (start == 0 && !path.startsWith(PUBLISHERS) || start > 0 && !path.startsWith(PROJECTS)) {
            return null;
        }
        String[] parts = path.substring(start).split("/", -1);
        boolean named = parts.length == 4 && parts[2].equals("models") && !parts[1].isEmpty() && !parts[3].isEmpty();
        return named ? new String[] {parts[1], parts[3]} : null;
    }

    private static @Nullable String location(String path) {
        int start = path.indexOf(LOCATIONS);
        if (!path.startsWith(PROJECTS) || start < 0) {
            return null;
        }
        int end = path.indexOf('/', start + LOCATIONS.length());
        String region = end < 0 ? "" : path.substring(start + LOCATIONS.length(), end);
        return region.isEmpty() ? null : region;
    }
}
