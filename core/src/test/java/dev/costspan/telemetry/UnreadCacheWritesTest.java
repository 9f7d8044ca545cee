package dev.costspan.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.pricing.Cost;
import dev.costspan.pricing.CostSource;
import dev.costspan.pricing.Money;
import dev.costspan.pricing.PriceCard;
import dev.costspan.pricing.UnpricedReason;
import dev.costspan.telemetry.UnreadCacheWrites.Key;
import dev.costspan.usage.Conditions;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Amounts are worked out by hand: a million tokens written cost 0.75 more than as input, for an hour 3 more. */
class UnreadCacheWritesTest {

    private static final Instant START = Instant.parse("2026-08-20T12:00:00Z");
    private static final Key KEY = new Key("anthropic", "claude", "search", null);

    private final UnreadCacheWrites writes = new UnreadCacheWrites(1_000);
    private final List<String> found = new ArrayList<>();

    @Test
    void expired_whenNothingReadTheWrite_handsOutItsPremiumOnceAfterFiveMinutes() {
        observe(KEY, written(1_000_000), 0);

        assertThat(expired(299)).isEmpty();
        assertThat(expired(300)).containsExactly("search 0.75 USD");
        assertThat(expired(301)).isEmpty();
        assertThat(writes.size()).isZero();
    }

    @Test
    void expired_whenAReadCameInTime_handsOutNothing() {
        observe(KEY, written(1_000_000), 0);
        observe(KEY, read(), 299);

        assertThat(expired(10_000)).isEmpty();
        assertThat(found).isEmpty();
    }

    @Test
    void observe_whenAReadComesTooLate_handsOutWhatExpired() {
        observe(KEY, written(1_000_000), 0);
        observe(KEY, read(), 300);

        assertThat(found).containsExactly("search 0.75 USD");
    }

    @Test
    void observe_whenAnotherWriteComesLater_handsOutWhatExpiredAndKeepsTheOther() {
        observe(KEY, written(1_000_000), 0);
        observe(KEY, written(2_000_000), 200);
        observe(KEY, written(4_000_000), 300);

        assertThat(found).containsExactly("search 0.75 USD");
        assertThat(expired(500)).containsExactly("search 1.5 USD");
        assertThat(expired(600)).containsExactly("search 3 USD");
    }

    @Test
    void expired_whenTokensWereWrittenForAnHour_waitsForAnHour() {
        observe(
                KEY,
                price(Usage.builder()
                        .inputTokens(2_000_000)
                        .cacheWriteTokens(2_000_000)
                        .quantity(Meter.CACHE_WRITE_5M_TOKENS, 1_000_000)
                        .quantity(Meter.CACHE_WRITE_1H_TOKENS, 1_000_000)
                        .outputTokens(0)
                        .build()),
                0);

        assertThat(expired(3_599)).isEmpty();
        assertThat(expired(3_600)).containsExactly("search 3.75 USD");
    }

    @Test
    void observe_whenAnOperationReadsAndWrites_clearsWhatWasWrittenBeforeAndNotItsOwn() {
        observe(KEY, written(1_000_000), 0);
        observe(
                KEY,
                price(Usage.builder()
                        .inputTokens(3_000_000)
                        .cacheReadTokens(1_000_000)
                        .cacheWriteTokens(2_000_000)
                        .outputTokens(0)
                        .build()),
                100);

        assertThat(expired(399)).isEmpty();
        assertThat(expired(400)).containsExactly("search 1.5 USD");
    }

    @Test
    void observe_whenTheWriteIsHeardOfAfterItsRead_handsOutNothing() {
        observe(KEY, written(1_000_000), 0);
        observe(KEY, read(), 60);
        // a stream that started before the read and ended after it
        observe(KEY, written(1_000_000), 30);

        assertThat(expired(10_000)).isEmpty();
        assertThat(found).isEmpty();
    }

    @Test
    void observe_whenAReadIsOlderThanAWrite_leavesTheWrite() {
        observe(KEY, written(1_000_000), 100);
        observe(KEY, read(), 50);

        assertThat(expired(400)).containsExactly("search 0.75 USD");
    }

    @Test
    void observe_whenAnotherKeyReads_clearsNothing() {
        observe(KEY, written(1_000_000), 0);
        observe(new Key("anthropic", "claude", "search", "triage"), read(), 1);
        observe(new Key("anthropic", "claude", "chat", null), read(), 1);
        observe(new Key("anthropic", "opus", "search", null), read(), 1);

        assertThat(writes.size()).isEqualTo(1);
        assertThat(expired(300)).containsExactly("search 0.75 USD");
    }

    @Test
    void observe_whenAnUnpricedOperationReads_clearsAllTheSame() {
        observe(KEY, written(1_000_000), 0);
        observe(KEY, Cost.unpriced(UnpricedReason.UNKNOWN_MODEL, read().usage()), 1);

        assertThat(expired(300)).isEmpty();
    }

    @Test
    void observe_whenThereIsNoPremium_remembersNothing() {
        PriceCard flat =
                PriceCard.builder("p", "m").perMillion(Meter.INPUT_TOKENS, "3").build();
        Usage usage = written(1_000).usage();

        observe(KEY, Cost.unpriced(UnpricedReason.UNKNOWN_MODEL, usage), 0);
        observe(KEY, Cost.stated(Money.of("1", "USD"), CostSource.PROVIDER, usage), 0);
        observe(KEY, flat.price(Operation.CHAT, usage, Conditions.NONE, CostSource.CATALOG), 0);
        observe(KEY, price(Usage.tokens(1_000, 10)), 0);
        observe(KEY, read(), 0);

        assertThat(writes.size()).isZero();
        assertThat(writes.leftOut()).isZero();
    }

    @Test
    void concerns_whenNothingWasCached_isFalse() {
        assertThat(UnreadCacheWrites.concerns(Usage.tokens(10, 10))).isFalse();
        assertThat(UnreadCacheWrites.concerns(Usage.builder()
                        .inputTokens(1)
                        .cacheReadTokens(0)
                        .cacheWriteTokens(0)
                        .build()))
                .isFalse();
        assertThat(UnreadCacheWrites.concerns(read().usage())).isTrue();
        assertThat(UnreadCacheWrites.concerns(Usage.of(Meter.CACHE_WRITE_1H_TOKENS, 1)))
                .isTrue();
    }

    @Test
    void expired_whenCurrenciesDiffer_keepsThemApart() {
        observe(KEY, written(1_000_000), 0);
        observe(
                KEY,
                card("EUR").price(Operation.CHAT, written(2_000_000).usage(), Conditions.NONE, CostSource.CATALOG),
                1);
        observe(KEY, written(1_000_000), 2);

        assertThat(expired(310)).containsExactly("search 1.5 USD", "search 1.5 EUR");
    }

    @Test
    void expired_whenWritesAreSecondsApart_handsThemOutWithTheLast() {
        observe(KEY, written(1_000_000), 1);
        observe(KEY, written(1_000_000), 5);

        assertThat(expired(304)).isEmpty();
        assertThat(expired(305)).containsExactly("search 1.5 USD");
    }

    @Test
    void observe_whenAReadCameBetweenWritesSecondsApart_claimsNeither() {
        observe(KEY, written(1_000_000), 5);
        observe(KEY, written(1_000_000), 1);
        observe(KEY, read(), 3);

        assertThat(expired(10_000)).isEmpty();
    }

    @Test
    void expired_whenManyWritesArePending_isExactAndATenthOfALifeLateAtMost() {
        // one a second for two hours, of 1 to 7,200 tokens, none of them read
        IntStream.rangeClosed(1, 7_200).forEach(second -> observe(KEY, written(second), second));
        assertThat(expired(7_200 + 330)).isNotEmpty();

        // 0.00000075 for each of 7,200 x 7,201 / 2 tokens
        assertThat(total()).isEqualByComparingTo("19.4427");
        assertThat(writes.leftOut()).isZero();
        assertThat(writes.size()).isZero();
    }

    @Test
    void observe_whenClocksJump_keepsABoundedNumberOfWritesAndCountsTheRest() {
        IntStream.range(0, 1_000).forEach(i -> observe(KEY, written(1_000_000), -1_000L * i));
        int kept = 1_000 - (int) writes.leftOut();

        assertThat(kept).isBetween(1, 64);
        expired(300);
        assertThat(total()).isEqualByComparingTo(new BigDecimal("0.75").multiply(BigDecimal.valueOf(kept)));
    }

    @Test
    void observe_whenThereAreMoreKeysThanPlaces_countsWhatIsLeftOut() {
        IntStream.range(0, 100_000).forEach(i -> observe(key(i), written(1_000_000), i / 1_000));

        assertThat(writes.size()).isEqualTo(1_000);
        assertThat(writes.leftOut()).isEqualTo(99_000);
        assertThat(found).isEmpty();
        assertThat(expired(100_000)).hasSize(1_000);
        assertThat(total()).isEqualByComparingTo("750");
        assertThat(writes.size()).isZero();
    }

    @Test
    void observe_whenAllPlacesAreTakenByExpiredWrites_handsThoseOutAndTakesTheirs() {
        IntStream.range(0, 1_000).forEach(i -> observe(key(i), written(1_000_000), 0));
        observe(KEY, written(4_000_000), 400);

        assertThat(found).hasSize(1_000);
        assertThat(writes.leftOut()).isZero();
        assertThat(expired(700)).containsExactly("search 3 USD");
    }

    @Test
    void observe_whenManyThreadsWriteAndSweep_handsOutEveryUnreadPremiumOnce() throws InterruptedException {
        UnreadCacheWrites shared = new UnreadCacheWrites(1_000);
        Map<Key, BigDecimal> handedOut = new ConcurrentHashMap<>();
        int threads = 4;
        int rounds = 5_000;
        Cost written = written(1_000_000);
        Cost read = read();
        Key readOften = key(99);
        List<Thread> all = IntStream.range(0, threads)
                .mapToObj(thread -> new Thread(() -> {
                    for (int i = 0; i < rounds; i++) {
                        Instant at = START.plusSeconds(i);
                        shared.observe(key(i % 7), written, at, (key, amount) -> add(handedOut, key, amount));
                        shared.observe(readOften, written, at, (key, amount) -> add(handedOut, key, amount));
                        shared.observe(readOften, read, at.plusMillis(1), (key, amount) -> add(handedOut, key, amount));
                        if (i % 50 == 0) {
                            shared.expired(at, (key, amount) -> add(handedOut, key, amount));
                        }
                    }
                }))
                .toList();
        all.forEach(Thread::start);
        for (Thread thread : all) {
            thread.join();
        }
        shared.expired(START.plus(Duration.ofDays(1)), (key, amount) -> add(handedOut, key, amount));

        BigDecimal unread = BigDecimal.ZERO;
        for (int i = 0; i < 7; i++) {
            unread = unread.add(handedOut.get(key(i)));
        }
        assertThat(unread).isEqualByComparingTo(new BigDecimal("0.75").multiply(BigDecimal.valueOf(threads * rounds)));
        assertThat(handedOut.getOrDefault(readOften, BigDecimal.ZERO))
                .isLessThanOrEqualTo(new BigDecimal("0.75").multiply(BigDecimal.valueOf(threads * rounds)));
        assertThat(shared.leftOut()).isZero();
        assertThat(shared.size()).isZero();
    }

    private static void add(Map<Key, BigDecimal> sums, Key key, Money amount) {
        sums.merge(key, amount.amount(), BigDecimal::add);
    }

    private void observe(Key key, Cost cost, long second) {
        writes.observe(key, cost, START.plusSeconds(second), this::hear);
    }

    /** Returns what is handed out at this second, and nothing of what was before. */
    private List<String> expired(long second) {
        int before = found.size();
        writes.expired(START.plusSeconds(second), this::hear);
        return List.copyOf(found.subList(before, found.size()));
    }

    private void hear(Key key, Money amount) {
        found.add(key.feature() + " " + amount.amount().stripTrailingZeros().toPlainString() + " " + amount.currency());
    }

    private BigDecimal total() {
        return found.stream().map(line -> new BigDecimal(line.split(" ")[1])).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Key key(int i) {
        return new Key("anthropic", "claude", "feature-" + i, null);
    }

    private static Cost written(long tokens) {
        return price(Usage.builder()
                .inputTokens(tokens)
                .cacheWriteTokens(tokens)
                .outputTokens(0)
                .build());
    }

    private static Cost read() {
        return price(Usage.builder()
                .inputTokens(1_000)
                .cacheReadTokens(900)
                .outputTokens(0)
                .build());
    }

    private static Cost price(Usage usage) {
        return card("USD").price(Operation.CHAT, usage, Conditions.NONE, CostSource.CATALOG);
    }

    private static PriceCard card(String currency) {
        return PriceCard.builder("anthropic", "claude")
                .perMillion(Meter.INPUT_TOKENS, "3")
                .perMillion(Meter.CACHE_READ_TOKENS, "0.30")
                .perMillion(Meter.CACHE_WRITE_TOKENS, "3.75")
                .perMillion(Meter.CACHE_WRITE_1H_TOKENS, "6")
                .perMillion(Meter.OUTPUT_TOKENS, "15")
                .currency(currency)
                .build();
    }
}
