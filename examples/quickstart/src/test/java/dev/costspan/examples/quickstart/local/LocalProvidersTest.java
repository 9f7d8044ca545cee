package dev.costspan.examples.quickstart.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.FinishReason;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalProvidersTest {
    private static final String PASSAGES =
            "How do I wash my tent?\n\nUse this:\nA tent is washed by hand. We ship on Monday.\n\nBoots are waxed.";
    private static final String ANSWER = "A tent is washed by hand.";
    private static final int WORDS_IN_PASSAGES = 13;
    private static final ToolSpecification ORDER_TOOL = ToolSpecification.builder()
            .name("orderStatus")
            .description("Looks up the state of one order")
            .parameters(JsonObjectSchema.builder()
                    .addStringProperty("orderNumber")
                    .required("orderNumber")
                    .build())
            .build();

    private final LocalProviders providers = LocalProviders.start();

    @AfterEach
    void stop() {
        providers.close();
    }

    @Test
    void openAi_whenAsked_answersFromThePassagesUnderTheSnapshotName() {
        ChatResponse response = openAi("gpt-4o-mini").chat(UserMessage.from(PASSAGES));

        assertThat(response.aiMessage().text()).isEqualTo(ANSWER);
        assertThat(response.modelName()).isEqualTo("gpt-4o-mini-2024-07-18");
        assertThat(response.id()).isEqualTo("chatcmpl-local-1");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(((OpenAiChatResponseMetadata) response.metadata()).serviceTier())
                .isEqualTo("default");
        OpenAiTokenUsage usage = (OpenAiTokenUsage) response.tokenUsage();
        assertThat(usage.inputTokenCount()).isEqualTo(quarter(PASSAGES));
        assertThat(usage.outputTokenCount()).isEqualTo(quarter(ANSWER));
        assertThat(usage.inputTokensDetails().cachedTokens()).isZero();
        assertThat(usage.outputTokensDetails().reasoningTokens()).isZero();
    }

    @Test
    void openAi_whenStreamed_sendsTheSameTextInPiecesAndUsageWithReasoning() {
        StringBuilder pieces = new StringBuilder();
        ChatResponse response = stream(openAiStreaming(), request(PASSAGES), pieces);

        assertThat(pieces).hasToString(ANSWER);
        assertThat(response.aiMessage().text()).isEqualTo(ANSWER);
        assertThat(response.modelName()).isEqualTo("gpt-5-mini-2025-08-07");
        OpenAiTokenUsage usage = (OpenAiTokenUsage) response.tokenUsage();
        assertThat(usage.outputTokensDetails().reasoningTokens()).isEqualTo(WORDS_IN_PASSAGES);
        assertThat(usage.outputTokenCount()).isEqualTo(quarter(ANSWER) + WORDS_IN_PASSAGES);
        assertThat(usage.inputTokenCount()).isEqualTo(quarter(PASSAGES));
    }

    @Test
    void openAi_whenPromptBeginsAsAnEarlierOne_readsThatFromTheCacheInSteps() {
        String beginning = "x".repeat(5000);
        StreamingChatModel model = openAiStreaming();
        stream(model, request(beginning + "a"), new StringBuilder());

        ChatResponse second = stream(model, request(beginning + "b"), new StringBuilder());

        OpenAiTokenUsage usage = (OpenAiTokenUsage) second.tokenUsage();
        assertThat(usage.inputTokenCount()).isEqualTo(1251);
        assertThat(usage.inputTokensDetails().cachedTokens()).isEqualTo(1152);
    }

    @Test
    void openAi_whenQuestionNamesAnOrder_callsTheToolAndAnswersWithItsResult() {
        UserMessage question = UserMessage.from("Where is NR-20417?");
        ChatModel model = openAi("gpt-4o-mini", 1);
        ChatResponse call = model.chat(withTool(question));
        assertThat(call.finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
        ToolExecutionRequest tool = call.aiMessage().toolExecutionRequests().get(0);
        assertThat(tool.name()).isEqualTo("orderStatus");
        assertThat(tool.arguments()).isEqualTo("{\"orderNumber\":\"NR-20417\"}");

        ChatResponse answer = model.chat(ChatRequest.builder()
                .messages(question, call.aiMessage(), ToolExecutionResultMessage.from(tool, "It is on its way."))
                .toolSpecifications(ORDER_TOOL)
                .build());

        assertThat(answer.aiMessage().text()).isEqualTo("It is on its way.");
        assertThat(answer.tokenUsage().inputTokenCount())
                .isGreaterThan(call.tokenUsage().inputTokenCount());
    }

    @Test
    void openAi_whenToolCallIsStreamed_sendsItsArguments() {
        ChatResponse response =
                stream(openAiStreaming(), withTool(UserMessage.from("Where is NR-20417?")), new StringBuilder());

        ToolExecutionRequest tool = response.aiMessage().toolExecutionRequests().get(0);
        assertThat(tool.arguments()).isEqualTo("{\"orderNumber\":\"NR-20417\"}");
        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
    }

    @Test
    void openAi_whenAskedTheSecondTime_refusesOnceWith429() {
        ChatModel model = openAi("gpt-4o-mini");
        model.chat(PASSAGES);

        assertThatThrownBy(() -> model.chat(PASSAGES)).isInstanceOf(RateLimitException.class);
        assertThat(model.chat(PASSAGES)).isEqualTo(ANSWER);
        assertThat(model.chat(PASSAGES)).isEqualTo(ANSWER);
    }

    @Test
    void openAi_whenModelIsUnknown_servesItUnderItsName() {
        ChatResponse response = openAi("house-llm-7b").chat(UserMessage.from(PASSAGES));

        assertThat(response.modelName()).isEqualTo("house-llm-7b");
        assertThat(response.tokenUsage().inputTokenCount()).isEqualTo(quarter(PASSAGES));
    }

    @Test
    void openAi_whenModelIsMissing_answers400() {
        assertThatThrownBy(() -> openAi("").chat(PASSAGES)).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void anthropic_whenSystemTextIsMarked_writesItToTheCacheOnceAndReadsItLater() {
        ChatRequest request = ChatRequest.builder()
                .messages(SystemMessage.from("x".repeat(4096)), UserMessage.from(PASSAGES))
                .build();
        ChatModel model = anthropic();

        ChatResponse first = model.chat(request);
        ChatResponse second = model.chat(request);

        assertThat(first.aiMessage().text()).isEqualTo(ANSWER);
        assertThat(first.modelName()).isEqualTo("claude-sonnet-4-5-20250929");
        assertThat(first.finishReason()).isEqualTo(FinishReason.STOP);
        assertUsage(first, quarter(PASSAGES), 1024, 0);
        assertUsage(second, quarter(PASSAGES), 0, 1024);
    }

    @Test
    void anthropic_whenStreamed_sendsTheSameTextAndUsage() {
        StringBuilder pieces = new StringBuilder();
        ChatResponse response = stream(anthropicStreaming(), request(PASSAGES), pieces);

        assertThat(pieces).hasToString(ANSWER);
        assertThat(response.modelName()).isEqualTo("claude-sonnet-4-5-20250929");
        assertUsage(response, quarter(PASSAGES), 0, 0);
        assertThat(response.tokenUsage().outputTokenCount()).isEqualTo(quarter(ANSWER));
    }

    @Test
    void anthropic_whenQuestionNamesAnOrder_callsTheToolInBothFormats() {
        ChatRequest request = withTool(UserMessage.from("Where is NR-20417?"));

        for (ChatResponse response :
                List.of(anthropic().chat(request), stream(anthropicStreaming(), request, new StringBuilder()))) {
            ToolExecutionRequest tool =
                    response.aiMessage().toolExecutionRequests().get(0);
            assertThat(tool.name()).isEqualTo("orderStatus");
            assertThat(tool.arguments()).isEqualToIgnoringWhitespace("{\"orderNumber\":\"NR-20417\"}");
            assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
        }
    }

    private static void assertUsage(ChatResponse response, int input, int cacheWrite, int cacheRead) {
        AnthropicTokenUsage usage = (AnthropicTokenUsage) response.tokenUsage();
        assertThat(usage.inputTokenCount()).isEqualTo(input);
        assertThat(usage.cacheCreationInputTokens()).isEqualTo(cacheWrite);
        assertThat(usage.cacheReadInputTokens()).isEqualTo(cacheRead);
    }

    private ChatModel openAi(String model) {
        return openAi(model, 0);
    }

    private ChatModel openAi(String model, int retries) {
        return OpenAiChatModel.builder()
                .baseUrl(providers.openAiUrl())
                .apiKey("none")
                .modelName(model)
                .maxRetries(retries)
                .build();
    }

    private StreamingChatModel openAiStreaming() {
        return OpenAiStreamingChatModel.builder()
                .baseUrl(providers.openAiUrl())
                .apiKey("none")
                .modelName("gpt-5-mini")
                .build();
    }

    private ChatModel anthropic() {
        return AnthropicChatModel.builder()
                .baseUrl(providers.anthropicUrl())
                .apiKey("none")
                .modelName("claude-sonnet-4-5")
                .cacheSystemMessages(true)
                .build();
    }

    private StreamingChatModel anthropicStreaming() {
        return AnthropicStreamingChatModel.builder()
                .baseUrl(providers.anthropicUrl())
                .apiKey("none")
                .modelName("claude-sonnet-4-5")
                .build();
    }

    private static ChatRequest request(String text) {
        return ChatRequest.builder().messages(UserMessage.from(text)).build();
    }

    private static ChatRequest withTool(UserMessage question) {
        return ChatRequest.builder()
                .messages(question)
                .toolSpecifications(ORDER_TOOL)
                .build();
    }

    private static ChatResponse stream(StreamingChatModel model, ChatRequest request, StringBuilder pieces) {
        CompletableFuture<ChatResponse> answer = new CompletableFuture<>();
        model.chat(request, new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String piece) {
                pieces.append(piece);
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                answer.complete(response);
            }

            @Override
            public void onError(Throwable error) {
                answer.completeExceptionally(error);
            }
        });
        return answer.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static int quarter(String text) {
        return (text.length() + 3) / 4;
    }
}
