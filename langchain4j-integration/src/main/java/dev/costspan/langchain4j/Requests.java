package dev.costspan.langchain4j;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what a chat request asks for. Content is not looked at. */
final class Requests {

    private Requests() {}

    /** Returns the model of the request, else of the model's default parameters, else of its identity, else null. */
    static @Nullable String model(
            @Nullable ChatRequest request, Supplier<ChatRequestParameters> defaults, Identity identity) {
        String requested = request == null ? null : request.modelName();
        if (requested == null) {
            requested = defaultModel(defaults);
        }
        return requested != null ? requested : identity.model();
    }

    /** Returns the model of an embedding request, else of the model's identity, else null. */
    static @Nullable String model(@Nullable EmbeddingRequest request, Identity identity) {
        String requested = request == null || request.parameters() == null
                ? null
                : request.parameters().modelName();
        return requested != null ? requested : identity.model();
    }

    /** A model whose defaults cannot be had still answers; its calls then name no requested model. */
    private static @Nullable String defaultModel(Supplier<ChatRequestParameters> defaults) {
        try {
            ChatRequestParameters parameters = defaults.get();
            return parameters == null ? null : parameters.modelName();
        } catch (RuntimeException unavailable) {
            return null;
        }
    }
}
