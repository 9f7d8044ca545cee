package dev.costspan.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks, prints one table and writes it to {@code target/benchmarks.md}.
 *
 * <p>Arguments are regular expressions that name benchmarks; without one, all run. {@code --quick} runs each for some three
 * seconds: its bytes are right, its times are not.
 */
public final class Benchmarks {

    private static final Path OUTPUT = Path.of("target", "benchmarks.md");
    private static final Path CPU = Path.of("/proc/cpuinfo");
    private static final double MEGABYTE = 1e6;

    private Benchmarks() {}

    /** Runs the benchmarks that the arguments name. */
    public static void main(String[] args) throws RunnerException, IOException {
        List<String> names = new ArrayList<>(List.of(args));
        boolean quick = names.remove("--quick");
        CatalogHeap heap = CatalogHeap.measure();
        ChainedOptionsBuilder options =
                new OptionsBuilder().addProfiler(GCProfiler.class).shouldFailOnError(true);
        names.forEach(options::include);
        if (quick) {
            options.forks(1).warmupTime(TimeValue.milliseconds(300)).measurementTime(TimeValue.milliseconds(200));
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        String report = ResultTable.of(results) + "\n" + heap(heap) + "\n" + machine() + "\n";
        System.out.println("\n" + report);
        Files.createDirectories(OUTPUT.getParent());
        Files.writeString(OUTPUT, report);
    }

    private static String heap(CatalogHeap heap) {
        return String.format(
                Locale.ROOT,
                "Heap held by the catalogue: %.1f MB once a provider was asked for, %.1f MB once all were (limit %.0f MB).",
                heap.opened() / MEGABYTE,
                heap.full() / MEGABYTE,
                Limit.CATALOG.bytes() / MEGABYTE);
    }

    private static String machine() throws IOException {
        return "JDK %s, %s %s, %d cores, %s"
                .formatted(
                        System.getProperty("java.runtime.version"),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors(),
                        cpu());
    }

    private static String cpu() throws IOException {
        if (!Files.isReadable(CPU)) {
            return "unknown processor";
        }
        return Files.readAllLines(CPU).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown processor");
    }
}
