package dev.costspan.langchain4j;

import dev.costspan.contract.Scene;
import dev.costspan.contract.Subject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A client that answers in this process. It calls {@link #serve} where a request would reach a provider. */
final class LocalSubject implements Subject {

    private final Queue<Scene> scenes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final Map<String, Supplier<String>> nested = new LinkedHashMap<>();
    private Supplier<String> wrapped = () -> "";
    private Supplier<String> bare = () -> "";

    LocalSubject asks(Supplier<String> wrappedClient, Supplier<String> bareClient) {
        wrapped = wrappedClient;
        bare = bareClient;
        return this;
    }

    LocalSubject nests(String way, Supplier<String> client) {
        nested.put(way, client);
        return this;
    }

    /** Plays the next scene. */
    void serve() {
        requests.incrementAndGet();
        if (scenes.poll() != Scene.ANSWER) {
            throw new IllegalArgumentException("the request makes no sense");
        }
    }

    @Override
    public void next(Scene... more) {
        scenes.addAll(List.of(more));
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
        return requests.get();
    }

    @Override
    public void close() {}
}
