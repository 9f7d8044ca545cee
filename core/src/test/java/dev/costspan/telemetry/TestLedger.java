package dev.costspan.telemetry;

import dev.costspan.attribution.AttributionKey;
import dev.costspan.internal.ThrottledLog;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.LoggerFactory;

/** Ledgers that nobody watches. */
final class TestLedger {

    private TestLedger() {}

    static Ledger of(int maxRows, MetricKeys metricKeys, Set<AttributionKey> requiredKeys) {
        ThrottledLog log = new ThrottledLog(LoggerFactory.getLogger(TestLedger.class), Duration.ZERO);
        CostChanges unwatched = new CostChanges(null, List.of(), Clock.systemUTC(), log);
        return new Ledger(maxRows, metricKeys, requiredKeys, unwatched, () -> {});
    }
}
