package dev.costspan.testing;

import dev.costspan.outcome.Outcome;
import dev.costspan.outcome.OutcomeRecord;
import dev.costspan.outcome.OutcomeStatus;
import dev.costspan.telemetry.CostRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a collector was told up to one moment. Immutable. */
final class Collected {

    private final List<CostRecord> operations;
    private final List<SeenOutcome> outcomes;
    private final Map<Outcome, List<SeenOutcome>> settled = new HashMap<>();
    private final long dropped;

    Collected(List<CostRecord> operations, List<SeenOutcome> outcomes, long dropped) {
        this.operations = List.copyOf(operations);
        this.outcomes = List.copyOf(outcomes);
        this.dropped = dropped;
        for (SeenOutcome seen : outcomes) {
            if (seen.fact().status().isFinal()) {
                settled.computeIfAbsent(seen.fact().outcome(), outcome -> new ArrayList<>())
                        .add(seen);
            }
        }
    }

    List<CostRecord> operations() {
        return operations;
    }

    List<OutcomeRecord> outcomeRecords() {
        return outcomes.stream().map(SeenOutcome::fact).toList();
    }

    /** Returns the name of every outcome that ended, or for which an operation did. */
    SortedSet<String> outcomeNames() {
        SortedSet<String> names = new TreeSet<>();
        outcomes.forEach(seen -> names.add(seen.fact().outcome().name()));
        operations.forEach(fact -> fact.outcomes().forEach(outcome -> names.add(outcome.name())));
        return names;
    }

    /** Returns everything that was spent. */
    Spending total() {
        String problem = dropped();
        if (problem == null && operations.isEmpty() && outcomes.isEmpty()) {
            problem =
                    "no operation and no outcome ended in this test: is the client wrapped, and by the Costspan that is looked at?";
        }
        return new Spending("this run", spent(null), last(null), List.of(), problem);
    }

    /** Returns what was spent for the outcomes of a name. */
    Spending outcome(String name) {
        SortedSet<String> names = outcomeNames();
        String problem = dropped();
        if (problem == null && !names.contains(name)) {
            problem = "no outcome '" + name + "' was seen; "
                    + (names.isEmpty() ? "none was" : "those that were seen are " + String.join(", ", names));
        }
        List<OutcomeRecord> last = last(name);
        return new Spending("outcome " + name, spent(name), last, open(name, last), problem);
    }

    private @Nullable String dropped() {
        return dropped == 0
                ? null
                : dropped + " records came after " + CostCollector.MOST_KEPT
                        + " were kept, so that sums would be short; clear() the collector between tests";
    }

    private List<SpentOperation> spent(@Nullable String name) {
        List<SpentOperation> spent = new ArrayList<>();
        for (int i = 0; i < operations.size(); i++) {
            List<Outcome> towards = upTo(operations.get(i).outcomes(), name);
            if (name == null || !towards.isEmpty()) {
                spent.add(SpentOperation.of(operations.get(i), statuses(towards, i)));
            }
        }
        return spent;
    }

    /** Returns the outcomes from the innermost out to the one of a name, all of them for none, nothing when it is not there. */
    private static List<Outcome> upTo(List<Outcome> innermostFirst, @Nullable String name) {
        if (name == null) {
            return innermostFirst;
        }
        for (int i = 0; i < innermostFirst.size(); i++) {
            if (innermostFirst.get(i).name().equals(name)) {
                return innermostFirst.subList(0, i + 1);
            }
        }
        return List.of();
    }

    private List<OutcomeStatus> statuses(List<Outcome> towards, int operation) {
        List<OutcomeStatus> statuses = new ArrayList<>();
        for (Outcome outcome : towards) {
            OutcomeStatus status = status(outcome, operation);
            if (status != null) {
                statuses.add(status);
            }
        }
        return statuses;
    }

    /**
     * Returns how an outcome was settled for an operation: the first time after it, or, for an operation that came late, the last
     * time before it. An id may be used again. Null while it is not settled.
     */
    private @Nullable OutcomeStatus status(Outcome outcome, int operation) {
        OutcomeStatus before = null;
        for (SeenOutcome seen : settled.getOrDefault(outcome, List.of())) {
            before = seen.fact().status();
            if (seen.operationsBefore() > operation) {
                return before;
            }
        }
        return before;
    }

    /** Returns the outcomes of a name, each by its last record unless its id was used again after it was settled. */
    private List<OutcomeRecord> last(@Nullable String name) {
        Map<Outcome, OutcomeRecord> pending = new LinkedHashMap<>();
        List<OutcomeRecord> last = new ArrayList<>();
        for (SeenOutcome seen : outcomes) {
            OutcomeRecord fact = seen.fact();
            if (name != null && !fact.outcome().name().equals(name)) {
                continue;
            }
            if (fact.status().isFinal()) {
                pending.remove(fact.outcome());
                last.add(fact);
            } else {
                pending.put(fact.outcome(), fact);
            }
        }
        last.addAll(pending.values());
        return last;
    }

    private List<Outcome> open(String name, List<OutcomeRecord> ended) {
        Set<Outcome> open = new LinkedHashSet<>();
        for (CostRecord fact : operations) {
            open.addAll(fact.outcomes());
        }
        open.removeIf(outcome -> !outcome.name().equals(name));
        ended.forEach(fact -> open.remove(fact.outcome()));
        return List.copyOf(open);
    }
}
