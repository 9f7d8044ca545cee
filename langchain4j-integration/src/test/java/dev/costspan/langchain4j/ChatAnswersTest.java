package dev.costspan.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.costspan.contract.ProviderServer;
import dev.costspan.contract.Recording;
import dev.costspan.contract.Reply;
import dev.costspan.contract.Scene;
import dev.costspan.pricing.CostStatus;
import dev.costspan.pricing.UnpricedReason;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.anthropic.AnthropicChatResponseMetadata;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an answer says beside its tokens. */
class ChatAnswersTest {

    private final Recording recording = Recording.of(ListPrices.BOOK);
    private final CostspanLangChain4j costs = CostspanLangChain4j.create(recording.costspan());
    private final ProviderServer server = ProviderServer.start();
    private final ChatModel model =
            costs.wrap(Setup.metered(server.url(), 0, costs).openAi());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void chat_whenAnotherTierServed_isPricedByThatTier() {
        Reply flex = Wire.OPENAI_CHAT
                .reply(Scene.ANSWER)
                .replace("\"service_tier\": \"default\"", "\"service_tier\": \"flex\"");
        server.next(flex);

        model.chat("What is the capital of Portugal?");

        assertThat(recording.only().serviceTier()).isEqualTo("flex");
        // half of what the standard tier costs
        assertThat(recording.only().cost().amount()).isEqualByComparingTo("0.0001416");
        assertThat(Recording.plain(recording.span().getAttributes()))
                .containsEntry("openai.response.service_tier", "flex")
                .containsEntry("costspan.price.card", "application:openai/gpt-4o-mini-2024-07-18;flex");
    }

    @Test
    void chat_whenTierHasNoCard_isUnpricedAndNotPricedByAnother() {
        server.next(Wire.OPENAI_CHAT
                .reply(Scene.ANSWER)
                .replace("\"service_tier\": \"default\"", "\"service_tier\": \"priority\""));

        model.chat("What is the capital of Portugal?");

        assertThat(recording.only().cost().unpricedReason()).isEqualTo(UnpricedReason.NO_CARD_FOR_TIER);
    }

    @Test
    void chat_whenUsageIsNull_isEstimated() {
        server.next(Wire.OPENAI_CHAT.load("chat-null-usage.json"));

        assertThat(model.chat("What is the capital of Portugal?")).startsWith("Lisbon");

        assertThat(recording.only().cost().status()).isEqualTo(CostStatus.ESTIMATED);
        assertThat(recording.only().cost().amount()).isEqualByComparingTo(ExpectedChats.OPENAI.estimatedAmount());
    }

    @Test
    void chat_whenToolsAreCalled_countsThemAndSaysWhyItStopped() {
        server.next(Wire.OPENAI_CHAT.load("chat-tool-call.json"));

        model.chat("How many people live in Lisbon?");

        assertThat(Recording.plain(recording.span().getAttributes()))
                .containsEntry("costspan.tool_calls", 1L)
                .containsEntry("gen_ai.response.finish_reasons", List.of("tool_calls"))
                // 100 input and 20 output tokens: 15 + 12 millionths
                .containsEntry("costspan.cost.amount", 0.000027);
    }

    @Test
    void chat_whenPromptsAndAnswersHaveText_keepsItOutOfTelemetry() {
        server.next(Wire.OPENAI_CHAT.reply(Scene.ANSWER), Wire.OPENAI_CHAT.reply(Scene.REJECTION));

        model.chat("a secret question");
        assertThat(catchThrowable(() -> model.chat("a secret question"))).isNotNull();

        assertThat(recording.spans())
                .hasSize(2)
                .allSatisfy(
                        span -> assertThat(span.toString()).doesNotContain("secret", "Lisbon", "Expected an array"));
        assertThat(recording.records().toString()).doesNotContain("secret", "Lisbon", "Expected an array");
    }

    @Test
    void chat_whenAnswerIsNull_returnsNullAndRecordsUnknownUsage() {
        ChatModel silent = costs.wrap(new ChatModel() {
            @Override
            public ChatResponse chat(ChatRequest request) {
                return null;
            }
        });

        assertThat(silent.chat(
                        ChatRequest.builder().messages(UserMessage.from("Hi")).build()))
                .isNull();
        assertThat(recording.only().usage().isUnknown()).isTrue();
    }

    @Test
    void chat_whenAnAnswersGetterFails_returnsTheAnswerAndKeepsWhatWasRead() {
        // AnthropicChatResponseMetadata casts its usage, which is of another class here
        ChatResponse odd = ChatResponse.builder()
                .aiMessage(AiMessage.from("Lisbon."))
                .metadata(AnthropicChatResponseMetadata.builder()
                        .id("msg_1")
                        .modelName("claude-sonnet-4-5-20250929")
                        .tokenUsage(new TokenUsage(1, 1))
                        .build())
                .build();
        ChatModel oddModel = costs.named("anthropic").wrap(new ChatModel() {
            @Override
            public ChatResponse chat(ChatRequest request) {
                return odd;
            }
        });

        assertThat(oddModel.chat("Hi")).isEqualTo("Lisbon.");
        assertThat(Recording.plain(recording.span().getAttributes()))
                .containsAllEntriesOf(Map.of(
                        "gen_ai.response.id", "msg_1",
                        "gen_ai.response.model", "claude-sonnet-4-5-20250929",
                        "costspan.cost.status", "estimated",
                        // 2 and 7 bytes are 1 and 2 tokens: 3 + 30 millionths
                        "costspan.cost.amount", 0.000033));
    }
}
