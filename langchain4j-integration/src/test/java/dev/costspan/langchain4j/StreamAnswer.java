package dev.costspan.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A handler that keeps how its stream ended. */
class StreamAnswer implements StreamingChatResponseHandler {

    private final CompletableFuture<ChatResponse> end = new CompletableFuture<>();

    @Override
    public void onCompleteResponse(ChatResponse response) {
        end.complete(response);
    }

    @Override
    public void onError(Throwable error) {
        end.completeExceptionally(error);
    }

    /** Returns the whole text once it is there, or throws the very error. */
    String text() {
        return await(end).aiMessage().text();
    }

    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw StreamAnswer.<RuntimeException>unchecked(failed.getCause());
        } catch (InterruptedException | TimeoutException endless) {
            throw new AssertionError("the stream has not ended", endless);
        }
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> X unchecked(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
