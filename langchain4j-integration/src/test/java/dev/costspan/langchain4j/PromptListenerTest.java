package dev.costspan.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.contract.ProviderServer;
import dev.costspan.contract.Recording;
import dev.costspan.contract.Scene;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.usage.Prompt;
import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.guardrail.OutputGuardrail;
import dev.langchain4j.guardrail.OutputGuardrailResult;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which prompt the record of a chat names: the one in scope, else the method of the AI service that sends it, else none. */
class PromptListenerTest {

    private interface Assistant {
        String ask(String question);

        String
                anExplanationOfNothingAtAllSoLongThatNobodyWouldReadItsNameInATableOfPromptsNorAnywhereElseAndThatItDoesNotFitIntoOneOfThemEither(
                        String question);
    }

    private interface StreamingAssistant {
        TokenStream ask(String question);
    }

    private static final Prompt NAMED = Prompt.of("support.answer", "7");

    private final Recording recording = Recording.of(ListPrices.BOOK);
    private final CostspanLangChain4j costs = CostspanLangChain4j.create(recording.costspan());
    private final ProviderServer server = ProviderServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void ask_whenNoPromptIsInScope_isNamedAfterTheMethod() {
        assistant(wrapped()).ask("Where is my parcel?");

        assertThat(recording.only().prompt()).isEqualTo(Prompt.of("Assistant.ask"));
        assertThat(Recording.plain(recording.span().getAttributes())).doesNotContainValue("Where is my parcel?");
    }

    @Test
    void ask_whenAPromptIsInScope_keepsIt() {
        try (Scope ignored = NAMED.makeCurrent()) {
            assistant(wrapped()).ask("Where is my parcel?");
        }

        assertThat(recording.only().prompt()).isEqualTo(NAMED);
    }

    @Test
    void ask_whenWrappersNest_isNamedOnTheRecordThatCounts() {
        ChatModel inner = wrapped();
        ChatModel decorator = new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                return inner.chat(request);
            }
        };

        assistant(costs.wrap(decorator)).ask("Where is my parcel?");

        assertThat(recording.only().prompt()).isEqualTo(Prompt.of("Assistant.ask"));
    }

    @Test
    void ask_whenTheModelHasAListenerAlone_isNamedToo() {
        server.next(Wire.OPENAI_CHAT.reply(Scene.ANSWER));

        assistant(Setup.bare(server.url(), 0).with(costs.chatModelListener()).openAi())
                .ask("Where is my parcel?");

        assertThat(recording.only().prompt()).isEqualTo(Prompt.of("Assistant.ask"));
    }

    @Test
    void ask_whenAGuardrailAsksAgain_isNamedEachTime() {
        AtomicInteger looks = new AtomicInteger();
        OutputGuardrail strict = new OutputGuardrail() {
            @Override
            public OutputGuardrailResult validate(AiMessage answer) {
                return looks.incrementAndGet() == 1 ? reprompt("too short", "Say more.") : success();
            }
        };
        Assistant assistant = AiServices.builder(Assistant.class)
                .chatModel(wrapped())
                .outputGuardrails(strict)
                .registerListener(costs.promptListener())
                .build();

        assistant.ask("Where is my parcel?");

        assertThat(recording.records(2)).extracting(CostRecord::prompt).containsOnly(Prompt.of("Assistant.ask"));
    }

    @Test
    void chat_whenTheModelIsAskedByItselfAfterwards_isNotNamed() {
        ChatModel model = wrapped();
        assistant(model).ask("Where is my parcel?");

        model.chat("Where is my parcel?");

        assertThat(recording.records(2).get(1).prompt()).isNull();
    }

    @Test
    void ask_whenTheNameIsTooLong_isNotNamedAndAnswersAllTheSame() {
        String answer = assistant(wrapped())
                .anExplanationOfNothingAtAllSoLongThatNobodyWouldReadItsNameInATableOfPromptsNorAnywhereElseAndThatItDoesNotFitIntoOneOfThemEither(
                        "Where is my parcel?");

        assertThat(answer).isEqualTo("Lisbon.");
        assertThat(recording.only().prompt()).isNull();
    }

    @Test
    void stream_whenItHasTwoRounds_isNamedInBothThreads() {
        assertThat(stream(streaming())).isEqualTo("Lisbon is the capital of Portugal.");

        assertThat(recording.records(2))
                .extracting(CostRecord::prompt)
                .containsOnly(Prompt.of("StreamingAssistant.ask"));
    }

    @Test
    void stream_whenAPromptIsInScope_keepsItInBothThreads() {
        try (Scope ignored = NAMED.makeCurrent()) {
            stream(streaming());
        }

        assertThat(recording.records(2)).extracting(CostRecord::prompt).containsOnly(NAMED);
    }

    @Test
    void chat_whenAPromptIsInScopeOnTheThreadThatSubmits_keepsItOnTheOther() {
        ExecutorService elsewhere = Context.taskWrapping(Executors.newSingleThreadExecutor());
        ChatModel model = wrapped();
        CompletableFuture<String> answer;
        try (Scope ignored = NAMED.makeCurrent()) {
            answer = CompletableFuture.supplyAsync(() -> model.chat("Hi"), elsewhere);
        } finally {
            elsewhere.shutdown();
        }

        assertThat(answer.join()).isEqualTo("Lisbon.");
        assertThat(recording.only().prompt()).isEqualTo(NAMED);
    }

    private ChatModel wrapped() {
        return costs.wrap(new ScriptedChat(DefaultChatRequestParameters.EMPTY));
    }

    private Assistant assistant(ChatModel model) {
        return AiServices.builder(Assistant.class)
                .chatModel(model)
                .registerListener(costs.promptListener())
                .build();
    }

    private StreamingChatModel streaming() {
        server.next(Wire.OPENAI_STREAM.load("chat-tool-call.sse"), Wire.OPENAI_STREAM.reply(Scene.ANSWER));
        return costs.wrap(Setup.metered(server.url(), 0, costs).openAiStreaming());
    }

    private String stream(StreamingChatModel model) {
        StreamingAssistant assistant = AiServices.builder(StreamingAssistant.class)
                .streamingChatModel(model)
                .tools(new Cities())
                .registerListener(costs.promptListener())
                .build();
        CompletableFuture<String> answer = new CompletableFuture<>();
        assistant
                .ask("How many people live in Lisbon?")
                .onCompleteResponse(
                        response -> answer.complete(response.aiMessage().text()))
                .onError(answer::completeExceptionally)
                .start();
        return StreamAnswer.await(answer);
    }

    private static final class Cities {

        @Tool("The number of people who live in a city")
        int population(@P(name = "city", value = "the city's name") String city) {
            return 545_796;
        }
    }
}
