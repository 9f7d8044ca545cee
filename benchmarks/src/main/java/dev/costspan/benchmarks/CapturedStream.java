package dev.costspan.benchmarks;

import dev.costspan.langchain4j.CostspanLangChain4j;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A stream that Costspan's wrapper has started and that has not ended.
 *
 * @param handler what the wrapper gave the client
 * @param callerContext the Context the stream was started in
 * @param operationContext the Context that was current while the client was called
 */
record CapturedStream(StreamingChatResponseHandler handler, Context callerContext, Context operationContext) {

    static CapturedStream start(OpenTelemetry openTelemetry, StreamingChatResponseHandler application) {
        Context caller = Scenario.context();
        AtomicReference<CapturedStream> captured = new AtomicReference<>();
        StreamingChatModel client = new StreamingChatModel() {
            @Override
            public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
                captured.set(new CapturedStream(handler, caller, Context.current()));
            }

            @Override
            public ModelProvider provider() {
                return ModelProvider.OPEN_AI;
            }
        };
        try (Scope ignored = caller.makeCurrent()) {
            CostspanLangChain4j.create(Instrumentation.costspan(openTelemetry))
                    .wrap(client)
                    .chat(Exchange.REQUEST, application);
        }
        return captured.get();
    }
}
