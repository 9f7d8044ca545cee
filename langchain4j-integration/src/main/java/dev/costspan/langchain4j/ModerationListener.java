package dev.costspan.langchain4j;

import dev.costspan.Costspan;
import dev.costspan.OperationBuilder;
import dev.costspan.usage.Operation;
import dev.langchain4j.model.moderation.ModerationRequest;
import dev.langchain4j.model.moderation.listener.ModerationModelErrorContext;
import dev.langchain4j.model.moderation.listener.ModerationModelListener;
import dev.langchain4j.model.moderation.listener.ModerationModelRequestContext;
import dev.langchain4j.model.moderation.listener.ModerationModelResponseContext;
import org.jspecify.annotations.Nullable;

/** Records moderations for those who can only register a listener. */
final class ModerationListener implements ModerationModelListener {

    private final ListenedOperations operations;

    ModerationListener(Costspan costspan, @Nullable String provider, @Nullable String model) {
        operations = new ListenedOperations(costspan, provider, model);
    }

    @Override
    public void onRequest(ModerationModelRequestContext context) {
        if (operations.isNew(context.attributes())) {
            ModerationRequest request = context.moderationRequest();
            OperationBuilder operation = operations.operation(
                    Operation.MODERATION, context.modelProvider(), Identity.known(request.modelName()));
            operations.start(RequestParts.hashed(operation, null, request), context.attributes());
        }
    }

    @Override
    public void onResponse(ModerationModelResponseContext context) {
        operations.end(context.attributes());
    }

    @Override
    public void onError(ModerationModelErrorContext context) {
        operations.fail(context.attributes(), context.error());
    }
}
