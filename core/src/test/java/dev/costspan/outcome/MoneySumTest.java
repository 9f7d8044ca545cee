package dev.costspan.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.pricing.Cost;
import dev.costspan.pricing.CostSource;
import dev.costspan.pricing.Money;
import dev.costspan.pricing.PriceBook;
import dev.costspan.pricing.PriceCard;
import dev.costspan.usage.Conditions;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A sum over costs of any scale and currency, computed and stated ones mixed, against a plain decimal sum. */
class MoneySumTest {

    private static final PriceBook BOOK = PriceBook.builder()
            .withoutBundledCatalog()
            .card(card("coarse", "2", "USD"))
            .card(card("fine", "0.000123", "USD"))
            .card(card("euro", "3", "EUR"))
            .build();

    @Property
    void sums_whateverIsAdded_areExactInEachCurrency(@ForAll("costs") List<Cost> costs) {
        MoneySum sum = new MoneySum();
        Map<String, BigDecimal> expected = new TreeMap<>();

        for (Cost cost : costs) {
            sum.add(cost);
            expected.merge(cost.currency(), cost.amount(), BigDecimal::add);
        }

        assertThat(sum.sums()).extracting(Money::currency).containsExactlyElementsOf(expected.keySet());
        assertThat(sum.sums())
                .allSatisfy(money -> assertThat(money.amount()).isEqualByComparingTo(expected.get(money.currency())));
    }

    @Provide
    Arbitrary<List<Cost>> costs() {
        Arbitrary<Cost> computed = Combinators.combine(
                        Arbitraries.of("coarse", "fine", "euro"),
                        Arbitraries.longs().between(1, 1_000_000_000_000L))
                .as(MoneySumTest::computed);
        Arbitrary<Cost> stated = Combinators.combine(
                        Arbitraries.bigDecimals()
                                .between(BigDecimal.ZERO, new BigDecimal("1e15"))
                                .ofScale(20),
                        Arbitraries.of("USD", "EUR", "JPY"))
                .as((amount, currency) -> Cost.stated(new Money(amount, currency), CostSource.PROVIDER, Usage.UNKNOWN));
        return Arbitraries.oneOf(computed, stated).list().ofMaxSize(40);
    }

    private static Cost computed(String model, long tokens) {
        return BOOK.price(
                Operation.EMBEDDINGS,
                "acme",
                model,
                Conditions.NONE,
                Instant.EPOCH,
                Usage.builder().inputTokens(tokens).build());
    }

    private static PriceCard card(String model, String perMillion, String currency) {
        return PriceCard.builder("acme", model)
                .currency(currency)
                .perMillion(Meter.INPUT_TOKENS, perMillion)
                .build();
    }
}
