package dev.costspan.examples.readme;

import dev.costspan.Costspan;
import dev.costspan.attribution.Attribution;
import dev.costspan.langchain4j.CostspanLangChain4j;
import dev.costspan.outcome.CostedOutcome;
import dev.costspan.pricing.Money;
import dev.costspan.pricing.PriceBook;
import dev.costspan.pricing.PriceCard;
import dev.costspan.telemetry.LedgerRow;
import dev.costspan.telemetry.OutcomeRow;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Map;

/** The Java blocks of README.md and docs/prices.md stand here word for word; a test compares them. */
final class ReadmeSamples {

    private ReadmeSamples() {}

    static void wrap(OpenTelemetry openTelemetry, String apiKey) {
        CostspanLangChain4j costs = CostspanLangChain4j.create(Costspan.create(openTelemetry));
        ChatModel model = costs.wrap(OpenAiChatModel.builder()
                .httpClientBuilder(costs.wrap(JdkHttpClient.builder())) // counts retries
                .apiKey(apiKey)
                .modelName("gpt-4o-mini")
                .build());

        try (Scope forWhom =
                Attribution.builder().team("support").tenant("acme").build().makeCurrent()) {
            model.chat("Where is my parcel?");
        }
    }

    static void outcome(Costspan costspan, Support assistant, Ticket ticket) {
        Support support = costspan.outcomes().proxy(Support.class, assistant);
        support.resolve(ticket);

        // all spend, failures and waste included, over the number of successes
        for (OutcomeRow row : costspan.ledger().snapshot().outcomes()) {
            row.costs()
                    .forEach(cost ->
                            System.out.println(row.name() + ": " + cost.costPerSuccess() + " " + cost.currency()));
        }
    }

    static Reply anyClient(Costspan costspan, AcmeClient client, String prompt) {
        Reply reply = costspan.operation(Operation.CHAT)
                .provider("acme")
                .model("acme-large")
                .call(op -> {
                    Reply answer = client.send(prompt);
                    op.responseModel(answer.model()).usage(Usage.tokens(answer.tokensIn(), answer.tokensOut()));
                    return answer;
                });
        return reply;
    }

    static void charges(Costspan costspan) {
        costspan.operation(Operation.GPU_TIME).provider("house").model("a100").record(Usage.of(Meter.GPU_SECONDS, 90));
        costspan.operation(Operation.FIXED_CHARGE).provider("pinecone").record(Money.of("25.00", "USD"));
    }

    static PriceBook ownPrices() {
        PriceBook prices = PriceBook.builder()
                .card(PriceCard.builder("acme", "acme-large")
                        .perMillion(Meter.INPUT_TOKENS, "2.50")
                        .perMillion(Meter.OUTPUT_TOKENS, "10")
                        .build())
                .build();
        return prices;
    }

    static Map<String, List<Money>> totals(Costspan costspan) {
        Map<String, List<Money>> byOutcome = costspan.ledger().snapshot().costBy(LedgerRow::outcome);
        return byOutcome;
    }

    /** What the support desk is there for. */
    public interface Support {
        @CostedOutcome(value = "support.resolution", team = "support", successWhen = "resolved")
        Resolution resolve(Ticket ticket);
    }

    /** What a customer asks. */
    public record Ticket(String question) {}

    /** What came of it. */
    public record Resolution(String answer, boolean resolved) {}

    /** A client that no integration knows. */
    interface AcmeClient {
        /** Sends a prompt and blocks until it is answered. */
        Reply send(String prompt);
    }

    /** Its answer. */
    record Reply(String model, String text, long tokensIn, long tokensOut) {}
}
