package dev.costspan.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.contract.Recording;
import dev.costspan.pricing.CostStatus;
import dev.costspan.pricing.UnpricedReason;
import dev.costspan.telemetry.Ending;
import dev.costspan.usage.Meter;
import dev.costspan.usage.TokenEstimator;
import dev.costspan.usage.Usage;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is estimated where answers report no usage. A token of these tests is a character, so that counts are lengths. */
class EstimatesTest {

    private static final ToolExecutionRequest CALL = ToolExecutionRequest.builder()
            .id("1")
            .name("find")
            .arguments("{123}")
            .build();

    private final Recording recording =
            Recording.with(ListPrices.BOOK, settings -> settings.tokenEstimator((model, text) -> text.length()));
    private final CostspanLangChain4j costs =
            CostspanLangChain4j.create(recording.costspan()).named("openai", "gpt-4o-mini");

    @Test
    void chat_whenMessagesAreOfEachKind_countsTheTextOfAll() {
        ask(
                List.of(
                        SystemMessage.from("1"),
                        UserMessage.from(TextContent.from("22"), TextContent.from("333")),
                        AiMessage.from("4444", List.of(CALL)),
                        ToolExecutionResultMessage.from(CALL, "55555")),
                AiMessage.from("Lisbon."));

        // 1 + 2 + 3 + 4 and 5, and a call of 4 and 5
        assertThat(usage()).hasToString("Usage{input_tokens=24, output_tokens=7, estimated}");
        // 24 at 0.15 and 7 at 0.60 a million
        assertThat(recording.only().cost().amount()).isEqualByComparingTo("0.0000078");
        assertThat(recording.only().cost().status()).isEqualTo(CostStatus.ESTIMATED);
    }

    @Test
    void chat_whenToolsAreOffered_countsTheirNamesAndDescriptions() {
        ToolSpecification tool = ToolSpecification.builder()
                .name("find")
                .description("finds")
                .parameters(JsonObjectSchema.builder()
                        .addStringProperty("city", "a city")
                        .addProperty(
                                "box",
                                JsonObjectSchema.builder()
                                        .description("area")
                                        .addIntegerProperty("n")
                                        .build())
                        .build())
                .build();

        answering(AiMessage.from("Lisbon."))
                .chat(ChatRequest.builder()
                        .messages(UserMessage.from("1"))
                        .toolSpecifications(tool)
                        .build());

        // 1, and find, finds, city, a city, box, area, n: 4 + 5 + 4 + 6 + 3 + 4 + 1
        assertThat(usage().quantity(Meter.INPUT_TOKENS)).isEqualByComparingTo("28");
    }

    @Test
    void chat_whenTheAnswerThinksAndCalls_countsBoth() {
        ask(
                List.of(UserMessage.from("1")),
                AiMessage.builder()
                        .thinking("hmm")
                        .toolExecutionRequests(List.of(CALL))
                        .build());

        // 3, and a call of 4 and 5
        assertThat(usage()).hasToString("Usage{input_tokens=1, output_tokens=12, estimated}");
    }

    @Test
    void chat_whenAnImageWasSent_isPartialSinceItsTokensAreUnknown() {
        ask(
                List.of(UserMessage.from(TextContent.from("what?"), ImageContent.from("http://127.0.0.1/a.png"))),
                AiMessage.from("Lisbon."));

        assertThat(usage()).hasToString("Usage{output_tokens=7, input_text_tokens=5, estimated}");
        assertThat(recording.only().cost().status()).isEqualTo(CostStatus.PARTIAL);
        // 5 at 0.15 and 7 at 0.60 a million
        assertThat(recording.only().cost().amount()).isEqualByComparingTo("0.00000495");
    }

    @Test
    void chat_whenTheAnswerHasNoText_leavesTheOutputUnknownRatherThanZero() {
        ask(List.of(UserMessage.from("1")), AiMessage.builder().build());

        assertThat(usage()).hasToString("Usage{input_tokens=1, estimated}");
        assertThat(recording.only().cost().status()).isEqualTo(CostStatus.PARTIAL);
    }

    @Test
    void chat_whenTheAnswerReportsUsage_looksAtNoText() {
        Recording failing = Recording.with(
                ListPrices.BOOK,
                settings -> settings.tokenEstimator((model, text) -> {
                    throw new AssertionError("looked at");
                }));
        CostspanLangChain4j.create(failing.costspan())
                .named("openai")
                .wrap(new ScriptedChat(null))
                .chat(ChatRequest.builder().messages(UserMessage.from("Hi")).build());

        assertThat(failing.only().cost().status()).isEqualTo(CostStatus.PRICED);
        // 100 input and 10 output tokens: 15 + 6 millionths
        assertThat(failing.only().cost().amount()).isEqualByComparingTo("0.000021");
    }

    @Test
    void chat_whenJTokkitCounts_usesTheEncodingOfTheServedModel() {
        Recording exact =
                Recording.with(ListPrices.BOOK, settings -> settings.tokenEstimator(TokenEstimator.bestAvailable()));
        ChatResponse answer = ChatResponse.builder()
                .aiMessage(AiMessage.from("お誕生日おめでとう"))
                .modelName("gpt-4o-mini-2024-07-18")
                .build();
        CostspanLangChain4j.create(exact.costspan())
                .named("openai", "gpt-4")
                .wrap(model(answer))
                .chat("antidisestablishmentarianism");

        // 6 and 8 tokens in o200k_base by OpenAI's cookbook; the answer has 9 in the encoding of gpt-4
        assertThat(exact.only().usage()).hasToString("Usage{input_tokens=6, output_tokens=8, estimated}");
    }

    @Test
    void listener_whenTheAnswerHasNoUsage_estimatesAsTheWrapperDoes() {
        ChatModelListener listener = costs.chatModelListener();
        ChatModel listened = new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                return ChatResponse.builder()
                        .aiMessage(AiMessage.from("Lisbon."))
                        .build();
            }

            @Override
            public List<ChatModelListener> listeners() {
                return List.of(listener);
            }
        };

        listened.chat("Hi");

        assertThat(usage()).hasToString("Usage{input_tokens=2, output_tokens=7, estimated}");
    }

    @Test
    void embed_whenTheAnswerHasNoUsage_countsTheInputInEachForm() {
        EmbeddingModel model = costs.wrap(new EmbeddingModel() {
            @Override
            public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
                return Response.from(segments.stream()
                        .map(segment -> Embedding.from(new float[] {1}))
                        .toList());
            }
        });

        model.embed("1");
        model.embed(TextSegment.from("22"));
        model.embedAll(List.of(TextSegment.from("333"), TextSegment.from("4444")));

        assertThat(recording.records(3))
                .extracting(entry -> entry.usage().toString())
                .containsExactly(
                        "Usage{input_tokens=1, estimated}",
                        "Usage{input_tokens=2, estimated}",
                        "Usage{input_tokens=7, estimated}");
    }

    @Test
    void stream_whenItFailsAfterAPart_countsThatPartByBytes() {
        stream(handler -> {
            handler.onPartialThinking(new PartialThinking("hmm"));
            handler.onPartialResponse("Lisbon é");
            handler.onError(new IllegalStateException("down"));
        });

        // 3 and 9 bytes, by bytes since they are gone
        assertThat(usage()).hasToString("Usage{input_tokens=2, output_tokens=3, estimated}");
        assertThat(recording.only().ending()).isEqualTo(Ending.FAILED);
        assertThat(recording.only().cost().status()).isEqualTo(CostStatus.ESTIMATED);
    }

    @Test
    void stream_whenAToolCallComesInParts_countsItsArgumentsOnce() {
        stream(handler -> {
            handler.onPartialToolCall(part("{12"));
            handler.onPartialToolCall(part("3}"));
            handler.onCompleteToolCall(new CompleteToolCall(0, CALL));
            handler.onError(new IllegalStateException("down"));
        });

        // 3 + 2 bytes of arguments and 4 of the name
        assertThat(usage().quantity(Meter.OUTPUT_TOKENS)).isEqualByComparingTo("3");
    }

    @Test
    void stream_whenAToolCallComesWhole_countsItsNameAndArguments() {
        stream(handler -> {
            handler.onCompleteToolCall(new CompleteToolCall(0, CALL));
            handler.onError(new IllegalStateException("down"));
        });

        // 4 and 5 bytes
        assertThat(usage().quantity(Meter.OUTPUT_TOKENS)).isEqualByComparingTo("3");
    }

    @Test
    void stream_whenItFailsBeforeAnythingCame_isNotEstimated() {
        stream(handler -> handler.onError(new IllegalStateException("down")));

        assertThat(usage().isUnknown()).isTrue();
        assertThat(recording.only().cost().unpricedReason()).isEqualTo(UnpricedReason.NO_ANSWER);
    }

    @Test
    void stream_whenItEndsWithoutUsage_countsTheWholeAnswer() {
        stream(handler -> {
            handler.onPartialResponse("Lis");
            handler.onCompleteResponse(
                    ChatResponse.builder().aiMessage(AiMessage.from("Lisbon.")).build());
        });

        assertThat(usage()).hasToString("Usage{input_tokens=2, output_tokens=7, estimated}");
        assertThat(recording.only().ending()).isEqualTo(Ending.COMPLETED);
    }

    private static PartialToolCall part(String arguments) {
        return PartialToolCall.builder()
                .index(0)
                .name("find")
                .partialArguments(arguments)
                .build();
    }

    private Usage usage() {
        return recording.only().usage();
    }

    private void ask(List<ChatMessage> messages, AiMessage answer) {
        answering(answer).chat(ChatRequest.builder().messages(messages).build());
    }

    private ChatModel answering(AiMessage answer) {
        return costs.wrap(model(ChatResponse.builder().aiMessage(answer).build()));
    }

    private static ChatModel model(ChatResponse answer) {
        return new ChatModel() {
            @Override
            public ChatResponse chat(ChatRequest request) {
                return answer;
            }
        };
    }

    private void stream(Consumer<StreamingChatResponseHandler> script) {
        StreamingChatModel model = new StreamingChatModel() {
            @Override
            public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
                script.accept(handler);
            }
        };
        costs.wrap(model).chat("Hi", new StreamAnswer());
    }
}
