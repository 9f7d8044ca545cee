package dev.costspan.langchain4j;

import dev.costspan.OperationBuilder;
import dev.costspan.usage.Prompt;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import io.opentelemetry.context.Context;
import java.lang.ref.WeakReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The prompts of the requests that AI services are about to send, one for each thread. Requests are not kept. */
final class IssuedPrompts {

    private static final ThreadLocal<@Nullable Issued> ISSUED = new ThreadLocal<>();

    private IssuedPrompts() {}

    private record Issued(WeakReference<ChatRequest> request, Prompt prompt) {

        boolean is(ChatRequest other) {
            ChatRequest issued = request.get();
            return issued != null && (issued == other || areSame(issued.messages(), other.messages()));
        }

        /** On its way to a listener a request is copied, its messages are not. */
        private static boolean areSame(List<ChatMessage> messages, List<ChatMessage> others) {
            boolean same = messages.size() == others.size();
            for (int i = 0; same && i < messages.size(); i++) {
                same = messages.get(i) == others.get(i);
            }
            return same;
        }
    }

    /** Says which prompt the request has that this thread sends next; null means that it has none. */
    static void issued(ChatRequest request, @Nullable Prompt prompt) {
        if (prompt == null) {
            ISSUED.remove();
        } else {
            ISSUED.set(new Issued(new WeakReference<>(request), prompt));
        }
    }

    /** Tells the prompt of a request that an AI service sends, where no prompt is in scope, and returns the builder. */
    static OperationBuilder named(OperationBuilder operation, @Nullable ChatRequest request) {
        Issued issued = ISSUED.get();
        if (issued != null && request != null && issued.is(request) && Prompt.from(Context.current()) == null) {
            operation.prompt(issued.prompt());
        }
        return operation;
    }
}
