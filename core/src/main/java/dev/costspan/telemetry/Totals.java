package dev.costspan.telemetry;

import dev.costspan.outcome.Waste;
import dev.costspan.pricing.Cost;
import dev.costspan.usage.Bucket;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import java.util.concurrent.atomic.LongAdder;

/** What one row of the ledger adds up. Thread-safe without locks; a snapshot is exact once no operation is ending. */
final class Totals {

    private static final Bucket[] BUCKETS = Bucket.values();

    private final LongAdder operations = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder unpriced = new LongAdder();
    private final LongAdder attempts = new LongAdder();
    private final LongAdder[] tokens = new LongAdder[Bucket.count()];
    private final ExactSum cost = new ExactSum();
    private final ExactSum wasted = new ExactSum();
    private final ExactSum cacheSavings = new ExactSum();

    Totals() {
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = new LongAdder();
        }
    }

    void add(CostRecordBuilder facts) {
        operations.increment();
        if (facts.ending != Ending.COMPLETED) {
            failed.increment();
        }
        if (facts.attempts > 0) {
            attempts.add(facts.attempts);
        }
        if (facts.cost.hasAmount()) {
            cost.add(facts.cost);
            addSpecial(facts.cost, facts.waste);
        } else {
            unpriced.increment();
        }
        addTokens(facts.cost.usage());
    }

    private void addSpecial(Cost cost, Waste waste) {
        BigDecimal lost = waste == Waste.NONE ? null : waste.amount();
        if (lost != null) {
            wasted.add(lost);
        }
        if (UnreadCacheWrites.concerns(cost.usage())) {
            cacheSavings.addSavings(cost);
        }
    }

    BigDecimal cacheSavings() {
        return cacheSavings.sum();
    }

    void addWaste(BigDecimal lost) {
        wasted.add(lost);
    }

    private void addTokens(Usage usage) {
        if (usage.problem() != null) {
            return;
        }
        for (Bucket bucket : BUCKETS) {
            if (usage.has(bucket)) {
                tokens[bucket.ordinal()].add(usage.tokens(bucket));
            }
        }
    }

    LedgerRow row(SeriesKey key) {
        long[] byBucket = new long[tokens.length];
        for (int i = 0; i < byBucket.length; i++) {
            byBucket[i] = tokens[i].sum();
        }
        return new LedgerRow(
                key,
                operations.sum(),
                failed.sum(),
                unpriced.sum(),
                attempts.sum(),
                byBucket,
                key.currency() == null ? null : new LedgerRow.Amounts(cost.sum(), wasted.sum(), cacheSavings.sum()));
    }
}
