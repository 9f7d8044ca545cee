package dev.costspan.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.contract.ProviderServer;
import dev.costspan.contract.Recording;
import dev.costspan.contract.Reply;
import dev.costspan.contract.Scene;
import dev.costspan.outcome.OutcomeScope;
import dev.costspan.outcome.OutcomeStatus;
import dev.costspan.outcome.WasteReason;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.telemetry.LedgerRow;
import dev.costspan.telemetry.OutcomeRow;
import dev.costspan.usage.Operation;
import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.content.retriever.EmbeddingStoreContentRetriever;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A support case: an AI service that remembers, looks things up and calls tools, which ask a model of their own on other threads. */
class OutcomeStoryTest {

    private interface SupportAssistant {
        @SystemMessage("You answer questions about cities.")
        String answer(String question);
    }

    private interface StreamingAssistant {
        @SystemMessage("You answer questions about cities.")
        TokenStream answer(String question);
    }

    private final Recording recording = Recording.of(ListPrices.BOOK);
    private final CostspanLangChain4j costs = CostspanLangChain4j.create(recording.costspan());
    private final ProviderServer server = ProviderServer.start();
    private final ExecutorService tools = Executors.newFixedThreadPool(2);
    private final Cities cities =
            new Cities(costs.wrap(Setup.metered(server.url(), 0, costs).openAi()));

    private record Cities(ChatModel researcher, Set<Thread> threads) {

        Cities(ChatModel researcher) {
            this(researcher, ConcurrentHashMap.newKeySet());
        }

        @Tool("The number of people who live in a city")
        String population(@P(name = "city", value = "the city's name") String city) {
            threads.add(Thread.currentThread());
            return researcher.chat("How many people live in " + city + "?");
        }
    }

    @AfterEach
    void stop() {
        server.close();
        tools.shutdownNow();
    }

    @Test
    void answer_whenToolsRetrievalAndMemoryWorkForIt_addsEverythingUpOnce() throws Exception {
        Reply answer = Wire.OPENAI_CHAT.reply(Scene.ANSWER);
        server.next(bothCities(), answer, answer, answer, answer);
        SupportAssistant assistant = AiServices.builder(SupportAssistant.class)
                .chatModel(costs.wrap(Setup.metered(server.url(), 0, costs).openAi()))
                .chatMemory(MessageWindowChatMemory.withMaxMessages(20))
                .contentRetriever(retriever())
                .tools(cities)
                .executeToolsConcurrently(Context.taskWrapping(tools))
                .registerListener(costs.promptListener())
                .build();

        recording.costspan().outcomes().builder("support.resolution").call(outcome -> {
            assistant.answer("How many people live in Lisbon and in Porto?");
            return assistant.answer("And which of them is the capital?");
        });

        assertThat(cities.threads()).hasSize(2).doesNotContain(Thread.currentThread());
        assertThat(server.requests().get(4)).contains("Lisbon and in Porto", "And which of them");
        assertThat(recording.records())
                .extracting(CostRecord::operation)
                .containsExactly(
                        Operation.EMBEDDINGS,
                        Operation.VECTOR_QUERY,
                        Operation.CHAT,
                        Operation.CHAT,
                        Operation.CHAT,
                        Operation.CHAT,
                        Operation.EMBEDDINGS,
                        Operation.VECTOR_QUERY,
                        Operation.CHAT);
        OutcomeRow row = resolution();
        assertThat(row.count(OutcomeStatus.SUCCESS)).isEqualTo(1);
        assertThat(row.operations()).isEqualTo(9);
        // 7 + 500 for each question, 27 for the tool calls, 283.2 for each of four answers, in millionths
        assertThat(row.cost().cost()).isEqualByComparingTo("0.0021738");
        assertThat(row.cost().costPerSuccess()).isEqualByComparingTo("0.0021738");
        assertThat(row.cost().wasted()).isEqualByComparingTo("0");
        assertThat(row.attempts()).isEqualTo(5);
        assertThat(row.lateOperations()).isZero();
        assertThat(recording.records())
                .allSatisfy(entry -> assertThat(entry.outcome().name()).isEqualTo("support.resolution"));
        assertThat(recording.costspan().ledger().snapshot().costBy(LedgerRow::outcome))
                .containsOnlyKeys("support.resolution");
        assertPrompts("SupportAssistant.answer", 3);
    }

    @Test
    void answer_whenItStreams_addsUpUntilTheStreamEnds() {
        server.next(
                Wire.OPENAI_STREAM.load("chat-tool-call.sse"),
                Wire.OPENAI_CHAT.reply(Scene.ANSWER),
                Wire.OPENAI_STREAM.reply(Scene.ANSWER));
        OutcomeScope outcome = outcome();

        CompletableFuture<String> answer = ask(outcome);

        assertThat(StreamAnswer.await(answer)).isEqualTo("Lisbon is the capital of Portugal.");
        assertThat(outcome.isOpen()).isFalse();
        assertThat(cities.threads()).hasSize(1).doesNotContain(Thread.currentThread());
        OutcomeRow row = resolution();
        assertThat(row.count(OutcomeStatus.SUCCESS)).isEqualTo(1);
        assertThat(row.operations()).isEqualTo(5);
        // 7 + 500, 27 for the tool call, 283.2 for each of two answers, in millionths
        assertThat(row.cost().cost()).isEqualByComparingTo("0.0011004");
        assertThat(row.lateOperations()).isZero();
        assertPrompts("StreamingAssistant.answer", 2);
    }

    @Test
    void answer_whenTheStreamBreaks_failsAndIsAllWaste() {
        server.next(
                Wire.OPENAI_STREAM.load("chat-tool-call.sse"),
                Wire.OPENAI_CHAT.reply(Scene.ANSWER),
                Wire.OPENAI_STREAM.reply(Scene.SERVER_ERROR));
        OutcomeScope outcome = outcome();

        assertThat(ask(outcome)).failsWithin(Duration.ofSeconds(20));

        OutcomeRow row = resolution();
        assertThat(row.count(OutcomeStatus.FAILURE)).isEqualTo(1);
        assertThat(row.operations()).isEqualTo(5);
        assertThat(row.unpricedOperations()).isEqualTo(1);
        assertThat(row.cost().cost()).isEqualByComparingTo("0.0008172");
        assertThat(row.cost().wastedByReason()).containsOnlyKeys(WasteReason.OUTCOME_FAILED);
        assertThat(row.cost().wasted()).isEqualByComparingTo("0.0008172");
    }

    private OutcomeScope outcome() {
        return recording.costspan().outcomes().builder("support.resolution").start();
    }

    private CompletableFuture<String> ask(OutcomeScope outcome) {
        StreamingAssistant assistant = AiServices.builder(StreamingAssistant.class)
                .streamingChatModel(
                        costs.wrap(Setup.metered(server.url(), 0, costs).openAiStreaming()))
                .contentRetriever(retriever())
                .tools(cities)
                .executeToolsConcurrently(Context.taskWrapping(tools))
                .registerListener(costs.promptListener())
                .build();
        CompletableFuture<String> answer = new CompletableFuture<>();
        try (Scope ignored = outcome.makeCurrent()) {
            assistant
                    .answer("How many people live in Lisbon?")
                    .onCompleteResponse(response -> {
                        outcome.succeed();
                        answer.complete(response.aiMessage().text());
                    })
                    .onError(error -> {
                        outcome.fail(error);
                        answer.completeExceptionally(error);
                    })
                    .start();
        }
        return answer;
    }

    /** The rounds of the AI service name their prompt; what its tools ask is no prompt of it. */
    private void assertPrompts(String name, long rounds) {
        Map<String, Long> prompts = new TreeMap<>();
        for (CostRecord entry : recording.records()) {
            if (entry.operation() == Operation.CHAT) {
                prompts.merge(entry.prompt() == null ? "none" : entry.prompt().name(), 1L, Long::sum);
            } else {
                assertThat(entry.prompt()).isNull();
            }
        }
        assertThat(prompts).containsEntry(name, rounds).containsEntry("none", (long)
                cities.threads().size());
    }

    private OutcomeRow resolution() {
        return recording.costspan().ledger().snapshot().outcome("support.resolution");
    }

    private Reply bothCities() {
        String porto = "{\"id\": \"call_7aBc\", \"type\": \"function\", \"function\": "
                + "{\"name\": \"population\", \"arguments\": \"{\\\"city\\\": \\\"Porto\\\"}\"}}, ";
        return Wire.OPENAI_CHAT.load("chat-tool-call.json").replace("\"tool_calls\": [", "\"tool_calls\": [" + porto);
    }

    /** A retriever of a store with one text, whose embeddings have 7 tokens. */
    private ContentRetriever retriever() {
        Embedding everything = Embedding.from(List.of(0.6f, 0.8f));
        EmbeddingModel embeddings = new EmbeddingModel() {
            @Override
            public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
                return Response.from(List.of(everything), new TokenUsage(7));
            }
        };
        EmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();
        store.add(everything, TextSegment.from("Lisbon is a city."));
        return EmbeddingStoreContentRetriever.builder()
                .embeddingModel(costs.named("in_process", "all-minilm-l6-v2-q").wrap(embeddings))
                .embeddingStore(costs.wrap(store))
                .maxResults(1)
                .build();
    }
}
