package dev.costspan.features;

import dev.costspan.outcome.OutcomeStatus;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What outcomes and operations were, kept beside the library and added up afterwards by the rules in words. */
final class RaceModel {

    /** What outcomes of one name come to. */
    static final class Sums {
        final Map<OutcomeStatus, Long> counts = new EnumMap<>(OutcomeStatus.class);
        BigDecimal inTime = BigDecimal.ZERO;
        BigDecimal late = BigDecimal.ZERO;
        BigDecimal wasted = BigDecimal.ZERO;
        long operations;
        long lateOperations;
    }

    /** One outcome. */
    static final class Node {
        final String name;
        final String id;
        final Node parent;
        final List<Spent> operations = new ArrayList<>();
        OutcomeStatus ended;
        OutcomeStatus confirmed;

        Node(String name, String id, Node parent) {
            this.name = name;
            this.id = id;
            this.parent = parent;
        }

        OutcomeStatus settled() {
            return confirmed != null ? confirmed : ended;
        }
    }

    /** One operation: what it cost, whether it failed, and how many of the outcomes around it had ended before. */
    record Spent(BigDecimal cost, boolean failed, int lateIn) {}

    private final Map<String, Sums> byName = new TreeMap<>();
    private BigDecimal cost = BigDecimal.ZERO;
    private BigDecimal wasted = BigDecimal.ZERO;
    private final Map<String, BigDecimal> byInnermost = new TreeMap<>();
    private long operations;

    RaceModel(List<Node> nodes) {
        for (Node node : nodes) {
            Sums sums = sums(node.name);
            sums.counts.merge(node.ended, 1L, Long::sum);
            if (node.confirmed != null) {
                sums.counts.merge(node.confirmed, 1L, Long::sum);
            }
            node.operations.forEach(operation -> add(node, operation));
        }
    }

    Map<String, Sums> byName() {
        return byName;
    }

    BigDecimal cost() {
        return cost;
    }

    BigDecimal wasted() {
        return wasted;
    }

    Map<String, BigDecimal> byInnermost() {
        return byInnermost;
    }

    long operations() {
        return operations;
    }

    /** An operation counts in the innermost of each name; what an outcome loses is lost for those around it. */
    private void add(Node innermost, Spent spent) {
        operations++;
        cost = cost.add(spent.cost());
        byInnermost.merge(innermost.name, spent.cost(), BigDecimal::add);
        boolean lost = spent.failed();
        boolean told = lost;
        int depth = 0;
        Set<String> names = new LinkedHashSet<>();
        for (Node node = innermost; node != null; node = node.parent) {
            boolean late = depth++ < spent.lateIn();
            if (!names.add(node.name)) {
                continue;
            }
            // nobody further out hears of what is confirmed later, nor of what came late to it
            boolean lostHere = lost || node.ended.waste() != null;
            boolean lostLater = !lostHere && !late && node.settled().waste() != null;
            add(sums(node.name), node, spent.cost(), late, lostHere || lostLater);
            lost = lostHere;
            if (lostHere && !told) {
                told = true;
            }
            if (lostLater) {
                wasted = wasted.add(spent.cost());
            }
        }
        if (told) {
            wasted = wasted.add(spent.cost());
        }
    }

    private static void add(Sums sums, Node node, BigDecimal cost, boolean late, boolean lost) {
        if (!late && !node.settled().isFinal()) {
            return;
        }
        sums.operations++;
        if (late) {
            sums.lateOperations++;
            sums.late = sums.late.add(cost);
        } else {
            sums.inTime = sums.inTime.add(cost);
        }
        if (lost) {
            sums.wasted = sums.wasted.add(cost);
        }
    }

    private Sums sums(String name) {
        return byName.computeIfAbsent(name, key -> new Sums());
    }
}
