package dev.costspan.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.attribution.Attribution;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Outcomes of methods where Reactor is not on the class path. */
class WithoutReactorTest {

    @Test
    void proxy_whenReactorIsAbsent_worksForEverythingElse() throws ReflectiveOperationException {
        ClassLoader without = new CopyingLoader(
                name -> name.startsWith("dev.costspan."),
                name -> name.startsWith("reactor.") || name.startsWith("org.reactivestreams."));
        Class<?> application = without.loadClass(Application.class.getName());
        assertThat(application).isNotEqualTo(Application.class);

        Supplier<?> run = (Supplier<?>) application.getConstructor().newInstance();

        assertThat(run.get()).isEqualTo(List.of("reactor: null", "SUCCESS", "SUCCESS", "ABANDONED", "SUCCESS"));
    }

    @Test
    void reactor_whenItIsPresent_isFound() {
        assertThat(OptionalReactor.RESULTS).isNotNull();
    }

    /** Runs in the loader without Reactor. */
    public static final class Application implements Supplier<List<String>>, OutcomeObserver, OutcomeClock {

        private final List<String> ended = new CopyOnWriteArrayList<>();

        @Override
        public List<String> get() {
            Outcomes outcomes =
                    new Outcomes(this, this, Attribution.NONE, new InMemoryOutcomeStore(10), Duration.ofDays(1));
            ended.add("reactor: " + OptionalReactor.RESULTS);
            CompletableFuture<String> stage = new CompletableFuture<>();
            try {
                outcomes.proxy(Callable.class, new Work("done")).call();
                outcomes.proxy(Callable.class, new Work(stage)).call();
                stage.complete("done");
                Flow.Publisher<?> publisher = (Flow.Publisher<?>)
                        outcomes.proxy(Callable.class, new Work((Flow.Publisher<String>) subscriber -> {}))
                                .call();
                publisher.subscribe(null);
                CompletableFuture<String> cancelled = new CompletableFuture<>();
                outcomes.proxy(Callable.class, new Work(cancelled)).call();
                cancelled.cancel(true);
                outcomes.proxy(Callable.class, new Work(null)).call();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            return ended;
        }

        @Override
        public Span start(Outcome outcome, Attribution attribution, Context parent, SpanContext earlier) {
            return Span.getInvalid();
        }

        @Override
        public void end(Span span, OutcomeRecord record, Context context) {
            ended.add(record.status().name());
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public long nanos() {
            return 0;
        }
    }

    public record Work(Object result) implements Callable<Object> {

        @Override
        @CostedOutcome("work")
        public Object call() {
            return result;
        }
    }
}
