package dev.costspan.langchain4j;

import dev.langchain4j.model.ModelProvider;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who serves a wrapped object, and the model or collection it stands for where requests name none.
 *
 * @param provider a value of {@code gen_ai.provider.name} or {@code db.system.name}
 * @param model the model or collection, or null when the object does not say
 */
record Identity(String provider, @Nullable String model) {

    /** What LangChain4j returns for a model that does not know its own name. */
    private static final String UNKNOWN_MODEL = "unknown";

    /** By the name of the enum constant, so that constants of other LangChain4j versions do no harm. */
    private static final Map<String, String> BY_MODEL_PROVIDER = Map.ofEntries(
            Map.entry("ANTHROPIC", "anthropic"),
            Map.entry("AMAZON_BEDROCK", "aws.bedrock"),
            Map.entry("GITHUB_MODELS", "azure.ai.inference"),
            Map.entry("AZURE_OPEN_AI", "azure.ai.openai"),
            Map.entry("MICROSOFT_FOUNDRY", "azure.ai.openai"),
            Map.entry("GOOGLE_AI_GEMINI", "gcp.gemini"),
            Map.entry("GOOGLE_GENAI", "gcp.gemini"),
            Map.entry("GOOGLE_VERTEX_AI_GEMINI", "gcp.vertex_ai"),
            Map.entry("GOOGLE_VERTEX_AI_ANTHROPIC", "gcp.vertex_ai"),
            Map.entry("MISTRAL_AI", "mistral_ai"),
            Map.entry("OLLAMA", "ollama"),
            Map.entry("OPEN_AI", "openai"),
            Map.entry("WATSONX", "ibm.watsonx.ai"),
            Map.entry("COHERE", "cohere"),
            Map.entry("VOYAGE_AI", "voyageai"),
            Map.entry("JINA", "jina_ai"));

    /** By the package segment that LangChain4j names after the provider or the store. */
    private static final Map<String, String> BY_PACKAGE = Map.ofEntries(
            Map.entry("openai", "openai"),
            Map.entry("openaiofficial", "openai"),
            Map.entry("azure", "azure.ai.openai"),
            Map.entry("bedrock", "aws.bedrock"),
            Map.entry("googleai", "gcp.gemini"),
            Map.entry("vertexai", "gcp.vertex_ai"),
            Map.entry("mistralai", "mistral_ai"),
            Map.entry("cohere", "cohere"),
            Map.entry("voyageai", "voyageai"),
            Map.entry("jina", "jina_ai"),
            Map.entry("watsonx", "ibm.watsonx.ai"),
            Map.entry("onnx", "in_process"),
            Map.entry("inmemory", "in_memory"),
            Map.entry("pgvector", "postgresql"));

    private static final String OTHER = "unknown";

    static Identity of(Object wrapped, @Nullable ModelProvider named) {
        String known = named == null ? null : BY_MODEL_PROVIDER.get(named.name());
        return new Identity(known != null ? known : byPackage(wrapped.getClass()), modelName(wrapped));
    }

    static String provider(@Nullable ModelProvider named) {
        String known = named == null ? null : BY_MODEL_PROVIDER.get(named.name());
        return known != null ? known : OTHER;
    }

    /** Returns the model's name, or null when LangChain4j only says that it does not know it. */
    static @Nullable String known(@Nullable String model) {
        return UNKNOWN_MODEL.equals(model) ? null : model;
    }

    /** Returns this identity with another provider, and with a model where it has none. */
    Identity orElse(@Nullable String otherProvider, @Nullable String otherModel) {
        return new Identity(otherProvider != null ? otherProvider : provider, model != null ? model : otherModel);
    }

    private static String byPackage(Class<?> type) {
        String last = OTHER;
        for (String segment : type.getPackageName().split("\\.")) {
            String known = BY_PACKAGE.get(segment);
            if (known != null) {
                return known;
            }
            last = segment;
        }
        return type.getPackageName().startsWith("dev.langchain4j.") ? last.toLowerCase(Locale.ROOT) : OTHER;
    }

    /** Image, scoring and audio models have a name but no interface that says so. */
    private static @Nullable String modelName(Object wrapped) {
        try {
            Method method = wrapped.getClass().getMethod("modelName");
            return method.invoke(wrapped) instanceof String name && !name.isBlank() ? known(name) : null;
        } catch (ReflectiveOperationException | RuntimeException doesNotSay) {
            return null;
        }
    }
}
