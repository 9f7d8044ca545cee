package dev.costspan.benchmarks;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.List;

/** A model that streams its answer at once, on the calling thread. */
record InstantStreamingChatModel(List<ChatModelListener> listeners) implements StreamingChatModel {

    static final int CHUNKS = 64;

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        for (int i = 0; i < CHUNKS; i++) {
            handler.onPartialResponse(Chunk.PARTIAL, Chunk.CONTEXT);
        }
        handler.onCompleteResponse(Exchange.answer());
    }

    @Override
    public ModelProvider provider() {
        return ModelProvider.OPEN_AI;
    }
}
