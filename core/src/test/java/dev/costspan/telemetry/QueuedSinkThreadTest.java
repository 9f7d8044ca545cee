package dev.costspan.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.usage.Operation;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the thread of a queued sink is and carries. */
@Timeout(60)
class QueuedSinkThreadTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final ContextKey<String> KEY = ContextKey.named("test");
    private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

    private final Seen sink = new Seen();

    @Test
    void thread_whenItIsIdle_ends() throws InterruptedException {
        QueuedSink queued = new QueuedSink(sink, 10, Duration.ofMillis(1));
        queued.accept(entry());
        assertThat(queued.flush(LONG)).isTrue();

        Thread first = sink.threads.get(0);
        first.join(LONG.toMillis());
        assertThat(first.isAlive()).isFalse();

        queued.accept(entry());
        assertThat(queued.flush(LONG)).isTrue();
        assertThat(sink.threads).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void thread_whenItDelivers_isADaemonWithTheSinksName() {
        QueuedSink queued = new QueuedSink(sink, 10);
        queued.accept(entry());
        assertThat(queued.flush(LONG)).isTrue();

        assertThat(sink.threads).singleElement().satisfies(thread -> {
            assertThat(thread.getName()).isEqualTo("costspan-sink-Seen");
            assertThat(thread.isDaemon()).isTrue();
        });
    }

    @Test
    void thread_whenACallerStartsIt_carriesNothingOfTheCaller() throws Exception {
        QueuedSink queued = new QueuedSink(sink, 10);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        INHERITED.set("caller's");
        try (URLClassLoader callers = new URLClassLoader(new URL[0], before);
                Scope ignored = Context.root().with(KEY, "caller's").makeCurrent()) {
            Thread.currentThread().setContextClassLoader(callers);
            queued.accept(entry());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
            INHERITED.remove();
        }
        assertThat(queued.flush(LONG)).isTrue();

        assertThat(sink.contexts).containsExactly(Context.root());
        assertThat(sink.inherited).containsExactly("none");
        assertThat(sink.loaders).containsExactly(Seen.class.getClassLoader());
    }

    @Test
    void thread_whenASinkLeavesAContextBehind_startsAfreshWithTheNextRecord() {
        QueuedSink queued = new QueuedSink(
                entry -> {
                    sink.accept(entry);
                    Context.current().with(KEY, "left behind").makeCurrent();
                },
                10);
        queued.accept(entry());
        queued.accept(entry());
        assertThat(queued.flush(LONG)).isTrue();

        assertThat(sink.contexts).extracting(context -> context.get(KEY)).containsExactly(null, null);
    }

    private static CostRecord entry() {
        return CostRecord.builder(Operation.CHAT, "acme", Instant.EPOCH).build();
    }

    private static final class Seen implements CostSink {

        private final List<Thread> threads = new CopyOnWriteArrayList<>();
        private final List<Context> contexts = new CopyOnWriteArrayList<>();
        private final List<ClassLoader> loaders = new CopyOnWriteArrayList<>();
        private final List<String> inherited = new CopyOnWriteArrayList<>();

        @Override
        public void accept(CostRecord costRecord) {
            threads.add(Thread.currentThread());
            contexts.add(Context.current());
            loaders.add(Thread.currentThread().getContextClassLoader());
            @Nullable String value = INHERITED.get();
            inherited.add(value == null ? "none" : value);
        }
    }
}
