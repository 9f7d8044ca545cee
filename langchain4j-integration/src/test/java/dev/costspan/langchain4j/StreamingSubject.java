package dev.costspan.langchain4j;

import dev.costspan.Costspan;
import dev.costspan.contract.ProviderServer;
import dev.costspan.contract.Scene;
import dev.costspan.contract.StreamSubject;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/** A streaming client over real HTTP, in front of a provider that replays recorded answers. */
final class StreamingSubject implements StreamSubject {

    private static final String QUESTION = "What is the capital of Portugal?";

    private final ProviderServer server = ProviderServer.start();
    private final Wire wire;
    private final StreamingChatModel wrapped;
    private final StreamingChatModel bare;
    private final Map<String, Supplier<String>> nested;

    StreamingSubject(Costspan costspan, Wire wire, Function<Setup, StreamingChatModel> client) {
        this.wire = wire;
        CostspanLangChain4j costs = CostspanLangChain4j.create(costspan);
        Setup metered = Setup.metered(server.url(), 0, costs);
        wrapped = costs.wrap(client.apply(metered));
        bare = client.apply(Setup.bare(server.url(), 0));
        StreamingChatModel twice = costs.wrap(decorated(wrapped));
        StreamingChatModel listened = costs.wrap(client.apply(metered.with(costs.chatModelListener())));
        nested = Map.of(
                "wrapper around a decorator around a wrapper", () -> ask(twice),
                "wrapper around a listener", () -> ask(listened));
    }

    @Override
    public void next(Scene... scenes) {
        for (Scene scene : scenes) {
            server.next(wire.reply(scene));
        }
    }

    @Override
    public String ask() {
        return ask(wrapped);
    }

    @Override
    public String askBare() {
        return ask(bare);
    }

    @Override
    public Map<String, Supplier<String>> nested() {
        return nested;
    }

    @Override
    public int requests() {
        return server.requests().size();
    }

    @Override
    public void askAndCancelInside() {
        CompletableFuture<String> cancelled = new CompletableFuture<>();
        wrapped.chat(QUESTION, new StreamAnswer() {
            @Override
            public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
                context.streamingHandle().cancel();
                cancelled.complete(part.text());
            }
        });
        StreamAnswer.await(cancelled);
    }

    @Override
    public void askAndCancelOutside() {
        CompletableFuture<StreamingHandle> handle = new CompletableFuture<>();
        wrapped.chat(QUESTION, new StreamAnswer() {
            @Override
            public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
                handle.complete(context.streamingHandle());
            }
        });
        StreamAnswer.await(handle).cancel();
    }

    @Override
    public List<Context> contextsOfCallbacks() {
        List<Context> contexts = new CopyOnWriteArrayList<>();
        StreamAnswer answer = new StreamAnswer() {
            @Override
            public void onPartialResponse(String part) {
                contexts.add(Context.current());
            }
        };
        wrapped.chat(QUESTION, answer);
        answer.text();
        return contexts;
    }

    @Override
    public void close() {
        server.close();
    }

    private static String ask(StreamingChatModel model) {
        StreamAnswer answer = new StreamAnswer();
        model.chat(QUESTION, answer);
        return answer.text();
    }

    /** What an application might put between. */
    private static StreamingChatModel decorated(StreamingChatModel model) {
        return new StreamingChatModel() {
            @Override
            public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
                model.chat(request, handler);
            }
        };
    }
}
