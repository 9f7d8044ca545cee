package dev.costspan.langchain4j;

import dev.costspan.usage.Meter;
import dev.costspan.usage.TokenEstimator;
import dev.costspan.usage.Usage;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the tokens of the text in what LangChain4j sends and receives. Of a tool's schema the names and descriptions count;
 * what has no text, such as an image, is remembered as not counted.
 */
final class TextCount {

    /** The types that hold text, and the parts that hold it. */
    private static final List<Holder<?>> HOLDERS = List.of(
            new Holder<>(SystemMessage.class, SystemMessage::text),
            new Holder<>(UserMessage.class, UserMessage::contents),
            new Holder<>(AiMessage.class, message -> Arrays.asList(message.text(), message.toolExecutionRequests())),
            new Holder<>(ToolExecutionResultMessage.class, ToolExecutionResultMessage::contents),
            new Holder<>(TextContent.class, TextContent::text),
            new Holder<>(ToolExecutionRequest.class, call -> Arrays.asList(call.name(), call.arguments())),
            new Holder<>(
                    ToolSpecification.class, tool -> Arrays.asList(tool.name(), tool.description(), tool.parameters())),
            new Holder<>(JsonObjectSchema.class, TextCount::partsOf),
            new Holder<>(JsonSchemaElement.class, JsonSchemaElement::description),
            new Holder<>(ChatRequest.class, request -> Arrays.asList(request.messages(), request.toolSpecifications())),
            new Holder<>(TextSegment.class, TextSegment::text),
            new Holder<>(EmbeddingInput.class, EmbeddingInput::contents),
            new Holder<>(EmbeddingRequest.class, EmbeddingRequest::inputs));

    private final TokenEstimator estimator;
    private final @Nullable String model;
    private long tokens;
    private boolean hasText;
    private boolean hasMore;

    TextCount(TokenEstimator estimator, @Nullable String model) {
        this.estimator = estimator;
        this.model = model;
    }

    /** Adds the text of a part, or of each part that it is made of; null has none. */
    TextCount add(@Nullable Object part) {
        if (part instanceof String text) {
            hasText = true;
            tokens += estimator.tokens(model, text);
        } else if (part instanceof Iterable<?> parts) {
            parts.forEach(this::add);
        } else if (part != null) {
            addHeld(part);
        }
        return this;
    }

    /** Tells the input; where more than text was sent, only that so much of it is text. */
    void input(Usage.Builder usage) {
        if (hasText) {
            usage.quantity(hasMore ? Meter.INPUT_TEXT_TOKENS : Meter.INPUT_TOKENS, tokens);
        }
    }

    /** Tells the output; where more than text came, only that so much of it is text. */
    void output(Usage.Builder usage) {
        if (hasText) {
            usage.quantity(hasMore ? Meter.OUTPUT_TEXT_TOKENS : Meter.OUTPUT_TOKENS, tokens);
        }
    }

    private void addHeld(Object part) {
        Holder<?> holder = Holder.of(HOLDERS, part);
        if (holder == null) {
            hasMore = true;
        } else {
            add(holder.in(part));
        }
    }

    private static List<@Nullable Object> partsOf(JsonObjectSchema schema) {
        return Arrays.asList(
                schema.description(),
                schema.properties().keySet(),
                schema.properties().values());
    }
}
