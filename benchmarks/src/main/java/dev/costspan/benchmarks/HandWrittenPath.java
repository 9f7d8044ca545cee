package dev.costspan.benchmarks;

import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The data path without telemetry, by hand and with nothing to spare: reserve, price, cost, settle, ledger, record. What a
 * library adds is measured against it.
 */
final class HandWrittenPath {

    private final TenantBudgets budgets = new TenantBudgets();
    private final HandWrittenPrices prices = new HandWrittenPrices();
    private final ConcurrentHashMap<Row, Totals> ledger = new ConcurrentHashMap<>();
    private final Instant startedAt = Instant.parse("2026-08-01T12:00:00Z");

    /** What tells one row of the ledger from another. */
    record Row(Owner owner, String provider, String model) {}

    /** The record of one call. */
    record Fact(
            Row row,
            String responseId,
            long input,
            long cached,
            long output,
            long picoDollars,
            long startNanos,
            long endNanos) {}

    private record Totals(LongAdder tokens, LongAdder picoDollars) {}

    AtomicLong reserve(Owner owner) {
        return budgets.reserve(owner.tenant());
    }

    void release(AtomicLong reserved) {
        TenantBudgets.settle(reserved, 0);
    }

    Fact settle(
            Owner owner,
            AtomicLong reserved,
            long startNanos,
            String model,
            String responseId,
            long input,
            long cached,
            long output) {
        long picoDollars = prices.cost(Exchange.PROVIDER, model, startedAt, input, cached, output);
        long endNanos = System.nanoTime();
        TenantBudgets.settle(reserved, picoDollars);
        Row row = new Row(owner, Exchange.PROVIDER, model);
        Totals totals = ledger.get(row);
        if (totals == null) {
            totals = ledger.computeIfAbsent(row, r -> new Totals(new LongAdder(), new LongAdder()));
        }
        totals.tokens().add(input + output);
        totals.picoDollars().add(picoDollars);
        return new Fact(row, responseId, input, cached, output, picoDollars, startNanos, endNanos);
    }
}
