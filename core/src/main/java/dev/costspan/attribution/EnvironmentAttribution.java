package dev.costspan.attribution;

import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the process was started with says of its attribution. */
final class EnvironmentAttribution {

    private static final String RESOURCE_PROPERTY = "otel.resource.attributes";
    private static final String RESOURCE_VARIABLE = "OTEL_RESOURCE_ATTRIBUTES";

    private final Map<String, String> properties;
    private final Map<String, String> variables;
    private final Map<String, String> resource;

    /**
     * Takes what there is to read.
     *
     * @param properties system properties
     * @param variables environment variables
     */
    EnvironmentAttribution(Map<String, String> properties, Map<String, String> variables) {
        this.properties = properties;
        this.variables = variables;
        this.resource =
                ResourceAttributes.parse(first(properties.get(RESOURCE_PROPERTY), variables.get(RESOURCE_VARIABLE)));
    }

    static EnvironmentAttribution ofProcess() {
        Properties all = System.getProperties();
        Map<String, String> properties = new TreeMap<>();
        for (String name : all.stringPropertyNames()) {
            String value = all.getProperty(name);
            if (value != null) {
                properties.put(name, value);
            }
        }
        return new EnvironmentAttribution(properties, System.getenv());
    }

    Attribution read() {
        Attribution.Builder found = Attribution.builder();
        for (AttributionKey key : AttributionKey.values()) {
            String name = AttributionNames.of(key);
            String variable = "COSTSPAN_" + key.id().toUpperCase(Locale.ROOT);
            found.set(key, first(properties.get(name), variables.get(variable), resource.get(name), conventional(key)));
        }
        Map<String, String> own = tags(properties);
        own.forEach(found::tag);
        tags(resource).forEach((tag, value) -> {
            if (!own.containsKey(tag)) {
                found.tag(tag, value);
            }
        });
        Attribution attribution = found.build();
        return attribution.equals(Attribution.NONE) ? Attribution.NONE : attribution;
    }

    /** The names are those of the OpenTelemetry semantic conventions; {@code deployment.environment} is what 1.27 renamed. */
    private @Nullable String conventional(AttributionKey key) {
        return switch (key) {
            case ENVIRONMENT ->
                first(resource.get("deployment.environment.name"), resource.get("deployment.environment"));
            case COST_CENTER -> resource.get("service.instance.cost_center.id");
            default -> null;
        };
    }

    private static Map<String, String> tags(Map<String, String> values) {
        Map<String, String> tags = new TreeMap<>();
        values.forEach((name, value) -> {
            String tag = name.startsWith(AttributionNames.TAG_PREFIX)
                    ? name.substring(AttributionNames.TAG_PREFIX.length())
                    : "";
            if (!tag.isBlank() && !value.isBlank()) {
                tags.put(tag, value);
            }
        });
        return tags;
    }

    private static @Nullable String first(@Nullable String... values) {
        for (String value : values) {
            if (value != null && !value.isBlank()) {
                return value;
            }
        }
        return null;
    }
}
