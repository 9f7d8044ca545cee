package dev.costspan.langchain4j;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.moderation.ModerationModel;
import dev.langchain4j.store.embedding.EmbeddingStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
            Map.entry("VOYAGE_AI", "voyage"),
            Map.entry("JINA", "jina_ai"));

    /** By the package segment that LangChain4j names after the provider; other segments are names already. */
    private static final Map<String, String> MODELS_BY_PACKAGE = Map.ofEntries(
            Map.entry("openaiofficial", "openai"),
            Map.entry("azure", "azure.ai.openai"),
            Map.entry("bedrock", "aws.bedrock"),
            Map.entry("googleai", "gcp.gemini"),
            Map.entry("vertexai", "gcp.vertex_ai"),
            Map.entry("mistralai", "mistral_ai"),
            Map.entry("jina", "jina_ai"),
            Map.entry("watsonx", "ibm.watsonx.ai"),
            Map.entry("onnx", "in_process"));

    private static final Map<String, String> STORES_BY_PACKAGE =
            Map.of("inmemory", "in_memory", "pgvector", "postgresql", "oracle", "oracle.db");

    private static final String LANGCHAIN4J = "dev.langchain4j.";

    /** Package segments that say what a class is, not whose. */
    private static final Set<String> KINDS =
            Set.of("community", "model", "store", "audio", "chat", "embedding", "image", "moderation", "scoring");

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

    /** A class of the application's own says nothing by its package, but may extend one that does. */
    private static String byPackage(Class<?> type) {
        Map<String, String> names = EmbeddingStore.class.isAssignableFrom(type) ? STORES_BY_PACKAGE : MODELS_BY_PACKAGE;
        for (Class<?> current = type; current != null; current = current.getSuperclass()) {
            String name = current.getPackageName();
            if (name.startsWith(LANGCHAIN4J)) {
                for (String segment : name.substring(LANGCHAIN4J.length()).split("\\.")) {
                    if (!KINDS.contains(segment)) {
                        return names.getOrDefault(segment, segment);
                    }
                }
            }
        }
        return OTHER;
    }

    /** Image, scoring and audio models may have a name, but no interface that says so. */
    private static @Nullable String modelName(Object wrapped) {
        try {
            if (wrapped instanceof EmbeddingModel model) {
                return known(model.modelName());
            }
            if (wrapped instanceof ModerationModel model) {
                return known(model.modelName());
            }
            Getter getter = Getter.find(wrapped.getClass(), List.of("modelName"));
            return getter != null && getter.get(wrapped) instanceof String name ? known(name) : null;
        } catch (RuntimeException doesNotSay) {
            return null;
        }
    }
}
