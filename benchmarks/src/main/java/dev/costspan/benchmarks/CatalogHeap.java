package dev.costspan.benchmarks;

import dev.costspan.pricing.PriceBook;
import dev.costspan.usage.Conditions;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The heap that the bundled catalogue holds in a process that has not used it before.
 *
 * @param opened bytes once it is open and one provider was asked for
 * @param full bytes once every provider was asked for
 */
record CatalogHeap(long opened, long full) {

    private static final String RESOURCE = "/META-INF/costspan/prices.tsv";

    static CatalogHeap measure() throws IOException {
        Set<String> providers = providers();
        ask(PriceBook.builder().withoutBundledCatalog().build(), Exchange.PROVIDER);
        long before = usedHeap();
        PriceBook prices = PriceBook.bundled();
        ask(prices, Exchange.PROVIDER);
        long opened = usedHeap() - before;
        providers.forEach(provider -> ask(prices, provider));
        return new CatalogHeap(opened, usedHeap() - before);
    }

    private static void ask(PriceBook prices, String provider) {
        prices.price(Operation.CHAT, provider, Exchange.REQUEST_MODEL, Conditions.NONE, Instant.EPOCH, Usage.UNKNOWN);
    }

    private static Set<String> providers() throws IOException {
        try (InputStream catalogue = Objects.requireNonNull(PriceBook.class.getResourceAsStream(RESOURCE))) {
            return new String(catalogue.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.substring(0, Math.max(line.indexOf('\t'), 0)))
                    .collect(Collectors.toSet());
        }
    }

    /** Sums the live objects: what a collector says is used also counts the room it keeps around them. */
    private static long usedHeap() {
        try {
            String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            String[] total = histogram.substring(histogram.lastIndexOf("Total")).split("\\s+");
            return Long.parseLong(total[2]);
        } catch (JMException unavailable) {
            throw new IllegalStateException("this JVM has no class histogram", unavailable);
        }
    }
}
