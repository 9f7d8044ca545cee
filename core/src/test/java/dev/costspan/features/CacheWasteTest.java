package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.pricing.PriceBook;
import dev.costspan.pricing.PriceCard;
import dev.costspan.telemetry.LedgerRow;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What prompt caches save, and what is lost when nothing reads what was written. Prices are those of Anthropic's classes: 3, 3.75 and 0.30. */
class CacheWasteTest {

    private static final PriceBook BOOK = PriceBook.builder()
            .withoutBundledCatalog()
            .card(PriceCard.builder("acme", "writer")
                    .perMillion(Meter.INPUT_TOKENS, "3")
                    .perMillion(Meter.CACHE_WRITE_TOKENS, "3.75")
                    .perMillion(Meter.CACHE_READ_TOKENS, "0.30")
                    .perMillion(Meter.OUTPUT_TOKENS, "15")
                    .build())
            .build();
    private static final Usage WRITES = Usage.builder()
            .inputTokens(2_000)
            .cacheWriteTokens(1_000)
            .outputTokens(0)
            .build();
    private static final Usage READS = Usage.builder()
            .inputTokens(2_000)
            .cacheReadTokens(1_000)
            .outputTokens(0)
            .build();

    private final TestClock clock = new TestClock();
    private final Observed observed =
            Observed.with(settings -> settings.prices(BOOK).clock(clock));

    @Test
    void write_whenNothingReadsItInTime_isWasteAboveThePriceOfInput() {
        call(WRITES);
        assertThat(row().wasted()).isZero();

        clock.advance(Duration.ofMinutes(6));

        // 1,000 tokens at 3.75 instead of 3 a million
        assertThat(row().wasted()).isEqualByComparingTo("0.00075");
        assertThat(observed.telemetry.counter("costspan.waste", "costspan.waste.reason"))
                .isEqualTo(Map.of("unread_cache_write", 0.00075));
        assertThat(row().wasted()).isEqualByComparingTo("0.00075");
    }

    @Test
    void write_whenSomethingReadsItInTime_isNoWaste() {
        call(WRITES);
        clock.advance(Duration.ofMinutes(3));
        call(READS);
        clock.advance(Duration.ofMinutes(20));

        assertThat(row().wasted()).isZero();
    }

    @Test
    void savings_whenAWriteCostsMoreThanReadsSave_areNegativeUntilTheyDo() {
        call(WRITES);
        assertThat(row().cacheSavings()).isEqualByComparingTo("-0.00075");
        assertThat(observed.telemetry.counter("costspan.cache.savings", "gen_ai.request.model"))
                .isEqualTo(Map.of("writer", -0.00075));

        call(READS);

        // 1,000 tokens at 0.30 instead of 3 a million
        BigDecimal both = new BigDecimal("-0.00075").add(new BigDecimal("0.0027"));
        assertThat(row().cacheSavings()).isEqualByComparingTo(both);
        assertThat(observed.telemetry.counter("costspan.cache.savings", "gen_ai.request.model"))
                .isEqualTo(Map.of("writer", both.doubleValue()));
    }

    private void call(Usage usage) {
        observed.costspan
                .operation(Operation.CHAT)
                .provider("acme")
                .model("writer")
                .call(operation -> operation.usage(usage));
    }

    private LedgerRow row() {
        return observed.costspan.ledger().snapshot().rows().get(0);
    }
}
