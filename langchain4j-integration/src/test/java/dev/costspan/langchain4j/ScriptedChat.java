package dev.costspan.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;

/** A chat model that answers in this process, with usage. */
final class ScriptedChat implements ChatModel {

    private final ChatRequestParameters defaults;

    ScriptedChat(ChatRequestParameters defaults) {
        this.defaults = defaults;
    }

    @Override
    public ChatResponse chat(ChatRequest request) {
        return answer();
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return defaults;
    }

    static ChatResponse answer() {
        return ChatResponse.builder()
                .aiMessage(AiMessage.from("Lisbon."))
                .modelName("gpt-4o-mini-2024-07-18")
                .tokenUsage(new TokenUsage(100, 10))
                .finishReason(FinishReason.STOP)
                .build();
    }
}
