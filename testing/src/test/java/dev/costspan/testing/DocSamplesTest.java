package dev.costspan.testing;

import static dev.costspan.testing.CostspanAssertions.assertThat;

import dev.costspan.Costspan;
import dev.costspan.attribution.Attribution;
import dev.costspan.attribution.AttributionKey;
import dev.costspan.outcome.OutcomeScope;
import dev.costspan.pricing.PriceBook;
import dev.costspan.pricing.PriceCard;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The code of docs/testing.md. */
class DocSamplesTest {

    private static final PriceBook PRICES = PriceBook.builder()
            .card(PriceCard.builder("acme", "acme-large")
                    .perMillion(Meter.INPUT_TOKENS, "2.50")
                    .perMillion(Meter.OUTPUT_TOKENS, "10")
                    .build())
            .build();

    @RegisterExtension
    static final CostspanExtension COSTSPAN =
            CostspanExtension.builder().prices(PRICES).build();

    @Test
    void answer_whenAsked_isCheap(Costspan costspan, Costs costs) {
        new Assistant(costspan).answer("Where is my parcel?");

        assertThat(costs)
                .outcome("support.resolution")
                .succeeded()
                .costsAtMost("0.02 USD")
                .usesAtMostTokens(3000)
                .usesOnlyModels("acme-large")
                .hasNoWaste();
        assertThat(costs).total().hasOperations(1).hasAttribution(AttributionKey.TEAM);
    }

    @Test
    void answer_whenAsked_isNoDearerThanItWas(Costspan costspan, Costs costs) {
        new Assistant(costspan).answer("Where is my parcel?");

        assertThat(costs).matchesBaseline(CostBaseline.of("support-resolution").tolerance("5%"));
    }

    @Test
    void application_whenItBuildsItsCostspan_addsASink(OpenTelemetry openTelemetry) {
        CostCollector collector = Costs.collector();
        Costspan costspan =
                Costspan.builder(openTelemetry).directSink(collector).build();

        new Assistant(costspan).answer("Where is my parcel?");

        assertThat(collector.costs()).outcome("support.resolution").hasOperations(1);
    }

    /** Stands for the application. */
    private record Assistant(Costspan costspan) {

        void answer(String question) {
            Attribution support = Attribution.builder().team("support").build();
            try (Scope forWhom = support.makeCurrent();
                    OutcomeScope outcome = costspan.outcome("support.resolution")) {
                costspan.operation(Operation.CHAT)
                        .provider("acme")
                        .model("acme-large")
                        .record(Usage.tokens(1200 + question.length(), 80));
                outcome.succeed();
            }
        }
    }
}
