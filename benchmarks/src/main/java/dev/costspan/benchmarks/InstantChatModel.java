package dev.costspan.benchmarks;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;

/** A model that answers at once, so that a call costs what LangChain4j and those who watch it cost. */
record InstantChatModel(List<ChatModelListener> listeners) implements ChatModel {

    @Override
    public ChatResponse doChat(ChatRequest request) {
        return Exchange.answer();
    }

    @Override
    public ModelProvider provider() {
        return ModelProvider.OPEN_AI;
    }
}
