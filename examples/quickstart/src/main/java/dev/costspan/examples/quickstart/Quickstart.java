package dev.costspan.examples.quickstart;

import dev.costspan.examples.quickstart.local.LocalProviders;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers the bundled questions and prints what each operation and each resolution cost. Start it with {@code --help} for its options. */
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
            Metering metering = Metering.create(openTelemetry);
            Support desk = metering.wrap(new SupportAssistant(
                    metering.wrap(new AllMiniLmL6V2QuantizedEmbeddingModel()),
                    metering.wrap(new InMemoryEmbeddingStore<>()),
                    models.apply(metering),
                    SupportAssistant.handbook()));
            Run run = answerAll(desk, openTelemetry.getTracer("dev.costspan.examples.quickstart"));
            out.println(CostTable.of(metering.rows()));
            out.println(OutcomeTable.of(metering.totals()));
            return run;
        }
    }

    private Run answerAll(Support desk, Tracer tracer) {
        Span root = tracer.spanBuilder("quickstart").startSpan();
        try (Scope ignored = root.makeCurrent()) {
            int failures = succeeds("learn help centre", desk::learnHelpCentre) ? 0 : 1;
            for (Question question : Question.load()) {
                failures += succeeds("answer question", () -> answer(desk, question)) ? 0 : 1;
            }
            return new Run(root.getSpanContext().getTraceId(), failures);
        } finally {
            root.end();
        }
    }

    private void answer(Support desk, Question question) {
        out.println("Q: " + question.text());
        out.println("A: " + desk.answer(question).text());
        out.println();
    }

    private boolean succeeds(String step, Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException e) {
            err.println(step + " failed: " + e.getClass().getName());
            return false;
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
