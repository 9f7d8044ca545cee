package dev.costspan.testing;

import dev.costspan.outcome.Outcome;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run spent, as a baseline file holds it: rows by outcome. An operation counts in every outcome around it. Immutable.
 *
 * @param outcomes the rows of each outcome in their order, by its name; those of operations outside any are under {@link #NONE}
 */
record Baseline(SortedMap<String, List<BaselineRow>> outcomes) {

    /** Stands for no outcome; no outcome has a blank name. */
    static final String NONE = "";

    Baseline {
        SortedMap<String, List<BaselineRow>> copy = new TreeMap<>();
        outcomes.forEach((name, rows) -> copy.put(name, List.copyOf(rows)));
        outcomes = Collections.unmodifiableSortedMap(copy);
    }

    /** Returns what operations spent, of which each has an amount or was not answered. */
    static Baseline of(List<SpentOperation> spent) {
        Map<String, SortedMap<BaselineRow.Key, RowSum>> sums = new TreeMap<>();
        for (SpentOperation operation : spent) {
            List<Outcome> towards = operation.fact().outcomes();
            List<String> names = towards.isEmpty()
                    ? List.of(NONE)
                    : towards.stream().map(Outcome::name).distinct().toList();
            for (String name : names) {
                sums.computeIfAbsent(name, outcome -> new TreeMap<>())
                        .computeIfAbsent(RowSum.key(operation), RowSum::new)
                        .add(operation);
            }
        }
        SortedMap<String, List<BaselineRow>> outcomes = new TreeMap<>();
        sums.forEach((name, rows) ->
                outcomes.put(name, rows.values().stream().map(RowSum::row).toList()));
        return new Baseline(outcomes);
    }

    /** Returns the rows of an outcome; none when it is not there. */
    List<BaselineRow> rows(String outcome) {
        return outcomes.getOrDefault(outcome, List.of());
    }
}
