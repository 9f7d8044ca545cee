package dev.costspan.langchain4j;

import dev.costspan.Costspan;
import dev.costspan.contract.ProviderServer;
import dev.costspan.contract.Scene;
import dev.costspan.contract.Subject;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** A blocking client over real HTTP, in front of a provider that replays recorded answers. */
final class WireSubject implements Subject {

    private final ProviderServer server;
    private final Wire wire;
    private final Supplier<String> wrapped;
    private final Supplier<String> bare;
    private final Map<String, Supplier<String>> nested;

    WireSubject(
            ProviderServer server,
            Wire wire,
            Supplier<String> wrapped,
            Supplier<String> bare,
            Map<String, Supplier<String>> nested) {
        this.server = server;
        this.wire = wire;
        this.wrapped = wrapped;
        this.bare = bare;
        this.nested = nested;
    }

    static WireSubject chat(Costspan costspan, Wire wire, int maxRetries, Function<Setup, ChatModel> client) {
        ProviderServer server = ProviderServer.start();
        CostspanLangChain4j costs = CostspanLangChain4j.create(costspan);
        Setup metered = Setup.metered(server.url(), maxRetries, costs);
        Setup listening = metered.with(costs.chatModelListener());
        ChatModel wrapped = costs.wrap(client.apply(metered));
        Map<String, Supplier<String>> nested = new LinkedHashMap<>();
        nested.put("wrapper around a decorator around a wrapper", asking(costs.wrap(decorated(wrapped))));
        nested.put("wrapper around a listener", asking(costs.wrap(client.apply(listening))));
        nested.put(
                "two listeners",
                asking(client.apply(metered.with(costs.chatModelListener(), costs.chatModelListener()))));
        ChatModel bare = client.apply(Setup.bare(server.url(), maxRetries));
        return new WireSubject(server, wire, asking(wrapped), asking(bare), nested);
    }

    @Override
    public void next(Scene... scenes) {
        for (Scene scene : scenes) {
            server.next(wire.reply(scene));
        }
    }

    @Override
    public String ask() {
        return wrapped.get();
    }

    @Override
    public String askBare() {
        return bare.get();
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
    public void close() {
        server.close();
    }

    private static Supplier<String> asking(ChatModel model) {
        return () -> model.chat("What is the capital of Portugal?");
    }

    /** What an application might put between. */
    private static ChatModel decorated(ChatModel model) {
        return new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                return model.chat(request);
            }
        };
    }
}
