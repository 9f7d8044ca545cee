package dev.costspan.benchmarks;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;

/**
 * Measures one path in a JVM of its own, as JMH does, since what other paths did to a JVM decides what its compiler leaves out.
 * Prints the fewest bytes per operation of several rounds, which leaves out what the compiler's own work disturbs.
 */
final class AllocationProbe {

    private static final int WARM_UP_CALLS = 60_000;
    private static final int ROUNDS = 10;
    private static final int CALLS = 10_000;

    /** What a path returns escapes here, so that the compiler cannot leave it out. */
    private static volatile Object sink = "";

    private AllocationProbe() {}

    public static void main(String[] args) throws Exception {
        MeasuredPath path = MeasuredPath.valueOf(args[0]);
        System.out.println(path == MeasuredPath.CATALOG_HEAP ? catalogHeap() : bytesPerOperation(path.operation()));
    }

    private static double catalogHeap() throws IOException {
        return CatalogHeap.measure().full();
    }

    private static double bytesPerOperation(Callable<?> operation) throws Exception {
        run(operation, WARM_UP_CALLS);
        double fewest = Double.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            long before = allocated();
            run(operation, CALLS);
            fewest = Math.min(fewest, (double) (allocated() - before) / CALLS);
        }
        return fewest;
    }

    private static void run(Callable<?> operation, int calls) throws Exception {
        for (int i = 0; i < calls; i++) {
            sink = operation.call();
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
