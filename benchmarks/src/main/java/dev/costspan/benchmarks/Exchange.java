package dev.costspan.benchmarks;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.openai.OpenAiTokenUsage.InputTokensDetails;
import dev.langchain4j.model.output.FinishReason;

/** The one question and answer of all benchmarks, in the classes that LangChain4j's OpenAI client returns. */
final class Exchange {

    static final String PROVIDER = "openai";
    static final String REQUEST_MODEL = "gpt-4o-mini";
    static final String RESPONSE_MODEL = "gpt-4o-mini-2024-07-18";
    static final String RESPONSE_ID = "chatcmpl-1";
    static final int INPUT_TOKENS = 1500;
    static final int CACHED_TOKENS = 375;
    static final int OUTPUT_TOKENS = 128;

    static final ChatRequest REQUEST = ChatRequest.builder()
            .messages(UserMessage.from("What does a call cost?"))
            .modelName(REQUEST_MODEL)
            .build();

    private static final AiMessage TEXT = AiMessage.from("Less than a cent.");
    private static final OpenAiTokenUsage USAGE = OpenAiTokenUsage.builder()
            .inputTokenCount(INPUT_TOKENS)
            .inputTokensDetails(
                    InputTokensDetails.builder().cachedTokens(CACHED_TOKENS).build())
            .outputTokenCount(OUTPUT_TOKENS)
            .totalTokenCount(INPUT_TOKENS + OUTPUT_TOKENS)
            .build();

    private Exchange() {}

    static ChatResponse answer() {
        return ChatResponse.builder()
                .aiMessage(TEXT)
                .metadata(OpenAiChatResponseMetadata.builder()
                        .id(RESPONSE_ID)
                        .modelName(RESPONSE_MODEL)
                        .tokenUsage(USAGE)
                        .finishReason(FinishReason.STOP)
                        .build())
                .build();
    }
}
