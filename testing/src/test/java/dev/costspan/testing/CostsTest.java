package dev.costspan.testing;

import static dev.costspan.testing.CostspanAssertions.assertThat;
import static dev.costspan.testing.Failures.messageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.Costspan;
import dev.costspan.outcome.OutcomeStatus;
import dev.costspan.pricing.Money;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostsTest {

    @Test
    void views_whenMoreIsSpent_stayAsTheyWere() {
        Shop shop = Shop.open();
        shop.reached("case", () -> shop.chat(1000, 0));
        List<CostRecord> records = shop.costs.records();
        Spending spending = shop.costs.outcome("case");

        shop.reached("case", () -> shop.chat(1000, 0));

        assertThat(records).hasSize(1);
        assertThat(spending.cost()).containsExactly(Money.of("0.001", "USD"));
        assertThat(shop.costs.outcome("case").operations()).hasSize(2);
        assertThat(shop.costs.outcomeRecords()).hasSize(2);
        assertThat(shop.costs.outcome("case").outcomes())
                .extracting(fact -> fact.status())
                .containsExactly(OutcomeStatus.SUCCESS, OutcomeStatus.SUCCESS);
    }

    @Test
    void costs_whenTheyComeFromTheExtension_haveSpansAndLedger() {
        Shop shop = Shop.open();
        shop.reached("case", () -> shop.chat(1000, 0));

        assertThat(shop.costs.spans()).extracting(SpanData::getName).containsExactly("chat small", "case");
        assertThat(shop.costs.ledger().outcome("case").operations()).isEqualTo(1);
    }

    @Test
    void costs_whenTheyComeFromACollector_haveWhatItWasTold() {
        CostCollector collector = Costs.collector();
        Costspan costspan = Costspan.builder(OpenTelemetry.noop())
                .prices(Prices.BOOK)
                .directSink(collector)
                .build();

        costspan.operation(Operation.CHAT).provider("acme").model("small").record(Usage.tokens(1000, 0));

        assertThat(collector.costs()).total().costsExactly("0.001 USD");
        assertThatThrownBy(() -> collector.costs().spans())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("a CostCollector sees no spans");
        assertThatThrownBy(() -> collector.costs().ledger())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("a CostCollector has no ledger");

        collector.clear();
        assertThat(collector.costs()).total().hasOperations(0);
    }

    @Test
    void costs_whenManyThreadsSpend_countAll() throws InterruptedException {
        Shop shop = Shop.open();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(new Thread(() -> {
                for (int j = 0; j < 50; j++) {
                    shop.reached("case", () -> shop.chat(1000, 0));
                    shop.costs.total();
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(shop.costs)
                .outcome("case")
                .hasOperations(400)
                .costsExactly("0.4 USD")
                .succeeded();
    }

    @Test
    void collector_whenItIsFull_failsAssertionsAndSaysSo() {
        CostCollector collector = Costs.collector();
        CostRecord one =
                CostRecord.builder(Operation.CHAT, "acme", Instant.EPOCH).build();
        for (int i = 0; i < CostCollector.MOST_KEPT + 3; i++) {
            collector.accept(one);
        }

        assertThat(collector.costs().records()).hasSize(CostCollector.MOST_KEPT);
        assertThat(messageOf(() -> assertThat(collector.costs()).total().hasOperations(CostCollector.MOST_KEPT)))
                .isEqualTo("Nothing can be said of this run: 3 records came after 100000 were kept,"
                        + " so that sums would be short; clear() the collector between tests");
    }

    @Test
    void operations_whenAskedFor_areAssertJsOwnAssertions() {
        Shop shop = Shop.open();
        shop.chat(1000, 0).chat("large", 10, 1);

        assertThat(shop.costs).operations().extracting(CostRecord::model).containsExactly("small", "large");
    }

    @Test
    void descriptions_whenGiven_areInTheMessage() {
        Shop shop = Shop.open();
        shop.chat(1000, 0);

        assertThat(messageOf(() ->
                        assertThat(shop.costs).as("the first question").total().hasOperations(2)))
                .startsWith("[the first question] Expecting this run");
    }

    @Test
    void toString_whenPrinted_isATable() {
        Shop shop = Shop.open();
        shop.chat(1000, 0);

        assertThat(shop.costs).hasToString("""
                this run

                  operation  model         in  out  attempts       cost  waste
                  chat       acme/small  1000    0         1  0.001 USD      0
                """);
    }

    @Test
    void assertions_whenThereAreNoCosts_fail() {
        assertThat(messageOf(() -> assertThat((Costs) null).total())).contains("Expecting actual not to be null");
    }
}
