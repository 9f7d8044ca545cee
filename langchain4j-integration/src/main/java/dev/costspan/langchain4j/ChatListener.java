package dev.costspan.langchain4j;

import dev.costspan.Costspan;
import dev.costspan.MeteredOperation;
import dev.costspan.OperationBuilder;
import dev.costspan.usage.Operation;
import dev.langchain4j.model.chat.listener.ChatModelErrorContext;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import dev.langchain4j.model.chat.request.ChatRequest;
import org.jspecify.annotations.Nullable;

/** Records chats for those who can only register a listener. */
final class ChatListener implements ChatModelListener {

    private final ListenedOperations operations;

    ChatListener(Costspan costspan, @Nullable String provider, @Nullable String model) {
        operations = new ListenedOperations(costspan, provider, model);
    }

    @Override
    public void onRequest(ChatModelRequestContext context) {
        if (operations.isNew(context.attributes())) {
            ChatRequest request = context.chatRequest();
            OperationBuilder operation =
                    operations.operation(Operation.CHAT, context.modelProvider(), request.modelName());
            IssuedPrompts.named(operation, request);
            operations.start(RequestParts.hashed(operation, null, request), context.attributes());
        }
    }

    @Override
    public void onResponse(ChatModelResponseContext context) {
        MeteredOperation operation = operations.remove(context.attributes());
        if (operation != null) {
            Answers.tell(operation, context.chatRequest(), context.chatResponse());
            operation.end();
        }
    }

    @Override
    public void onError(ChatModelErrorContext context) {
        operations.fail(context.attributes(), context.error());
    }
}
