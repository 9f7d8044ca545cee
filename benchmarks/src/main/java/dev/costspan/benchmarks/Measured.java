package dev.costspan.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * One row of the table.
 *
 * @param benchmark the simple name of the benchmark's class
 * @param row which of its measurements
 * @param unit the unit of the times
 * @param min the shortest time of an iteration, per operation
 * @param median the median time of all iterations, per operation
 * @param bytes bytes allocated per operation
 */
record Measured(String benchmark, String row, String unit, double min, double median, double bytes) {

    /** Methods whose parameters say everything. */
    private static final Set<String> PARAMETERS_ONLY = Set.of("bare", "instrumented");

    private static final String BYTES = "gc.alloc.rate.norm";

    static Measured of(RunResult result) {
        BenchmarkParams params = result.getParams();
        String[] name = params.getBenchmark().split("\\.");
        String method = name[name.length - 1];
        List<Double> times = result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .map(iteration -> iteration.getPrimaryResult().getScore())
                .sorted()
                .toList();
        Result<?> bytes = result.getSecondaryResults().get(BYTES);
        return new Measured(
                name[name.length - 2],
                row(method, params),
                result.getPrimaryResult().getScoreUnit().replace("/op", ""),
                times.get(0),
                times.get(times.size() / 2),
                bytes == null ? Double.NaN : bytes.getScore());
    }

    private static String row(String method, BenchmarkParams params) {
        List<String> parts = new ArrayList<>();
        if (!PARAMETERS_ONLY.contains(method)) {
            parts.add(method.replaceAll("([A-Z])", " $1"));
        }
        params.getParamsKeys().forEach(key -> parts.add(params.getParam(key)));
        return parts.stream()
                .map(part -> part.toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }
}
