package dev.costspan.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;

/** What was measured as one Markdown table, each row beside its baseline and its limit. */
final class ResultTable {

    private static final List<String> ORDER = List.of(
            "ChatBenchmark",
            "StreamingBenchmark",
            "ChunkBenchmark",
            "CorePathBenchmark",
            "OutcomeBenchmark",
            "PriceBenchmark",
            "AttributionBenchmark",
            "CatalogBenchmark");

    private final List<Measured> rows;

    private ResultTable(List<Measured> rows) {
        this.rows = rows;
    }

    static ResultTable of(Collection<RunResult> results) {
        return new ResultTable(results.stream().map(Measured::of).toList());
    }

    /** Returns the table as Markdown. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(
                "| path | min / median | B/op | above the baseline | limit |\n|---|---|---|---|---|\n");
        for (String benchmark : ORDER) {
            rows.stream()
                    .filter(row -> row.benchmark().equals(benchmark))
                    .forEach(row -> text.append(line(row)).append('\n'));
        }
        return text.toString();
    }

    private String line(Measured row) {
        Measured baseline = baseline(row);
        Limit limit = Limit.of(row.benchmark(), row.row());
        return "| %s: %s | %s / %s %s | %s | %s | %s |"
                .formatted(
                        row.benchmark().replace("Benchmark", ""),
                        row.row(),
                        number(row.min()),
                        number(row.median()),
                        row.unit(),
                        number(row.bytes()),
                        baseline == null
                                ? ""
                                : number(row.median() - baseline.median()) + " ns, "
                                        + number(row.bytes() - baseline.bytes()) + " B",
                        limit == null ? "" : limit);
    }

    /** Nobody listening to a call, no wrapper before a chunk, and a span instead of an outcome; the others stand beside a floor, which is no part of them. */
    private @Nullable Measured baseline(Measured row) {
        String name = row.row().startsWith("partial response, ") || row.row().startsWith("text, ")
                ? row.row().replaceFirst(", .*", ", direct")
                : row.row().matches("(outcome|annotated), .*")
                        ? row.row().replaceFirst("outcome|annotated", "span")
                        : "none";
        return rows.stream()
                .filter(other -> other.benchmark().equals(row.benchmark()) && other != row)
                .filter(other -> other.row().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.1f" : "%,.0f", value);
    }
}
