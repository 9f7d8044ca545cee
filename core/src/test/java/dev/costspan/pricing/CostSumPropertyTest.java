package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.usage.Bucket;
import dev.costspan.usage.Conditions;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Sums of costs of every kind: computed in whole numbers and line by line, stated, without an amount, in two currencies. */
class CostSumPropertyTest {

    private static final PriceCard WHOLE = PriceCard.builder("p", "whole")
            .perMillion(Meter.INPUT_TOKENS, "0.15")
            .perMillion(Meter.CACHE_READ_TOKENS, "0.075")
            .perMillion(Meter.OUTPUT_TOKENS, "0.6")
            .build();
    private static final PriceCard LINES = PriceCard.builder("p", "lines")
            .perMillion(Meter.INPUT_TOKENS, "3")
            .perMillion(Meter.OUTPUT_TOKENS, "15")
            .multiplier(Multiplier.when("region", "us", "1.1"))
            .build();
    private static final PriceCard EUROS = PriceCard.builder("p", "euros")
            .currency("EUR")
            .perMillion(Meter.INPUT_TOKENS, "7")
            .build();

    @Property
    void plus_ofMany_addsUpAmountsLinesAndBuckets(@ForAll("costs") @Size(min = 1, max = 6) List<Cost> costs) {
        Cost sum = costs.stream().reduce(Cost::plus).orElseThrow();

        Cost main = costs.stream().filter(Cost::hasAmount).findFirst().orElse(null);
        if (main == null) {
            assertThat(sum.amount()).isNull();
            assertThat(sum.unpricedReason()).isEqualTo(costs.get(0).unpricedReason());
            return;
        }
        List<Cost> counted = costs.stream()
                .filter(cost -> main.currency().equals(cost.currency()))
                .toList();
        assertThat(sum.amount())
                .isEqualByComparingTo(total(counted.stream().map(Cost::amount).toList()));
        assertThat(sum.listAmount())
                .isEqualByComparingTo(
                        total(counted.stream().map(Cost::listAmount).toList()));
        assertThat(sum.currency()).isEqualTo(main.currency());
        assertThat(sum.card()).isSameAs(main.card());
        assertThat(sum.source()).isEqualTo(main.source());
        if (counted.size() < costs.size()) {
            assertThat(sum.status()).isEqualTo(CostStatus.PARTIAL);
        }
        BigDecimal buckets = BigDecimal.ZERO;
        for (Bucket bucket : Bucket.values()) {
            buckets = buckets.add(sum.amount(bucket));
            assertThat(sum.toDouble(bucket)).isEqualTo(sum.amount(bucket).doubleValue());
        }
        assertThat(buckets).isEqualByComparingTo(sum.amount());
        assertThat(sum.toDouble()).isEqualTo(sum.amount().doubleValue());
        BigDecimal lines = total(sum.items().stream().map(LineItem::amount).toList());
        assertThat(lines).isEqualByComparingTo(sum.items().isEmpty() ? BigDecimal.ZERO : sum.amount());
    }

    @Property
    void plus_ofThree_doesNotDependOnTheGrouping(
            @ForAll("cost") Cost first, @ForAll("cost") Cost second, @ForAll("cost") Cost third) {
        Cost left = first.plus(second).plus(third);
        Cost right = first.plus(second.plus(third));

        assertThat(left.items()).isEqualTo(right.items());
        assertThat(left.status()).isEqualTo(right.status());
        assertThat(left.usage()).hasToString(right.usage().toString());
        assertThat(left).hasToString(right.toString());
    }

    @Provide
    Arbitrary<List<Cost>> costs() {
        return cost().list();
    }

    @Provide
    Arbitrary<Cost> cost() {
        Arbitrary<Long> tokens = Arbitraries.longs().between(0, 3_000_000);
        Arbitrary<Usage> usage = Combinators.combine(tokens, tokens, tokens)
                .as((input, cached, output) -> Usage.builder()
                        .inputTokens(input + cached)
                        .cacheReadTokens(cached)
                        .outputTokens(output)
                        .build());
        Conditions us = Conditions.NONE.region("us");
        return Arbitraries.oneOf(
                usage.map(used -> WHOLE.price(Operation.CHAT, used, Conditions.NONE, CostSource.CATALOG)),
                usage.map(used -> LINES.price(Operation.CHAT, used, us, CostSource.CATALOG)),
                usage.map(used -> WHOLE.price(Operation.CHAT, used, Conditions.NONE, CostSource.CONTRACT)
                        .beside(new BigDecimal("4.5"))),
                usage.map(used -> EUROS.price(Operation.EMBEDDINGS, used, Conditions.NONE, CostSource.OVERRIDE)),
                usage.map(used -> Cost.unpriced(UnpricedReason.UNKNOWN_MODEL, used)),
                usage.map(used -> Cost.stated(Money.of("0.0123", "USD"), CostSource.PROVIDER, used)),
                Arbitraries.just(Cost.unpriced(UnpricedReason.NO_ANSWER, Usage.UNKNOWN)));
    }

    private static BigDecimal total(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
