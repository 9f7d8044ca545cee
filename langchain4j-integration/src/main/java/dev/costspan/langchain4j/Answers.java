package dev.costspan.langchain4j;

import dev.costspan.MeteredOperation;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.embedding.response.EmbeddingResponseMetadata;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells an operation what LangChain4j's answers say. Content is looked at only to count it, when an answer reports no usage. */
final class Answers {

    private static final ClassValue<Tier> TIERS = new ClassValue<>() {
        @Override
        protected Tier computeValue(Class<?> type) {
            return new Tier(Getter.find(type, List.of("serviceTier")));
        }
    };

    private static final String[] FINISH_REASONS = finishReasons();

    private Answers() {}

    private record Tier(@Nullable Getter getter) {}

    /** Tells what a chat answer says. */
    static void tell(MeteredOperation operation, @Nullable ChatRequest request, @Nullable ChatResponse response) {
        if (response != null) {
            operation.answer(response, Answers::readChat);
            if (!operation.hasUsage()) {
                operation.estimate(Estimates.ofChat(request, response));
            }
        }
    }

    /** Tells what an embedding answer says. */
    static void tell(
            MeteredOperation operation, @Nullable EmbeddingRequest request, @Nullable EmbeddingResponse response) {
        if (response != null) {
            operation.answer(response, Answers::readEmbeddings);
            estimate(operation, request);
        }
    }

    private static void readEmbeddings(MeteredOperation operation, EmbeddingResponse response) {
        EmbeddingResponseMetadata metadata = response.metadata();
        if (metadata != null) {
            operation.responseModel(Identity.known(metadata.modelName()));
            tell(operation, metadata.tokenUsage());
        }
    }

    /** Tells what an answer of the older form says and returns it. */
    static <T> Response<T> told(MeteredOperation operation, Response<T> response) {
        if (response != null) {
            tell(operation, response.tokenUsage());
        }
        return response;
    }

    /** Tells what an embedding answer of the older form says and returns it. */
    static <T> Response<T> told(MeteredOperation operation, Object input, Response<T> response) {
        if (response != null) {
            tell(operation, response.tokenUsage());
            estimate(operation, input);
        }
        return response;
    }

    private static void estimate(MeteredOperation operation, @Nullable Object input) {
        if (!operation.hasUsage()) {
            operation.estimate(Estimates.ofInput(input));
        }
    }

    private static void readChat(MeteredOperation operation, ChatResponse response) {
        ChatResponseMetadata metadata = response.metadata();
        operation
                .responseId(metadata.id())
                .responseModel(metadata.modelName())
                .finishReason(text(metadata.finishReason()))
                .toolCalls(toolCalls(response.aiMessage()))
                .serviceTier(serviceTier(metadata));
        tell(operation, metadata.tokenUsage());
    }

    private static int toolCalls(@Nullable AiMessage message) {
        List<ToolExecutionRequest> requests = message == null ? null : message.toolExecutionRequests();
        return requests == null ? 0 : requests.size();
    }

    static void tell(MeteredOperation operation, @Nullable TokenUsage tokens) {
        if (tokens != null) {
            operation.usage(TokenUsageReader.INSTANCE, tokens);
        }
    }

    private static @Nullable String serviceTier(ChatResponseMetadata metadata) {
        Getter getter = TIERS.get(metadata.getClass()).getter();
        Object tier = getter == null ? null : getter.get(metadata);
        return tier == null ? null : tier.toString();
    }

    private static @Nullable String text(@Nullable FinishReason reason) {
        return reason == null ? null : FINISH_REASONS[reason.ordinal()];
    }

    /** The conventions' words: what LangChain4j calls tool execution they call tool calls. */
    private static String[] finishReasons() {
        FinishReason[] reasons = FinishReason.values();
        String[] texts = new String[reasons.length];
        for (FinishReason reason : reasons) {
            texts[reason.ordinal()] = reason == FinishReason.TOOL_EXECUTION
                    ? "tool_calls"
                    : reason.name().toLowerCase(Locale.ROOT);
        }
        return texts;
    }
}
