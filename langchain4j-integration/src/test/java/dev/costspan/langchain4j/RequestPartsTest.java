package dev.costspan.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.contract.Recording;
import dev.costspan.outcome.OutcomeScope;
import dev.costspan.outcome.WasteReason;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which chat requests are taken for the same. */
class RequestPartsTest {

    private static final String IMAGE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB";

    private final Recording recording = Recording.of(ListPrices.BOOK);
    private final CostspanLangChain4j costs = CostspanLangChain4j.create(recording.costspan());
    private final ChatModel model = costs.wrap(new ScriptedChat(DefaultChatRequestParameters.EMPTY));

    @Test
    void chat_whenRequestsAreEqualButBuiltApart_isARepeat() {
        assertThat(repeats(request().build(), request().build())).isTrue();
    }

    @Test
    void chat_whenAUserMessageIsOnlyRememberedDifferently_isARepeat() {
        UserMessage message = UserMessage.from("Where is my parcel?");
        UserMessage noted = UserMessage.from("Where is my parcel?");
        noted.attributes().put("seen", "2026-09-01T12:00:00Z");

        assertThat(repeats(of(message), of(noted))).isTrue();
    }

    /** What one thing changes in a request that has some of everything. */
    static Stream<Arguments> changes() {
        return Stream.of(
                change(
                        "a character of the system message",
                        request -> messages(request, system("You answer shortly!"))),
                change("a character of the question", request -> messages(request, user("Where is my parcel!"))),
                change("the one who says it", request -> messages(request, AiMessage.from("Where is my parcel?"))),
                change("one message more", request -> messages(request, messages(), user("Hello?"))),
                change("the order", request -> request.messages(List.of(user("b"), user("a")))),
                change("the image", request -> messages(request, image("jVBORw0KGgoAAAANSUhEUgAAAAEAAAAB"))),
                change(
                        "the image's address",
                        request -> messages(request, UserMessage.from(ImageContent.from("https://a.example/1.png")))),
                change("a tool's result", request -> messages(request, result("545797"))),
                change("a tool call's arguments", request -> messages(request, call("{\"city\":\"Porto\"}"))),
                change("the temperature", request -> parameters(request, common().temperature(0.3))),
                change("top p", request -> parameters(request, common().topP(0.5))),
                change("top k", request -> parameters(request, common().topK(7))),
                change("the most output tokens", request -> parameters(request, common().maxOutputTokens(501))),
                change("a stop sequence", request -> parameters(request, common().stopSequences("END."))),
                change("no tools", request -> parameters(request, common().toolSpecifications(List.of()))),
                change(
                        "a tool's description",
                        request -> parameters(request, common().toolSpecifications(tool("People of a city", "city")))),
                change(
                        "a tool's parameter",
                        request -> parameters(request, common().toolSpecifications(tool("People in a city", "town")))),
                change("the tool choice", request -> parameters(request, common().toolChoice(ToolChoice.REQUIRED))),
                change(
                        "the response format",
                        request -> parameters(request, common().responseFormat(json("Answer", "town")))),
                change("a parameter of the provider's", request -> parameters(request, common().seed(43))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void chat_whenOneThingDiffers_isNoRepeat(String what, UnaryOperator<ChatRequest.Builder> change) {
        ChatRequest other = change.apply(request()).build();

        assertThat(repeats(request().build(), other)).as(what).isFalse();
        assertThat(repeats(other, change.apply(request()).build())).as(what).isTrue();
    }

    @Test
    void chat_whenTextIsSplitAnotherWay_isNoRepeat() {
        assertThat(repeats(
                        of(UserMessage.from("Hello", "you")), of(UserMessage.from("you"), UserMessage.from("Hello"))))
                .isFalse();
        assertThat(repeats(
                        of(UserMessage.from(TextContent.from("ab"), TextContent.from("c"))),
                        of(UserMessage.from(TextContent.from("a"), TextContent.from("bc")))))
                .isFalse();
    }

    @Test
    void chat_whenAnotherModelObjectIsAsked_isNoRepeatSinceItsOwnSettingsMayDiffer() {
        ChatModel other = costs.wrap(new ScriptedChat(DefaultChatRequestParameters.EMPTY));
        try (OutcomeScope outcome = recording.costspan().outcome("support.resolution")) {
            model.chat(request().build());
            other.chat(request().build());
            outcome.succeed();
        }

        assertThat(recording.records(2))
                .allSatisfy(entry -> assertThat(entry.waste().reasons()).isEmpty());
    }

    @Test
    void chat_whenNoOutcomeIsOpen_computesNothing() {
        AtomicInteger hashed = new AtomicInteger();
        ChatRequest request = of(UserMessage.from("Hi")).toBuilder()
                .parameters(new Watched(hashed))
                .build();

        model.chat(request);
        assertThat(hashed).hasValue(0);
        assertThat(repeats(request, request)).isTrue();

        assertThat(hashed).hasPositiveValue();
    }

    @Test
    void chat_whenARequestCannotBeHashed_answersAndIsNoRepeat() {
        ChatRequest request = of(UserMessage.from("Hi")).toBuilder()
                .parameters(new Watched(null))
                .build();

        assertThat(repeats(request, request)).isFalse();
    }

    /** Asks both in an outcome of their own and returns whether the second counts as a repeat. */
    private boolean repeats(ChatRequest first, ChatRequest second) {
        int before = recording.records().size();
        try (OutcomeScope outcome = recording.costspan().outcome("support.resolution")) {
            assertThat(model.chat(first).aiMessage().text()).isEqualTo("Lisbon.");
            assertThat(model.chat(second).aiMessage().text()).isEqualTo("Lisbon.");
            outcome.succeed();
        }
        assertThat(recording.records().get(before).waste().reasons()).isEmpty();
        return recording.records().get(before + 1).waste().reasons().contains(WasteReason.REPEATED_REQUEST);
    }

    private static Arguments change(String what, UnaryOperator<ChatRequest.Builder> change) {
        return Arguments.of(what, change);
    }

    private static ChatRequest of(ChatMessage... messages) {
        return ChatRequest.builder().messages(messages).build();
    }

    private static ChatRequest.Builder request() {
        return parameters(ChatRequest.builder().messages(messages()), common());
    }

    private static List<ChatMessage> messages() {
        return List.of(
                system("You answer shortly."),
                image(IMAGE),
                call("{\"city\":\"Lisbon\"}"),
                result("545796"),
                user("Where is my parcel?"));
    }

    /** Puts a message in the place of the one of its type, or at the end. */
    private static ChatRequest.Builder messages(ChatRequest.Builder request, ChatMessage other) {
        return messages(
                request,
                messages().stream()
                        .filter(message -> message.type() != other.type())
                        .toList(),
                other);
    }

    private static ChatRequest.Builder messages(
            ChatRequest.Builder request, List<ChatMessage> before, ChatMessage last) {
        return request.messages(Stream.concat(before.stream(), Stream.of(last)).toList());
    }

    private static ChatRequest.Builder parameters(
            ChatRequest.Builder request, OpenAiChatRequestParameters.Builder parameters) {
        return request.parameters(parameters.build());
    }

    private static OpenAiChatRequestParameters.Builder common() {
        return OpenAiChatRequestParameters.builder()
                .temperature(0.2)
                .maxOutputTokens(500)
                .stopSequences("END")
                .toolSpecifications(tool("People in a city", "city"))
                .toolChoice(ToolChoice.AUTO)
                .responseFormat(json("Answer", "city"))
                .seed(42);
    }

    private static SystemMessage system(String text) {
        return SystemMessage.from(text);
    }

    private static UserMessage user(String text) {
        return UserMessage.from(text);
    }

    private static UserMessage image(String base64) {
        return UserMessage.from(ImageContent.from(base64, "image/png"), TextContent.from("What is this?"));
    }

    private static AiMessage call(String arguments) {
        return AiMessage.from(ToolExecutionRequest.builder()
                .id("call-1")
                .name("population")
                .arguments(arguments)
                .build());
    }

    private static ToolExecutionResultMessage result(String text) {
        return ToolExecutionResultMessage.from("call-1", "population", text);
    }

    private static ToolSpecification tool(String description, String parameter) {
        return ToolSpecification.builder()
                .name("population")
                .description(description)
                .parameters(
                        JsonObjectSchema.builder().addStringProperty(parameter).build())
                .build();
    }

    private static ResponseFormat json(String name, String property) {
        return ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder()
                        .name(name)
                        .rootElement(JsonObjectSchema.builder()
                                .addStringProperty(property)
                                .build())
                        .build())
                .build();
    }

    /** Parameters that count how often they are hashed, or cannot be. */
    private static final class Watched extends DefaultChatRequestParameters {

        private final AtomicInteger hashed;

        Watched(AtomicInteger hashed) {
            super(ChatRequestParameters.builder());
            this.hashed = hashed;
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            hashed.incrementAndGet();
            return 1;
        }
    }
}
