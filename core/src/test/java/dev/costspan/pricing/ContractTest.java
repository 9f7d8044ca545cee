package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.usage.Conditions;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ContractTest {

    private static final Instant NOW = Instant.parse("2026-08-20T12:00:00Z");

    private final PriceCard list = PriceCard.builder("openai", "gpt-x")
            .perMillion(Meter.INPUT_TOKENS, "2.50")
            .perMillion(Meter.OUTPUT_TOKENS, "10")
            .rate(Meter.WEB_SEARCHES, new Rate(BigDecimal.TEN, BigDecimal.valueOf(1_000)))
            .build();

    @Test
    void price_whenAPercentageIsOff_keepsBothAmounts() {
        Cost cost = chat(Contract.builder("openai").discountPercent("15").build(), Usage.tokens(1_000, 100));

        // list: 0.0025 + 0.001; 85 % of it
        assertThat(cost.amount()).isEqualByComparingTo("0.002975");
        assertThat(cost.listAmount()).isEqualByComparingTo("0.0035");
        assertThat(cost.source()).isEqualTo(CostSource.CONTRACT);
        assertThat(cost.explain()).isEqualTo("""
                        input_tokens: 1000 x 2.5 USD / 1000000 x 0.85 = 0.002125 USD
                        output_tokens: 100 x 10 USD / 1000000 x 0.85 = 0.00085 USD
                        sum: 0.002975 USD (priced, source contract)
                        at list price: 0.0035 USD
                        card: application:openai/gpt-x
                        """);
    }

    @Test
    void price_whenSeveralTermsMeet_appliesThemInTheirOrder() {
        Contract contract = Contract.builder("openai")
                .discount(Meter.INPUT_TOKENS, Rate.perMillion("0.50"))
                .discountPercent("10")
                .markupPercent("20")
                .feePerRequest(Money.of("0.001", "USD"))
                .build();

        Cost cost = chat(contract, Usage.tokens(1_000_000, 100_000));

        // (2.50 - 0.50 + 1) x 0.9 x 1.2 + 0.001
        assertThat(cost.amount()).isEqualByComparingTo("3.241");
        assertThat(cost.listAmount()).isEqualByComparingTo("3.5");
    }

    @Test
    void price_whenAnAmountOffExceedsTheRate_stopsAtZero() {
        Contract contract = Contract.builder("openai")
                .discount(Meter.INPUT_TOKENS, Rate.perUnit("1"))
                .build();

        assertThat(chat(contract, Usage.tokens(1_000, 0)).amount()).isEqualByComparingTo("0");
    }

    @Test
    void price_whenTheContractHasACard_ignoresItsOtherTermsAndTheList() {
        Contract contract = Contract.builder("openai")
                .discountPercent("50")
                .card(PriceCard.builder("openai", "gpt-x")
                        .perMillion(Meter.INPUT_TOKENS, "2")
                        .perMillion(Meter.OUTPUT_TOKENS, "8")
                        .build())
                .build();

        Cost cost = chat(contract, Usage.tokens(1_000_000, 0));

        assertThat(cost.amount()).isEqualByComparingTo("2");
        assertThat(cost.listAmount()).isEqualByComparingTo("2.5");
        assertThat(cost.source()).isEqualTo(CostSource.CONTRACT);
    }

    @Test
    void price_whenModelOrInstantIsNotCovered_isTheListPrice() {
        Contract other =
                Contract.builder("openai").models("gpt-y").discountPercent("50").build();
        Contract over = Contract.builder("openai").to(NOW).discountPercent("50").build();

        assertThat(chat(other, Usage.tokens(1_000_000, 0)).amount()).isEqualByComparingTo("2.5");
        assertThat(chat(over, Usage.tokens(1_000_000, 0)).source()).isEqualTo(CostSource.OVERRIDE);
    }

    @Test
    void price_whenAnAllowanceIsLeft_billsWhatGoesBeyondIt() {
        Allowance searches = Allowance.monthly(Meter.WEB_SEARCHES, BigDecimal.valueOf(5), ZoneOffset.UTC);
        PriceBook book = book(Contract.builder("openai").allowance(searches).build());
        Usage three = Usage.builder()
                .inputTokens(0)
                .outputTokens(0)
                .quantity(Meter.WEB_SEARCHES, 3)
                .build();

        Cost first = price(book, three, NOW);
        Cost second = price(book, three, NOW);
        Cost nextMonth = price(book, three, Instant.parse("2026-09-01T00:00:00Z"));

        assertThat(first.amount()).isEqualByComparingTo("0");
        assertThat(first.listAmount()).isEqualByComparingTo("0.03");
        // two are free, one is 10 / 1,000
        assertThat(second.amount()).isEqualByComparingTo("0.01");
        assertThat(nextMonth.amount()).isEqualByComparingTo("0");
        assertThat(searches.remaining(Instant.parse("2026-09-01T00:00:00Z"))).isEqualByComparingTo("2");
        // what arrives late for a month that is over finds nothing left
        assertThat(price(book, three, NOW).amount()).isEqualByComparingTo("0.03");
    }

    @Test
    void price_whenTheFeeIsInAnotherCurrency_isPartial() {
        Contract contract =
                Contract.builder("openai").feePerRequest(Money.of("1", "EUR")).build();

        Cost cost = chat(contract, Usage.tokens(1_000_000, 0));

        assertThat(cost.amount()).isEqualByComparingTo("2.5");
        assertThat(cost.status()).isEqualTo(CostStatus.PARTIAL);
    }

    @Test
    void builder_whenATermMakesNoSense_saysWhich() {
        assertThatThrownBy(() -> Contract.builder("p").discountPercent("101"))
                .hasMessage("a discount must be at most 100 percent, but is 101");
        assertThatThrownBy(() -> Contract.builder("p").markupPercent("-1"))
                .hasMessage("a mark-up must not be negative, but is -1");
        assertThatThrownBy(() -> Contract.builder("p").discountPercent("much"))
                .hasMessage("a discount must be a decimal number, but is 'much'");
        assertThatThrownBy(() -> Contract.builder("p").from(NOW).to(NOW).build())
                .hasMessageContaining("which is never");
        assertThatThrownBy(() -> Contract.builder("p").card(list))
                .hasMessage(
                        "price card 'application:openai/gpt-x' is for provider 'openai', but the contract is with 'p'");
        assertThatThrownBy(() -> Allowance.daily(Meter.REQUESTS, BigDecimal.ZERO, ZoneOffset.UTC))
                .hasMessage("an allowance of requests must be positive, but is 0");
    }

    private Cost chat(Contract contract, Usage usage) {
        return price(book(contract), usage, NOW);
    }

    private static Cost price(PriceBook book, Usage usage, Instant at) {
        return book.price(Operation.CHAT, "openai", "gpt-x", Conditions.NONE, at, usage);
    }

    private PriceBook book(Contract contract) {
        return PriceBook.builder()
                .withoutBundledCatalog()
                .card(list)
                .contract(contract)
                .build();
    }
}
