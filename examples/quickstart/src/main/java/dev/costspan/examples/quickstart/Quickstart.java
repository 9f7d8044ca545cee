package dev.costspan.examples.quickstart;

import dev.costspan.examples.quickstart.local.LocalProviders;
import dev.costspan.outcome.Outcome;
import dev.costspan.pricing.Money;
import dev.costspan.telemetry.LedgerRow;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers the bundled questions and prints what each operation cost. Start it with {@code --help} for its options. */
public final class Quickstart {
    private static final String KEY_VARIABLE = "OPENAI_API_KEY";
    private static final int FAILED = 1;
    private static final int WRONG_ARGUMENTS = 2;
    private static final Duration ZIPKIN_START_LIMIT = Duration.ofSeconds(60);

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;

    Quickstart(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.environment = environment;
    }

    /** Exit code 0 on success, 1 when Zipkin does not start or a question is not answered, 2 for wrong arguments. */
    public static void main(String[] words) {
        System.exit(new Quickstart(System.out, System.err, System.getenv()).start(List.of(words)));
    }

    /** Runs and returns the exit code; with {@code --zipkin} it returns only when the thread is interrupted. */
    int start(List<String> words) {
        Arguments arguments;
        String apiKey;
        try {
            arguments = Arguments.parse(words);
            apiKey = arguments.live() ? liveKey() : null;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.print(Arguments.USAGE);
            return WRONG_ARGUMENTS;
        }
        if (arguments.help()) {
            out.print(Arguments.USAGE);
            return 0;
        }
        try (Zipkin zipkin = zipkin(arguments.zipkin())) {
            Run run = run(zipkin, apiKey);
            if (zipkin == null) {
                out.println("No Zipkin on 127.0.0.1:" + Zipkin.DEFAULT_PORT + "; --zipkin starts one.");
            } else {
                out.println("Trace: " + zipkin.tracePage(run.traceId()));
            }
            if (zipkin != null && arguments.zipkin()) {
                out.println("Zipkin keeps running until you press Ctrl-C.");
                awaitInterrupt();
            }
            return run.failures() == 0 ? 0 : FAILED;
        } catch (ZipkinStartException e) {
            err.println(e.getMessage());
            return FAILED;
        }
    }

    private String liveKey() {
        String key = environment.get(KEY_VARIABLE);
        if (key == null || key.isBlank()) {
            throw new IllegalArgumentException("--live needs the environment variable " + KEY_VARIABLE);
        }
        return key;
    }

    private @Nullable Zipkin zipkin(boolean startIt) {
        Zipkin running = Zipkin.find(Zipkin.DEFAULT_PORT);
        if (running != null || !startIt) {
            return running;
        }
        out.println("Starting Zipkin on 127.0.0.1:" + Zipkin.DEFAULT_PORT + " ...");
        Path jar = Path.of(System.getProperty("zipkin.jar", "target/zipkin/zipkin-server.jar"));
        return Zipkin.start(jar, Zipkin.DEFAULT_PORT, ZIPKIN_START_LIMIT);
    }

    /**
     * Answers all questions in one trace, prints answers and costs, and flushes the spans.
     *
     * @param apiKey the OpenAI key of a live run, {@code null} for the local providers
     */
    Run run(@Nullable Zipkin zipkin, @Nullable String apiKey) {
        if (apiKey != null) {
            return run(zipkin, metering -> ChatModels.live(apiKey, metering));
        }
        try (LocalProviders providers = LocalProviders.start()) {
            return run(zipkin, metering -> ChatModels.local(providers, metering));
        }
    }

    private Run run(@Nullable Zipkin zipkin, Function<Metering, ChatModels> models) {
        try (OpenTelemetrySdk openTelemetry = Tracing.create(zipkin)) {
            Metering metering = new Metering(openTelemetry);
            SupportAssistant assistant = new SupportAssistant(
                    metering.wrap(new AllMiniLmL6V2QuantizedEmbeddingModel()),
                    metering.wrap(new InMemoryEmbeddingStore<>()),
                    models.apply(metering));
            Run run = answerAll(assistant, openTelemetry.getTracer("dev.costspan.examples.quickstart"));
            out.println(CostTable.of(metering.rows()));
            metering.totals().costBy(LedgerRow::outcome).forEach(this::printTotal);
            out.println();
            return run;
        }
    }

    private void printTotal(String outcome, List<Money> cost) {
        out.println(outcome + ": " + cost.stream().map(Money::toString).collect(Collectors.joining(", ")));
    }

    private Run answerAll(SupportAssistant assistant, Tracer tracer) {
        Span root = tracer.spanBuilder("quickstart").startSpan();
        Context inRoot = Context.current().with(root);
        int failures =
                inSpan(tracer, inRoot, "learn help centre", "support.indexing", assistant::learnHelpCentre) ? 0 : 1;
        for (Question question : Question.load()) {
            boolean answered = inSpan(tracer, inRoot, "answer question", "support.resolution", () -> {
                out.println("Q: " + question.text());
                out.println("A: " + assistant.answer(question));
                out.println();
            });
            failures += answered ? 0 : 1;
        }
        root.end();
        return new Run(root.getSpanContext().getTraceId(), failures);
    }

    private boolean inSpan(Tracer tracer, Context parent, String name, String outcome, Runnable work) {
        Span span = tracer.spanBuilder(name).setParent(parent).startSpan();
        try {
            parent.with(span).with(Outcome.of(outcome)).wrap(work).run();
            return true;
        } catch (RuntimeException e) {
            span.setStatus(StatusCode.ERROR);
            err.println(name + " failed: " + e.getClass().getName());
            return false;
        } finally {
            span.end();
        }
    }

    private static void awaitInterrupt() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * A finished run.
     *
     * @param failures how many questions were not answered
     */
    record Run(String traceId, int failures) {}
}
