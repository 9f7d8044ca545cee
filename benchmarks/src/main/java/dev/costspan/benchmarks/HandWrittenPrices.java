package dev.costspan.benchmarks;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** A thousand models with four prices in time each, in pico-dollars per token ($0.15 a million is 150,000), and exact sums. */
final class HandWrittenPrices {

    private static final int MODELS = 1000;
    private static final int PROVIDERS = 20;

    private final Map<Model, TreeMap<Instant, Rates>> ratesByModel = new HashMap<>();

    HandWrittenPrices() {
        TreeMap<Instant, Rates> history = new TreeMap<>();
        for (int year = 2023; year <= 2026; year++) {
            history.put(Instant.parse(year + "-01-01T00:00:00Z"), new Rates(150_000, 75_000, 600_000));
        }
        for (int i = 0; i < MODELS; i++) {
            ratesByModel.put(new Model("provider-" + i % PROVIDERS, "model-" + i), history);
        }
        ratesByModel.put(new Model(Exchange.PROVIDER, Exchange.RESPONSE_MODEL), history);
    }

    private record Model(String provider, String name) {}

    private record Rates(long input, long cached, long output) {}

    long cost(String provider, String model, Instant at, long input, long cached, long output) {
        Rates rates =
                ratesByModel.get(new Model(provider, model)).floorEntry(at).getValue();
        long sum = Math.multiplyExact(rates.input(), input - cached);
        sum = Math.addExact(sum, Math.multiplyExact(rates.cached(), cached));
        return Math.addExact(sum, Math.multiplyExact(rates.output(), output));
    }
}
