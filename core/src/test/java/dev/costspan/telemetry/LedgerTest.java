package dev.costspan.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.attribution.Attribution;
import dev.costspan.attribution.AttributionKey;
import dev.costspan.outcome.Outcome;
import dev.costspan.outcome.OutcomeAccount;
import dev.costspan.pricing.Cost;
import dev.costspan.pricing.CostSource;
import dev.costspan.pricing.Money;
import dev.costspan.pricing.UnpricedReason;
import dev.costspan.usage.Bucket;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private final Ledger ledger = ledger(100);

    @Test
    void snapshot_whenNothingHappened_isEmpty() {
        assertThat(ledger.snapshot().rows()).isEmpty();
        assertThat(ledger.snapshot().cost()).isEmpty();
        assertThat(ledger.snapshot().operations()).isZero();
    }

    @Test
    void snapshot_always_addsUpByEverythingARowIsToldApartBy() {
        ledger.add(chat("gpt-4o").cost(usd("0.1")));
        ledger.add(chat("gpt-4o").cost(usd("0.2")));
        ledger.add(chat("gpt-4o-mini").cost(usd("0.4")));
        ledger.add(chat("gpt-4o").cost(usd("0.8")).scope(team("a"), null));
        ledger.add(chat("gpt-4o").cost(usd("1.6")).scope(Attribution.NONE, reply("1")));
        ledger.add(chat("gpt-4o").cost(usd("3.2")).scope(Attribution.NONE, reply("2")));

        assertThat(ledger.snapshot().rows())
                .extracting(row -> row.cost().toPlainString())
                .containsExactlyInAnyOrder("0.3", "0.4", "0.8", "4.8");
        assertThat(ledger.snapshot().cost()).containsExactly(Money.of("6.3", "USD"));
    }

    @Test
    void snapshot_whenCurrenciesDiffer_neverAddsThem() {
        ledger.add(chat("gpt-4o").cost(usd("1")));
        ledger.add(chat("gpt-4o").cost(stated("2", "EUR")));

        assertThat(ledger.snapshot().cost()).containsExactly(Money.of("2", "EUR"), Money.of("1", "USD"));
    }

    @Test
    void row_always_countsEndingsAttemptsAndTokens() {
        Usage usage = Usage.builder()
                .inputTokens(100)
                .cacheReadTokens(30)
                .cacheWriteTokens(20)
                .outputTokens(10)
                .outputReasoningTokens(4)
                .build();
        ledger.add(chat("m")
                .cost(Cost.unpriced(UnpricedReason.UNKNOWN_MODEL, usage))
                .attempts(2, 1));
        ledger.add(chat("m").ended(Ending.FAILED, 5, "500").attempts(-1, -1));
        ledger.add(chat("m").ended(Ending.CANCELLED, 5, "cancelled"));

        LedgerRow row = ledger.snapshot().rows().get(0);
        assertThat(row.operations()).isEqualTo(3);
        assertThat(row.failedOperations()).isEqualTo(2);
        assertThat(row.unpricedOperations()).isEqualTo(3);
        assertThat(row.attempts()).isEqualTo(2);
        assertThat(row.cost()).isNull();
        assertThat(row.currency()).isNull();
        assertThat(row.tokens(Bucket.INPUT)).isEqualTo(50);
        assertThat(row.tokens(Bucket.CACHE_READ)).isEqualTo(30);
        assertThat(row.tokens(Bucket.CACHE_WRITE)).isEqualTo(20);
        assertThat(row.tokens(Bucket.OUTPUT)).isEqualTo(6);
        assertThat(row.tokens(Bucket.REASONING)).isEqualTo(4);
        assertThat(row.tokens(Bucket.OTHER)).isZero();
    }

    @Test
    void row_whenUsageContradictsItself_addsNoTokens() {
        ledger.add(chat("m").cost(Cost.unpriced(UnpricedReason.INVALID_USAGE, Usage.tokens(-5, 7))));

        assertThat(ledger.snapshot().rows().get(0).tokens(Bucket.OUTPUT)).isZero();
    }

    @Test
    void snapshot_whenTheLedgerIsFull_keepsSumsRightInOneOverflowRowForEachOperationAndCurrency() {
        Ledger small = ledger(2);
        for (int i = 0; i < 10; i++) {
            small.add(chat("model-" + i).cost(usd("0.1")));
        }
        small.add(chat("model-x").cost(stated("5", "EUR")));
        small.add(record(Operation.RERANK, "model-y").cost(usd("7")));

        LedgerSnapshot snapshot = small.snapshot();
        assertThat(snapshot.rows()).hasSize(5);
        assertThat(snapshot.overflowedOperations()).isEqualTo(10);
        assertThat(snapshot.operations()).isEqualTo(12);
        assertThat(snapshot.cost()).containsExactly(Money.of("5", "EUR"), Money.of("8.0", "USD"));
        assertThat(snapshot.costBy(LedgerRow::provider).get(LedgerRow.OVERFLOW))
                .containsExactly(Money.of("5", "EUR"), Money.of("7.8", "USD"));
        assertThat(snapshot.costBy(LedgerRow::operation))
                .isEqualTo(Map.of(
                        Operation.CHAT, List.of(Money.of("5", "EUR"), Money.of("1.0", "USD")),
                        Operation.RERANK, List.of(Money.of("7", "USD"))));
    }

    @Test
    void snapshot_whenFullAndARowIsKnown_stillAddsToIt() {
        Ledger small = ledger(1);
        small.add(chat("first").cost(usd("1")));
        small.add(chat("second").cost(usd("1")));
        small.add(chat("first").cost(usd("1")));

        assertThat(small.snapshot().costBy(LedgerRow::model)).isEqualTo(Map.of("first", List.of(Money.of("2", "USD"))));
    }

    @Test
    void add_whenFull_keepsMetricAttributesByWhatMetricsTellApart() {
        Ledger small = ledger(1);
        small.add(chat("first"));

        Series one = small.add(chat("m").scope(requestOf("support", "1"), null));
        Series same = small.add(chat("m").scope(requestOf("support", "2"), null));

        assertThat(same).isSameAs(one);
    }

    @Test
    void costBy_whenTheKeyIsNull_leavesTheRowOut() {
        ledger.add(chat("m").cost(usd("1")).scope(team("a"), reply("1")));
        ledger.add(chat("m").cost(usd("2")).scope(team("b"), reply("2")));
        ledger.add(chat("m").cost(usd("4")).scope(team("b"), null));
        ledger.add(chat("unknown"));

        assertThat(ledger.snapshot().costBy(LedgerRow::outcome))
                .isEqualTo(Map.of("reply", List.of(Money.of("3", "USD"))));
        assertThat(ledger.snapshot().costBy(row -> row.attribution().get(AttributionKey.TEAM)))
                .isEqualTo(Map.of("a", List.of(Money.of("1", "USD")), "b", List.of(Money.of("6", "USD"))));
    }

    @Test
    void coverage_whenTheLedgerIsFull_countsWhatHasNoRowAsNotCovered() {
        Ledger small = TestLedger.of(1, new MetricKeys(Set.of(), 10), Set.of(AttributionKey.TEAM));
        small.add(chat("first").cost(usd("3")).scope(team("a"), null));
        small.add(chat("second").cost(usd("1")).scope(team("a"), null));

        assertThat(small.snapshot().attributionCoverage()).isEqualTo(Map.of("USD", 0.75));
        assertThat(small.snapshot().unattributedCost()).containsExactly(Money.of("1", "USD"));
    }

    @Test
    void coverage_whenTheRestIsTiny_isLessThanAll() {
        Ledger strict = TestLedger.of(10, new MetricKeys(Set.of(), 10), Set.of(AttributionKey.TEAM));
        strict.add(chat("m").cost(usd("900000")).scope(team("a"), null));
        assertThat(strict.snapshot().attributionCoverage().get("USD")).isEqualTo(1.0);
        strict.add(chat("m").cost(usd("0.000000000000000001")));

        assertThat(strict.snapshot().attributionCoverage().get("USD"))
                .isLessThan(1.0)
                .isGreaterThan(0.999999);
        assertThat(strict.snapshot().unattributedCost()).containsExactly(Money.of("0.000000000000000001", "USD"));
    }

    @Test
    void coverage_whenNothingIsRequired_isAbsent() {
        ledger.add(chat("m").cost(usd("1")));

        assertThat(ledger.snapshot().attributionCoverage()).isEmpty();
        assertThat(ledger.snapshot().unattributedCost()).isEmpty();
    }

    @Test
    void snapshot_whenTakenBefore_doesNotChange() {
        ledger.add(chat("m").cost(usd("1")));
        LedgerSnapshot before = ledger.snapshot();
        ledger.add(chat("m").cost(usd("1")));

        assertThat(before.operations()).isEqualTo(1);
        assertThat(ledger.snapshot().operations()).isEqualTo(2);
    }

    @Test
    void snapshot_whenManyThreadsAdd_losesNothing() throws InterruptedException {
        Ledger small = ledger(3);
        List<Thread> adders = IntStream.range(0, 4)
                .mapToObj(i -> new Thread(() -> {
                    for (int n = 0; n < 1000; n++) {
                        small.add(chat("model-" + n % 7).cost(usd("0.000000001")));
                    }
                }))
                .toList();
        adders.forEach(Thread::start);
        for (Thread adder : adders) {
            adder.join();
        }

        assertThat(small.snapshot().operations()).isEqualTo(4000);
        assertThat(small.snapshot().cost().get(0).amount()).isEqualByComparingTo("0.000004");
    }

    private static Ledger ledger(int maxRows) {
        return TestLedger.of(maxRows, new MetricKeys(MetricKeys.DEFAULT, MetricKeys.DEFAULT_CAP), Set.of());
    }

    private static CostRecordBuilder chat(String model) {
        return record(Operation.CHAT, model);
    }

    private static CostRecordBuilder record(Operation operation, String model) {
        return CostRecord.builder(operation, "acme", Instant.EPOCH).models(model, null);
    }

    private static Attribution team(String team) {
        return Attribution.builder().team(team).build();
    }

    private static Attribution requestOf(String team, String request) {
        return Attribution.builder().team(team).tag("request", request).build();
    }

    private static Cost usd(String amount) {
        return stated(amount, "USD");
    }

    private static Cost stated(String amount, String currency) {
        return Cost.stated(new Money(new BigDecimal(amount), currency), CostSource.PROVIDER, Usage.UNKNOWN);
    }

    private static OutcomeAccount reply(String id) {
        return new OutcomeAccount(new Outcome("reply", id), Attribution.NONE, null);
    }
}
