package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.usage.Bucket;
import dev.costspan.usage.Conditions;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What an operation costs when more than one of its requests was billed. Amounts are worked out by hand. */
class CostSumTest {

    private static final Instant NOW = Instant.parse("2026-08-20T12:00:00Z");

    private final PriceCard small = PriceCard.builder("acme", "m")
            .source("test-list", LocalDate.of(2026, 8, 1))
            .perMillion(Meter.INPUT_TOKENS, "2")
            .perMillion(Meter.CACHE_READ_TOKENS, "0.5")
            .perMillion(Meter.OUTPUT_TOKENS, "10")
            .context(ContextRange.inputUpTo(200_000))
            .build();
    private final PriceCard large = PriceCard.builder("acme", "m")
            .perMillion(Meter.INPUT_TOKENS, "4")
            .perMillion(Meter.OUTPUT_TOKENS, "15")
            .context(ContextRange.inputAbove(200_000))
            .build();
    private final PriceBook book =
            PriceBook.builder().withoutBundledCatalog().card(small).card(large).build();

    @Test
    void plus_whenBothArePriced_addsAmountsLinesAndUsage() {
        Cost first = price(Usage.tokens(1_000, 100));
        Cost second = price(Usage.builder()
                .inputTokens(1_000)
                .cacheReadTokens(400)
                .outputTokens(50)
                .build());

        Cost sum = first.plus(second);

        // 0.002 + 0.001, and 600 x 2 + 400 x 0.5 + 50 x 10, by a million
        assertThat(sum.amount()).isEqualByComparingTo("0.0049");
        assertThat(sum.listAmount()).isEqualByComparingTo("0.0049");
        assertThat(sum.contractListAmount()).isNull();
        assertThat(sum.toDouble()).isEqualTo(0.0049);
        assertThat(sum.scale()).isEqualTo(-1);
        assertThat(sum.currency()).isEqualTo("USD");
        assertThat(sum.status()).isEqualTo(CostStatus.PRICED);
        assertThat(sum.source()).isEqualTo(CostSource.OVERRIDE);
        assertThat(sum.card()).isSameAs(small);
        assertThat(sum.items()).hasSize(5);
        assertThat(sum.amount(Bucket.INPUT)).isEqualByComparingTo("0.0032");
        assertThat(sum.amount(Bucket.CACHE_READ)).isEqualByComparingTo("0.0002");
        assertThat(sum.amount(Bucket.OUTPUT)).isEqualByComparingTo("0.0015");
        assertThat(sum.toDouble(Bucket.OUTPUT)).isEqualTo(0.0015);
        assertThat(sum.amount(Bucket.OTHER)).isEqualByComparingTo("0");
        assertThat(sum.usage()).hasToString("Usage{input_tokens=2000, output_tokens=150, cache_read_tokens=400}");
        assertThat(sum).hasToString("0.0049000 USD (priced, override, test-list:acme/m)");
    }

    @Test
    void plus_whenOnlyTogetherTheyAreLong_pricesEachOnItsOwn() {
        Cost half = price(Usage.tokens(150_000, 0));

        // 0.3 each; 300,000 in one request would cost 1.2
        assertThat(half.plus(half).amount()).isEqualByComparingTo("0.6");
    }

    @Test
    void plus_whenOnlyOneIsLong_keepsBothRates() {
        Cost sum = price(Usage.tokens(100_000, 0)).plus(price(Usage.tokens(300_000, 0)));

        assertThat(sum.amount()).isEqualByComparingTo("1.4");
        assertThat(sum.items())
                .extracting(item -> item.rate().price())
                .map(Object::toString)
                .containsExactly("2", "4");
    }

    @Test
    void plus_whenOneWasReportedByTheProvider_addsUpWithoutLines() {
        Cost stated = Cost.stated(Money.of("0.01", "USD"), CostSource.PROVIDER, Usage.tokens(5, 5));
        Cost computed = price(Usage.tokens(1_000, 0));

        for (Cost sum : new Cost[] {stated.plus(computed), computed.plus(stated)}) {
            assertThat(sum.amount()).isEqualByComparingTo("0.012");
            assertThat(sum.status()).isEqualTo(CostStatus.PRICED);
            assertThat(sum.items()).isEmpty();
            assertThat(sum.amount(Bucket.INPUT)).isEqualByComparingTo("0.002");
            assertThat(sum.amount(Bucket.OTHER)).isEqualByComparingTo("0.01");
        }
        assertThat(stated.plus(computed).source()).isEqualTo(CostSource.PROVIDER);
        assertThat(stated.plus(computed).card()).isNull();
        assertThat(computed.plus(stated).source()).isEqualTo(CostSource.OVERRIDE);
        assertThat(computed.plus(stated).card()).isSameAs(small);
    }

    @Test
    void plus_whenOneHasNoAmount_isTheOtherAndPartial() {
        Cost priced = price(Usage.tokens(1_000, 100));
        Cost without = price(Usage.UNKNOWN);

        for (Cost sum : new Cost[] {priced.plus(without), without.plus(priced)}) {
            assertThat(sum.amount()).isEqualByComparingTo("0.003");
            assertThat(sum.status()).isEqualTo(CostStatus.PARTIAL);
            assertThat(sum.unpricedReason()).isNull();
            assertThat(sum.card()).isSameAs(small);
            assertThat(sum.items()).hasSize(2);
            assertThat(sum.amount(Bucket.INPUT)).isEqualByComparingTo("0.002");
        }
    }

    @Test
    void plus_whenNeitherHasAnAmount_hasNoneForTheFirstReason() {
        Cost unknown = Cost.unpriced(UnpricedReason.UNKNOWN_MODEL, Usage.tokens(3, 4));
        Cost missing = Cost.unpriced(UnpricedReason.MISSING_USAGE, Usage.tokens(1, 1));

        Cost sum = unknown.plus(missing);

        assertThat(sum.amount()).isNull();
        assertThat(sum.unpricedReason()).isEqualTo(UnpricedReason.UNKNOWN_MODEL);
        assertThat(sum.status()).isEqualTo(CostStatus.UNPRICED);
        assertThat(sum.usage()).hasToString("Usage{input_tokens=4, output_tokens=5}");
    }

    @Test
    void plus_whenCurrenciesDiffer_isTheFirstAmountAndPartial() {
        Cost dollars = price(Usage.tokens(1_000, 0));
        Cost euros = Cost.stated(Money.of("7", "EUR"), CostSource.PROVIDER, Usage.tokens(1, 0));

        assertThat(dollars.plus(euros).amount()).isEqualByComparingTo("0.002");
        assertThat(dollars.plus(euros).currency()).isEqualTo("USD");
        assertThat(dollars.plus(euros).status()).isEqualTo(CostStatus.PARTIAL);
        assertThat(dollars.plus(euros).items()).hasSize(1);
        assertThat(dollars.plus(euros).amount(Bucket.OTHER)).isEqualByComparingTo("0");
        assertThat(euros.plus(dollars).amount()).isEqualByComparingTo("7");
        assertThat(euros.plus(dollars).currency()).isEqualTo("EUR");
        assertThat(euros.plus(dollars).amount(Bucket.INPUT)).isEqualByComparingTo("0");
    }

    @Test
    void plus_whenStatusesDiffer_isTheLessReliable() {
        Cost priced = price(Usage.tokens(1, 1));
        Cost estimated = priced.asEstimate();
        Cost partial = price(Usage.builder()
                .inputTokens(1)
                .outputTokens(1)
                .quantity(Meter.WEB_SEARCHES, 1)
                .build());

        assertThat(partial.status()).isEqualTo(CostStatus.PARTIAL);
        assertThat(priced.plus(estimated).status()).isEqualTo(CostStatus.ESTIMATED);
        assertThat(estimated.plus(priced).status()).isEqualTo(CostStatus.ESTIMATED);
        assertThat(estimated.plus(partial).status()).isEqualTo(CostStatus.PARTIAL);
        assertThat(partial.plus(priced).status()).isEqualTo(CostStatus.PARTIAL);
        assertThat(priced.plus(priced).asEstimate().status()).isEqualTo(CostStatus.ESTIMATED);
    }

    @Test
    void plus_whenAContractGrantsLess_addsListAmountsToo() {
        PriceBook contracted = PriceBook.builder()
                .withoutBundledCatalog()
                .card(small)
                .contract(Contract.builder("acme").discountPercent("10").build())
                .build();
        Cost underContract =
                contracted.price(Operation.CHAT, "acme", "m", Conditions.NONE, NOW, Usage.tokens(1_000_000 / 10, 0));
        Cost atList = price(Usage.tokens(1_000, 0));

        // 0.2 less a tenth, and 0.002
        assertThat(underContract.plus(atList).amount()).isEqualByComparingTo("0.182");
        assertThat(underContract.plus(atList).listAmount()).isEqualByComparingTo("0.202");
        assertThat(atList.plus(underContract).listAmount()).isEqualByComparingTo("0.202");
    }

    @Test
    void plus_whenThreeAreAdded_addsAll() {
        Cost one = price(Usage.tokens(1_000, 0));
        Cost without = Cost.unpriced(UnpricedReason.NO_ANSWER, Usage.UNKNOWN);

        Cost sum = one.plus(one).plus(without).plus(one);

        assertThat(sum.amount()).isEqualByComparingTo("0.006");
        assertThat(sum.items()).hasSize(3);
        assertThat(sum.status()).isEqualTo(CostStatus.PARTIAL);
        assertThat(sum.usage().unscaled(Meter.INPUT_TOKENS)).isEqualTo(3_000);
    }

    @Test
    void explain_whenSeveralRequestsWereBilled_explainsEach() {
        Cost sum = price(Usage.tokens(1_000, 0))
                .plus(Cost.unpriced(UnpricedReason.MISSING_USAGE, Usage.UNKNOWN))
                .plus(Cost.stated(Money.of("1", "EUR"), CostSource.PROVIDER, Usage.UNKNOWN));

        assertThat(sum.explain()).isEqualTo("""
                attempt 1:
                input_tokens: 1000 x 2 USD / 1000000 = 0.002 USD
                sum: 0.002 USD (priced, source override)
                card: test-list:acme/m, as of 2026-08-01
                attempt 2:
                no amount: unpriced, missing_usage
                attempt 3:
                stated: 1 EUR (priced, source provider)
                not in the sum, which is in USD
                sum: 0.002 USD (partial, source override)
                """);
    }

    private Cost price(Usage usage) {
        return book.price(Operation.CHAT, "acme", "m", Conditions.NONE, NOW, usage);
    }
}
