package dev.costspan.examples.quickstart;

import static dev.costspan.testing.CostspanAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.Costspan;
import dev.costspan.examples.quickstart.local.LocalProviders;
import dev.costspan.testing.CostBaseline;
import dev.costspan.testing.Costs;
import dev.costspan.testing.CostspanExtension;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What one resolution may cost. This is how an application keeps a pull request from making it dearer unnoticed: a longer handbook,
 * one more passage or another model fails here, with what got dearer and why.
 */
class ResolutionCostTest {
    private static final CostBaseline BASELINE =
            CostBaseline.of("support-resolution").tolerance("5%");

    private static final int MOST_TOKENS = 1_500;

    @RegisterExtension
    static final CostspanExtension COSTSPAN =
            CostspanExtension.builder().prices(Metering.prices()).build();

    @Test
    void resolution_whenThePromptIsAsBefore_staysWithinItsBudgetAndItsBaseline(Costspan costspan, Costs costs) {
        resolve(costspan, SupportAssistant.handbook());

        assertThat(costs)
                .outcome("support.resolution")
                .succeeded()
                .costsAtMost("0.0005 USD")
                .usesAtMostTokens(MOST_TOKENS)
                .hasNoWaste();
        assertThat(costs).matchesBaseline(BASELINE);
    }

    @Test
    void resolution_whenThePromptGrows_failsWithTheOperationsThatUseTooMuch(Costspan costspan, Costs costs) {
        resolve(costspan, SupportAssistant.handbook().repeat(2));

        assertThatThrownBy(() -> assertThat(costs).outcome("support.resolution").usesAtMostTokens(MOST_TOKENS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("support.resolution")
                .hasMessageContaining("gpt-4o-mini");
    }

    private static void resolve(Costspan costspan, String handbook) {
        Metering metering = Metering.with(costspan);
        try (LocalProviders providers = LocalProviders.start()) {
            Support desk = metering.wrap(new SupportAssistant(
                    metering.wrap(new AllMiniLmL6V2QuantizedEmbeddingModel()),
                    metering.wrap(new InMemoryEmbeddingStore<>()),
                    ChatModels.local(providers, metering),
                    handbook));
            desk.learnHelpCentre();
            desk.answer(Question.load().get(0));
        }
    }
}
