package dev.costspan.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.attribution.Attribution;
import dev.costspan.attribution.AttributionKey;
import dev.costspan.budget.BudgetExceededException;
import dev.costspan.budget.Reservation;
import dev.costspan.contract.ProviderServer;
import dev.costspan.contract.Recording;
import dev.costspan.contract.Scene;
import dev.costspan.pricing.Money;
import dev.costspan.telemetry.CostRecord;
import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An AI service's tool loop: two rounds are two operations, side by side. */
class AiServicesTest {

    private interface Assistant {
        String ask(String question);
    }

    private interface StreamingAssistant {
        TokenStream ask(String question);
    }

    private static final class Cities {
        private final AtomicInteger calls = new AtomicInteger();

        @Tool("The number of people who live in a city")
        int population(@P(name = "city", value = "the city's name") String city) {
            calls.incrementAndGet();
            return 545_796;
        }
    }

    private final Recording recording = Recording.of(ListPrices.BOOK);
    private final ProviderServer server = ProviderServer.start();
    private final Cities cities = new Cities();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void ask_whenAToolIsCalled_isOneOperationEachRound() {
        server.next(Wire.OPENAI_CHAT.load("chat-tool-call.json"), Wire.OPENAI_CHAT.reply(Scene.ANSWER));
        CostspanLangChain4j costs = CostspanLangChain4j.create(recording.costspan());
        Assistant assistant = AiServices.builder(Assistant.class)
                .chatModel(costs.wrap(Setup.metered(server.url(), 0, costs).openAi()))
                .tools(cities)
                .build();

        String answer;
        try (Scope team = Attribution.builder().team("support").build().makeCurrent();
                Scope request = recording.inSpan("request")) {
            answer = assistant.ask("How many people live in Lisbon?");
        }

        assertThat(answer).isEqualTo("Lisbon is the capital of Portugal.");
        assertTwoRoundsSideBySide();
    }

    @Test
    void stream_whenAToolIsCalled_isOneOperationEachRoundInTheSameTrace() {
        CostspanLangChain4j costs = CostspanLangChain4j.create(recording.costspan());
        server.next(Wire.OPENAI_STREAM.load("chat-tool-call.sse"), Wire.OPENAI_STREAM.reply(Scene.ANSWER));
        CompletableFuture<String> answer;

        try (Scope team = Attribution.builder().team("support").build().makeCurrent();
                Scope request = recording.inSpan("request")) {
            answer = ask(streaming(costs));
        }

        assertThat(StreamAnswer.await(answer)).isEqualTo("Lisbon is the capital of Portugal.");
        assertTwoRoundsSideBySide();
    }

    @Test
    void stream_whenABudgetRefusesTheSecondRound_tellsTheStream() {
        BudgetExceededException refusal = new BudgetExceededException(
                "per-question", Money.of("1", "USD"), Money.of("1", "USD"), Money.of("1", "USD"), null);
        AtomicInteger asked = new AtomicInteger();
        Recording limited = Recording.with(
                ListPrices.BOOK,
                settings -> settings.budgets(request -> {
                    if (asked.incrementAndGet() > 1) {
                        throw refusal;
                    }
                    return Reservation.NONE;
                }));
        server.next(Wire.OPENAI_STREAM.load("chat-tool-call.sse"));

        CompletableFuture<String> answer = ask(streaming(CostspanLangChain4j.create(limited.costspan())));

        assertThatThrownBy(() -> StreamAnswer.await(answer)).isSameAs(refusal);
        assertThat(limited.records()).hasSize(1);
        assertThat(server.requests()).hasSize(1);
    }

    private StreamingAssistant streaming(CostspanLangChain4j costs) {
        return AiServices.builder(StreamingAssistant.class)
                .streamingChatModel(
                        costs.wrap(Setup.metered(server.url(), 0, costs).openAiStreaming()))
                .tools(cities)
                .build();
    }

    private static CompletableFuture<String> ask(StreamingAssistant assistant) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        assistant
                .ask("How many people live in Lisbon?")
                .onCompleteResponse(
                        response -> answer.complete(response.aiMessage().text()))
                .onError(answer::completeExceptionally)
                .start();
        return answer;
    }

    private void assertTwoRoundsSideBySide() {
        assertThat(cities.calls).hasValue(1);
        List<CostRecord> entries = recording.records(2);
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.attempts()).isEqualTo(1);
            assertThat(entry.attribution().get(AttributionKey.TEAM)).isEqualTo("support");
        });
        assertThat(entries.get(0).toolCalls()).isEqualTo(1);
        assertThat(entries.get(0).finishReasons()).containsExactly("tool_calls");
        // 100 and 20 tokens, then the usual answer: 27 + 283.2 millionths
        assertThat(recording.costspan().ledger().snapshot().cost()).containsExactly(Money.of("0.0003102", "USD"));
        SpanData request = recording.span("request");
        assertThat(recording.spans())
                .filteredOn(span -> span.getName().startsWith("chat"))
                .hasSize(2)
                .allSatisfy(span -> {
                    assertThat(span.getTraceId()).isEqualTo(request.getTraceId());
                    assertThat(span.getParentSpanId()).isEqualTo(request.getSpanId());
                });
    }
}
