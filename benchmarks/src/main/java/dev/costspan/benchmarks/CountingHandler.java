package dev.costspan.benchmarks;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;

/** An application's handler that does next to nothing with what it hears. */
final class CountingHandler implements StreamingChatResponseHandler {

    private long chunks;
    private long answers;

    @Override
    public void onPartialResponse(String text) {
        chunks += text.length();
    }

    @Override
    public void onCompleteResponse(ChatResponse answer) {
        answers++;
    }

    @Override
    public void onError(Throwable error) {
        throw new IllegalStateException("the stub model does not fail", error);
    }

    long heard() {
        return chunks + answers;
    }
}
