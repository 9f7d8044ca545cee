package dev.costspan.outcome;

import dev.costspan.attribution.Attribution;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another process that uses a store in a directory: it says {@code ready}, waits for a line, and says what it has done. */
final class StoreProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private StoreProcess(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts a process that does something with {@code id-0}, {@code id-1} and so on, and waits until it is ready. */
    static StoreProcess start(String what, Path directory, int ids) throws IOException {
        StoreProcess started = new StoreProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreProcess.class.getName(),
                        what,
                        directory.toString(),
                        String.valueOf(ids))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        String ready = started.line();
        if (!"ready".equals(ready)) {
            throw new AssertionError("the process said " + ready);
        }
        return started;
    }

    void go() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    String line() throws IOException {
        return output.readLine();
    }

    /** Returns what it says until it ends. */
    List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = line(); line != null; line = line()) {
            lines.add(line);
        }
        return lines;
    }

    /** Kills the process as {@code kill -9} does; what it had said before can still be read. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the process lives on");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] args) throws IOException {
        OutcomeStore store = OutcomeStore.directory(Path.of(args[1]));
        int ids = Integer.parseInt(args[2]);
        say("ready");
        if (System.in.read() < 0) {
            return;
        }
        switch (args[0]) {
            case "put" -> put(store, ids);
            case "take" -> take(store, ids);
            default -> confirm(store, ids);
        }
    }

    private static void put(OutcomeStore store, int ids) throws IOException {
        Instant expiry = Instant.now().plus(Duration.ofDays(7));
        for (int i = 0; i < ids; i++) {
            store.put(PendingOutcomes.full("id-" + i, expiry));
            say("id-" + i);
        }
    }

    private static void take(OutcomeStore store, int ids) throws IOException {
        for (int i = 0; i < ids; i++) {
            if (store.take("id-" + i) != null) {
                say("id-" + i);
            }
        }
    }

    private static void confirm(OutcomeStore store, int ids) {
        List<String> settled = new ArrayList<>();
        OutcomeObserver observer = new OutcomeObserver() {
            @Override
            public Span start(Outcome outcome, Attribution attribution, Context parent, SpanContext earlier) {
                return Span.getInvalid();
            }

            @Override
            public void end(Span span, OutcomeRecord ended, Context context) {
                settled.add(ended.outcome().id());
            }
        };
        OutcomeClock clock = new OutcomeClock() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public long nanos() {
                return System.nanoTime();
            }
        };
        Outcomes outcomes = new Outcomes(observer, clock, Attribution.NONE, store, Duration.ofDays(7));
        for (int i = 0; i < ids; i++) {
            int before = settled.size();
            Confirmation confirmation = outcomes.confirm("id-" + i, OutcomeStatus.SUCCESS);
            say(confirmation + " id-" + i + " " + settled.subList(before, settled.size()));
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
